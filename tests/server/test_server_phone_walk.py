"""A simulated caller walks through the whole line, at either provider: every menu, passage, code,
key and alarm."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from caller import Caller, Heard, voiced_runtime
from jambonz_client import Jambonz
from phone_provider import Provider
from server_stand_in import leaflet

from skill import labels
from skill.dialogue import KEYS
from skill.leaflet import menu, script
from skill.server import create_app
from skill.settings import read_settings
from skill.understanding import read_ear

LEAFLET = leaflet()
LINES = script(LEAFLET)
PUBLIC, TOKEN = "https://rug.example", "geheim"
ALARMS = {
    "112": "ik heb ineens pijn op mijn borst en ben benauwd",
    "113": "ik wil niet meer leven",
    "nu": "ik voel niets meer tussen mijn benen",
}


PROVIDERS: dict[str, tuple[type[Caller], str]] = {
    "twilio": (Provider, "twilio_auth_token"),
    "jambonz": (Jambonz, "jambonz_webhook_secret"),
}
"""What simulates it, and the setting of its secret."""


@pytest.fixture(scope="module", params=PROVIDERS)
def provider(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Caller:
    """A provider that signs; the ear is the real one."""
    kind, setting = PROVIDERS[request.param]
    folder = tmp_path_factory.mktemp("clips")
    ear = read_ear(read_settings({}).content_dir)
    runtime = voiced_runtime(folder, ear, public_url=PUBLIC, **{setting: TOKEN})
    return kind(create_app(runtime.settings, runtime).test_client(), PUBLIC, TOKEN)


def goes_from(provider: Caller, heard: Heard, keys: str) -> Heard:
    provider.heard = heard
    return provider.keys(keys)


def text_of(clips: list[str]) -> str:
    return " ".join(LINES[clip].text for clip in clips)


def walk(provider: Caller) -> Iterator[tuple[str, Heard]]:
    """Every menu and passage, with the keys that lead to it."""
    waiting = [("", provider.calls())]
    while waiting:
        keys, heard = waiting.pop()
        yield keys, heard
        node = heard.clips[-1].removeprefix("keys_")
        if heard.clips[-1].startswith("keys_"):
            for number in range(1, 1 + len(menu.children(LEAFLET, node))):
                here = f"{keys}{number}"
                waiting.append((here, goes_from(provider, heard, str(number))))


def test_every_passage_is_heard_by_its_keys(provider: Caller) -> None:
    found = {}
    for keys, heard in walk(provider):
        found |= {clip: keys for clip in heard.clips if clip in LEAFLET.passages}
        assert not heard.said

    assert found == menu.key_paths(LEAFLET)
    assert max(map(len, found.values())) == 2


def test_every_passage_is_heard_by_its_code(provider: Caller) -> None:
    start = provider.calls()
    for code, passage in LEAFLET.codes.items():
        asked = goes_from(provider, start, "8")
        assert asked.keys_at_once == 3
        assert passage in goes_from(provider, asked, code).clips


def test_every_key_in_every_place_is_answered_and_help_is_one_key_away(provider: Caller) -> None:
    places = list(walk(provider))
    places += [("8", goes_from(provider, places[0][1], "8"))]
    for keys, heard in places:
        for key in KEYS:
            provider.heard = heard
            after = provider.press(key)
            assert after.action, f"{keys} {key}"
            if key == "0":
                assert after.clips == ["prompt_help-alarm", "prompt_may-speak", "prompt_help-phone"]
        provider.heard = heard
        assert provider.is_silent().action


@pytest.mark.parametrize("level", ALARMS)
def test_an_alarm_in_every_place_says_hang_up_and_nothing_of_the_leaflet(
    provider: Caller, level: str
) -> None:
    places = list(walk(provider))
    root = places[0][1]
    places += [("8", goes_from(provider, root, "8")), ("0", goes_from(provider, root, "0"))]
    provider.heard = root
    places.append(("vraag", provider.says("hoe til ik goed")))
    for keys, heard in places:
        provider.heard = heard
        alarm = provider.says(f"{ALARMS[level]} en hoe til ik goed")
        assert "ang op" in alarm.said[0], keys
        # Said, and then the same in clips.
        assert " ".join(alarm.said) == text_of(alarm.clips)
        assert not alarm.speech_cuts_off
        again = provider.is_silent()
        assert again.clips == alarm.clips[:-1]
        assert " ".join(again.said) == text_of(again.clips)
        assert again.hung_up


def test_a_key_repeats_an_alarm_and_a_choice_leaves_it(provider: Caller) -> None:
    provider.calls()
    alarm = provider.says(ALARMS["nu"])
    for key in "*#70":
        assert goes_from(provider, alarm, key).said == alarm.said
    assert goes_from(provider, alarm, "3").clips == ["keys_bewegen-en-werk"]


def test_silence_three_times_is_goodbye_and_where_to_find_help(provider: Caller) -> None:
    provider.calls()
    assert provider.is_silent().clips == ["keys_root"]
    assert provider.is_silent().clips == ["keys_root"]
    last = provider.is_silent()
    assert (last.clips, last.hung_up, last.action) == (["prompt_goodbye-silence"], True, "")


def test_a_wrong_key_three_times_is_goodbye_and_where_to_find_help(provider: Caller) -> None:
    provider.calls()
    provider.keys("3")
    assert provider.keys("6").clips == ["prompt_bad-key", "keys_bewegen-en-werk"]
    assert provider.keys("6").clips == ["prompt_bad-key", "keys_bewegen-en-werk"]
    last = provider.keys("6")
    assert (last.clips, last.hung_up) == (["prompt_goodbye-misses"], True)


def test_slow_is_the_slow_clips(provider: Caller) -> None:
    provider.calls()
    provider.keys("21")
    provider.keys("7")
    slow = {part for one in provider.fetched for part in one.split("/") if "-slow" in part}
    assert "paracetamol-0a1b-slow.mp3" in slow


def test_who_stops_in_a_code_is_asked_for_all_of_it(provider: Caller) -> None:
    provider.calls()
    provider.keys("8")
    asked = provider.press("10")
    assert (asked.clips, asked.keys_at_once) == (["prompt_code"], 3)
    assert "goed-tillen" in provider.keys("109").clips


def test_a_fourth_digit_is_waited_for_briefly_and_said_back(provider: Caller) -> None:
    provider.calls()
    provider.press("8")
    moment = provider.press("110")
    assert (moment.clips, moment.said) == ([], [])
    assert (moment.keys_at_once, moment.patience) == (1, 1)
    wrong = provider.press("9")
    digits = ["digit_1", "digit_1", "digit_0", "digit_9"]
    assert wrong.clips == ["prompt_bad-code", *digits, "prompt_code"]
    assert "goed-tillen" in provider.keys("109").clips


def test_star_hash_and_nine_where_a_code_is_asked_for(provider: Caller) -> None:
    provider.calls()
    asked = provider.keys("8")
    assert stops_after(provider, asked, "*").clips == ["prompt_code"]
    assert stops_after(provider, asked, "9").clips == ["keys_root"]
    assert "over-deze-folder" in stops_after(provider, asked, "#").clips


def stops_after(provider: Caller, heard: Heard, keys: str) -> Heard:
    provider.heard = heard
    return provider.press(keys)


def test_a_person_by_key_or_by_speech_is_whom_to_call(provider: Caller) -> None:
    provider.calls()
    assert provider.keys("00").clips == ["prompt_person", "keys_root"]
    provider.calls()
    assert provider.says("ik wil iemand spreken").clips == ["prompt_person", "prompt_ask-open"]


@pytest.mark.parametrize("ended", ["busy", "no-answer", "failed", "canceled"])
@pytest.mark.parametrize("kind", [Provider, Jambonz])
def test_with_a_number_the_caller_is_connected(
    tmp_path: Path, kind: type[Caller], ended: str
) -> None:
    contact = {"person": "de poli", "phone": "+31 (0)43 000 00 00"}
    runtime = voiced_runtime(tmp_path, text=replace(LEAFLET, contact=contact))
    provider = kind(create_app(runtime.settings, runtime).test_client())
    provider.calls()
    provider.keys("0")
    heard = provider.keys("0")
    assert (heard.clips, heard.number) == (["prompt_connect"], "+31430000000")
    assert not heard.hung_up

    assert provider.connection_ends(ended).clips == ["prompt_person", "keys_root"]
    provider.heard = heard
    assert provider.connection_ends("completed") == Heard(hung_up=True)


def test_every_level_that_says_what_to_do_with_the_hands_is_tried() -> None:
    assert set(ALARMS) == set(labels.HANDS)
