"""The conversations in tests/dialogues/*.yaml, played with the real leaflet and the real ear.

A conversation is a script: who says what (`beurten`), and what is heard on it. Its fields:

    naam, medium (speaker, screen, phone), vandaag (a date)
    herzien_voor (the leaflet's review date), ingetrokken (passages that were withdrawn)
    proef (`ja` while texts wait for their sign-off)

A turn has one of `zegt`, `toets` (one or more keys), `stilte`, `start`, `ophangen`; then any of

    uitkomst  outcome                    hoort       lines that are heard, in this order
    vraagt    what is asked for          hoort_niet  lines or passages that are not heard
    passage   the passage that is heard  geen_passage  no passage is heard
    niveau    level of the alarm         langzaam    whether it is spoken slowly
    onderwerp subject that is refused    einde       whether the conversation is over
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from conversation import Conversation

from skill import labels
from skill.channels import Runtime
from skill.leaflet import Leaflet

FOLDER = Path(__file__).parent.parent / "dialogues"
FIELDS = {"naam", "medium", "vandaag", "herzien_voor", "ingetrokken", "proef", "beurten"}
DOES = {"zegt", "toets", "stilte", "start", "ophangen"}
HEARS = {"uitkomst", "vraagt", "hoort", "hoort_niet", "passage", "geen_passage", "niveau"} | {
    "onderwerp",
    "langzaam",
    "einde",
}


def _conversations() -> list[Any]:
    found = []
    for path in sorted(FOLDER.glob("*.yaml")):
        for script in yaml.safe_load(path.read_text(encoding="utf-8")):
            found.append(pytest.param(script, id=f"{path.stem}: {script['naam']}"))
    return found


def test_there_are_plenty_of_conversations_and_none_is_written_twice() -> None:
    names = [case.id for case in _conversations()]
    assert len(names) >= 90
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("script", _conversations())
def test_the_conversation_goes_as_written(runtime: Runtime, script: dict[str, Any]) -> None:
    assert set(script) <= FIELDS, set(script) - FIELDS
    conversation = Conversation(
        _leaflet(runtime.leaflet, script),
        runtime.hear,
        script.get("medium", "speaker"),
        str(script.get("vandaag", "")),
    )
    wrong = []
    for number, turn in enumerate(script["beurten"], start=1):
        assert set(turn) <= DOES | HEARS, set(turn) - DOES - HEARS
        what = _do(conversation, turn)
        wrong += [f"turn {number} ({what}): {miss}" for miss in _misses(conversation, turn)]
    assert not wrong, "\n".join(wrong)


def _leaflet(leaflet: Leaflet, script: dict[str, Any]) -> Leaflet:
    passages = dict(leaflet.passages)
    for name in script.get("ingetrokken", ()):
        passages[name] = replace(passages[name], status="ingetrokken")
    review_by = str(script.get("herzien_voor", leaflet.review_by))
    trial = script.get("proef") == "ja"
    return replace(leaflet, passages=passages, review_by=review_by, trial=trial)


def _do(conversation: Conversation, turn: dict[str, Any]) -> str:
    (does,) = DOES & set(turn)
    match does:
        case "zegt":
            conversation.says(turn["zegt"])
            return str(turn["zegt"])
        case "toets":
            conversation.keys(str(turn["toets"]))
        case "stilte":
            conversation.silence()
        case "start":
            conversation.start()
        case "ophangen":
            conversation.event("hangup")
    return f"{does} {turn[does]}"


def _misses(conversation: Conversation, turn: dict[str, Any]) -> list[str]:
    reply, leaflet = conversation.reply, conversation.leaflet
    kind, name = labels.kind(reply.label), labels.name(reply.label)
    got = {
        "uitkomst": reply.outcome,
        "vraagt": reply.asks,
        "passage": ", ".join(conversation.passages),
        "geen_passage": not conversation.passages,
        "niveau": leaflet.alarms[name].level if kind == "alarm" else "",
        "onderwerp": name if kind == "not_covered" else "",
        "langzaam": reply.slow,
        "einde": reply.ends,
    }
    found = [
        f"{field} is {got[field]!r}, should be {turn[field]!r}  <- {reply.label}, {reply.say}"
        for field in got
        if field in turn and got[field] != turn[field]
    ]
    heard = [line for line in reply.say if line in turn.get("hoort", ())]
    if heard != turn.get("hoort", []):
        found.append(f"hears {reply.say}, should hear {turn['hoort']}")
    too_much = [line for line in turn.get("hoort_niet", ()) if line in reply.say]
    return found + [f"hears {line}" for line in too_much]
