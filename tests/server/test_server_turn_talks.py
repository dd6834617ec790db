"""Conversations over `POST /api/turn` with the ear that is shipped, as a person would hold them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient
from server_stand_in import leaflet, make_runtime

from skill.server import create_app
from skill.understanding import Hear

LEAFLET = leaflet()
NUMB = "ik voel niets meer tussen mijn benen"
SILENCE = ""


@pytest.fixture(scope="module")
def talks(real_ear: Hear, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A client of a server with the shipped ear."""
    runtime = replace(make_runtime(tmp_path_factory.mktemp("talks")), hear=real_ear)
    return create_app(runtime.settings, runtime).test_client()


class Talk:
    """One conversation; every answer is checked for what holds always."""

    def __init__(self, client: FlaskClient, channel: str = "web", state: Any = None) -> None:
        self.client, self.channel, self.state = client, channel, state

    def turn(self, **what: str) -> dict[str, Any]:
        payload = {"state": self.state, "channel": self.channel, **what}
        response = self.client.post("/api/turn", json=payload)
        assert response.status_code == 200, response.text
        answer: dict[str, Any] = response.get_json()
        self.state = answer["state"]
        assert answer["grave"] or answer["outcome"] != "alarm"
        return answer

    def says(self, *texts: str) -> dict[str, Any]:
        """The answer to the last of several sentences; an empty one is silence."""
        answers = [self.turn(text=text) if text else self.turn(event="silence") for text in texts]
        return answers[-1]


def lines(answer: dict[str, Any]) -> list[str]:
    return [clip["id"] for clip in answer["clips"]]


def passages(answer: dict[str, Any]) -> list[str]:
    return [line for line in lines(answer) if line in LEAFLET.passages]


def test_a_complaint_hears_the_signs_and_chooses(talks: FlaskClient) -> None:
    talk = Talk(talks)
    answer = talk.says("ik heb rugpijn")

    assert (answer["outcome"], answer["label"]) == ("opening", "opening:complaint")
    assert (answer["asks"], answer["grave"], answer["level"]) == ("menu", False, None)
    said = ["opening_complaint", "closing_veiligheid-gevoel", "choice_complaint"]
    assert lines(answer) == said
    second = LEAFLET.openings["complaint"].choices[1]
    assert talk.says("de tweede")["passage"] == second


def test_who_has_a_sign_that_the_warning_named_is_told_to_call(talks: FlaskClient) -> None:
    answer = Talk(talks).says("ik heb rugpijn", "dat heb ik")

    assert (answer["outcome"], answer["label"], answer["grave"]) == ("alarm", "alarm:nu", True)
    assert passages(answer) == []


@pytest.mark.parametrize("channel", ["web", "speaker", "phone"])
def test_a_call_for_help_and_dat_heb_ik_after_it(talks: FlaskClient, channel: str) -> None:
    talk = Talk(talks, channel)
    called = talk.says("bel een ambulance")

    assert (called["outcome"], called["label"]) == ("opening", "emergency")
    assert (called["asks"], called["grave"], called["ends"]) == ("herhalen", True, False)
    assert "één één twee" in called["text"]
    assert passages(called) == []
    answer = talk.says("dat heb ik")
    assert (answer["outcome"], answer["level"], answer["alarm"]) == ("alarm", "112", "levensgevaar")


def test_silence_after_a_call_for_help_says_it_once_more(talks: FlaskClient) -> None:
    talk = Talk(talks)
    called = talk.says("bel een ambulance")
    again = talk.says(SILENCE)

    assert (lines(again), again["grave"]) == (lines(called), True)


@pytest.mark.parametrize("channel", ["web", "speaker", "phone"])
def test_a_question_after_a_grave_alarm_hears_the_alarm(talks: FlaskClient, channel: str) -> None:
    talk = Talk(talks, channel)
    alarm = talk.says(NUMB)
    heard = [
        talk.says(text) for text in ("hoe til ik goed", "mag ik paracetamol", "ik heb rugpijn")
    ]

    for answer in heard:
        assert (answer["outcome"], answer["label"]) == ("alarm", alarm["label"])
        assert (answer["grave"], answer["ends"], passages(answer)) == (True, False, [])
    assert len({answer["text"] for answer in (alarm, *heard[:2])}) == 3
    released = talk.says("opnieuw")
    assert (released["outcome"], released["grave"]) == ("control", False)
    assert passages(talk.says("hoe til ik goed")) == ["goed-tillen"]


