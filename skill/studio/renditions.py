"""Ways to say a line a little differently, and which of them was chosen for a clip.

As in a studio, a line that is not understood is said once more in another way, and the take that is
understood best is kept (`skill/studio/choose.py`). What was kept is content of the audio folder, by
the name that the clip would have without it. That name covers text, voice and recipe, so a choice
ends with the text that it was made for.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from skill.errors import Finding

CHOICES_FILE = "renditions.tsv"
"""In the audio folder: `file<TAB>rendition<TAB>tried`, line by line."""
NONE = "-"
"""In the place of a rendition: all were tried, and none was better."""
_HEAD = """\
# Hoe een clip wordt gezegd die anders niet goed werd verstaan; `audio choose` houdt deze lijst bij.
# bestand zonder deze keuze<TAB>manier van zeggen, - is de gewone<TAB>waarmee is geprobeerd
"""


@dataclass(frozen=True, slots=True)
class Rendition:
    """One way to say a line otherwise than the engine does by itself.

    Whatever is changed here gives the clips that were made by it another name, and so makes them
    stale.
    """

    name: str
    """Stands in `renditions.tsv`."""
    pace: float = 1.0
    """Times the engine's own speed."""
    styles: int = 0
    """The least row of the voice's table of styles that is taken. Kokoro's own row is the number of
    sounds; a higher row has another melody."""
    sounds: tuple[tuple[str, str], ...] = ()
    """Regular expression -> replacement, one after another, on what the engine is given."""

    def given(self, text: str) -> str:
        """What the engine is given for `text`, which is in its own notation."""
        for pattern, sound in self.sounds:
            text = re.sub(pattern, sound, text)
        return text


_U_ALONE = r"(?<![\wˈˌː])ˈ?yɥ(?![\wː])"
"""The word `u`, which is said without stress and is then easily lost."""
_LONG = ((_U_ALONE, "ˈyː"),)

RENDITIONS: dict[str, tuple[Rendition, ...]] = {
    "kokoro": (
        Rendition("full", styles=60),
        Rendition("wide", styles=100),
        Rendition("long-u", sounds=_LONG),
        Rendition("brisk", pace=1.06),
        Rendition("long-u-wide", styles=100, sounds=_LONG),
        Rendition("calm", pace=0.93),
        Rendition("calm-wide", pace=0.93, styles=100),
        Rendition("brisk-wide", pace=1.06, styles=100),
        Rendition("broad", styles=160),
        Rendition("calm-broad", pace=0.93, styles=160),
        Rendition("brisk-full", pace=1.06, styles=60),
    )
}
"""By kind of engine, in the order in which they are tried. No part of `recipe.fingerprint`: a clip
that none was chosen for does not depend on them."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One row of the list."""

    rendition: str
    """Its name; NONE when none was better."""
    tried: str = ""
    """Which renditions were tried and by which recogniser, as `mark` writes it; empty in a row that
    a person wrote."""


def find(kind: str, name: str) -> Rendition | None:
    """The rendition of this name for this kind of engine; None when there is none."""
    return next((one for one in RENDITIONS.get(kind, ()) if one.name == name), None)


def mark(renditions: Collection[Rendition], recogniser: str) -> str:
    """Eight digits that differ when there are other renditions to try, or another recogniser."""
    return hashlib.sha256(repr((tuple(renditions), recogniser)).encode()).hexdigest()[:8]


def read_choices(folder: Path) -> dict[str, Choice]:
    """File -> what was chosen for it; empty when there is no list, or it cannot be read."""
    try:
        text = (folder / CHOICES_FILE).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return {}
    choices: dict[str, Choice] = {}
    for row in text.split("\n"):
        if row.strip() and not row.startswith("#"):
            file, rendition, tried, *_ = (part.strip() for part in f"{row}\t\t".split("\t"))
            choices[file] = Choice(rendition, tried)
    return choices


def written(choices: Mapping[str, Choice]) -> bytes:
    """The list as `read_choices` reads it, in order of the files."""
    rows = ("\t".join((file, one.rendition, one.tried)) for file, one in sorted(choices.items()))
    return (_HEAD + "".join(f"{row.rstrip()}\n" for row in rows)).encode()


def choice_findings(
    choices: Mapping[str, Choice], names: Collection[str], kind: str, where: str
) -> Iterator[Finding]:
    """Rows that do nothing. `names` are those that clips of this kind have without a rendition."""
    known = {one.name for one in RENDITIONS.get(kind, ())} | {NONE}
    for file, one in choices.items():
        if file not in names:
            yield Finding(where, 0, f"`{file}` is no clip any more", "remove the line")
        elif one.rendition not in known:
            what = f"`{file}` is said in a way that does not exist: {one.rendition!r}"
            yield Finding(where, 0, what, f"one of {', '.join(sorted(known))}")
