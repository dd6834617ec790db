"""Exports: content in, files out, whole or not at all. One package per target.

Each gives what it makes as paths and bytes, or as one file; nothing of it runs when somebody asks a
question. Targets do not know each other: where one needs another room, the command line joins them.
"""
