"""Who gets a sentence first: every intent without a slot, in the order in which they claim.

A sentence may stand with one intent only, and Amazon hears others that resemble it there too. The
order, and why:

1. alarms, the most urgent first: a sign goes before everything (skill/dialogue/respond.py);
2. a call for help: it names 112, but it does not stand as an alarm does;
3. controls: `ja`, `nee`, `stop` and `help` are Amazon's own, and its testers try them
   (https://developer.amazon.com/docs/custom-skills/functional-testing-for-a-custom-skill.html);
4. answers to a warning, behind them: `nee` leaves an alarm standing where `not_me` takes it back;
5. questions with a gap (slots.py): their word reaches us, so our own ear decides what it is;
6. bare signs (`confirm`): as values of the free slot, for only of a text can we ask whether it was
   heard right. So they go before any topic that is called the same: `kanker` is one;
7. openings: an answer of one warning and a choice is safer than a passage;
8. what is not in the leaflet, and then its passages.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from skill import labels
from skill.intents import ANSWER_INTENTS, CONTROL_INTENTS
from skill.leaflet import Leaflet

MOST_SAMPLES = 100
"""Samples of one intent; with all intents of a leaflet that stays well under 1.5 MB."""

MOST_OPENING = 300
"""Samples of an opening: a plain complaint has to hold its own beside forty alarms."""

PLAINEST = 100
"""Of which so many are its shortest sentences: `au mijn rug` is said more than any other."""

CONTROL_SAMPLES = {
    "yes": ("ja", "ja graag", "ja hoor", "jazeker", "oké", "graag", "doe maar", "prima"),
    "no": ("nee", "nee bedankt", "nee dank je", "nee hoor", "liever niet", "hoeft niet"),
    "repeat": ("herhaal", "herhaal dat", "zeg dat nog eens", "nog een keer", "wat zei je"),
    "next": ("volgende", "het volgende", "verder", "ga verder", "vertel meer", "meer"),
    "previous": ("vorige", "het vorige", "ga terug", "terug"),
    "stop": ("stop", "stop maar", "genoeg", "klaar", "ik ben klaar", "tot ziens", "dank je wel"),
    "cancel": ("annuleer", "annuleren", "laat maar", "vergeet het"),
    "help": ("help", "help me", "wat kun je", "wat kan ik vragen", "hoe werkt dit"),
    "start_over": ("opnieuw", "begin opnieuw", "vanaf het begin", "overnieuw"),
    "menu": ("onderwerpen", "welke onderwerpen zijn er", "menu", "noem de onderwerpen"),
    "slower": ("langzamer", "praat langzamer", "iets langzamer", "niet zo snel"),
    "faster": ("gewoon tempo", "sneller", "praat sneller", "weer gewoon"),
    "read_all": ("lees alles voor", "lees de hele folder voor", "lees de folder voor"),
}
"""What a listener may say without any question of the content, by name of the control."""

ANSWER_SAMPLES = {
    "confirms": ("dat heb ik", "dat heb ik ook", "dat klopt"),
    "denies": ("dat heb ik niet", "dat heb ik allemaal niet", "nee dat heb ik niet"),
    "which": ("welke tekens waren dat", "wat noemde u", "welke bedoelt u"),
    "not_me": ("het gaat niet over mij", "dat heb ik niet gezegd", "ik bedoelde mezelf niet"),
}
"""The same for what a listener may say to a warning of ours, by name of the answer."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One intent and what may stand with it."""

    label: str
    """Its questions are those with this label."""
    own: tuple[str, ...] = ()
    """Sentences of our own for it."""
    most: int = MOST_SAMPLES
    plainest: int = 0
    """How many of its shortest questions are samples before the rest is chosen from evenly."""
    lends: bool = False
    """Whether some of its questions are values of the free slot instead."""
    signs: bool = False
    """Whether only sentences in which our own ear hears an alarm may be its samples."""


def before_slots(leaflet: Leaflet) -> Iterator[Claim]:
    """Alarms, calls for help, controls, answers."""
    for alarm in sorted(leaflet.alarms.values(), key=lambda one: labels.LEVELS.index(one.level)):
        yield Claim(labels.alarm(alarm.code), signs=True)
    yield from _openings(leaflet, calls=True)
    for name in CONTROL_INTENTS:
        yield Claim(labels.control(name), CONTROL_SAMPLES[name])
    for name in ANSWER_INTENTS:
        yield Claim(labels.answer(name), ANSWER_SAMPLES[name])


def after_slots(leaflet: Leaflet) -> Iterator[Claim]:
    """Openings, subjects that the leaflet does not answer, passages."""
    yield from _openings(leaflet, calls=False)
    for subject in leaflet.subjects.values():
        yield Claim(labels.subject(subject.id), (subject.about,), lends=True)
    for passage in leaflet.passages.values():
        own = (passage.about, passage.spoken_title, passage.title)
        yield Claim(labels.passage(passage.id), own, lends=True)


def _openings(leaflet: Leaflet, *, calls: bool) -> Iterator[Claim]:
    """Calls for help, or all other openings."""
    for opening in leaflet.openings.values():
        if (opening.kind == labels.EMERGENCY) == calls:
            label = labels.opening(opening.id)
            yield Claim(label, most=MOST_OPENING, plainest=PLAINEST)
