"""A telephone line for Asterisk: the unrolled dialogue as a dialplan, never written twice."""

from skill.exports.asterisk.line import ASTERISK

__all__ = ["ASTERISK"]
