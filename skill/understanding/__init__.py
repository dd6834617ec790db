"""Text -> Understanding: a small linear model and a few rules, in the standard library only."""

from skill.understanding.ear import MODEL_FILE, checked_ear, read_ear
from skill.understanding.normalise import LONGEST
from skill.understanding.types import Hear, Understanding

__all__ = [
    "LONGEST",
    "MODEL_FILE",
    "Hear",
    "Understanding",
    "checked_ear",
    "read_ear",
]
