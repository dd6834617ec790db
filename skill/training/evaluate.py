"""`evaluate`: labelled questions -> how often it was understood right, per kind and voice."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from skill import labels
from skill.training.json_lines import as_object, read_rows

LOOKALIKE_NOTE = "lookalike"
"""In a row's note: the sentence sounds like an alarm and is none."""
KIND_NOTE = "kind:"
"""In a row's note, before the kind of thing that is said: `kind:first`."""

HARMLESS = ("everyday", "fragment", "ordinary", "lookalike")
"""Kinds of which the point is that no alarm is raised and nobody is hung up on."""

SHAPE = '{"text": "...", "label": "passage:<id>"}'


@dataclass(frozen=True, slots=True)
class Labelled:
    """One row of a JSON Lines file."""

    text: str = field(repr=False)
    label: str
    """Public label: alarms by level, subjects without their name."""
    also_ok: tuple[str, ...]
    note: str
    voice: str
    """Name of the file, which is the voice that it was written in."""

    @property
    def kind(self) -> str:
        """What its note says (`kind:first`), else lookalike or the kind of its label."""
        for word in self.note.split():
            if word.startswith(KIND_NOTE):
                return word.removeprefix(KIND_NOTE)
        return "lookalike" if LOOKALIKE_NOTE in self.note.split() else labels.kind(self.label)


_OF_LIFE = ("alarm:113", "alarm:112", "confirm:113")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was understood of a row."""

    row: Labelled
    label: str
    """Public label that was given."""
    score: float

    @property
    def right(self) -> bool:
        """Whether the label is one that the row accepts.

        What is harmless is right when it raises no alarm and ends nothing; an alarm is right at any
        level, because every level is spoken before anything else, and when we ask whether we heard
        it right. A wish to die is right only with the number for it.
        """
        if self.row.kind in HARMLESS:
            ends = self.label in labels.ENDING and self.row.label not in labels.ENDING
            return labels.kind(self.label) != "alarm" and not ends
        if self.row.label == labels.alarm("113"):
            return self.label in _OF_LIFE
        if labels.kind(self.row.label) == "alarm":
            return labels.kind(self.label) in ("alarm", "confirm")
        wanted = {self.row.label, *self.row.also_ok}
        refusals = {labels.NOT_COVERED, labels.OUT_OF_SCOPE, labels.UNCLEAR}
        if wanted & {labels.NOT_COVERED, labels.OUT_OF_SCOPE}:
            # With an opening nothing of the leaflet is played either.
            opened = labels.kind(self.label) in ("opening", labels.EMERGENCY)
            return opened or self.label in wanted | refusals
        return self.label in wanted

    @property
    def answered(self) -> bool:
        """Whether a passage would be played that the row does not ask for."""
        return labels.kind(self.label) == "passage" and self.label not in {
            self.row.label,
            *self.row.also_ok,
        }


@dataclass(frozen=True, slots=True)
class Score:
    """The verdicts, and tables of them as text."""

    verdicts: tuple[Verdict, ...]

    def table(self) -> str:
        """Per kind and voice: rows; shares of right, wrong passage, asked back, refused, alarm."""
        rows = [
            f"{'kind':13} {'voice':18} {'n':>5} {'right':>6} {'wrong':>6} "
            f"{'asked':>6} {'refused':>7} {'alarm':>6} {'check':>6} {'exact':>6}"
        ]
        for kind, voice, group in _groups(self.verdicts):
            rows.append(_row(kind, voice, group))
        return "\n".join(rows)

    def confusions(self, most: int = 20) -> str:
        """What was taken for what, most frequent first."""
        pairs = Counter((v.row.label, v.label) for v in self.verdicts if not v.right)
        return "\n".join(
            f"{count:4}  {wanted} -> {given}" for (wanted, given), count in pairs.most_common(most)
        )

    def worst(self, most: int) -> str:
        """The most confident mistakes, with their text."""
        wrong = sorted((v for v in self.verdicts if not v.right), key=lambda v: -v.score)
        return "\n".join(
            f"{v.score:.2f}  {v.row.label} -> {v.label}: {v.row.text}" for v in wrong[:most]
        )


def _groups(verdicts: Iterable[Verdict]) -> Iterator[tuple[str, str, list[Verdict]]]:
    by_kind: dict[str, dict[str, list[Verdict]]] = defaultdict(lambda: defaultdict(list))
    for verdict in verdicts:
        by_kind[verdict.row.kind][verdict.row.voice].append(verdict)
    for kind in sorted(by_kind):
        voices = by_kind[kind]
        if len(voices) > 1:
            yield kind, "(all)", [verdict for voice in voices.values() for verdict in voice]
        for voice in sorted(voices):
            yield kind, voice, voices[voice]


def _row(kind: str, voice: str, group: list[Verdict]) -> str:
    def part(test: Callable[[Verdict], bool]) -> str:
        return f"{sum(map(test, group)) / len(group):.3f}"

    return (
        f"{kind:13} {voice:18} {len(group):5} {part(lambda v: v.right):>6} "
        f"{part(lambda v: v.answered):>6} "
        f"{part(lambda v: labels.kind(v.label) == 'clarify'):>6} "
        f"{part(_refused):>7} {part(lambda v: labels.kind(v.label) == 'alarm'):>6} "
        f"{part(lambda v: labels.kind(v.label) == 'confirm'):>6} "
        f"{part(lambda v: v.label == v.row.label):>6}"
    )


def _refused(verdict: Verdict) -> bool:
    return verdict.label in (labels.NOT_COVERED, labels.OUT_OF_SCOPE, labels.UNCLEAR)


def evaluate(rows: Iterable[Labelled], hear: Callable[[str], tuple[str, float]]) -> Score:
    """Hears every row; `hear` gives the public label and its score."""
    return Score(tuple(Verdict(row, *hear(row.text)) for row in rows))


def read_labelled(paths: Iterable[Path]) -> list[Labelled]:
    """Rows of JSON Lines files. Raises ContentError with every line that is no row."""
    return read_rows(paths, _labelled, wrong="is not a labelled question", shape=SHAPE)


def _labelled(line: str, voice: str) -> Labelled | None:
    raw = as_object(line)
    if raw is None:
        return None
    text, label, note = raw.get("text"), raw.get("label"), raw.get("note", "")
    also = raw.get("also_ok", [])
    if not (isinstance(text, str) and isinstance(label, str) and isinstance(note, str)):
        return None
    if not isinstance(also, list) or not all(isinstance(item, str) for item in also):
        return None
    return Labelled(text, label, tuple(also), note, voice)
