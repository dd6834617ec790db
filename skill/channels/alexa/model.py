"""The interaction model for nl-NL: which sentences Amazon puts with which intent.

Schema: https://developer.amazon.com/docs/smapi/interaction-model-schema.html
Questions come in as data, by label; names of intents follow from the content (names.py).

Choices that the platform asks for:
- No AMAZON.SearchQuery: nothing says that it exists in Dutch. `VraagIntent` has a slot type of its
  own, which may stand alone in a sample and lets other sentences through too.
- A built-in intent is heard only on an exact match with its samples, so it gets Dutch ones
  (https://developer.amazon.com/docs/alexa/interaction-model-design/tips-for-using-built-in-intents-for-your-skill.html);
  AMAZON.FallbackIntent and AMAZON.NavigateHomeIntent take none.
- After `vraag mijn rugwijzer naar/over/voor` comes a noun phrase, so each topic has its own
  (https://developer.amazon.com/docs/custom-skills/choose-the-invocation-name-for-a-custom-skill.html).
- No fallbackIntentSensitivity: not known to exist in Dutch.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from skill import labels
from skill.channels.alexa.names import (
    CONTROL_INTENTS,
    VRAAG_INTENT,
    VRAAG_SLOT,
    alarm_intent,
    passage_intent,
    subject_intent,
)
from skill.channels.alexa.sentences import normal, sample
from skill.channels.alexa.slots import claim_slots
from skill.leaflet import Leaflet

VRAAG_TYPE = "VRAAG"
"""The slot type of free questions."""

MOST_SAMPLES = 100
"""Samples of one intent; with all intents of a leaflet that stays well under 1.5 MB."""

MOST_VALUES = 2000
"""Values of the slot type."""

HELD_BACK = 10
"""One in so many questions about a topic is a value of the slot type instead of a sample: an
open slot learns from real questions, and a sentence may not stand in both places."""

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

CARRIERS = (
    "{vraag}",
    "over {vraag}",
    "en {vraag}",
    "vertel me over {vraag}",
    "vertel me iets over {vraag}",
    "vertel iets over {vraag}",
    "ik wil iets weten over {vraag}",
    "ik wil weten {vraag}",
    "ik heb een vraag over {vraag}",
    "mijn vraag is {vraag}",
    "mijn vraag gaat over {vraag}",
    "wat staat er in de folder over {vraag}",
    "wat zegt de folder over {vraag}",
)
"""Samples of VraagIntent. The words before the slot are lost to us, so they carry no meaning."""

CHOICES = (
    "de eerste",
    "de tweede",
    "de derde",
    "de vierde",
    "de vijfde",
    "de zesde",
    "nummer een",
    "nummer twee",
    "nummer drie",
    "nummer vier",
    "nummer vijf",
    "nummer zes",
    "de laatste",
)
"""How one chooses from a menu, or between two topics."""

BARE = ("AMAZON.PauseIntent", "AMAZON.ResumeIntent")
"""Built-in intents in the model with Amazon's own sentences only."""

EMPTY = ("AMAZON.FallbackIntent", "AMAZON.NavigateHomeIntent")
"""Built-in intents that may not have samples."""


