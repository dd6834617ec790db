"""Real calls to a real exchange: each is heard, byte for byte, as the dialogue says.

A call is rehearsed with the dialogue first (`Rehearsal`); then it is made over SIP and RTP.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from call_rehearsal import Rehearsal
from call_script import Play, Session

from skill.editorial import read_content
from skill.leaflet import menu
from skill.settings import ROOT

LEAFLET = read_content(ROOT / "content")[0].leaflet
PASSAGES = list(LEAFLET.passages)
FIRST, LAST = PASSAGES[0], PASSAGES[-1]
KEYS = menu.key_paths(LEAFLET)
CODES = {passage: code for code, passage in LEAFLET.codes.items()}


def by_keys(passage: str) -> Rehearsal:
    """Each menu is interrupted by the right key; then the passage is heard to its end."""
    call = Rehearsal(f"{passage} by keys", LEAFLET)
    for key in KEYS[passage]:
        call.press(key)
    call.listen()
    call.hang_up()
    return call


def by_code(passage: str) -> Rehearsal:
    """8 and three digits, keyed in one go, over a wide-band line that sends keys as SIP INFO."""
    call = Rehearsal(f"{passage} by code", LEAFLET, codec="g722", info=True)
    call.press(f"8{CODES[passage]}")
    call.wait_a_moment()
    call.listen(to=passage)
    call.hang_up()
    return call


def silence(call: Rehearsal) -> None:
    call.press("8")
    for _ in range(3):
        call.stay_silent()
    call.is_hung_up_on()


def silence_in_the_welcome(call: Rehearsal) -> None:
    call.stay_silent()
    call.press("5")
    call.hang_up()


def wrong_key(call: Rehearsal) -> None:
    call.press("3")
    call.press("6")
    call.listen()
    call.hang_up()


def wrong_keys_without_end(call: Rehearsal) -> None:
    call.press("3")
    while not call.reply.ends:
        call.press("6")
    call.is_hung_up_on()


def wrong_code(call: Rehearsal) -> None:
    call.press("8199")
    call.listen()
    call.hang_up()


def letter_key(call: Rehearsal) -> None:
    call.press("A")
    call.listen()
    call.hang_up()


def again(call: Rehearsal) -> None:
    call.press(KEYS[FIRST])
    call.listen(to=FIRST)
    call.press("*")
    call.listen()
    call.hang_up()


def back(call: Rehearsal) -> None:
    call.press(max(KEYS.values(), key=len))
    for _ in range(3):
        call.press("9")
    call.listen()
    call.hang_up()


def slower_and_normal_again(call: Rehearsal) -> None:
    call.press(KEYS[FIRST])
    call.press("7")
    call.listen(to=FIRST)
    call.press("9")
    call.press("*")
    call.press("7")
    call.press("7")
    call.press("7")
    call.listen()
    call.hang_up()


def hang_up_in_a_passage(call: Rehearsal) -> None:
    call.press(KEYS[FIRST])
    call.listen(to=FIRST)
    call.hang_up()


def key_in_the_pause(call: Rehearsal) -> None:
    call.press("8")
    call.listen()
    call.press(CODES[FIRST])
    call.wait_a_moment()
    call.listen(to=FIRST)
    call.hang_up()


def two_keys_quickly(call: Rehearsal) -> None:
    call.press(KEYS[FIRST])
    call.listen(to=FIRST)
    call.hang_up()


def help_and_help_again(call: Rehearsal) -> None:
    call.press("0")
    call.listen()
    call.press("0")
    call.listen(to=call.reply.say[-1])
    call.press("5")
    call.hang_up()


def next_to_the_end(call: Rehearsal) -> None:
    call.press(f"8{CODES[PASSAGES[-2]]}#")
    call.press("#")
    call.press("#")
    call.listen()
    call.hang_up()


def next_from_nowhere(call: Rehearsal) -> None:
    call.press("#")
    call.press("#")
    call.listen(to=PASSAGES[1])
    call.hang_up()


def topic_is_remembered_in_a_menu(call: Rehearsal) -> None:
    call.press(f"8{CODES[PASSAGES[3]]}#")
    call.press("9")
    call.press("0")
    call.press("#")
    call.listen(to=PASSAGES[4])
    call.hang_up()


HASTY = (silence, silence_in_the_welcome)
"""Calls that get one second to think, so that a test of silence need not take long."""
TALES: tuple[Callable[[Rehearsal], None], ...] = (
    *HASTY,
    wrong_key,
    wrong_keys_without_end,
    wrong_code,
    letter_key,
    again,
    back,
    slower_and_normal_again,
    hang_up_in_a_passage,
    key_in_the_pause,
    two_keys_quickly,
    help_and_help_again,
    next_to_the_end,
    next_from_nowhere,
    topic_is_remembered_in_a_menu,
)


def tale(told: Callable[[Rehearsal], None]) -> Rehearsal:
    number = "101" if told in HASTY else "100"
    call = Rehearsal(told.__name__, LEAFLET, number=number)
    told(call)
    return call


CALLS = {
    call.name: call
    for call in (
        *map(by_keys, PASSAGES),
        *map(tale, TALES),
        *map(by_code, CODES),
    )
}


@pytest.fixture(scope="module")
def session(play: Play) -> Session:
    """All calls of this file, made on one exchange."""
    return play("calls", list(CALLS.values()))


@pytest.mark.parametrize("name", CALLS)
def test_the_call_is_heard_as_the_dialogue_says(session: Session, name: str) -> None:
    assert CALLS[name].problems(session.outcomes[name]) == []


def test_every_passage_is_heard_to_its_end_by_keys_and_is_found_by_its_code(
    session: Session,
) -> None:
    for passage in PASSAGES:
        assert f"normal/{passage}" in session.outcomes[f"{passage} by keys"].whole()
    assert set(CODES) == set(PASSAGES)
    for passage in CODES:
        assert f"normal/{passage}" in session.outcomes[f"{passage} by code"].clips()


def test_twenty_calls_at_a_time_and_more_lose_nothing(session: Session) -> None:
    edges = sorted(
        edge for one in session.outcomes.values() for edge in ((one.up[0], 1), (one.up[1], -1))
    )
    at_once = most = 0
    for _, step in edges:
        at_once += step
        most = max(most, at_once)
    assert most >= 20
    assert sum(one.lost for one in session.outcomes.values()) == 0


def test_the_exchange_has_nothing_to_complain_about_and_nobody_left(session: Session) -> None:
    assert session.complaints == []
    assert session.left == 0


def test_a_key_interrupts_at_once(session: Session) -> None:
    """The welcome is some seconds long; the first menu is there before it could have ended."""
    for passage in PASSAGES:
        heard = session.outcomes[f"{passage} by keys"].heard
        assert not heard[0][1]


def test_what_is_slow_stays_slow(session: Session) -> None:
    clips = session.outcomes["slower_and_normal_again"].clips()
    tempos = [clip.partition("/")[0] for clip in clips]
    changes = [later for sooner, later in pairwise(tempos) if sooner != later]
    assert changes == ["slow", "normal"] or changes == ["slow", "normal", "slow", "normal"]
