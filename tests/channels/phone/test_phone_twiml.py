"""A reply as TwiML: clips, unless it is about a sign. Then it is said first, and played after."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skill import labels
from skill.channels import Runtime
from skill.channels.phone import Addresses
from skill.channels.phone.hints import hints
from skill.channels.phone.twiml import sorry, write
from skill.dialogue import KEYS, Event, Reply, State
from skill.manifest import Manifest
from skill.settings import Settings
from skill.understanding import Understanding
from tests import shipped

LEAFLET = shipped.content().leaflet
AT = Addresses("https://rug.example/phone/turn?state=x", "https://rug.example/audio")
SIGNS = ("alarm", "standing", "check")
"""Kinds of lines that are about a sign."""

MEANT = [
    *map(labels.alarm, LEAFLET.alarms),
    *(labels.confirm(code) for code, alarm in LEAFLET.alarms.items() if alarm.check),
    *map(labels.opening, LEAFLET.openings),
    *map(labels.answer, labels.ANSWERS),
    *map(labels.control, labels.CONTROLS),
    *map(labels.subject, LEAFLET.subjects),
    *(labels.passage(name) for name in list(LEAFLET.passages)[::5]),
    "clarify:bedrust|slaaphouding",
    labels.UNCLEAR,
    "unclear?",
]
"""What the ear of these tests hears: the label itself, `?` for a word of a sign."""


def label_ear(text: str) -> Understanding:
    label = text.rstrip("?")
    alarm = labels.name(label) if labels.kind(label) == "alarm" else None
    return Understanding(label, alarm=alarm, doubtful=text.endswith("?"))


@pytest.fixture(scope="module")
def runtime(make_runtime: Callable[..., Runtime]) -> Runtime:
    """The real leaflet; every line has a clip."""
    return make_runtime(hear=label_ear)


def document(runtime: Runtime, reply: Reply) -> ElementTree.Element:
    return ElementTree.fromstring(write(runtime, reply, AT, hints(runtime.leaflet)))


VOICE = {"language": "nl-NL", "voice": "Polly.Lotte"}


def clip_line(verb: ElementTree.Element) -> str:
    """Id of the line that a `Play` plays."""
    file = (verb.text or "").rpartition("/")[2].removesuffix(".mp3").removesuffix("-slow")
    return file.rpartition("-")[0]


def assert_right_voice(runtime: Runtime, reply: Reply) -> None:
    """Holds for every reply."""
    root = document(runtime, reply)
    clips, said = list(root.iter("Play")), [verb.text for verb in root.iter("Say")]
    assert all(verb.attrib == VOICE for verb in root.iter("Say"))
    if reply.grave:
        assert said == [runtime.lines[line].text for line in reply.say]
        assert [clip_line(verb) for verb in clips] == list(reply.say)
        order = [verb.tag for verb in root.iter() if verb.tag in ("Say", "Play")]
        assert order == ["Say"] * len(said) + ["Play"] * len(clips)
    else:
        assert (len(clips), said) == (len(reply.say), [])
        assert not {runtime.lines[line].kind for line in reply.say} & set(SIGNS)
    for gather in root.iter("Gather"):
        assert gather.attrib["bargeIn"] == ("false" if reply.grave else "true")
        otherwise = "1" if reply.asks == "moment" else "6"
        assert gather.attrib["timeout"] == ("8" if reply.grave else otherwise)


EVENTS = (
    st.sampled_from(MEANT).map(lambda text: Event("text", text=text, medium="phone"))
    | st.sampled_from(KEYS).map(lambda key: Event("key", key=key, medium="phone"))
    | st.sampled_from(["silence", "silence", "launch"]).map(
        lambda kind: Event(kind, medium="phone")
    )
)


@settings(deadline=None, max_examples=300)
@given(st.lists(EVENTS, min_size=1, max_size=8))
def test_a_grave_turn_is_said_before_it_is_played_and_any_other_is_played(
    runtime: Runtime, events: list[Event]
) -> None:
    state = State()
    for event in events:
        state, reply = runtime.respond(state, event)
        assert_right_voice(runtime, reply)


@pytest.mark.parametrize(
    "texts",
    [
        *((label,) for label in MEANT if labels.kind(label) in ("alarm", "confirm")),
        ("alarm:doof-kruis", "passage:goed-tillen"),
        ("alarm:doof-kruis", "control:no"),
        ("alarm:doof-kruis", "control:stop"),
        ("alarm:niet-meer-willen-leven", "control:stop"),
        ("confirm:koorts", "control:yes"),
        ("opening:noodhulp",),
        ("opening:noodhulp", "control:yes"),
        ("opening:complaint", "answer:confirms"),
        ("unclear?",),
    ],
    ids=" - ".join,
)
def test_what_is_grave(runtime: Runtime, texts: tuple[str, ...]) -> None:
    state = State()
    for text in texts:
        state, reply = runtime.respond(state, Event("text", text=text, medium="phone"))

    assert reply.grave
    assert_right_voice(runtime, reply)


@pytest.mark.parametrize(
    "label", ["opening:complaint", "passage:goed-tillen", "control:help", "not_covered:hernia"]
)
def test_what_is_not(runtime: Runtime, label: str) -> None:
    """A warning that names signs is heard too often to be said in another voice."""
    _, reply = runtime.respond(State(), Event("text", text=label, medium="phone"))

    assert not reply.grave
    assert_right_voice(runtime, reply)


def test_without_a_clip_a_grave_turn_is_still_said(make_runtime: Callable[..., Runtime]) -> None:
    bare = make_runtime(hear=label_ear, manifest=Manifest())
    _, reply = bare.respond(State(), Event("text", text="alarm:doof-kruis", medium="phone"))
    verbs = [verb.tag for verb in document(bare, reply).iter() if verb.tag in ("Say", "Play")]

    assert verbs == ["Say"] * len(reply.say)


def test_what_is_said_when_something_breaks_is_said_and_played(runtime: Runtime) -> None:
    root = ElementTree.fromstring(sorry(runtime, AT))

    assert [verb.tag for verb in root] == ["Say", "Play", "Hangup"]
    assert root[0].attrib == VOICE
    assert clip_line(root[1]) == "prompt_withdrawn"


def test_the_recogniser_is_told_what_to_expect(make_runtime: Callable[..., Runtime]) -> None:
    for model in ("", "googlev2_telephony"):
        one = make_runtime(hear=label_ear, settings=Settings(phone_speech_model=model))
        _, reply = one.respond(State(), Event("launch", medium="phone", hears=True))
        gather = document(one, reply).find("Gather")
        assert gather is not None
        assert gather.attrib["hints"] == ", ".join(hints(one.leaflet))
        assert gather.attrib.get("speechModel", "") == model
