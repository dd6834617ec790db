"""Questions with a gap (`mag ik {medicijn}`) in the interaction model: intents, types, sentences.

An intent carries no transcript, so Amazon would put `hoeveel zaldiar mag ik` with the intent that
sounds most like it, which is the dose of paracetamol. A slot does carry the word that was said
(https://developer.amazon.com/docs/custom-skills/create-and-edit-custom-slot-types.html), also one
that is not in its type, and our own understanding decides about it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from skill.exports.alexa.sentences import normal
from skill.intents import slot_intent, slot_name, slot_type
from skill.leaflet import Leaflet, SlotQuestion, SlotType


@dataclass(frozen=True, slots=True)
class Slots:
    """What questions with a gap add to a model."""

    intents: list[dict[str, Any]]
    types: list[dict[str, Any]]
    sentences: set[str]
    """Every sample with every word filled in: no other intent may have these."""


def claim_slots(leaflet: Leaflet, claimed: set[str]) -> Slots:
    """Intents and types of all questions with a gap; their sentences are claimed now.

    A word of which some sentence was claimed before, by an alarm or a control, is left out: that
    sentence goes where it is safest. When it was the value, its first synonym takes its place.
    """
    before = set(claimed)
    types = []
    for kind in leaflet.slot_types.values():
        questions = [one for one in leaflet.slots.values() if one.slot == kind.id]
        values = list(_values(kind, questions, claimed))
        types.append({"name": slot_type(kind.id), "values": values})
    return Slots([_intent(one) for one in leaflet.slots.values()], types, claimed - before)


def _intent(question: SlotQuestion) -> dict[str, Any]:
    name = slot_name(question.slot)
    gap = f"{{{question.slot}}}"
    return {
        "name": slot_intent(question.id),
        "slots": [{"name": name, "type": slot_type(question.slot)}],
        "samples": [text.replace(gap, f"{{{name}}}") for text in question.say],
    }


def _values(
    kind: SlotType, questions: list[SlotQuestion], claimed: set[str]
) -> Iterator[dict[str, Any]]:
    """The words of a type that are free, each claiming the sentences that it makes."""
    samples = [text for one in questions for text in one.say]
    gap = f"{{{kind.id}}}"
    for value in kind.values:
        free = []
        for word in value.split("|"):
            sentences = {normal(text.replace(gap, word)) for text in samples}
            if not sentences & claimed:
                claimed |= sentences
                free.append(word)
        if free:
            yield {"id": _id(value), "name": {"value": free[0], "synonyms": free[1:]}}


def _id(value: str) -> str:
    """`paracetamol met codeïne|panadeine` -> `paracetamol_met_codeine`."""
    plain = unicodedata.normalize("NFKD", value.partition("|")[0])
    return "".join("_" if char in " '" else char for char in plain if char.isascii())
