"""Alexa: an envelope in, a response out."""

from skill.channels.alexa.handler import make_handler

__all__ = ["make_handler"]