def test_a_bare_sign_is_asked_about(talks: FlaskClient) -> None:
    asked = Talk(talks).says("koorts")

    assert (asked["outcome"], asked["label"]) == ("clarify", "confirm:vandaag")
    assert (asked["alarm"], asked["asks"], asked["grave"]) == ("koorts", "check", True)
    assert Talk(talks).says("koorts", "ja")["label"] == "alarm:vandaag"
    assert Talk(talks).says("koorts", "nee")["outcome"] == "control"


def test_silence_after_a_check_asks_once_more_and_then_says_what_to_do(talks: FlaskClient) -> None:
    talk = Talk(talks)
    asked, again = talk.says("koorts"), talk.says(SILENCE)
    told = talk.says(SILENCE)

    assert lines(again) == lines(asked) == ["check_koorts"]
    assert (lines(told)[0], told["grave"]) == ("prompt_fallback-alarm-word", True)
    assert "check" not in talk.state


@pytest.mark.parametrize("channel", ["web", "speaker", "phone"])
@pytest.mark.parametrize(
    "before",
    [
        (),
        ("ik heb rugpijn",),
        ("hoe til ik goed",),
        ("lees alles voor",),
        ("onderwerpen",),
        ("koorts",),
        ("bel een ambulance",),
        (NUMB,),
    ],
    ids=lambda before: before[-1] if before else "the welcome",
)
def test_nou_ends_nothing(talks: FlaskClient, channel: str, before: tuple[str, ...]) -> None:
    talk = Talk(talks, channel)
    talk.turn(event="launch")
    answer = talk.says(*before, "nou")

    assert not answer["ends"]
    assert answer["outcome"] != "goodbye"


OTHER_STATES: dict[str, dict[str, Any]] = {
    "help, before it had a field": {"menu": "help"},
    "a code, before it had a field": {"menu": "code12", "said": ["prompt_code"]},
    "an offer of a passage that is gone": {"offer": ["weg"], "topic": "passage:weg"},
    "fields that nobody knows": {"stem": "Fenna", "history": ["ja"], "version": 2},
    "a code that is a number": {"code": 12},
    "a code of letters": {"code": "1x"},
    "a code that is too long": {"code": "1099"},
    "a code that is no code": {"code": "999"},
    "help that is a word": {"helping": "ja"},
    "a check of no alarm": {"check": "bestaat-niet", "said": ["check_bestaat-niet"]},
    "a check of an alarm without one": {"check": "weg", "offer": ["goed-tillen"]},
    "told what is no fact": {"told": ["x" * 81, "mijn rug doet pijn", 5, None]},
    "told in one word": {"told": "zwangerschap"},
    "told far too much": {"told": ["wie-dan-ook"] * 500},
    "an alarm that is gone": {"alarm": "weg", "said": ["alarm_weg", "prompt_alarm-again"]},
    "lines that do not exist": {"said": ["opening_weg", "choice_weg", "standing_weg-1"]},
    "an opening that is gone": {"topic": "opening:weg", "said": ["opening_weg"]},
}


@pytest.mark.parametrize("channel", ["web", "phone"])
@pytest.mark.parametrize("name", OTHER_STATES)
def test_a_state_of_another_shape_is_gone_on_from(
    talks: FlaskClient, channel: str, name: str
) -> None:
    state = OTHER_STATES[name]

    assert passages(Talk(talks, channel, state).says("hoe til ik goed")) == ["goed-tillen"]
    assert Talk(talks, channel, state).says(NUMB)["level"] == "nu"
    for key in "*0#9":
        assert Talk(talks, "phone", state).turn(event="key", key=key)["clips"]
    assert Talk(talks, channel, state).says(SILENCE)["clips"]


def test_what_was_told_comes_along_and_bars_a_dose(talks: FlaskClient) -> None:
    talk = Talk(talks)
    talk.says("ik ben zwanger")

    assert "zwangerschap" in talk.state["told"]
    answer = talk.says("hoeveel paracetamol mag ik")
    assert (answer["label"], answer["subject"]) == ("not_covered", "zwangerschap")
