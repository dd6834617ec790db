"""Alarm signs in an utterance: counted tablets, a rule, the shares; or a sign to be asked about.

An alarm needs a sign: what people tell, greet, wish and chat has labels of its own, so that the
shares of all alarms together say whether there is one, and never on numbers and small words alone.
Where that is unsure we ask (`confirm:<code>`) rather than guess. The order of the decisions, how
the thresholds were set, and the figures are in docs/understanding.md.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from skill import labels
from skill.understanding.heard import Ear, Heard, listen, understood
from skill.understanding.normalise import number_of
from skill.understanding.types import Understanding

if TYPE_CHECKING:
    from skill.understanding.amounts import Taken

SIGN = 0.85
"""All alarms together, from which it is an alarm ..."""
CLAUSE_SIGN = 0.9
"""... in one clause of a longer story: then we ask ..."""
CLAUSE_HINT = 0.1
"""... of which the whole also has something of a sign, up to MOST_PARTS clauses ..."""
MOST_PARTS = 4
SHORT_SIGN = 0.9
"""... and in a text of at most SHORT_WORDS words, in which there is little to go by."""
SHORT_WORDS = 2
FEWEST_SMALL = 4
"""Small words that together may be a sign that is asked about."""
CHECK = 0.4
"""From which we ask whether we heard the sign right."""
COUNT_DENIED = 0.9
"""Share of too many tablets from which an ordinary count is not believed: strong ones, or in more
than PLAIN_WORDS words something that was not counted."""
PLAIN_WORDS = 8
RULE_DENIED = 0.2
"""A rule bites unless all alarms together have less than this."""
DOUBT = 0.06
"""Above this an answer must be sure of itself."""
SURE_SHARE = 0.5
"""What another alarm needs to go before the one of a rule, when it is more urgent."""

HALF_WORDS = 6
"""A longer text may tell the other half of a sign in words that nobody listed: there we ask."""

_STRONG = ("sterk", "zwaar", "zware", "dikke", "grote", "dubbel")
"""How words begin that make an ordinary number of tablets a large amount."""


def sign(
    ear: Ear, heard: Heard, taken: Taken | None, parts: list[str], also: tuple[str, ...]
) -> Understanding | None:
    """The alarm in a text, or the question whether there is one; None when there is no sign.

    `taken` is what was counted (`taken_in`), `heard` is without what that denies (`plausible`),
    `parts` are its clauses, and `also` is what was asked in the same breath.
    """
    if (counted := _counted(ear, heard, taken, also)) is not None:
        return counted
    found = _by_rule(ear, heard, parts, also) or _detected(ear, heard, taken, parts, also)
    if found is None or found.alarm is None or not only_named(ear, heard):
        return found
    why = "het teken is alleen genoemd"
    return _to_check(ear, heard, found.label, found.threshold, also, why) or found


def taken_in(heard: Heard) -> Taken | None:
    """What was counted; None where nothing can be: the counter is not even loaded for that."""
    of = heard.ear.counted
    if of is None:
        return None
    medicine, taken = not of.groups.isdisjoint(heard.marks), of.taken in heard.marks
    if not (medicine or taken or any(map(number_of, heard.words.single))):
        return None
    from skill.understanding.amounts import counter

    return counter(of).count(heard.words, medicine=medicine, taken=taken)


def plausible(heard: Heard, taken: Taken | None) -> Heard:
    """The same without the alarms that a counted amount speaks against.

    Ordinary use sounds much like too much. What they had goes to the labels that are no alarm: a
    count is no evidence of another sign.
    """
    of = heard.ear.counted
    if of is None or taken is None or taken.verdict or not taken.tablets:
        return heard
    denied = [labels.alarm(code) for code in (of.too_many, of.near)]
    total, harmless = sum(map(heard.share_of, denied)), 1.0 - heard.sign
    single = [one for one in heard.words.single if one not in of.strength_words]
    plainly = len(single) <= PLAIN_WORDS and not any(one.startswith(_STRONG) for one in single)
    if not 0.0 < total < (1.0 if plainly else COUNT_DENIED) or harmless <= 0.0:
        return heard
    more = 1.0 + total / harmless
    shares = [
        0.0 if label in denied else share * (1.0 if labels.kind(label) == "alarm" else more)
        for label, share in zip(heard.ear.model.classes, heard.shares, strict=True)
    ]
    return replace(heard, shares=shares, sign=heard.sign - total)


def whole_signs(heard: Heard) -> tuple[Heard, str | None]:
    """The same without the alarm of which a short text has one half only, and that alarm's code.

    `Mijn been tintelt` is told of accidents, but tells of none. What the alarm had goes to all
    other labels alike, other alarms included: a weak leg is a sign of its own.
    """
    ear, half = heard.ear, None
    if len(heard.words.single) > HALF_WORDS or ear.alarms.biting(heard.found):
        return heard, half
    while heard.sign > 0.0:
        best, share = heard.best("alarm")
        if best not in ear.needs or ear.needs[best].bites(heard.found) or share >= 1.0:
            break
        half = half or labels.name(best)
        shares = [
            0.0 if label == best else one / (1.0 - share)
            for label, one in zip(ear.model.classes, heard.shares, strict=True)
        ]
        heard = replace(heard, shares=shares, sign=(heard.sign - share) / (1.0 - share))
    return heard, half


def _counted(
    ear: Ear, heard: Heard, taken: Taken | None, also: tuple[str, ...]
) -> Understanding | None:
    of = ear.counted
    if of is None or of.too_many not in ear.urgency or taken is None or not taken.verdict:
        return None
    near = taken.verdict == "near" and of.near in ear.urgency
    label = labels.alarm(of.near if near else of.too_many)
    why = f"geteld: {taken.tablets:g}"
    return understood(heard, _more_urgent(ear, heard, label), 1.0, 0.0, why, also=also)


def _by_rule(
    ear: Ear, heard: Heard, parts: list[str], also: tuple[str, ...]
) -> Understanding | None:
    biting = ear.alarms.biting(heard.found)
    if not biting:
        return None
    rule = biting[0]
    # The end of a long story is little of the whole; a clause of it may still tell the sign.
    later = parts[1:] if len(parts) > MOST_PARTS else []
    if heard.sign < RULE_DENIED and not any(listen(ear, part).sign >= SIGN for part in later):
        return None
    why = f"alarmregel: {ear.index.evidence(heard.words, rule.parts)}"
    return understood(heard, _more_urgent(ear, heard, rule.label), 1.0, 0.0, why, also=also)


def _more_urgent(ear: Ear, heard: Heard, label: str) -> str:
    """A rule sees one sign; when the model is sure of a more urgent one, that counts."""
    other, share = heard.best("alarm")
    if share < SURE_SHARE:
        return label
    return min(label, other, key=lambda one: ear.urgency.get(labels.name(one), 0))


def _detected(
    ear: Ear, heard: Heard, taken: Taken | None, parts: list[str], also: tuple[str, ...]
) -> Understanding | None:
    short = len(heard.words.single) <= SHORT_WORDS
    needed = SHORT_SIGN if short else SIGN
    best, total = heard.best("alarm")[0], heard.sign
    if not says_something(ear, heard):
        # `Ik wil niet meer` may be a wish to die, and may not: that is asked.
        unsure = total >= SIGN and len(heard.words.single) >= FEWEST_SMALL
        return _to_check(ear, heard, best, SIGN, also) if unsure else None
    if total >= needed:
        half = best in ear.needs and not ear.needs[best].bites(heard.found)
        asks = _to_check(ear, heard, best, needed, also) if half else None
        return asks or understood(heard, best, total, needed, also=also)
    longer = len(parts) > MOST_PARTS or (len(parts) > 1 and total >= CLAUSE_HINT)
    for piece in (plausible(listen(ear, part), taken) for part in parts if longer):
        if piece.sign >= CLAUSE_SIGN and says_something(ear, piece):
            why = f"in één zinsdeel {piece.sign:.2f}, nodig {CLAUSE_SIGN}"
            alarm = piece.best("alarm")[0]
            asks = _to_check(ear, heard, alarm, CLAUSE_SIGN, also, why)
            return asks or understood(heard, alarm, piece.sign, CLAUSE_SIGN, why, also=also)
    return _to_check(ear, heard, best, CHECK, also) if total >= CHECK else None


def _to_check(
    ear: Ear,
    heard: Heard,
    alarm: str,
    needed: float,
    also: tuple[str, ...],
    why: str = "een teken dat niet zeker is gehoord",
) -> Understanding | None:
    code = labels.name(alarm)
    if code not in ear.checked:
        return None
    return understood(heard, labels.confirm(code), heard.sign, needed, why, also=also)


def only_named(ear: Ear, heard: Heard) -> bool:
    """Whether a single word is named, or asked about, and nothing is told with it.

    `En pillen` and `iets over koorts` are no sign yet; `ik heb koorts` tells of one.
    """
    single = heard.words.single
    asks = not ear.about.isdisjoint(single)
    around = ear.naming | ear.about | ear.small if asks else ear.naming
    return sum(word not in around for word in single) <= 1


def says_something(ear: Ear, heard: Heard) -> bool:
    """Whether a text has more than numbers and small words that nothing was ever learnt from."""
    return any(word not in ear.small and ear.model.knows(word) for word in heard.words.single)
