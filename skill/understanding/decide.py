"""One utterance -> one Understanding: the decisions, and the thresholds between them.

Their order, how the thresholds were set, and the figures are in docs/understanding.md. Signs are
decided in signs.py.
"""

from __future__ import annotations

from dataclasses import replace

from skill import labels
from skill.understanding.heard import Ear, Heard, listen, understood
from skill.understanding.normalise import asks, clauses, plain
from skill.understanding.rules import Rule
from skill.understanding.signs import DOUBT, plausible, sign, taken_in, whole_signs
from skill.understanding.types import Understanding

GUARD_SHARE = 0.8
"""A passage with this share is said in spite of a soft guard, unless it is about medicines."""
ANSWER_SHARE = 0.2
MEDICINE_SHARE = 0.25
"""What a passage about medicines needs."""
SURE_SHARE = 0.5
"""What any passage needs in doubt."""
CONTROL_SHARE = 0.2
END_SHARE = 0.5
"""What a control needs that ends a conversation, so that a filler word does not end it."""
OPENING_SHARE = 0.15
REFUSE_SHARE = 0.1
"""What a subject or out-of-scope needs to be named as such."""
CLARIFY_SHARE = 0.1
"""What each of two passages needs to be named in a question back ..."""
CLARIFY_RATIO = 0.6
"""... and how near the second has to come to the first for it not to be answered."""
BEHIND_SHARE = 0.3
"""What a question behind a ja or nee needs."""
SHORT_REST = 3
"""Words behind it from which that is a question; fewer must be sure of themselves."""
SECOND_SHARE = 0.55
"""What each clause needs to count as a question of its own."""

_YES = ("ja", "jawel", "yes", "graag", "oke", "ok", "prima", "doe maar")
_NO = ("nee", "neen", "neu", "nope", "niet nodig", "hoeft niet")

_LEADS = tuple(f"{lead} " for lead in (*_YES, *_NO))

_NAME_LETTERS = 5
"""Letters of the shortest word that could be the name of a medicine."""
_NAME_WORDS = 8
"""In a longer question a strange word is as likely something else, except where a dose is asked."""


def understand(ear: Ear, text: str) -> Understanding:
    """What `text` means. Never raises; an empty text is unclear."""
    whole = plain(text)
    if not whole:
        return Understanding(labels.UNCLEAR, 0.0, evidence=("niets verstaan",))
    heard = listen(ear, whole)
    exact = ear.exact.get(whole)
    if exact is not None:
        return understood(heard, exact, 1.0, 0.0, f"letterlijk: {whole}")
    parts = clauses(text, whole)
    taken = taken_in(heard)
    heard, half = whole_signs(plausible(heard, taken))
    found = sign(ear, heard, taken, parts, _asked_beside(ear, heard, parts))
    found = found or _lead(ear, heard) or _question(ear, heard, parts)
    return replace(found, half=half) if half else found


def _asked_beside(ear: Ear, heard: Heard, parts: list[str]) -> tuple[str, ...]:
    """The passage that was asked for in the same breath as a sign, if any."""
    asked, share = heard.best("passage")
    if share >= REFUSE_SHARE and not _strange_name(ear, heard, labels.name(asked)):
        return (asked,)
    return tuple(_passages_asked(ear, parts)[:1])


def _lead(ear: Ear, heard: Heard) -> Understanding | None:
    """`nee, iets anders: hoe til ik`: the control that leads, and the question behind it."""
    if not heard.text.startswith(_LEADS):
        return None
    for name, leads in (("yes", _YES), ("no", _NO)):
        for lead in leads:
            if not heard.text.startswith(lead + " "):
                continue
            rest = heard.text[len(lead) + 1 :]
            short = len(rest.split()) < SHORT_REST
            behind = _question(ear, listen(ear, rest), [])
            if labels.kind(behind.label) in ("passage", "not_covered") and behind.score >= (
                SURE_SHARE if short else BEHIND_SHARE
            ):
                also = (labels.control(name), *behind.also)
                return understood(
                    heard, behind.label, behind.score, behind.threshold, f"na `{lead}`", also=also
                )
            return None
    return None


