"""What a recogniser heard in each clip, kept in the manifest, and which clips need attention.

Kept by the sum of the clip's bytes: a clip that is made again has not been heard. Reading and
judging need no recogniser, so a check, the review page and `audio status` do it anywhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

from skill.manifest import MANIFEST_NAME, Clip, Manifest

KEY = "heard"
"""Where it stands in the manifest; run time does not look there."""
ACCEPTED_FILE = "accepted.tsv"
"""In the audio folder: clips that a person heard and found good, `file<TAB>why`, line by line."""
MISHEARD_FILE = "misheard.tsv"
"""Beside it: clips that the recogniser hears otherwise whatever was tried, and that nobody has
heard yet, `file<TAB>what was tried`. `check` names what is done."""
OUT_OF_RANGE = 3.0
"""A clip with this many times the average errors of its voice says another text, or is unclear."""
FEWEST = 10
"""Fewer clips give no average: first recordings are compared with the engine's."""


@dataclass(frozen=True, slots=True)
class ReadBack:
    """One clip as a recogniser heard it."""

    text: str
    words: float
    """Share of words that differ from the line, 0..1."""
    characters: float
    wrong: tuple[tuple[str, str], ...]
    """Facts as said and as heard: numbers, doses, keys, negations."""
    by: str
    """Which recogniser: `whisper base`."""
    telephone: float | None = None
    """Share of characters that differ once the clip has gone over a telephone line (A-law at
    8 kHz), 0..1; None when that was not heard."""
    telephone_wrong: bool = False
    """Whether a fact was heard otherwise over that line."""

    @property
    def shares(self) -> tuple[float, ...]:
        """Shares of characters that differ: as it is, and over a telephone if that was heard."""
        return (self.characters,) if self.telephone is None else (self.characters, self.telephone)

    @property
    def mean(self) -> float:
        """Their mean."""
        return fmean(self.shares)

    @property
    def facts(self) -> int:
        """Facts heard otherwise as it is, and one more for any over a telephone."""
        return len(self.wrong) + self.telephone_wrong


@dataclass(frozen=True, slots=True)
class Misheard:
    """A clip that was heard otherwise than it should be."""

    line_id: str
    slow: bool
    file: str
    said: str
    heard: ReadBack
    average: float
    """Share of characters wrong of this voice in this tempo."""
    far: bool
    """Whether its errors are out of its voice's range."""
    accepted: str
    """Why a person let it pass; empty when nobody did."""


def read_heard(folder: Path) -> dict[str, ReadBack]:
    """By the SHA-256 of the clip; empty when nothing was heard, or the manifest is damaged."""
    try:
        raw = json.loads((folder / MANIFEST_NAME).read_text(encoding="utf-8")).get(KEY, {})
        return {
            digest: ReadBack(
                str(one["text"]),
                float(one["words"]),
                float(one["characters"]),
                tuple((str(said), str(heard)) for said, heard in one["wrong"]),
                str(one["by"]),
                *_over_telephone(one),
            )
            for digest, one in raw.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _over_telephone(one: Mapping[str, Any]) -> tuple[float | None, bool]:
    share = one.get("telephone")
    return None if share is None else float(share), bool(one.get("telephone_wrong"))


def read_accepted(folder: Path) -> dict[str, str]:
    """File -> why, of the clips that a person accepted."""
    return _read_list(folder / ACCEPTED_FILE)


def read_misheard(folder: Path) -> dict[str, str]:
    """File -> what was tried, of the clips that are known to be heard otherwise."""
    return _read_list(folder / MISHEARD_FILE)


def moved_row(folder: Path, file: str, to: str) -> bytes | None:
    """`misheard.tsv` in which the row of `file` is that of `to`, or is gone when that is empty.

    None where there is no such row, so nothing to write.
    """
    try:
        rows = (folder / MISHEARD_FILE).read_text(encoding="utf-8").splitlines(keepends=True)
    except (OSError, UnicodeDecodeError):
        return None
    if not any(row.partition("\t")[0].strip() == file for row in rows):
        return None
    kept: list[str] = []
    for row in rows:
        name, tab, why = row.partition("\t")
        if name.strip() != file:
            kept.append(row)
        elif to:
            kept.append(to + tab + why)
    return "".join(kept).encode()


def _read_list(path: Path) -> dict[str, str]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return {}
    rows = (row.partition("\t") for row in text.splitlines() if not row.startswith("#"))
    return {file.strip(): why.strip() for file, _, why in rows if file.strip() and why.strip()}


def averages(
    manifest: Manifest, heard: Mapping[str, ReadBack], *, telephone: bool = False
) -> dict[tuple[str, bool], float]:
    """(source, slow) -> mean share of characters wrong, of every voice with enough clips: as they
    are, or over a telephone."""
    found: dict[tuple[str, bool], list[float]] = {}
    for _, slow, _, clip in _clips(manifest):
        one = heard.get(clip.sha256)
        if one is None:
            continue
        share = one.telephone if telephone else one.characters
        if share is not None:
            found.setdefault((clip.source, slow), []).append(share)
    return {
        voice: sum(shares) / len(shares)
        for voice, shares in found.items()
        if len(shares) >= FEWEST or voice[0] == manifest.engine
    }


def misheard(
    manifest: Manifest, heard: Mapping[str, ReadBack], accepted: Mapping[str, str]
) -> list[Misheard]:
    """Every clip that has a fact wrong, or whose errors are out of its voice's range."""
    means = averages(manifest, heard)
    found: list[Misheard] = []
    for line_id, slow, text, clip in _clips(manifest):
        one = heard.get(clip.sha256)
        if one is None:
            continue
        own = means.get((clip.source, slow), means.get((manifest.engine, slow), 1.0))
        far = one.characters > OUT_OF_RANGE * own
        if far or one.wrong:
            why = accepted.get(clip.file, "")
            found.append(Misheard(line_id, slow, clip.file, text, one, own, far, why))
    return found


def told(one: Misheard) -> str:
    """What is wrong, in one line, with both texts."""
    parts = [
        f"{heard or 'nothing'!r} was heard for {said!r}" if said else f"{heard!r} was added"
        for said, heard in one.heard.wrong
    ]
    if one.far:
        parts.append(
            f"{one.heard.characters:.0%} of its characters were heard wrong "
            f"(its voice: {one.average:.0%})"
        )
    return f"{'; '.join(parts)}. Said: {one.said!r}. Heard: {one.heard.text!r}"


def _clips(manifest: Manifest) -> Iterator[tuple[str, bool, str, Clip]]:
    for line_id, entry in manifest.clips.items():
        yield line_id, False, entry.text, entry.normal
        if entry.slow.sha256 != entry.normal.sha256:
            yield line_id, True, entry.text, entry.slow
