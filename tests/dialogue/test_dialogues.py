"""The conversations in tests/dialogues/*.yaml, played with the real leaflet and the real ear.

Their fields are described in docs/console.md: the console saves and replays the same files.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from conversation import Conversation

from skill.channels import Runtime
from skill.dialogue import Cue, Rehearsal, differences, events, staged
from skill.editorial import read_rehearsals

FOLDER = Path(__file__).parent.parent / "dialogues"


def _rehearsals() -> list[Any]:
    found = []
    for path in sorted(FOLDER.glob("*.yaml")):
        rehearsals, findings = read_rehearsals(path.read_text(encoding="utf-8"), path.name)
        assert findings == []
        found += [pytest.param(one, id=f"{path.stem}: {one.name}") for one in rehearsals]
    return found


def test_there_are_plenty_of_conversations_and_none_is_written_twice() -> None:
    names = [case.id for case in _rehearsals()]
    assert len(names) >= 90
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("rehearsal", _rehearsals())
def test_the_conversation_goes_as_written(runtime: Runtime, rehearsal: Rehearsal) -> None:
    leaflet = staged(runtime.leaflet, rehearsal)
    conversation = Conversation(leaflet, runtime.hear)
    wrong = []
    for number, cue in enumerate(rehearsal.cues, start=1):
        _play(conversation, cue, rehearsal)
        reply = conversation.reply
        wrong += [
            f"turn {number} ({cue.does} {cue.value}): {one.field} is {one.got!r}, should be "
            f"{one.wanted!r}  <- {reply.label}, {reply.say}"
            for one in differences(leaflet, cue, reply)
        ]
    assert not wrong, "\n".join(wrong)


def _play(conversation: Conversation, cue: Cue, rehearsal: Rehearsal) -> None:
    for event in events(cue, rehearsal):
        conversation.happens(event)
