"""One utterance -> one Understanding: the order of decisions, and the thresholds between them.

Alarm first and without the answer threshold, then what the exact words say, then guards (words
that make a question not covered), then the shares: answer, ask back, or refuse.
The thresholds were set on the development voices (tests/questions/dev-*.jsonl); figures and method
are in docs/understanding.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest

from skill import labels
from skill.understanding.model import Model
from skill.understanding.normalise import asks, clauses, plain
from skill.understanding.spotter import Sieve, Spotter
from skill.understanding.tablets import OVERDOSE, TOO_MANY, tablets_taken
from skill.understanding.types import Understanding
from skill.understanding.words import Words, words_of

ALARM_SHARE = 0.25
"""All alarms together, on the whole utterance."""
CLAUSE_SHARE = 0.9
"""All alarms together, on one clause of a longer story ..."""
CLAUSE_HINT = 0.1
"""... of which the whole also has something of an alarm."""
RULE_DENIED = 0.05
RULE_DENIED_BY = 0.8
"""A rule bites unless the model sees less alarm than the first and is surer than the second."""
GUARD_SHARE = 0.8
"""A passage with this share is said in spite of a soft guard, unless it is about medicines."""
DOUBT_SHARE = 0.06
"""Above this an answer must be sure of itself."""
ANSWER_SHARE = 0.2
MEDICINE_SHARE = 0.25
"""What a passage about medicines needs."""
SURE_SHARE = 0.5
CONTROL_SHARE = 0.12
REFUSE_SHARE = 0.1
"""What a subject or out-of-scope needs to be named as such."""
CLARIFY_SHARE = 0.1
"""What each of two passages needs to be named in a question back ..."""
CLARIFY_RATIO = 0.6
"""... and how near the second has to come to the first for it not to be answered."""
BEHIND_SHARE = 0.3
"""What a question behind a ja or nee needs."""
SECOND_SHARE = 0.55
"""What each clause needs to count as a question of its own."""

_YES = ("ja", "jawel", "yes", "graag", "oke", "ok", "prima", "doe maar")
_NO = ("nee", "neen", "neu", "nope", "niet nodig", "hoeft niet")

_MEDICINES = frozenset(("paracetamol", "painkiller"))
"""Word groups of which one must be named for tablets to be counted."""
_NAME_LETTERS = 5
"""Letters of the shortest word that could be the name of a medicine."""
_NAME_WORDS = 8
"""In a longer question a strange word is as likely something else, except where a dose is asked."""


@dataclass(frozen=True, slots=True)
class Ear:
    """A model with its rules: everything that understanding needs."""

    model: Model
    kinds: Mapping[str, tuple[int, ...]]
    """Kind of label -> the classes of the model that are of it, by index."""
    exact: Mapping[str, str]
    """Short plain texts that mean one thing only."""
    spotter: Spotter
    alarms: tuple[Sieve, ...]
    guards: tuple[Sieve, ...]
    groups: Mapping[str, int]
    """Name of a word group -> its bit in what is spotted."""
    careful: frozenset[str]
    """Passages about medicines."""
    doses: frozenset[str]
    """Passages with a dose."""
    named: frozenset[str]
    """Word groups that name a medicine; empty when nothing is known of strange names."""
    urgency: Mapping[str, int]
    """Alarm code -> 0 for the most urgent level and upwards."""


@dataclass(frozen=True, slots=True)
class _Heard:
    ear: Ear
    text: str
    words: Words
    spotted: int
    marks: tuple[str, ...]
    shares: Sequence[float]
    """By class of the model."""

    def share(self, kind: str) -> float:
        return sum(self.shares[index] for index in self.ear.kinds.get(kind, ()))

    def ranked(self, most: int, kind: str = "") -> list[tuple[str, float]]:
        """The labels (of a kind) with the largest shares, largest first."""
        return [
            (self.ear.model.classes[index], self.shares[index])
            for index in nlargest(most, self._classes(kind), self.shares.__getitem__)
        ]

    def best(self, kind: str = "") -> tuple[str, float]:
        """The label (of a kind) with the largest share; `("", 0.0)` when there is none."""
        index = max(self._classes(kind), key=self.shares.__getitem__, default=-1)
        return (self.ear.model.classes[index], self.shares[index]) if index >= 0 else ("", 0.0)

    def _classes(self, kind: str) -> Sequence[int]:
        return self.ear.kinds.get(kind, ()) if kind else range(len(self.shares))


def understand(ear: Ear, text: str) -> Understanding:
    """What `text` means. Never raises; an empty text is unclear."""
    whole = plain(text)
    if not whole:
        return Understanding(labels.UNCLEAR, 0.0, evidence=("niets verstaan",))
    heard = _listen(ear, whole)
    parts = clauses(text)
    if (alarm := _alarm(ear, heard, parts)) is not None:
        return alarm
    if (exact := ear.exact.get(whole)) is not None:
        return _said(heard, exact, 1.0, 0.0, f"letterlijk: {whole}")
    led = _lead(ear, heard)
    if led is not None:
        return led
    return _question(ear, heard, parts)


def _listen(ear: Ear, text: str) -> _Heard:
    words = words_of(text)
    spotted = ear.spotter.spot(words)
    marks = tuple(name for name, bit in ear.groups.items() if spotted & bit)
    return _Heard(ear, text, words, spotted, marks, ear.model.shares(text, marks))


def _said(
    heard: _Heard,
    label: str,
    score: float,
    threshold: float,
    *why: str,
    also: tuple[str, ...] = (),
    doubtful: bool = False,
) -> Understanding:
    others = [row for row in heard.ranked(4) if row[0] != label][:3]
    evidence = [f"gehoord als: {heard.text}"]
    if heard.marks:
        evidence.append("woordgroepen: " + ", ".join(heard.marks))
    return Understanding(
        label=label,
        score=round(score, 3),
        threshold=threshold,
        alarm=labels.name(label) if labels.kind(label) == "alarm" else None,
        runners_up=tuple((name, round(share, 3)) for name, share in others),
        also=also,
        doubtful=doubtful,
        evidence=(*evidence, *why),
    )


def _alarm(ear: Ear, heard: _Heard, parts: list[str]) -> Understanding | None:
    """The alarm in an utterance: counted tablets, a rule, the whole, or one clause of it."""
    also = _asked_beside(ear, heard, parts)
    medicine = not _MEDICINES.isdisjoint(heard.marks)
    count = tablets_taken(heard.words, medicine=medicine, taken="taken" in heard.marks)
    label = labels.alarm(OVERDOSE)
    if count >= TOO_MANY and label in ear.model.classes:
        return _said(heard, label, 1.0, 0.0, f"tabletten geteld: {count}", also=also)
    total = heard.share("alarm")
    rule = next((one for one in ear.alarms if one.bites(heard.spotted)), None)
    if rule is not None and (total >= RULE_DENIED or heard.best()[1] < RULE_DENIED_BY):
        label = _more_urgent(ear, rule.label, *heard.best("alarm"))
        why = f"alarmregel: {ear.spotter.evidence(heard.words, rule.parts)}"
        return _said(heard, label, 1.0, 0.0, why, also=also)
    if total >= ALARM_SHARE:
        why = f"alarmen samen {total:.2f}, nodig {ALARM_SHARE}"
        return _said(heard, heard.best("alarm")[0], total, ALARM_SHARE, why, also=also)
    longer = len(parts) > 1 and total >= CLAUSE_HINT
    for piece in (_listen(ear, part) for part in parts if longer):
        part = piece.share("alarm")
        if part >= CLAUSE_SHARE:
            why = f"in één zinsdeel {part:.2f}, nodig {CLAUSE_SHARE}"
            return _said(heard, piece.best("alarm")[0], part, CLAUSE_SHARE, why, also=also)
    return None


def _asked_beside(ear: Ear, heard: _Heard, parts: list[str]) -> tuple[str, ...]:
    """The passage that was asked for in the same breath as an alarm, if any."""
    asked, share = heard.best("passage")
    if share >= REFUSE_SHARE and not _strange_name(ear, heard, labels.name(asked)):
        return (asked,)
    return tuple(_passages_asked(ear, parts)[:1])


def _more_urgent(ear: Ear, by_rule: str, by_model: str, share: float) -> str:
    """A rule sees one sign; when the model is sure of a more urgent one, that counts."""
    if share < SURE_SHARE:
        return by_rule
    return min(by_rule, by_model, key=lambda label: ear.urgency.get(labels.name(label), 0))


def _lead(ear: Ear, heard: _Heard) -> Understanding | None:
    """`nee, iets anders: hoe til ik`: the control that leads, and the question behind it."""
    for name, leads in (("yes", _YES), ("no", _NO)):
        for lead in leads:
            if not heard.text.startswith(lead + " "):
                continue
            rest = heard.text[len(lead) + 1 :]
            if len(rest.split()) < 3:
                return None
            behind = _question(ear, _listen(ear, rest), [])
            if (
                labels.kind(behind.label) in ("passage", "not_covered")
                and behind.score >= BEHIND_SHARE
            ):
                also = (labels.control(name), *behind.also)
                return _said(
                    heard, behind.label, behind.score, behind.threshold, f"na `{lead}`", also=also
                )
            return None
    return None


def _question(ear: Ear, heard: _Heard, parts: list[str]) -> Understanding:
    top, share = heard.best()
    doubtful = heard.share("alarm") >= DOUBT_SHARE
    if labels.kind(top) == "control" and share >= CONTROL_SHARE:
        return _said(heard, top, share, CONTROL_SHARE)
    passage, belief = heard.best("passage")
    guard = _guard(ear, heard, passage, belief)
    if guard is not None and labels.kind(top) != "control":
        why = f"wachtwoord: {ear.spotter.evidence(heard.words, guard.parts)}"
        return _said(heard, guard.label, max(belief, share), 0.0, why)
    if labels.kind(top) in (labels.NOT_COVERED, labels.OUT_OF_SCOPE):
        return _refused(ear, heard, doubtful)
    asked = _passages_asked(ear, parts)
    if len(asked) > 1:
        return _said(heard, asked[0], SECOND_SHARE, 0.0, "twee vragen", also=(asked[1],))
    return _answered(ear, heard, doubtful)


def _guard(ear: Ear, heard: _Heard, passage: str, belief: float) -> Sieve | None:
    name = labels.name(passage)
    sure = belief >= GUARD_SHARE and name not in ear.careful
    for one in ear.guards:
        if name not in one.spares and not (one.soft and sure) and one.bites(heard.spotted):
            return one
    return None


def _refused(ear: Ear, heard: _Heard, doubtful: bool) -> Understanding:
    rows = (heard.best(labels.NOT_COVERED), heard.best(labels.OUT_OF_SCOPE))
    label, share = max(rows, key=lambda row: row[1])
    noise = label == labels.OUT_OF_SCOPE and not any(map(ear.model.knows, heard.words.single))
    if share < REFUSE_SHARE or doubtful or noise:
        return _said(heard, labels.UNCLEAR, share, REFUSE_SHARE, doubtful=doubtful)
    return _said(heard, label, share, REFUSE_SHARE)


def _answered(ear: Ear, heard: _Heard, doubtful: bool) -> Understanding:
    rows = (*heard.ranked(2, "passage"), ("", 0.0), ("", 0.0))
    (first, belief), (second, next_belief) = rows[:2]
    needed = MEDICINE_SHARE if labels.name(first) in ear.careful else ANSWER_SHARE
    if doubtful:
        needed = SURE_SHARE
    if _strange_name(ear, heard, labels.name(first)):
        return _said(heard, labels.UNCLEAR, belief, needed, "vreemde naam", doubtful=doubtful)
    two_close = next_belief >= max(CLARIFY_SHARE, CLARIFY_RATIO * belief)
    if two_close and not doubtful:
        label = labels.clarify(labels.name(first), labels.name(second))
        return _said(heard, label, belief, needed, f"twee dichtbij: {belief:.2f} {next_belief:.2f}")
    if belief < needed:
        return _said(heard, labels.UNCLEAR, belief, needed, doubtful=doubtful)
    return _said(heard, first, belief, needed)


def _strange_name(ear: Ear, heard: _Heard, passage: str) -> bool:
    """Whether a passage about medicines is at hand, no medicine is named that is known, and there
    is a word that could be the name of one that is not."""
    if passage not in ear.careful or not ear.named.isdisjoint(heard.marks):
        return False
    if passage not in ear.doses and len(heard.words.single) > _NAME_WORDS:
        return False
    return any(len(one) >= _NAME_LETTERS and not ear.model.knows(one) for one in heard.words.single)


def _passages_asked(ear: Ear, parts: list[str]) -> list[str]:
    """Labels of the passages that clauses ask for, each clear by itself, in order."""
    asked: list[str] = []
    for part in filter(asks, parts if len(parts) > 1 else ()):
        piece = _listen(ear, part)
        label, share = piece.best()
        clear = labels.kind(label) == "passage" and share >= SECOND_SHARE
        if clear and label not in asked and not _strange_name(ear, piece, labels.name(label)):
            asked.append(label)
    return asked
