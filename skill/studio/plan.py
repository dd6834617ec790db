"""Which files a line should have, by name: what the build makes and what the status expects.

A file's name carries a hash over everything that decides how it sounds, so a file with the expected
name is up to date. No engine and no numpy is loaded for it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from skill.errors import AudioError
from skill.leaflet.types import Line
from skill.studio.lexicon import BY_SOUNDS, Lexicon, known_words, pronounced
from skill.studio.manifest_writer import Recording
from skill.studio.phonemes import RULES
from skill.studio.recipe import OPTION_PAUSE_MS, fingerprint
from skill.studio.renditions import Choice, Rendition, find
from skill.studio.speech_engine import kind_of
from skill.studio.spoken import sentences, spoken

RECORDINGS = "recordings"
"""Folder inside the audio folder where people's recordings lie."""

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
SUFFIXES = (".wav", ".flac", ".mp3")
"""Formats of a recording, the least compressed first."""
_SLOW = "-slow"


@dataclass(frozen=True, slots=True)
class Utterance:
    """One sentence on its way to an engine."""

    words: str
    """Normalised, in letters that a person can read; its length is what the pace is judged by."""
    given: str
    """With pronunciations in the engine's notation."""


@dataclass(frozen=True, slots=True)
class ClipPlan:
    """One file that should exist."""

    line_id: str
    file: str
    slow: bool
    utterances: tuple[Utterance, ...]
    recording: Path | None
    """A person's recording that replaces the engine's voice, if any."""
    pause_ms: int | None = None
    """Milliseconds between its sentences; None: as the engine's recipe has it."""
    plain: str = ""
    """The name that it has without a rendition; empty for a recording, which never has one."""
    rendition: Rendition | None = None
    """How it is said otherwise than the engine does by itself, if so."""

    @property
    def characters(self) -> int:
        """Length of the words, by which the pace of the whole clip is judged."""
        return len(" ".join(one.words for one in self.utterances))

    @property
    def pace_slow(self) -> bool:
        """Which pace window holds; a normal recording that serves for both keeps its own."""
        return self.file.endswith(_SLOW + ".mp3")


@dataclass(frozen=True, slots=True)
class Job:
    """One file to make."""

    wanted: ClipPlan
    adopt: bool
    """A file of this name that is already there may be taken over, if it conforms."""


@dataclass(frozen=True, slots=True)
class LinePlan:
    """All that is expected of one line."""

    line: Line
    spoken: str
    """Stands in the manifest: what the engine is given, sentences joined by spaces."""
    normal: ClipPlan
    slow: ClipPlan
    passed_over: tuple[str, ...]
    """Recordings that say an older text, and so are not used."""

    @property
    def clips(self) -> tuple[ClipPlan, ...]:
        return (self.normal,) if self.slow.file == self.normal.file else (self.normal, self.slow)


def plan(
    line: Line,
    lexicon: Lexicon,
    engine_name: str,
    found: Mapping[str, Path],
    remembered: Mapping[str, Recording],
    choices: Mapping[str, Choice] | None = None,
) -> LinePlan:
    """The files of one line. `found` comes from `recordings`, `remembered` from the manifest,
    `choices` from `renditions.read_choices`; a rendition that does not exist counts as none.

    AudioError when the line has nothing to say, or an id that cannot be a file name.
    """
    if not _ID.fullmatch(line.id) or line.id.endswith(_SLOW):
        raise AudioError(f"line id {line.id!r} cannot be a file name (letters, digits, - and _)")
    kind = kind_of(engine_name)
    known = known_words(lexicon, kind)
    words = [spoken(sentence, known) for sentence in sentences(line.text)]
    said = tuple(
        Utterance(one, pronounced(one, lexicon, kind))
        for one in words
        if any(map(str.isalnum, one))
    )
    if not said:
        raise AudioError(f"line {line.id} has nothing to say: {line.text!r}")
    passed_over: list[str] = []
    usable: dict[bool, Path] = {}
    for is_slow in (False, True):
        path = found.get(line.id + (_SLOW if is_slow else ""))
        if path is not None and _outdated(path, line, remembered):
            passed_over.append(path.name)
        elif path is not None:
            usable[is_slow] = path
    options = line.kind == "keys"
    normal = _clip(line.id, False, said, usable.get(False), engine_name, options=options)
    if False in usable and True not in usable:
        slow = ClipPlan(line.id, normal.file, True, said, normal.recording)
    else:
        slow = _clip(line.id, True, said, usable.get(True), engine_name, options=options)
    normal, slow = (_chosen(clip, engine_name, choices or {}) for clip in (normal, slow))
    given = " ".join(one.given for one in said)
    return LinePlan(line, given, normal, slow, tuple(passed_over))