def _question(ear: Ear, heard: Heard, parts: list[str]) -> Understanding:
    top, share = heard.best()
    # Words that nobody ever said sound a little like everything.
    known = any(map(ear.model.knows, heard.words.single))
    doubtful = heard.sign >= DOUBT and known
    kind = labels.kind(top)
    if kind == "control":
        needed = END_SHARE if top in labels.ENDING else CONTROL_SHARE
        label = top if share >= needed else labels.UNCLEAR
        return understood(heard, label, share, needed, doubtful=doubtful)
    if kind in ("answer", labels.UNCLEAR):
        return understood(heard, top, share, 0.0, doubtful=doubtful)
    passage, belief = heard.best("passage")
    guard = _guard(ear, heard, passage, belief)
    if guard is not None and not (kind == "opening" and share >= GUARD_SHARE):
        why = f"wachtwoord: {ear.index.evidence(heard.words, guard.parts)}"
        return understood(heard, guard.label, max(belief, share), 0.0, why)
    if kind == "opening" and share >= (OPENING_SHARE if known else SURE_SHARE):
        return understood(heard, top, share, OPENING_SHARE, doubtful=doubtful)
    if kind in (labels.NOT_COVERED, labels.OUT_OF_SCOPE):
        return _refused(ear, heard, doubtful)
    asked = _passages_asked(ear, parts)
    if len(asked) > 1:
        return understood(heard, asked[0], SECOND_SHARE, 0.0, "twee vragen", also=(asked[1],))
    return _answered(ear, heard, doubtful)


def _guard(ear: Ear, heard: Heard, passage: str, belief: float) -> Rule | None:
    name = labels.name(passage)
    sure = belief >= GUARD_SHARE and name not in ear.careful
    for one in ear.guards.biting(heard.found):
        if name not in one.spares and not (one.soft and sure):
            return one
    return None


def _refused(ear: Ear, heard: Heard, doubtful: bool) -> Understanding:
    rows = (heard.best(labels.NOT_COVERED), heard.best(labels.OUT_OF_SCOPE))
    label, share = max(rows, key=lambda row: row[1])
    noise = label == labels.OUT_OF_SCOPE and not any(map(ear.model.knows, heard.words.single))
    if share < REFUSE_SHARE or doubtful or noise:
        return understood(heard, labels.UNCLEAR, share, REFUSE_SHARE, doubtful=doubtful)
    return understood(heard, label, share, REFUSE_SHARE)


def _answered(ear: Ear, heard: Heard, doubtful: bool) -> Understanding:
    rows = (*heard.ranked(2, "passage"), ("", 0.0), ("", 0.0))
    (first, belief), (second, next_belief) = rows[:2]
    needed = MEDICINE_SHARE if labels.name(first) in ear.careful else ANSWER_SHARE
    if doubtful:
        needed = SURE_SHARE
    if _strange_name(ear, heard, labels.name(first)):
        return understood(heard, labels.UNCLEAR, belief, needed, "vreemde naam", doubtful=doubtful)
    two_close = next_belief >= max(CLARIFY_SHARE, CLARIFY_RATIO * belief)
    if two_close and not doubtful:
        label = labels.clarify(labels.name(first), labels.name(second))
        return understood(
            heard, label, belief, needed, f"twee dichtbij: {belief:.2f} {next_belief:.2f}"
        )
    if belief < needed:
        return understood(heard, labels.UNCLEAR, belief, needed, doubtful=doubtful)
    return understood(heard, first, belief, needed)


def _strange_name(ear: Ear, heard: Heard, passage: str) -> bool:
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
        piece = listen(ear, part)
        label, share = piece.best()
        clear = labels.kind(label) == "passage" and share >= SECOND_SHARE
        if clear and label not in asked and not _strange_name(ear, piece, labels.name(label)):
            asked.append(label)
    return asked
