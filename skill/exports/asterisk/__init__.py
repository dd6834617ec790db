"""A telephone exchange: the dialogue unrolled into a dialplan for Asterisk, never written twice.

respond -> walk (every state) -> merge (what nobody can tell apart) -> fold (what is only
carried along) -> extensions.conf
"""

from skill.exports.asterisk.exchange import DIALPLAN, NOTE, SOUNDS_FOLDER, exchange

__all__ = ["DIALPLAN", "NOTE", "SOUNDS_FOLDER", "exchange"]
