"""A telephone line for whoever runs VoiceXML 2.1: the unrolled dialogue as documents."""

from skill.exports.voicexml.line import VOICEXML

__all__ = ["VOICEXML"]
