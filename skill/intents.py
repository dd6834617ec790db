"""Names: what Amazon calls an intent, and which label that is here.

A content name becomes an intent by rule (`goed-tillen` -> `GoedTillenIntent`), so the interaction
model and the handler cannot disagree and nobody keeps a table. Intent names hold letters and
underscores only; `AMAZON.` belongs to Amazon
(https://developer.amazon.com/docs/smapi/interaction-model-schema.html).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from skill import labels
from skill.errors import ContentError, Finding, raise_all
from skill.leaflet import Leaflet, SlotQuestion

VRAAG_INTENT = "VraagIntent"
"""The intent that carries free text, for all that has no intent of its own."""

VRAAG_SLOT = "vraag"
"""Its only slot."""

TEXT_SLOTS = {VRAAG_INTENT: VRAAG_SLOT, "AMAZON.SelectIntent": "ListPosition"}
"""Intents that are heard as text, with the slot that holds it (`de tweede` after a menu)."""

PAUSE_INTENT = "AMAZON.PauseIntent"

CONTROL_INTENTS = {
    "yes": "AMAZON.YesIntent",
    "no": "AMAZON.NoIntent",
    "repeat": "AMAZON.RepeatIntent",
    "next": "AMAZON.NextIntent",
    "previous": "AMAZON.PreviousIntent",
    "stop": "AMAZON.StopIntent",
    "cancel": "AMAZON.CancelIntent",
    "help": "AMAZON.HelpIntent",
    "start_over": "AMAZON.StartOverIntent",
    "menu": "OnderwerpenIntent",
    "slower": "LangzamerIntent",
    "faster": "GewoonTempoIntent",
    "read_all": "LeesAllesVoorIntent",
}
"""Name of a control -> the intent that its sentences belong to; every control has one."""

ANSWER_INTENTS = {
    "confirms": "DatHebIkIntent",
    "denies": "DatHebIkNietIntent",
    "which": "WelkeTekensIntent",
    "not_me": "GaatNietOverMijIntent",
}
"""Name of an answer to a warning of ours -> its intent; every answer has one."""

ALSO_UNDERSTOOD = {
    "AMAZON.FallbackIntent": labels.UNCLEAR,
    # "Ga naar het begin" on a device: there is no home but the start of the conversation.
    "AMAZON.NavigateHomeIntent": labels.control("start_over"),
    # Nothing streams here, so there is nothing to hold: who says pauze wants silence. Only while
    # the whole leaflet is read there is a place to keep (request.pauses).
    PAUSE_INTENT: labels.control("stop"),
    # After that pause, and after `Zal ik verder lezen?`, this reads on.
    "AMAZON.ResumeIntent": labels.control("next"),
    "AMAZON.MoreIntent": labels.control("next"),
}
"""Built-in intents that mean what another intent means."""

_NAME = re.compile(r"[a-z]+(-[a-z]+)*")


def passage_intent(passage_id: str) -> str:
    """`goed-tillen` -> `GoedTillenIntent`. Raises ContentError for a name Amazon would refuse."""
    return f"{_joined('passage', passage_id)}Intent"


def alarm_intent(code: str) -> str:
    """`doof-kruis` -> `AlarmDoofKruisIntent`. Raises ContentError like `passage_intent`."""
    return f"Alarm{_joined('alarm', code)}Intent"


def subject_intent(subject_id: str) -> str:
    """`hernia` -> `NietInFolderHerniaIntent`. Raises ContentError like `passage_intent`.

    Subjects have intents of their own because an intent carries no transcript: without them
    Amazon would put `mag mijn kind paracetamol` with the passage that sounds most like it.
    """
    return f"NietInFolder{_joined('subject', subject_id)}Intent"


def opening_intent(opening_id: str) -> str:
    """`complaint` -> `ComplaintIntent`. Raises ContentError like `passage_intent`.

    What people tell has intents of its own for the same reason as subjects have: without a
    `ComplaintIntent` Amazon puts a plain complaint with the alarm that sounds most like it.
    """
    return f"{_joined('opening', opening_id)}Intent"


def slot_intent(question_id: str) -> str:
    """`medicijn-mag` -> `MedicijnMagIntent`. Raises ContentError like `passage_intent`."""
    return f"{_joined('slot question', question_id)}Intent"


def slot_name(slot_id: str) -> str:
    """`medicijn` -> `medicijn`: what the slot of such an intent is called."""
    return slot_id.replace("-", "_")


def slot_type(slot_id: str) -> str:
    """`medicijn` -> `MEDICIJN`: the type that its words stand in."""
    return slot_name(slot_id).upper()


def slot_questions(leaflet: Leaflet) -> dict[str, SlotQuestion]:
    """Intent name -> the question that it asks, once the word in its slot is filled in."""
    return {slot_intent(one.id): one for one in leaflet.slots.values()}


def intent_of(label: str) -> str:
    """The intent that says a label by itself; empty where none does (`clarify`, `out_of_scope`).

    Raises ContentError for a name Amazon would refuse.
    """
    name = labels.name(label)
    match labels.kind(label):
        case "passage":
            return passage_intent(name)
        case "alarm":
            return alarm_intent(name)
        case labels.NOT_COVERED if name:
            return subject_intent(name)
        case "opening":
            return opening_intent(name)
        case "control":
            return CONTROL_INTENTS.get(name, "")
        case "answer":
            return ANSWER_INTENTS.get(name, "")
    return ""


def _joined(kind: str, name: str) -> str:
    if not _NAME.fullmatch(name):
        what = f"the name {name!r} cannot be an Alexa intent"
        fix = "use lower-case letters a-z and single hyphens, no digits"
        raise ContentError([Finding(f"{kind} {name}", 0, what, fix)])
    return "".join(part.capitalize() for part in name.split("-"))


def meanings(leaflet: Leaflet) -> dict[str, str]:
    """Intent name -> label, for all intents that say by themselves what is meant.

    Questions with a gap are not among them: those mean what their word makes of them. An intent
    that is not here (loop, shuffle, whatever Amazon adds) is `unclear`: it is answered, never
    refused. Raises ContentError when two names of the content give the same intent.
    """
    table: dict[str, str] = {}
    taken = {name.casefold() for name in TEXT_SLOTS}
    findings = []
    for intent, label in _all(leaflet):
        if intent.casefold() in taken:
            what = f"{label} gives the intent {intent}, which is taken"
            findings.append(Finding(label, 0, what, "rename it"))
        taken.add(intent.casefold())
        table[intent] = label
    for intent, question in slot_questions(leaflet).items():
        if intent.casefold() in taken:
            what = f"slot question {question.id} gives the intent {intent}, which is taken"
            findings.append(Finding(f"slot question {question.id}", 0, what, "rename it"))
        taken.add(intent.casefold())
    raise_all(findings)
    return table


def _all(leaflet: Leaflet) -> Iterator[tuple[str, str]]:
    own = (*map(labels.control, CONTROL_INTENTS), *map(labels.answer, ANSWER_INTENTS))
    yield from ((intent_of(label), label) for label in own)
    yield from ALSO_UNDERSTOOD.items()
    told = (
        *map(labels.alarm, leaflet.alarms),
        *map(labels.opening, leaflet.openings),
        *map(labels.passage, leaflet.passages),
        *map(labels.subject, leaflet.subjects),
    )
    yield from ((intent_of(label), label) for label in told)