def interaction_model(leaflet: Leaflet, samples: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """The model as JSON values; the same content always gives the same model.

    `samples` holds questions by precise label (`passage:goed-tillen`, `alarm:doof-kruis`,
    `not_covered:hernia`, `control:repeat`). Questions with any other label (`out_of_scope`,
    `lookalike`) are values of the slot type, so that they reach `respond` as text: what sounds
    like an alarm and is none belongs there, for as a sample it would draw real alarms to a topic.
    A sentence that stands with two intents goes to the safest: alarms (most urgent first),
    controls, questions with a gap (slots.py), what is not in the leaflet, passages.
    """
    claimed: set[str] = set()
    intents, spare = _intents(_alarms_and_controls(leaflet), samples, claimed)
    slots = claim_slots(leaflet, claimed)
    topics, more = _intents(_topics(leaflet), samples, claimed)
    intents, spare = intents + topics, spare + more
    known = {label for label, _, _ in (*_alarms_and_controls(leaflet), *_topics(leaflet))}
    for label in sorted(set(samples) - known):
        spare += _unclaimed(samples[label], claimed)
    spare = _unclaimed(_choices(leaflet), claimed) + spread(spare, MOST_VALUES - 200)
    intents += [{"name": name, "slots": [], "samples": []} for name in (*BARE, *EMPTY)]
    intents.append(
        {
            "name": VRAAG_INTENT,
            "slots": [{"name": VRAAG_SLOT, "type": VRAAG_TYPE}],
            "samples": list(CARRIERS),
        }
    )
    taken = slots.sentences | {normal(text) for intent in intents for text in intent["samples"]}
    values = [{"name": {"value": value}} for value in spare if not _carried(value) & taken]
    language = {
        "invocationName": leaflet.invocation_name,
        "intents": intents + slots.intents,
        "types": [{"name": VRAAG_TYPE, "values": values}, *slots.types],
    }
    return {"interactionModel": {"languageModel": language}}


Claim = tuple[str, str, tuple[str, ...]]
"""A label, its intent, and sentences of our own for it."""


def _intents(
    claims: Iterable[Claim], samples: Mapping[str, Sequence[str]], claimed: set[str]
) -> tuple[list[dict[str, Any]], list[str]]:
    """Intents without slots, in the order in which sentences are claimed; and what is left."""
    intents, spare = [], list[str]()
    for label, intent, own in claims:
        fixed = _unclaimed(own, claimed)
        questions = _unclaimed(samples.get(label, ()), claimed)
        kept, rest = _shared(label, questions, MOST_SAMPLES - len(fixed))
        intents.append({"name": intent, "slots": [], "samples": fixed + kept})
        spare += rest
    return intents, spare


def _alarms_and_controls(leaflet: Leaflet) -> Iterator[Claim]:
    for alarm in sorted(leaflet.alarms.values(), key=lambda one: labels.LEVELS.index(one.level)):
        yield labels.alarm(alarm.code), alarm_intent(alarm.code), ()
    for name, intent in CONTROL_INTENTS.items():
        yield labels.control(name), intent, CONTROL_SAMPLES[name]


def _topics(leaflet: Leaflet) -> Iterator[Claim]:
    for subject in leaflet.subjects.values():
        yield labels.subject(subject.id), subject_intent(subject.id), (subject.about,)
    for passage in leaflet.passages.values():
        own = (passage.about, passage.spoken_title, passage.title)
        yield labels.passage(passage.id), passage_intent(passage.id), own


def _unclaimed(texts: Iterable[str], claimed: set[str]) -> list[str]:
    """The texts as samples, in order, without those that were claimed; they are claimed now.

    `claimed` holds sentences as Amazon compares them (sentences.normal).
    """
    fresh = []
    for text in texts:
        sentence = sample(text)
        if sentence and normal(sentence) not in claimed:
            claimed.add(normal(sentence))
            fresh.append(sentence)
    return fresh


def _shared(label: str, questions: list[str], most: int) -> tuple[list[str], list[str]]:
    """Samples for the intent, and the rest for the slot type. Alarms give no sample away."""
    kept, rest = questions, list[str]()
    if labels.kind(label) in ("passage", labels.NOT_COVERED) and len(questions) >= 2 * HELD_BACK:
        rest = questions[HELD_BACK - 1 :: HELD_BACK]
        kept = [question for question in questions if question not in set(rest)]
    chosen = spread(kept, most)
    return chosen, rest + [question for question in kept if question not in set(chosen)]


def spread(items: list[str], most: int) -> list[str]:
    """At most `most` of the items, evenly from the whole list, in order."""
    if len(items) <= most:
        return items
    return [items[index * len(items) // most] for index in range(most)]


def _choices(leaflet: Leaflet) -> Iterator[str]:
    for node in leaflet.nodes.values():
        yield from (node.spoken, node.title)
    yield from CHOICES


def _carried(value: str) -> set[str]:
    """All sentences that VraagIntent makes of a value of its slot."""
    return {normal(carrier.format(vraag=value)) for carrier in CARRIERS}
