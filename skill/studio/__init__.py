"""The studio: every line of the script -> a mastered MP3, beforehand.

    line text -> spoken form -> pronunciations -> engine, sentence by sentence -> joined
              -> mastered -> MP3 -> measured -> manifest

Importing this loads no engine and no numpy; `build` and `conform` do when they have work.
"""

from skill.studio.actor import actor_script
from skill.studio.build import Built, build
from skill.studio.choice import chosen
from skill.studio.engines import ENGINES, Engine, Samples, engine, engine_name
from skill.studio.frames import Frames, frames
from skill.studio.lexicon import pronounced
from skill.studio.missing import missing_words
from skill.studio.split import sentences
from skill.studio.spoken import spoken
from skill.studio.status import ClipState, conform, status

__all__ = [
    "ENGINES",
    "Built",
    "ClipState",
    "Engine",
    "Frames",
    "Samples",
    "actor_script",
    "build",
    "chosen",
    "conform",
    "engine",
    "engine_name",
    "frames",
    "missing_words",
    "pronounced",
    "sentences",
    "spoken",
    "status",
]
