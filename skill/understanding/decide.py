"""One utterance -> one Understanding: the order of decisions, and the thresholds between them.

Alarm first and without the answer threshold, then what the exact words say, then guards (words
that make a question not covered), then the shares: answer, ask back, or refuse.
The thresholds were set on the development voices (tests/questions/dev-*.jsonl); figures and method
are in docs/understanding.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from skill import labels
from skill.understanding.model import Model
from skill.understanding.normalise import clauses, plain
from skill.understanding.rules import Pattern, Rule, Words, first_hit, words_of
from skill.understanding.tablets import TOO_MANY, tablets_taken
from skill.understanding.types import Understanding

ALARM_SHARE = 0.27
"""All alarms together, on the whole utterance."""
CLAUSE_SHARE = 0.5
"""All alarms together, on one clause of a longer story."""
DOUBT_SHARE = 0.16
"""Above this an answer must be sure of itself."""
ANSWER_SHARE = 0.22
MEDICINE_SHARE = 0.3
"""What a passage about medicines needs."""
SURE_SHARE = 0.5
CONTROL_SHARE = 0.2
REFUSE_SHARE = 0.12
"""What a subject or out-of-scope needs to be named as such."""
CLARIFY_SHARE = 0.13
CLARIFY_RATIO = 0.6
SECOND_SHARE = 0.55
"""What each clause needs to count as a question of its own."""

_YES = ("ja", "jawel", "yes", "graag", "oke", "ok", "prima", "doe maar")
_NO = ("nee", "neen", "neu", "nope", "niet nodig", "hoeft niet")


@dataclass(frozen=True, slots=True)
class Ear:
    """A model with its rules: everything that understanding needs."""

    model: Model
    exact: Mapping[str, str]
    """Short plain texts that mean one thing only."""
    alarms: tuple[Rule, ...]
    guards: tuple[Rule, ...]
    groups: tuple[tuple[str, Pattern], ...]
    careful: frozenset[str]
    """Passages about medicines."""


@dataclass(frozen=True, slots=True)
class _Heard:
    text: str
    words: Words
    marks: tuple[str, ...]
    ranked: tuple[tuple[str, float], ...]

    def share(self, kind: str) -> float:
        return sum(share for label, share in self.ranked if labels.kind(label) == kind)

    def best(self, kind: str) -> tuple[str, float]:
        return next((row for row in self.ranked if labels.kind(row[0]) == kind), ("", 0.0))


def understand(ear: Ear, text: str) -> Understanding:
    """What `text` means. Never raises; an empty text is unclear."""
    whole = plain(text)
    if not whole:
        return Understanding(labels.UNCLEAR, 0.0, evidence=("niets verstaan",))
    heard = _listen(ear, whole)
    parts = clauses(text)
    pieces = [_listen(ear, part) for part in parts] if len(parts) > 1 else []
    alarm = _alarm(ear, heard, pieces)
    if alarm is not None:
        return alarm
    exact = ear.exact.get(whole)
    if exact is not None:
        return _said(heard, exact, 1.0, 0.0, f"letterlijk: {whole}")
    led = _lead(ear, heard)
    if led is not None:
        return led
    return _question(ear, heard, pieces)


def _listen(ear: Ear, text: str) -> _Heard:
    words = words_of(text)
    marks = tuple(name for name, pattern in ear.groups if pattern.find(words))
    shares = ear.model.shares(text, marks)
    rows = zip(ear.model.classes, shares, strict=True)
    return _Heard(text, words, marks, tuple(sorted(rows, key=lambda row: -row[1])))


def _said(
    heard: _Heard,
    label: str,
    score: float,
    threshold: float,
    *why: str,
    also: tuple[str, ...] = (),
    doubtful: bool = False,
) -> Understanding:
    others = [row for row in heard.ranked[:4] if row[0] != label][:3]
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


def _alarm(ear: Ear, heard: _Heard, pieces: list[_Heard]) -> Understanding | None:
    asked, share = heard.best("passage")
    also = (asked,) if share >= REFUSE_SHARE else ()
    groups = dict(ear.groups)
    hit = first_hit(ear.alarms, heard.words)
    count = 0
    if "tablet" in groups and "taken" in groups:
        count = tablets_taken(heard.words, groups["tablet"], groups["taken"])
    if hit is not None:
        rule, found = hit
        return _said(heard, rule.label, 1.0, 0.0, f"alarmregel: {found}", also=also)
    if count >= TOO_MANY:
        label = labels.alarm("te-veel-pillen")
        return _said(heard, label, 1.0, 0.0, f"tabletten geteld: {count}", also=also)
    total = heard.share("alarm")
    if total >= ALARM_SHARE:
        why = f"alarmen samen {total:.2f}, nodig {ALARM_SHARE}"
        return _said(heard, heard.best("alarm")[0], total, ALARM_SHARE, why, also=also)
    for piece in pieces:
        part = piece.share("alarm")
        if part >= CLAUSE_SHARE:
            why = f"in één zinsdeel {part:.2f}, nodig {CLAUSE_SHARE}"
            return _said(heard, piece.best("alarm")[0], part, CLAUSE_SHARE, why, also=also)
    return None


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
            if labels.kind(behind.label) in ("passage", "not_covered") and behind.score >= 0.3:
                also = (labels.control(name), *behind.also)
                return _said(
                    heard, behind.label, behind.score, behind.threshold, f"na `{lead}`", also=also
                )
            return None
    return None


def _question(ear: Ear, heard: _Heard, pieces: list[_Heard]) -> Understanding:
    top, share = heard.ranked[0]
    doubtful = heard.share("alarm") >= DOUBT_SHARE
    if labels.kind(top) == "control" and share >= CONTROL_SHARE:
        return _said(heard, top, share, CONTROL_SHARE)
    passage, belief = heard.best("passage")
    guard = _guard(ear, heard, passage)
    if guard is not None and labels.kind(top) != "control":
        rule, found = guard
        return _said(heard, rule.label, max(belief, share), 0.0, f"wachtwoord: {found}")
    if labels.kind(top) in (labels.NOT_COVERED, labels.OUT_OF_SCOPE):
        return _refused(heard, doubtful)
    if heard.share(labels.NOT_COVERED) + heard.share(labels.OUT_OF_SCOPE) > max(belief, 0.3):
        return _refused(heard, doubtful)
    return _answered(ear, heard, pieces, doubtful)


def _guard(ear: Ear, heard: _Heard, passage: str) -> tuple[Rule, str] | None:
    for rule in ear.guards:
        if labels.name(passage) in rule.spares:
            continue
        found = rule.evidence(heard.words)
        if found:
            return rule, found
    return None


def _refused(heard: _Heard, doubtful: bool) -> Understanding:
    rows = (heard.best(labels.NOT_COVERED), heard.best(labels.OUT_OF_SCOPE))
    label, share = max(rows, key=lambda row: row[1])
    if share < REFUSE_SHARE or doubtful:
        return _said(heard, labels.UNCLEAR, share, REFUSE_SHARE, doubtful=doubtful)
    return _said(heard, label, share, REFUSE_SHARE)


def _answered(ear: Ear, heard: _Heard, pieces: list[_Heard], doubtful: bool) -> Understanding:
    rows = [row for row in heard.ranked if labels.kind(row[0]) == "passage"]
    (first, belief), (second, next_belief) = rows[0], rows[1]
    needed = MEDICINE_SHARE if labels.name(first) in ear.careful else ANSWER_SHARE
    if doubtful:
        needed = SURE_SHARE
    if belief < needed:
        close = next_belief >= CLARIFY_RATIO * belief or belief >= CLARIFY_SHARE
        if close and belief + next_belief >= 2 * CLARIFY_SHARE and not doubtful:
            label = labels.clarify(labels.name(first), labels.name(second))
            return _said(heard, label, belief, needed)
        return _said(heard, labels.UNCLEAR, belief, needed, doubtful=doubtful)
    return _said(heard, first, belief, needed, also=_second_question(pieces, first))


def _second_question(pieces: list[_Heard], first: str) -> tuple[str, ...]:
    for piece in pieces:
        label, share = piece.best("passage")
        if share >= SECOND_SHARE and label != first:
            return (label,)
    return ()
