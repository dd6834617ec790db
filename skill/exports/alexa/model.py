"""The interaction model for nl-NL: which sentences Amazon puts with which intent.

Schema: https://developer.amazon.com/docs/smapi/interaction-model-schema.html
Questions come in as data, by label; names of intents follow from the content (skill/intents.py).

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
from skill.exports.alexa.claims import Claim, after_slots, before_slots
from skill.exports.alexa.sentences import normal, sample
from skill.exports.alexa.slots import claim_slots
from skill.intents import VRAAG_INTENT, VRAAG_SLOT, intent_of
from skill.leaflet import Leaflet
from skill.understanding import Hear

VRAAG_TYPE = "VRAAG"
"""The slot type of free questions."""

MOST_VALUES = 2000
"""Values of the slot type."""

MOST_UNSURE = 300
"""Of which so many are kept for signs that are not sure (bare ones, and what only may be one)."""

HELD_BACK = 10
"""One in so many questions about a topic is a value of the slot type instead of a sample: an
open slot learns from real questions, and a sentence may not stand in both places."""

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


def interaction_model(
    leaflet: Leaflet, samples: Mapping[str, Sequence[str]], hear: Hear
) -> dict[str, Any]:
    """The model as JSON values; the same content and ear always give the same model.

    `samples` holds questions by precise label (`passage:goed-tillen`, `alarm:doof-kruis`,
    `opening:complaint`, `answer:confirms`, `control:repeat`). Questions with a label that has no
    intent (`out_of_scope`, `unclear`, `confirm:koorts`, `lookalike`) are values of the slot type,
    so that they reach `respond` as text: what sounds like an alarm and is none belongs there, for
    as a sample it would draw real alarms to a topic.

    `hear` says which questions of an alarm carry their sign by themselves. Only those are samples
    of its intent: from `het wordt niks meer` Amazon would learn to hear an alarm in a complaint.
    The others are values of the slot type, where we can ask whether we heard it right.

    A sentence that stands with two intents goes to the safest, in the order of claims.py.
    """
    claimed: set[str] = set()
    first, unsure, spare = _intents(before_slots(leaflet), samples, claimed, hear)
    slots = claim_slots(leaflet, claimed)
    unsure += _bare_signs(samples, claimed)
    topics, _, more = _intents(after_slots(leaflet), samples, claimed, hear)
    spare += more
    known = {claim.label for claim in (*before_slots(leaflet), *after_slots(leaflet))}
    for label in sorted(set(samples) - known):
        spare += _unclaimed(samples[label], claimed)
    values = _unclaimed(_choices(leaflet), claimed) + spread(unsure, MOST_UNSURE)
    values += spread(spare, MOST_VALUES - len(values))
    intents = first + topics
    intents += [{"name": name, "slots": [], "samples": []} for name in (*BARE, *EMPTY)]
    intents.append(
        {
            "name": VRAAG_INTENT,
            "slots": [{"name": VRAAG_SLOT, "type": VRAAG_TYPE}],
            "samples": list(CARRIERS),
        }
    )
    taken = slots.sentences | {normal(text) for intent in intents for text in intent["samples"]}
    free = [{"name": {"value": value}} for value in values if not _carried(value) & taken]
    language = {
        "invocationName": leaflet.invocation_name,
        "intents": intents + slots.intents,
        "types": [{"name": VRAAG_TYPE, "values": free}, *slots.types],
    }
    return {"interactionModel": {"languageModel": language}}


def _intents(
    claims: Iterable[Claim], samples: Mapping[str, Sequence[str]], claimed: set[str], hear: Hear
) -> tuple[list[dict[str, Any]], list[str], list[str]]:
    """Intents without slots, in the order in which sentences are claimed; then the questions of
    alarms in which no sign is heard, and what else is left."""
    intents, unsure, spare = [], list[str](), list[str]()
    for claim in claims:
        fixed = _unclaimed(claim.own, claimed)
        questions = _unclaimed(samples.get(claim.label, ()), claimed)
        most = claim.most - len(fixed)
        lent = _lent(questions) if claim.lends else []
        questions = [question for question in questions if question not in set(lent)]
        if claim.signs:
            kept, signless = _with_sign(questions, most, hear)
        else:
            kept, signless = _plainest(questions, claim.plainest, most), []
        intents.append({"name": intent_of(claim.label), "slots": [], "samples": fixed + kept})
        unsure += signless
        gone = {*kept, *signless}
        spare += lent + [question for question in questions if question not in gone]
    return intents, unsure, spare


def _with_sign(questions: list[str], most: int, hear: Hear) -> tuple[list[str], list[str]]:
    """At most `most` questions in which an alarm is heard, evenly from all of them; and those in
    which none is, as far as they were listened to."""
    chosen = set(spread(questions, most))
    kept, signless = set[str](), set[str]()
    for question in sorted(questions, key=lambda one: one not in chosen):
        if len(kept) == most:
            break
        (signless if hear(question).alarm is None else kept).add(question)
    return [one for one in questions if one in kept], [one for one in questions if one in signless]


def _plainest(questions: list[str], fewest: int, most: int) -> list[str]:
    """At most `most` questions: the `fewest` shortest, and others evenly; in order."""
    short = set(sorted(questions, key=len)[:fewest])
    others = [question for question in questions if question not in short]
    chosen = short.union(spread(others, most - len(short)))
    return [question for question in questions if question in chosen]


def _bare_signs(samples: Mapping[str, Sequence[str]], claimed: set[str]) -> list[str]:
    """Questions that name a sign and no more: claimed for the slot, with every way to it."""
    bare = []
    for label in sorted(samples):
        if labels.kind(label) == "confirm":
            bare += _unclaimed(samples[label], claimed)
    for value in bare:
        claimed |= _carried(value)
    return bare


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


def _lent(questions: list[str]) -> list[str]:
    """What a topic with many questions gives to the slot type."""
    return questions[HELD_BACK - 1 :: HELD_BACK] if len(questions) >= 2 * HELD_BACK else []


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
