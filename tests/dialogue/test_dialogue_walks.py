"""Random walks through the conversation: what holds always, in states nobody thought of."""

from __future__ import annotations

import json

from conversation import Conversation, check
from hypothesis import given, settings
from hypothesis import strategies as st

from skill import labels
from skill.channels import open_runtime
from skill.dialogue import KEYS, Event, State, load_state, respond
from skill.dialogue.turns import EVENTS, MEDIA
from skill.leaflet import script
from skill.settings import read_settings

LEAFLET = open_runtime(read_settings({})).leaflet
LINES = script(LEAFLET)
PASSAGES = tuple(LEAFLET.passages)
GRAVE = tuple(code for code, it in LEAFLET.alarms.items() if it.level in labels.SILENCING)

SAID = (
    st.sampled_from([labels.passage(name) for name in PASSAGES])
    | st.sampled_from([labels.alarm(code) for code in LEAFLET.alarms])
    | st.sampled_from([labels.subject(name) for name in LEAFLET.subjects])
    | st.sampled_from([labels.control(name) for name in labels.CONTROLS])
    | st.builds(labels.clarify, st.sampled_from(PASSAGES), st.sampled_from(PASSAGES))
    | st.builds("passage:{} + passage:{}".format, *[st.sampled_from(PASSAGES)] * 2)
    | st.sampled_from(
        "unclear|unclear?|out_of_scope|not_covered|de tweede|allebei|geen van beide|de laatste|"
        "medicijnen|bewegen|en hoe vaak|en voor mijn man|een een twee|9|passage:weg|".split("|")
    )
)
DATES = st.sampled_from(["", "2020-01-01", "2099-12-31"])
EVENT = (
    st.builds(Event, st.just("text"), text=SAID, today=DATES)
    | st.builds(Event, st.just("label"), label=SAID, today=DATES)
    | st.builds(Event, st.just("key"), key=st.sampled_from([*KEYS, "", "x"]), today=DATES)
    | st.builds(Event, st.sampled_from(EVENTS), text=SAID, today=DATES)
)
WORDS = st.sampled_from([*PASSAGES, *LINES, *LEAFLET.alarms, "weg", ""]) | st.text(max_size=5)
STATE = st.builds(
    State,
    topic=st.sampled_from(["", "passage:stress", "passage:weg", "not_covered:hernia"]),
    said=st.lists(st.sampled_from([*LINES, "weg"]), max_size=5).map(tuple),
    offer=st.lists(st.sampled_from([*PASSAGES, "weg"]), max_size=2).map(tuple),
    menu=st.sampled_from(["", "root", "help", "code", "code1", "code12", *LEAFLET.nodes, "weg"]),
    misses=st.integers(0, 3),
    slow=st.booleans(),
    reading=st.booleans(),
    bookmark=st.sampled_from(["", "stress", "weg", PASSAGES[-1]]),
    alarm=st.sampled_from(["", "weg", *LEAFLET.alarms]),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=90),
    lambda inner: st.lists(inner, max_size=6) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(EVENT, max_size=12), st.sampled_from(MEDIA), STATE)
def test_whatever_happens_there_is_a_reply_that_holds(
    events: list[Event], medium: str, state: State
) -> None:
    talk = Conversation(LEAFLET, medium=medium)
    talk.state = state
    for event in events:
        talk.today = event.today
        talk.event(event.kind, text=event.text, label=event.label, key=event.key)


@settings(max_examples=150, deadline=None)
@given(STATE, st.sampled_from(GRAVE), st.sampled_from(MEDIA))
def test_a_grave_alarm_says_nothing_of_the_leaflet_and_yes_neither(
    state: State, code: str, medium: str
) -> None:
    talk = Conversation(LEAFLET, medium=medium)
    talk.state = state
    talk.says(f"alarm:{code} + passage:goed-tillen")
    for said in ("control:yes", "control:next", "control:repeat", "control:yes"):
        assert talk.reply.outcome == "alarm"
        assert talk.passages == []
        assert not any(line.startswith(("offer_", "title_")) for line in talk.reply.say)
        talk.says(said)


@settings(max_examples=100, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["topic", "said", "offer", "menu", "misses", "slow", "bookmark", "alarm"]),
        st.lists(WORDS, max_size=8) | WORDS | JSON,
    )
    | JSON,
    EVENT,
)
def test_a_state_from_anywhere_is_read_and_answered(raw: object, event: Event) -> None:
    state = load_state(raw)
    assert load_state(state.dump()) == state
    assert len(json.dumps(state.dump()).encode()) < 2048
    after, reply = respond(LEAFLET, Conversation(LEAFLET).hear, state, event)
    check(LINES, after, reply)


def test_a_state_holds_nothing_of_what_was_said() -> None:
    talk = Conversation(LEAFLET)
    for said in ("ik heet Truus en woon in Maastricht", "passage:goed-tillen", "ik heet Truus"):
        talk.says(said)
        assert "ruus" not in json.dumps(talk.state.dump())
        assert "ruus" not in repr(talk.state) + repr(talk.reply)


def test_the_longest_names_still_fit() -> None:
    word = "x" * 80
    state = State(
        topic=word,
        said=(word,) * 5,
        offer=(word,) * 3,
        menu=word,
        helping=True,
        code="12",
        misses=3,
        slow=True,
        reading=True,
        bookmark=word,
        alarm=word,
        check=word,
        told=(word,) * 6,
    )
    assert load_state(state.dump()) == state
    assert len(json.dumps(state.dump()).encode()) < 2048
