"""A telephone line for an exchange that somebody sets up by hand: its sounds, and a map of them."""

from skill.exports.wav.line import WAV

__all__ = ["WAV"]
