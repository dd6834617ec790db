"""The studio: every line of the script -> a mastered MP3, beforehand.

    line text -> spoken form -> pronunciations -> engine, sentence by sentence -> joined
              -> mastered -> MP3 -> measured -> manifest

Importing this loads no engine and no numpy; `build` does when it has work.
"""

from skill.studio.build import build, chosen
from skill.studio.engines import ENGINES, engine, engine_name
from skill.studio.speech_engine import Engine, Samples
from skill.studio.spoken import sentences, spoken
from skill.studio.status import rendition_findings, status
from skill.studio.takes import recording_findings
from skill.studio.voice_script import missing_words, voice_script

__all__ = [
    "ENGINES",
    "Engine",
    "Samples",
    "build",
    "chosen",
    "engine",
    "engine_name",
    "missing_words",
    "recording_findings",
    "rendition_findings",
    "sentences",
    "spoken",
    "status",
    "voice_script",
]
