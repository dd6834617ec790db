"""The exported dialplan against the dialogue: whatever is keyed, the same is said."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest
from dialplan_reader import Call, Dialplan
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.dialogue import KEYS, Event, State, respond
from skill.exports.asterisk.dialplan import dialplan
from skill.exports.asterisk.install import install_note
from skill.exports.keys import Machine, fold, heard, merge
from skill.exports.keys.walk import INPUTS
from skill.leaflet import Leaflet, menu
from skill.settings import ROOT
from skill.understanding import Understanding
from tests import shipped

LEAFLET = shipped.content().leaflet
SMALL = shipped.small_leaflet()
CALLS = st.lists(st.sampled_from([*KEYS, "A", "silence"]), max_size=30)


def exported(leaflet: Leaflet) -> str:
    return dialplan(leaflet, fold(merge(shipped.unrolled(leaflet))))


def real_machine() -> Machine:
    return shipped.by_keys()


@cache
def real_plan() -> Dialplan:
    return Dialplan(dialplan(LEAFLET, shipped.folded_by_keys()))


def small_machine() -> Machine:
    return shipped.unrolled(SMALL)


@cache
def small_text() -> str:
    return dialplan(SMALL, fold(shipped.small_merged()))


@pytest.fixture(scope="module")
def small_plan() -> Dialplan:
    return Dialplan(small_text())


def says(leaflet: Leaflet, state: State, kind: str, key: str = "", today: str = ""):
    """What the dialogue itself says, as the sounds of the dialplan."""
    event = Event(kind, key=key, medium="phone", today=today)
    after, reply = respond(leaflet, lambda _: Understanding("unclear"), state, event)
    tempo = "slow" if reply.slow else "normal"
    return after, [f"rugwijzer/{tempo}/{line}" for line in reply.say], reply.ends


def compare(plan: Dialplan, leaflet: Leaflet, inputs: list[str], today: str = "20260101") -> None:
    """One call on both sides."""
    date = f"{today[:4]}-{today[4:6]}-{today[6:]}"
    call = Call(plan, today=today)
    state, expected, ends = says(leaflet, State(), "launch", today=date)
    assert call.heard == expected
    for one in inputs:
        if ends:
            break
        if one == "silence":
            state, expected, ends = says(leaflet, state, "silence", today=date)
            assert call.silence() == expected
        else:
            state, expected, ends = says(leaflet, state, "key", one, today=date)
            assert call.key(one) == expected
        assert call.over == ends


@settings(max_examples=200, deadline=None)
@given(CALLS)
def test_whatever_is_keyed_the_dialplan_says_what_the_dialogue_says(inputs: list[str]) -> None:
    compare(real_plan(), LEAFLET, inputs)


@pytest.mark.parametrize("first", [*KEYS, "A", "silence"])
def test_every_pair_of_inputs_in_a_small_leaflet(small_plan: Dialplan, first: str) -> None:
    for second in (*KEYS, "A", "silence"):
        for third in (*KEYS, "silence"):
            compare(small_plan, SMALL, [first, second, third])


def test_every_passage_is_there_by_its_keys_and_by_its_code() -> None:
    codes = {passage: code for code, passage in LEAFLET.codes.items()}
    for passage, keys in menu.key_paths(LEAFLET).items():
        for way in (keys, f"8{codes[passage]}#"):
            call = Call(real_plan())
            for key in way:
                call.key(key)
            assert f"rugwijzer/normal/{passage}" in call.heard


@pytest.mark.parametrize("mistake", [["8", "1", "silence"], ["8", "1", "*"]], ids="".join)
def test_who_begins_a_code_anew_hears_the_passage_that_was_meant(mistake: list[str]) -> None:
    """Found on a real call: 8, 1, and then 1 0 9 was code 110."""
    call = Call(real_plan())
    for one in mistake:
        heard = call.silence() if one == "silence" else call.key(one)
    assert heard == ["rugwijzer/normal/prompt_code"]
    assert call.key("1") == call.key("0") == []
    assert call.key("9") == []
    assert "rugwijzer/normal/goed-tillen" in call.silence()


def test_behind_a_code_a_moment_is_waited_and_no_longer() -> None:
    call = Call(real_plan())
    waited = []
    for key in "8109":
        call.key(key)
        waited.append(call.waits)
    assert waited == ["6", "6", "6", "1"]
    call.silence()
    assert call.waits == "6"


def test_a_fourth_digit_right_behind_a_code_is_no_key_of_the_passage() -> None:
    call = Call(real_plan())
    for key in "8110":
        call.key(key)
    said = [one.rpartition("/")[2] for one in call.key("9")]
    digits = ["digit_1", "digit_1", "digit_0", "digit_9"]
    assert said == ["prompt_bad-code", *digits, "prompt_code"]


def test_a_code_that_does_not_exist_is_said_back() -> None:
    call = Call(real_plan())
    for key in "819":
        call.key(key)
    said = [one.rpartition("/")[2] for one in call.key("9")]
    assert said == ["prompt_bad-code", "digit_1", "digit_9", "digit_9", "prompt_code"]


@pytest.mark.parametrize("machine", [small_machine, real_machine], ids=["small", "real"])
def test_every_input_in_every_state_leads_to_a_state_that_is_there(
    machine: Callable[[], Machine],
) -> None:
    steps = machine().steps
    waiting = [
        *machine().starts.values(),
        *(step for row in steps.values() for step in row.values()),
    ]
    for step in waiting:
        if not step.spoken.ends:
            row = steps[step.place]
            assert set(row) >= set(INPUTS) or set(row) == {"unanswered"}


def test_keys_alone_tell_nothing_of_the_person_and_raise_no_alarm() -> None:
    """What a state holds of that is left out of the names and the tables of the dialplan."""
    for place in real_machine().steps:
        state = place.state
        assert (state.alarm, state.check, state.told, state.offer) == ("", "", (), ())


def test_merging_loses_nothing_that_can_be_heard() -> None:
    for machine, merged in (
        (small_machine(), shipped.small_merged()),
        (real_machine(), shipped.merged_by_keys()),
    ):
        assert heard(merged.all_spoken()) == heard(machine.all_spoken())
        assert len(merged.steps) < len(machine.steps)


def test_merging_does_not_ask_in_which_order_states_were_found() -> None:
    machine = small_machine()
    backwards = replace(machine, steps=dict(reversed(machine.steps.items())))
    assert dialplan(SMALL, fold(merge(backwards))) == small_text()


@pytest.mark.parametrize(
    ("keys", "name"),
    [
        ("", "root"),
        ("3", "bewegen-en-werk"),
        ("0", "help"),
        ("30", "help"),
        ("8", "code"),
        ("38", "code"),
        ("81", "code1"),
        ("810", "code10"),
        ("8109", "code109"),
        ("8109#", "goed-tillen"),
        ("80", "help"),
        ("89", "code9"),
        ("89#", "root"),
    ],
)
def test_a_context_is_called_after_where_the_call_is(keys: str, name: str) -> None:
    call = Call(real_plan())
    for key in keys:
        call.key(key)
    assert re.fullmatch(rf"rugwijzer-{name}(-\d+)?", call.context)


def test_a_context_says_in_words_what_its_state_is() -> None:
    told = dict(re.findall(r"^\[(.*)\]\n; (.*)$", small_text(), re.MULTILINE))
    assert told["rugwijzer-help"].startswith("helping True, said prompt_help-alarm")
    assert told["rugwijzer-code"] == "code to come, said prompt_code"
    assert told["rugwijzer-code1"] == "code 1, said prompt_code"


def test_no_key_waits_for_a_longer_one() -> None:
    waiting = {
        name: extensions
        for name, extensions in real_plan().contexts.items()
        if any(row[1] == "WaitExten" for rows in extensions.values() for row in rows)
    }
    assert waiting
    for name, extensions in waiting.items():
        keyed = {one for one in extensions if not re.fullmatch(r"s\d*", one)}
        assert keyed == {*KEYS, "i", "t"}, name


def test_every_goto_leads_somewhere() -> None:
    plan = real_plan()
    every = [row for one in plan.contexts.values() for rows in one.values() for row in rows]
    leads = [where for _, app, where in every if app == "Goto"]
    assert leads
    for where in leads:
        context, exten, _ = where.split(",")
        there = plan.contexts[context]
        assert exten in there or exten.startswith("${")


def test_the_call_is_answered_before_anything_and_waits_for_the_line() -> None:
    assert real_plan().contexts["rugwijzer"]["s"][0] == ("", "Answer", "500")


EXPORT = """
import sys
from pathlib import Path
from skill.exports.asterisk.dialplan import dialplan
from skill.editorial import read_content
from skill.exports.keys import fold, merge, walk
leaflet = read_content(Path("tests/small_content"))[0].leaflet
sys.stdout.buffer.write(dialplan(leaflet, fold(merge(walk(leaflet)))).encode())
"""


def test_the_same_leaflet_gives_the_same_bytes() -> None:
    """A hash seed of its own orders sets otherwise than here."""
    ours = os.environ.get("PYTHONHASHSEED")
    made = subprocess.run(
        [sys.executable, "-c", EXPORT],
        cwd=ROOT,
        env=os.environ | {"PYTHONHASHSEED": "2" if ours == "1" else "1"},
        capture_output=True,
        check=True,
    )
    assert made.stdout.decode() == small_text()


def test_a_trial_says_so_in_both_files() -> None:
    folded = fold(shipped.small_merged())
    assert "CONCEPT" in dialplan(SMALL, folded, concept=True)
    assert "CONCEPT" not in dialplan(SMALL, folded)
    assert "CONCEPT" in install_note(SMALL, 3, ["alaw"], concept=True)
    assert "CONCEPT" not in install_note(SMALL, 3, ["alaw"])


def test_a_text_that_is_overdue_says_so_from_that_day_on() -> None:
    dated = replace(SMALL, review_by="2027-06-30")
    plan = Dialplan(exported(dated))
    for today in ("20270630", "20270701"):
        compare(plan, dated, ["1", "*", "silence", "9"], today)
    assert "rugwijzer/normal/prompt_review-due" in Call(plan, today="20270701").heard


def test_a_person_is_called_where_the_owner_gave_a_number() -> None:
    reachable = replace(SMALL, contact={"person": "de balie", "phone": "+31 43 123 45 67"})
    text = exported(reachable)
    assert "Dial(${RW_PERSON},25)" in text
    call = Call(Dialplan(text))
    call.key("0")
    call.key("0")
    assert call.heard[0] == "rugwijzer/normal/prompt_connect"
    assert "rugwijzer/normal/prompt_person" in call.heard
    assert "+31431234567" in install_note(reachable, 3, ["alaw"])
    assert "RW_PERSON" not in install_note(SMALL, 3, ["alaw"])