def rendered(plain: ClipPlan, rendition: Rendition) -> ClipPlan:
    """The clip that has none yet, in this rendition: other sounds and another name."""
    said = tuple(Utterance(one.words, rendition.given(one.given)) for one in plain.utterances)
    digest = _digest((plain.plain, rendition))
    return replace(
        plain, file=_file(plain.line_id, digest, plain.slow), utterances=said, rendition=rendition
    )


def recordings(folder: Path) -> dict[str, Path]:
    """Every recording in `folder/recordings`, by file name without its suffix.

    Of one that is there in several formats the least compressed is taken, the same each time;
    `takes.recording_findings` tells of the others.
    """
    inside = folder / RECORDINGS
    found: dict[str, Path] = {}
    for path in sorted(inside.iterdir(), key=_by_format) if inside.is_dir() else []:
        if path.suffix.lower() in SUFFIXES and not path.name.startswith("."):
            found.setdefault(path.stem, path)
    return found


def _by_format(path: Path) -> tuple[int, str]:
    suffix = path.suffix.lower()
    return SUFFIXES.index(suffix) if suffix in SUFFIXES else len(SUFFIXES), path.name


def sha256(path: Path) -> str:
    """Of the file's bytes, hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _outdated(path: Path, line: Line, remembered: Mapping[str, Recording]) -> bool:
    """A program cannot read a voice: a recording counts as saying the text that it came with."""
    known = remembered.get(path.name)
    return known is not None and known.text != line.text and known.sha256 == sha256(path)


def _clip(
    line_id: str,
    slow: bool,
    said: tuple[Utterance, ...],
    recording: Path | None,
    engine_name: str,
    *,
    options: bool,
) -> ClipPlan:
    pause = None
    if recording is not None:
        sound: tuple[object, ...] = ("recording", sha256(recording), fingerprint("recording"))
    else:
        text = "\n".join(one.given for one in said)
        # What is given has been through the rules, but for a word that is still to be guessed.
        rules = repr(RULES) if "{" in text and kind_of(engine_name) in BY_SOUNDS else ""
        sound = (engine_name, text, fingerprint(kind_of(engine_name)) + rules)
        if options and len(said) > 1:
            pause = OPTION_PAUSE_MS[slow]
            sound = (*sound, pause)
    file = _file(line_id, _digest((slow, *sound)), slow)
    return ClipPlan(line_id, file, slow, said, recording, pause, "" if recording else file)


def _chosen(clip: ClipPlan, engine_name: str, choices: Mapping[str, Choice]) -> ClipPlan:
    choice = choices.get(clip.plain) if clip.plain else None
    rendition = find(kind_of(engine_name), choice.rendition) if choice else None
    return rendered(clip, rendition) if rendition else clip


def _digest(sound: tuple[object, ...]) -> str:
    return hashlib.sha256(repr(sound).encode("utf-8", "replace")).hexdigest()[:8]


def _file(line_id: str, digest: str, slow: bool) -> str:
    return f"{line_id}-{digest}{_SLOW if slow else ''}.mp3"
