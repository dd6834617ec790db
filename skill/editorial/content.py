"""What the editors' folder holds once it has been read: the leaflet, and what only checks need."""

from __future__ import annotations

from dataclasses import dataclass, field

from skill.leaflet import Leaflet, Pronunciation


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that the source leaflet says: the yardstick for coverage."""

    id: str
    section: str
    lines: str
    """Lines in the source text, `8` or `2-3`."""
    paraphrase: str
    hard_facts: str
    """What may never be lost, in words for people."""
    must_say: tuple[str, ...]
    """The same for machines: phrases that the spoken sentences contain; `a|b` is either."""
    line: int
    """Line in statements.yaml."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One spoken sentence of a passage with its trace."""

    text: str
    statements: tuple[str, ...]
    """Ids, or empty for a sentence of our own (`[eigen]`)."""
    line: int


@dataclass(frozen=True, slots=True)
class Background:
    """What stands behind a text that is not the leaflet's; never spoken, for who approves it."""

    source: str
    """Addresses, or a remark as `geen bron gevonden`; may be empty."""
    evidence: str = ""
    """How well the source says it: `GOED`, `DEELS` or `NIET`, with a remark. Alarms only."""
    note: str = ""
    """What belongs to it and what does not. Alarms only."""

    @property
    def without_source(self) -> bool:
        """Whether nothing outside this house says it: no address, or one that does not say it."""
        return "://" not in self.source or self.evidence.upper().startswith("NIET")


@dataclass(frozen=True, slots=True)
class Content:
    """A content folder."""

    leaflet: Leaflet
    statements: dict[str, Statement]
    sentences: dict[str, tuple[Sentence, ...]]
    """By passage id."""
    lexicon: dict[str, Pronunciation]
    places: dict[str, tuple[str, int]] = field(default_factory=dict)
    """Line id or passage field (`goed-tillen.follow_ups`) -> file and line."""
    backgrounds: dict[str, Background] = field(default_factory=dict)
    """By line id: of alarms (`alarm_<code>`), openings, subjects and fixed sentences."""
