"""Calls in which the caller speaks, with the ear that is shipped: what is heard, in which voice.

Every line has a clip here, so what is spoken by the provider's own voice is so on purpose.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from caller import Caller, voiced_runtime
from jambonz_client import Jambonz
from phone_provider import Provider
from server_stand_in import leaflet

from skill.channels import Runtime
from skill.channels.phone import seal, state_key
from skill.dialogue import State
from skill.leaflet import opening_line, script
from skill.server import create_app
from skill.understanding import Hear

LEAFLET = leaflet()
LINES = script(LEAFLET)
NUMB = "ik voel niets meer tussen mijn benen"


@pytest.fixture(scope="module")
def runtime(real_ear: Hear, tmp_path_factory: pytest.TempPathFactory) -> Runtime:
    """Every line has a clip; the ear is the real one."""
    return voiced_runtime(tmp_path_factory.mktemp("clips"), real_ear)


@pytest.fixture(params=[Provider, Jambonz])
def kind(request: pytest.FixtureRequest) -> type[Caller]:
    """Either provider."""
    kind: type[Caller] = request.param
    return kind


@pytest.fixture
def call(runtime: Runtime, kind: type[Caller]) -> Caller:
    """A call that has heard the welcome."""
    provider = kind(create_app(runtime.settings, runtime).test_client())
    provider.calls()
    return provider


def spoken(*lines: str) -> str:
    """What is said of some lines. One provider is given them apart, another as one text."""
    return " ".join(LINES[line].text for line in lines)


def is_grave(call: Caller) -> bool:
    """Whether the last document is what a grave turn must be; it must be one or the other."""
    heard = call.heard
    own_voice = bool(heard.said)
    if own_voice:
        assert " ".join(heard.said) == spoken(*heard.clips)
    if heard.action:
        assert own_voice == (not heard.speech_cuts_off) == (heard.patience == 8)
    return own_voice


def test_a_complaint_hears_the_signs_and_chooses_by_word_or_by_key(call: Caller) -> None:
    heard = call.says("Ik heb rugpijn.")

    assert heard.clips == ["opening_complaint", "closing_veiligheid-gevoel", "choice_complaint"]
    assert "naar-de-huisarts" in call.keys("3").clips
    call.says("Ik heb rugpijn.")
    assert "pijnstillers-helpen-ze" in call.says("Pijnstillers graag.").clips


def test_a_call_for_help_says_hang_up_and_dat_heb_ik_after_it_is_the_alarm(call: Caller) -> None:
    heard = call.says("Bel een ambulance!")

    assert heard.said[0].startswith(spoken(opening_line(LEAFLET, "noodhulp", "phone")))
    assert "Hang op en bel één één twee." in heard.said[0]
    assert is_grave(call)
    assert call.says("Dat heb ik.").said[0].startswith(spoken("alarm_112-phone"))
    assert is_grave(call)


def test_silence_after_a_call_for_help_says_it_once_more(call: Caller) -> None:
    said = call.says("Bel een ambulance!").said

    assert call.is_silent().said == said
    assert is_grave(call)


def test_star_after_a_call_for_help_says_it_once_more(call: Caller) -> None:
    said = call.says("Bel een ambulance!").said

    assert call.keys("*").said == said


def test_a_question_after_a_grave_alarm_hears_the_alarm(call: Caller) -> None:
    before = [call.says(NUMB).said[0]]
    for text in ("Hoe til ik goed?", "Hoeveel paracetamol mag ik?"):
        heard = call.says(text)
        assert is_grave(call)
        assert "ang op" in heard.said[0]
        assert heard.said[0] not in before
        before.append(heard.said[0])

    assert call.says("opnieuw").clips == ["prompt_start-over", "keys_root"]
    assert "goed-tillen" in call.says("Hoe til ik goed?").clips


SPOKEN = [
    ("", "sterretje", "*"),
    ("11", "sterretje", "*"),
    ("", "toets nul", "0"),
    ("0", "toets nul", "0"),
    ("", "acht", "8"),
    ("21", "hekje", "#"),
    ("11", "negen", "9"),
    ("21", "toets zeven", "7"),
    ("", "één nul negen", "8109"),
    ("8", "één nul negen", "109"),
    ("8", "code 1 0 9", "109"),
    ("8", "109", "109"),
]
"""Keys that were pressed before; what is said; the keys that are meant by it."""


@pytest.mark.parametrize(("before", "text", "keys"), SPOKEN)
def test_a_key_that_is_spoken_does_what_the_key_does(
    runtime: Runtime, kind: type[Caller], before: str, text: str, keys: str
) -> None:
    saying, pressing = (kind(create_app(runtime.settings, runtime).test_client()) for _ in range(2))
    for one in (saying, pressing):
        one.calls()
        one.keys(before)

    assert saying.says(text).clips == pressing.keys(keys).clips


def test_a_key_that_is_spoken_leaves_no_grave_alarm(call: Caller) -> None:
    call.says(NUMB)

    for text in ("acht", "één nul negen", "drie"):
        assert "ang op" in call.says(text).said[0]
        assert is_grave(call)


def test_the_number_for_emergencies_is_no_code(call: Caller) -> None:
    for text in ("één één twee", "112", "bel 112"):
        assert "één één twee" in call.says(text).said[0]
        assert is_grave(call)


@pytest.mark.parametrize("before", ["", "Ik heb rugpijn.", "Hoe til ik goed?", "koorts", NUMB])
def test_nou_ends_nothing(call: Caller, before: str) -> None:
    if before:
        call.says(before)
    heard = call.says("nou")

    assert (heard.hung_up, bool(heard.action)) == (False, True)


def test_silence_after_a_check_asks_once_more_and_then_says_what_to_do(call: Caller) -> None:
    check = spoken("check_koorts")
    assert call.says("Koorts.").said == [check]
    assert is_grave(call)
    assert call.is_silent().said == [check]
    assert is_grave(call)
    assert call.is_silent().said[0].startswith(spoken("prompt_fallback-alarm-word"))
    assert is_grave(call)
    assert call.is_silent().clips == ["keys_root"]
    assert not is_grave(call)


def test_a_check_is_answered_by_a_key(call: Caller) -> None:
    call.says("Koorts.")
    assert call.keys("1").said[0].startswith(spoken("alarm_vandaag"))
    call.calls()
    call.says("Koorts.")
    assert call.keys("2").clips == ["prompt_no-question"]


def test_the_last_words_after_an_alarm_are_the_providers_own(call: Caller) -> None:
    call.says(NUMB)
    heard = call.says("stop")

    assert heard.said == [spoken("prompt_goodbye-alarm")]
    assert heard.clips == ["prompt_goodbye-alarm"]
    assert heard.hung_up


@pytest.mark.parametrize("menu", ["help", "code", "code12"])
def test_a_call_that_began_before_the_fields_had_these_names_goes_on(
    runtime: Runtime, menu: str, tmp_path: Path
) -> None:
    token = "geheim"
    signing = voiced_runtime(tmp_path, runtime.hear, twilio_auth_token=token)
    call = Provider(create_app(signing.settings, signing).test_client(), secret=token)
    old = seal(State(menu=menu, said=("prompt_code",)), state_key(token), "CA1")

    for key in "0389*#":
        heard = call.hears(f"http://localhost/phone/turn?state={old}", {"Digits": key})
        assert heard.action
