"""Alexa: an envelope in, a response out."""

from skill.channels.alexa.handler import Handler, make_handler

__all__ = ["Handler", "make_handler"]
