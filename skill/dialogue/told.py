"""What was told of the person, and which passages that excludes.

Who has said that she is pregnant, that it is for a child or that another medicine is taken should
not hear a dose two questions later. The list is closed: ids of subjects (`told` in words.yaml) and
codes of alarms. What each excludes is the editors' (`never` of a subject and of an alarm).
"""

from __future__ import annotations

from collections.abc import Iterable

from skill import labels
from skill.dialogue.sayable import may_be_said, urgency
from skill.dialogue.state import MOST_TOLD
from skill.leaflet import Alarm, Leaflet

REMEMBERED = ("112", "113", "nu", "vandaag")
"""Levels of alarms that are remembered. Most people past fifty can say what gives an `afspraak`,
and to refuse them for the rest of a conversation would be untrue."""


def remember(
    told: tuple[str, ...], more: Iterable[str], taken_back: Iterable[str] = ()
) -> tuple[str, ...]:
    """What was told, with what is told now and without what is taken back.

    The last ones count when there are too many.
    """
    known = dict.fromkeys((*told, *more))
    for name in taken_back:
        known.pop(name, None)
    return tuple(known)[-MOST_TOLD:]


def excludes(leaflet: Leaflet, told: tuple[str, ...], passage_id: str) -> str:
    """The subject or alarm for which a passage is not said, by its label; empty when there is none.

    An alarm goes first, and it also excludes what reassures and what has a dose.
    """
    passage = leaflet.passages[passage_id]
    for code in told:
        alarm = leaflet.alarms.get(code)
        if alarm is None or alarm.level not in REMEMBERED:
            continue
        if passage_id in alarm.never or passage.risk in ("reassuring", "dose"):
            return labels.alarm(code)
    for name in told:
        subject = leaflet.subjects.get(name)
        if subject is not None and passage_id in subject.never:
            return labels.subject(name)
    return ""


def may_be_given(leaflet: Leaflet, told: tuple[str, ...], passage_id: str) -> bool:
    """Whether a passage may be said, and to somebody who told this."""
    return may_be_said(leaflet, passage_id) and not excludes(leaflet, told, passage_id)


def summed(leaflet: Leaflet, told: tuple[str, ...], code: str) -> str:
    """The alarm that `code` makes together with what was told before; `code` when it makes none.

    A fall, and a turn later a weak leg, is an accident with loss of function. Of two alarms the
    more urgent one counts.
    """
    best = code
    known = {code, *told}
    for other in leaflet.alarms.values():
        for parts in _pairs(other):
            urgent = urgency(leaflet, other.code) <= urgency(leaflet, best)
            if code in parts and parts <= known and urgent:
                best = other.code
    return best


def completed(leaflet: Leaflet, told: tuple[str, ...], code: str) -> bool:
    """Whether a part of alarm `code`, of which the other part is heard now, was told before.

    `En nu tintelt mijn voet` is asked about, but after a fall it is told.
    """
    return any(not parts.isdisjoint(told) for parts in _pairs(leaflet.alarms[code]))


def _pairs(alarm: Alarm) -> list[frozenset[str]]:
    """What together makes an alarm: facts (codes and ids of subjects), set by set."""
    return [frozenset(part.strip() for part in pair.split("+")) for pair in alarm.together]


def made(leaflet: Leaflet, told: tuple[str, ...], new: Iterable[str]) -> str:
    """The alarm that new facts make together with what was told before; empty when they make none.

    `Ik slik bloedverdunners` is no sign, but it is one after `ik ben gevallen`.
    """
    for name in new:
        if name not in told and (code := summed(leaflet, told, name)) != name:
            return code
    return ""
