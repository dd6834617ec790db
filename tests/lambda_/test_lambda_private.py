"""Nothing of an envelope reaches a log, standard output or an error: not a word, not an id.

Every text in an envelope is marked, at random or all of them, and everything that the process
writes is searched for the mark. So also where a turn breaks, with METRICS=1 and logging at its
loudest.
"""

from __future__ import annotations

import contextlib
import io
import logging
import traceback
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skill.channels import Runtime
from skill.channels.alexa import make_handler
from skill.dialogue import Event, Reply, State
from skill.errors import BadRequest
from skill.settings import Settings
from skill.understanding import Understanding
from tests.channels.alexa.envelopes import asked, ended, in_session, launch, one_shot, slot
from tests.conftest import MakeRuntime

MARK = "kanarie"
"""Fits an id of ours (`[a-z0-9_:|-]`), so that a state which brings it back is not refused."""

STATE = {
    "topic": "passage:goed-tillen",
    "said": ["title_goed-tillen", "goed-tillen"],
    "offer": ["bedrust"],
    "menu": "root",
    "alarm": "doof-kruis",
    "place": "bedrust",
}

ENVELOPES = [
    launch(),
    one_shot("GoedTillenIntent"),
    one_shot("AlarmDoofKruisIntent", {"iets": slot("iets", "mijn kruis voelt doof")}),
    asked("hoe til ik goed", STATE),
    asked("mijn kruis voelt doof"),
    asked("ik heb een hernia"),
    asked(None, STATE),
    in_session("AMAZON.RepeatIntent", STATE),
    in_session("AMAZON.YesIntent", {"offer": ["bedrust"]}),
    in_session("AMAZON.NoIntent", STATE),
    in_session("OnderwerpenIntent", STATE),
    in_session("BestaatNietIntent", STATE),
    ended("ERROR", type="INVALID_RESPONSE", message="er ging iets mis"),
    ended("EXCEEDED_MAX_REPROMPTS"),
    {"request": {"type": "AudioPlayer.PlaybackFailed", "token": "x", "error": {"message": "y"}}},
]

STEERING = ("type", "name", "reason")
"""Fields that choose a way through the program: half of the time they stay as they are."""


def forms(value: str) -> list[str]:
    """A text with the mark in it: as a word, as an id of ours, as a code of Amazon's."""
    return [MARK, MARK.upper(), f"passage:{MARK}", f"{value} {MARK}"]


@st.composite
def marked(draw: st.DrawFn) -> Any:
    """An envelope in which texts hold the mark."""
    everything = draw(st.booleans())

    def mark(value: Any, field: str = "") -> Any:
        if isinstance(value, dict):
            found = {name: mark(one, name) for name, one in value.items()}
            extra = draw(st.booleans())
            return found | ({f"{MARK}_veld": f"{MARK} erbij"} if extra else {})
        if isinstance(value, list):
            return [mark(one, field) for one in value]
        if not isinstance(value, str):
            return value
        keep = draw(st.booleans()) if field in STEERING or not everything else False
        return value if keep else draw(st.sampled_from(forms(value)))

    return mark(draw(st.sampled_from(ENVELOPES)))


class BrokenError(Exception):
    """An error whose message quotes what was said, as careless ones do."""


def repeating(text: str) -> Understanding:
    raise BrokenError(text)


def echo(text: str) -> Understanding:
    """An ear that lets what was said leak into everything that it gives."""
    return Understanding(f"passage:{text}", also=(text,), evidence=(text,))


class BrokenRuntime(Runtime):
    """A runtime in which every conversation breaks, with the words in the message."""

    __slots__ = ()

    def respond(self, state: State, event: Event) -> tuple[State, Reply]:
        raise BrokenError(f"{state} {event.text}")


@contextlib.contextmanager
def overheard() -> Iterator[Callable[[], str]]:
    """All that is written meanwhile: standard output and error, and the log at its loudest."""
    written = io.StringIO()
    log = logging.StreamHandler(written)
    root = logging.getLogger()
    level = root.level
    root.addHandler(log)
    root.setLevel(logging.DEBUG)
    try:
        with contextlib.redirect_stdout(written), contextlib.redirect_stderr(written):
            yield written.getvalue
    finally:
        root.removeHandler(log)
        root.setLevel(level)


@pytest.fixture(scope="module")
def runtimes(make_runtime: MakeRuntime) -> list[Runtime]:
    """One that works, and some that break in the ear, in the dialogue, and in the answer."""
    counting = replace(Settings(), metrics=True)
    whole = make_runtime(settings=counting)
    return [
        whole,
        replace(whole, hear=repeating),
        replace(whole, hear=echo),
        BrokenRuntime(whole.leaflet, whole.lines, whole.hear, whole.manifest, counting),
        replace(whole, settings=replace(counting, alexa_skill_id="amzn1.ask.skill.other")),
    ]


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_no_text_of_an_envelope_is_written_anywhere(
    runtimes: list[Runtime], data: st.DataObject
) -> None:
    envelope = data.draw(marked())
    handler = make_handler(data.draw(st.sampled_from(runtimes)))

    with overheard() as written:
        try:
            handler(envelope, None)
        except BadRequest as error:
            # For another skill's envelope; Lambda logs this error with its traceback.
            traceback.print_exception(error)

    assert MARK not in written().lower()


def test_the_search_finds_what_it_looks_for() -> None:
    with overheard() as written:
        print(MARK)
        logging.getLogger("skill.channels.alexa.handler").debug(MARK)

    assert written().count(MARK) == 2


def test_something_is_written_where_a_turn_breaks(runtimes: list[Runtime]) -> None:
    with overheard() as written:
        make_handler(runtimes[1])(asked("hoe til ik goed"), None)

    assert "turn failed: BrokenError at" in written()
    assert '"Outcome":"fallback"' in written()
    assert "til ik" not in written()
