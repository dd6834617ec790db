"""A dialplan for Asterisk: the dialogue unrolled, never written a second time.

respond -> walk (every state) -> merge (what nobody can tell apart) -> fold (what is only
carried along) -> extensions.conf
"""

from skill.channels.asterisk.dialplan import SOUNDS, TEMPOS, dialplan, heard
from skill.channels.asterisk.fold import Folded, fold, unfold
from skill.channels.asterisk.install import install_note
from skill.channels.asterisk.merge import merge
from skill.channels.asterisk.walk import INPUTS, Machine, Place, Spoken, Step, walk

__all__ = [
    "INPUTS",
    "SOUNDS",
    "TEMPOS",
    "Folded",
    "Machine",
    "Place",
    "Spoken",
    "Step",
    "dialplan",
    "fold",
    "heard",
    "install_note",
    "merge",
    "unfold",
    "walk",
]
