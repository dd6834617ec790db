"""Codes that are keyed wrong, on real calls: what is heard, and never another topic."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from call_rehearsal import Rehearsal
from call_script import Play, Session

from skill.leaflet import as_trial
from tests import shipped

LEAFLET = as_trial(shipped.content().leaflet)
MEANT = "goed-tillen"
CODE = next(code for code, passage in LEAFLET.codes.items() if passage == MEANT)
OTHER = "110"
"""The code that 8 1, and then the right code anew, begins with."""
HALF_A_SECOND = 0.36
"""Seconds between two keys of who keys one every half second: a press takes 0.14."""


def code_and_digit(call: Rehearsal) -> None:
    call.press("81109")
    call.listen()


def code_and_digit_after_a_pause(call: Rehearsal) -> None:
    call.press("81")
    call.pause(2.5)
    call.press("109")
    call.listen()


def code_and_digit_in_half_seconds(call: Rehearsal) -> None:
    for key in "81109":
        call.press(key)
        call.pause(HALF_A_SECOND)
    call.listen()


def code_and_digit_and_then_the_right_one(call: Rehearsal) -> None:
    call.press("81109")
    call.press(CODE)
    call.wait_a_moment()
    call.listen(to=MEANT)


def begun_anew_with_a_star(call: Rehearsal) -> None:
    call.press("81*109")
    call.wait_a_moment()
    call.listen(to=MEANT)


def begun_anew_with_a_star_behind_a_whole_code(call: Rehearsal) -> None:
    call.press("8110*109")
    call.wait_a_moment()
    call.listen(to=MEANT)


def begun_anew_after_a_silence(call: Rehearsal) -> None:
    call.press("8")
    call.listen()
    call.press("1")
    call.stay_silent()
    call.press("109")
    call.wait_a_moment()
    call.listen(to=MEANT)


def whole_by_a_hash(call: Rehearsal) -> None:
    call.press(f"8{CODE}#")
    call.listen(to=MEANT)


def nines(call: Rehearsal) -> None:
    call.press("8999")
    call.listen()


def unknown(call: Rehearsal) -> None:
    call.press("8199")
    call.listen()


def nine_alone(call: Rehearsal) -> None:
    call.press("89")
    call.wait_a_moment()
    call.listen()


RIGHT_IN_THE_END = (
    code_and_digit_and_then_the_right_one,
    begun_anew_with_a_star,
    begun_anew_with_a_star_behind_a_whole_code,
    begun_anew_after_a_silence,
    whole_by_a_hash,
)
SAID_BACK = {
    code_and_digit: "1109",
    code_and_digit_after_a_pause: "1109",
    code_and_digit_in_half_seconds: "1109",
    nines: "999",
    unknown: "199",
}
"""What was keyed wrong, and the digits that are said back."""


def rehearse(told: Callable[[Rehearsal], None]) -> Rehearsal:
    """On the line for the hasty a silence takes one second, on the other six."""
    number = "101" if told is begun_anew_after_a_silence else "100"
    call = Rehearsal(told.__name__, LEAFLET, number=number)
    told(call)
    call.hang_up()
    return call


CALLS = {told: rehearse(told) for told in (*RIGHT_IN_THE_END, *SAID_BACK, nine_alone)}


@pytest.fixture(scope="module")
def session(play: Play) -> Session:
    return play("codes", list(CALLS.values()))


@pytest.mark.parametrize("told", CALLS)
def test_the_call_is_heard_as_the_dialogue_says(
    session: Session, told: Callable[[Rehearsal], None]
) -> None:
    assert CALLS[told].problems(session.outcomes[told.__name__]) == []


@pytest.mark.parametrize("told", CALLS)
def test_no_topic_is_heard_but_the_one_that_was_meant(
    session: Session, told: Callable[[Rehearsal], None]
) -> None:
    heard = {clip.partition("/")[2] for clip in session.outcomes[told.__name__].clips()}
    topics = {clip.removeprefix("title_") for clip in heard} & set(LEAFLET.passages)
    assert topics == ({MEANT} if told in RIGHT_IN_THE_END else set())
    assert LEAFLET.codes[OTHER] not in topics


@pytest.mark.parametrize(("told", "keyed"), SAID_BACK.items())
def test_what_was_keyed_is_said_back_digit_by_digit(
    session: Session, told: Callable[[Rehearsal], None], keyed: str
) -> None:
    clips = session.outcomes[told.__name__].clips()
    same = session.outcomes[told.__name__].same
    begin = clips.index("normal/prompt_bad-code")
    digits = [f"normal/digit_{digit}" for digit in keyed]
    assert clips[begin + 1 : begin + 1 + len(keyed)] == [same.get(one, one) for one in digits]


def test_the_exchange_has_nothing_to_complain_about(session: Session) -> None:
    assert session.complaints == []
