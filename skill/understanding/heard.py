"""One text as the model and the rules hear it: what every decision looks at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from skill import labels
from skill.understanding.counted import Counted
from skill.understanding.features import Words, words_of
from skill.understanding.model import Model
from skill.understanding.rules import PatternIndex, Rule, Rules, marks
from skill.understanding.types import Understanding

LIKELY = 0.001
"""Shares below this are rounded away where they are shown."""


@dataclass(frozen=True, slots=True)
class Ear:
    """A model with its rules: everything that understanding needs."""

    model: Model
    kinds: Mapping[str, tuple[int, ...]]
    """Kind of label -> the classes of the model that are of it, by index."""
    exact: Mapping[str, str]
    """Short plain texts that mean one thing only."""
    index: PatternIndex
    alarms: Rules
    guards: Rules
    needs: Mapping[str, Rule]
    """Label of an alarm that consists of two things -> what must be there of the second."""
    told: Rules
    """What is remembered of the person ..."""
    taken_back: Rules
    """... and what is not remembered any longer."""
    groups: Mapping[str, int]
    """Name of a word group -> its bit in what is found."""
    careful: frozenset[str]
    """Passages about medicines."""
    doses: frozenset[str]
    """Passages with a dose."""
    named: frozenset[str]
    """Word groups that name a medicine; empty when nothing is known of strange names."""
    small: frozenset[str]
    """Function words: they say nothing by themselves."""
    naming: frozenset[str]
    """Words that may stand before or after a word that is only named: `en pillen`."""
    about: frozenset[str]
    """Words with which a word is asked about (`iets over koorts`); small words go along then."""
    urgency: Mapping[str, int]
    """Alarm code -> 0 for the most urgent level and upwards."""
    checked: frozenset[str]
    """Codes of alarms of which we can ask whether we heard them right."""
    counted: Counted | None
    """What is counted; None where nothing is."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A plain text with what the model and the word groups make of it."""

    ear: Ear
    text: str
    words: Words
    found: int
    """Patterns that are in it, a bit for each."""
    marks: tuple[str, ...]
    """Word groups that are in it."""
    shares: Sequence[float]
    """By class of the model."""
    sign: float
    """All alarms together: how much it tells of a sign, whichever."""

    def share_of(self, label: str) -> float:
        """The share of one label; 0 for one that the model does not know."""
        classes = self.ear.model.classes
        return self.shares[classes.index(label)] if label in classes else 0.0

    def ranked(self, most: int, kind: str = "") -> list[tuple[str, float]]:
        """The labels (of a kind) with the largest shares, largest first."""
        classes, shares = self._classes(kind), self.shares
        likely = [index for index in classes if shares[index] > LIKELY]
        # Where there are enough of those, the largest are among them, and few are sorted.
        among = likely if len(likely) >= most else classes
        largest = sorted(among, key=shares.__getitem__, reverse=True)[:most]
        return [(self.ear.model.classes[index], shares[index]) for index in largest]

    def best(self, kind: str = "") -> tuple[str, float]:
        """The label (of a kind) with the largest share; `("", 0.0)` when there is none."""
        classes = self._classes(kind)
        if not classes:
            return "", 0.0
        shares = [self.shares[index] for index in classes] if kind else self.shares
        largest = max(shares)
        return self.ear.model.classes[classes[shares.index(largest)]], largest

    def group_evidence(self, name: str) -> str:
        """A word group that is in it, with the word that it was found by: `voet (tenen)`."""
        number = self.ear.groups[name].bit_length() - 1
        return f"{name} ({self.ear.index.evidence(self.words, (number,))})"

    def told(self) -> tuple[str, ...]:
        """Ids of the subjects of which the text tells that they hold for the person."""
        return self._names(self.ear.told)

    def taken_back(self) -> tuple[str, ...]:
        """Ids of the subjects of which the text tells that they do not hold (any longer)."""
        return self._names(self.ear.taken_back)

    def _names(self, rules: Rules) -> tuple[str, ...]:
        return tuple(dict.fromkeys(labels.name(one.label) for one in rules.biting(self.found)))

    def _classes(self, kind: str) -> Sequence[int]:
        return self.ear.kinds.get(kind, ()) if kind else range(len(self.shares))


def listen(ear: Ear, text: str) -> Heard:
    """What an ear hears in a plain text."""
    words = words_of(text)
    found = ear.index.find(words)
    groups = marks(ear.groups, found)
    shares = ear.model.shares(text, groups)
    sign = sum(shares[index] for index in ear.kinds.get("alarm", ()))
    return Heard(ear, text, words, found, groups, shares, sign)


def understood(
    heard: Heard,
    label: str,
    score: float,
    threshold: float,
    *why: str,
    also: tuple[str, ...] = (),
    doubtful: bool = False,
) -> Understanding:
    """An Understanding with its evidence: `why` is for people."""
    others = [row for row in heard.ranked(4) if row[0] != label][:3]
    evidence = [f"gehoord als: {heard.text}"]
    if heard.marks:
        evidence.append("woordgroepen: " + ", ".join(map(heard.group_evidence, heard.marks)))
    evidence.append(f"teken: {heard.sign:.2f}")
    return Understanding(
        label=label,
        score=round(score, 3),
        threshold=threshold,
        alarm=labels.name(label) if labels.kind(label) == "alarm" else None,
        runners_up=tuple((name, round(share, 3)) for name, share in others),
        also=also,
        told=heard.told(),
        taken_back=heard.taken_back(),
        doubtful=doubtful,
        evidence=(*evidence, *why),
    )
