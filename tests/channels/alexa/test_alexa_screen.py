"""A device with a screen: it shows the words that are said, and nothing else."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.channels.alexa import layout, make_handler
from skill.channels.alexa.handler import Handler
from skill.channels.alexa.layout import DOCUMENT, SIZES
from skill.channels.alexa.response import write_response
from skill.channels.alexa.screen import MOST_RESPONSE, has_screen
from skill.channels.runtime import Runtime
from skill.dialogue import Reply, State
from skill.intents import alarm_intent
from skill.leaflet import Leaflet, Line
from skill.manifest import Manifest
from skill.numbers import digits
from tests.channels.alexa import certification
from tests.channels.alexa.conftest import OpenRuntime
from tests.channels.alexa.conversations import CONVERSATIONS, STANDING, ways_in
from tests.channels.alexa.envelopes import (
    asked,
    envelope,
    in_session,
    launch,
    on_screen,
    one_shot,
)
from tests.channels.alexa.heard import assert_valid, body, choices, screen, spoken, state

TURNS = ("GoedTillenIntent", "OnderwerpenIntent", "ComplaintIntent", "AMAZON.HelpIntent")


def shown(response: dict[str, Any]) -> str:
    """All words on the screen but those of buttons and of the number."""
    return " ".join(line["text"] for line in screen(response)["lines"])


def test_a_device_without_a_screen_gets_none(device: Handler) -> None:
    assert "directives" not in body(device(launch(), None))


@pytest.mark.parametrize("version", ["1.4", "1.9", "1.10", "2022.1", "2024.3"])
def test_a_screen_of_our_version_or_a_later_one_gets_it(device: Handler, version: str) -> None:
    response = device(on_screen(launch(), version), None)
    assert shown(response) == spoken(response) != ""


@pytest.mark.parametrize("version", ["1.3", "1.0", "1", "", "x", "1.x", "1.4-beta", None, 1.9, []])
def test_an_older_screen_or_one_that_does_not_say_gets_none(
    device: Handler, version: object
) -> None:
    response = device(on_screen(launch(), version), None)
    assert "directives" not in body(response)
    assert spoken(response).startswith("Dit is Rugwijzer.")


@given(st.recursive(st.none() | st.text() | st.integers() | st.floats(), st.lists, max_leaves=3))
def test_whatever_a_device_says_of_its_screen_is_read(version: object) -> None:
    assert has_screen(on_screen(launch(), version)) in (True, False)
    assert not has_screen({"context": version})


def test_a_version_of_a_million_digits_is_none(device: Handler) -> None:
    assert not has_screen(on_screen(launch(), "1." + "9" * 1_000_000))


def test_the_rest_of_the_answer_is_the_same(device: Handler) -> None:
    for name in TURNS:
        without = device(one_shot(name), None)
        response = device(on_screen(one_shot(name)), None)
        response["response"].pop("directives")
        assert response == without


@pytest.mark.parametrize("name", CONVERSATIONS)
def test_in_every_state_the_screen_has_the_words_that_are_said(name: str) -> None:
    handle = certification.handler("device")
    for intent in ("AMAZON.RepeatIntent", "AMAZON.FallbackIntent", "AMAZON.HelpIntent"):
        response = handle(on_screen(ways_in(name, intent)), None)
        assert_valid(response)
        assert shown(response) == spoken(response)
        assert all(choice in spoken(response) for choice in choices(response).values())
        if name in STANDING:
            assert choices(response) == {}


def test_the_title_is_a_heading_and_the_offer_a_button(device: Handler, leaflet: Leaflet) -> None:
    response = device(on_screen(one_shot("GoedTillenIntent")), None)
    lines = screen(response)["lines"]
    assert [line["title"] for line in lines] == [True, False, False]
    offered = "oprapen-niet-draaien-en-buigen"
    assert choices(response) == {offered: leaflet.passages[offered].about}
    assert screen(response)["warns"] is False


def test_two_topics_are_two_buttons(device: Handler) -> None:
    response = device(on_screen(asked("stoel of zitten")), None)
    assert list(choices(response)) == ["draaistoel", "zithouding-en-stoel"]


def test_a_menu_has_a_button_for_each_topic(device: Handler, leaflet: Leaflet) -> None:
    response = device(on_screen(in_session("OnderwerpenIntent")), None)
    assert choices(response) == {one: leaflet.nodes[one].spoken for one in leaflet.chapters}


def test_the_choices_after_a_complaint_are_called_as_they_are_there(
    device: Handler, leaflet: Leaflet
) -> None:
    response = device(on_screen(one_shot("ComplaintIntent")), None)
    assert tuple(choices(response).values()) == leaflet.openings["complaint"].names


def test_what_is_not_named_has_no_button(device: Handler) -> None:
    offered = device(on_screen(one_shot("GoedTillenIntent")), None)
    response = device(on_screen(in_session("AMAZON.FallbackIntent", state(offered))), None)
    assert state(response)["offer"] == state(offered)["offer"], "it is still open"
    assert choices(response) == {}, "and was not said"


def test_every_alarm_warns_has_its_number_and_no_button(device: Handler, leaflet: Leaflet) -> None:
    for alarm in leaflet.alarms.values():
        response = device(on_screen(one_shot(alarm_intent(alarm.code))), None)
        seen = screen(response)
        assert seen["warns"] is True
        assert seen["number"] == (alarm.level if alarm.level in ("112", "113") else "")
        assert digits(seen["number"]) in shown(response) == spoken(response)
        assert choices(response) == {}


def test_a_call_for_help_shows_whom_to_call(device: Handler) -> None:
    seen = screen(device(on_screen(one_shot("NoodhulpIntent")), None))
    assert (seen["warns"], seen["number"]) == (True, "112")


def test_the_number_is_not_shown_where_it_is_not_said(open_runtime: OpenRuntime) -> None:
    runtime = open_runtime()
    line = Line("level_112", "Bel nu.", "alarm", "concept")
    lines = dict(runtime.lines) | {"level_112": line}
    code = next(one.code for one in runtime.leaflet.alarms.values() if one.level == "112")
    reply = Reply("alarm", f"alarm:{code}", ("level_112",), grave=True)
    assert respond(replace(runtime, lines=lines), reply)["number"] == ""


def respond(runtime: Runtime, reply: Reply) -> dict[str, Any]:
    """What is on the screen for a reply."""
    return screen(write_response(runtime, State(), reply, shows=True))


def test_nothing_of_what_was_asked_is_in_the_answer(device: Handler) -> None:
    for text in ("zwaluwstaart", "mijn buurman Zwaluwstaart", "ja"):
        said = json.dumps(device(on_screen(asked(text)), None))
        assert "waluwstaart" not in said
    seen = json.dumps(device(on_screen(asked("hoe til ik goed")), None))
    assert "hoe til ik" not in seen
    assert "GEHEIM" not in seen


def test_marks_in_a_text_are_shown_as_they_are(open_runtime: OpenRuntime) -> None:
    runtime = open_runtime()
    line = Line("goed-tillen", "Til <b>5 & 3</b>\x00 kg ${1+1}.", "passage", "concept")
    lines = dict(runtime.lines) | {"goed-tillen": line}
    reply = Reply("answer", "passage:goed-tillen", ("goed-tillen", "prompt_ask-more"), asks="open")
    text = respond(replace(runtime, lines=lines), reply)["lines"][0]["text"]
    assert text == "Til &lt;b&gt;5 &amp; 3&lt;/b&gt; kg &#36;{1+1}."


def test_a_text_that_does_not_fit_is_said_without_a_screen(open_runtime: OpenRuntime) -> None:
    runtime = open_runtime()
    long = Line("goed-tillen", "Til met een rechte rug, altijd. " * 500, "passage", "concept")
    lines = dict(runtime.lines) | {"goed-tillen": long}
    handle = make_handler(replace(runtime, lines=lines))
    response = handle(on_screen(one_shot("GoedTillenIntent")), None)
    assert_valid(response)
    assert "directives" not in body(response), "half of what is said is never shown"


def test_every_answer_fits_what_amazon_takes(device: Handler, leaflet: Leaflet) -> None:
    sizes = []
    for name, intent in ((one, f"{_camel(one)}Intent") for one in leaflet.passages):
        response = device(on_screen(one_shot(intent)), None)
        assert leaflet.passages[name].text in shown(response)
        sizes.append(len(json.dumps(response).encode()))
    assert max(sizes) < MOST_RESPONSE / 2


def _camel(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("-"))


def test_nothing_in_the_document_is_fetched() -> None:
    written = json.dumps(DOCUMENT)
    assert len(written) < 4000
    for word in ("http", "Image", "Video", "import", '"source"', "doc://"):
        assert word not in written


def test_a_goodbye_leaves_nothing_to_tap(device: Handler) -> None:
    offered = device(on_screen(one_shot("GoedTillenIntent")), None)
    response = device(on_screen(in_session("AMAZON.StopIntent", state(offered))), None)
    assert shown(response) == spoken(response)
    assert choices(response) == {}
    assert body(response)["shouldEndSession"] is True


def test_the_end_of_a_session_has_no_screen(device: Handler) -> None:
    over = envelope({"type": "SessionEndedRequest", "reason": "USER_INITIATED"}, new=False)
    assert device(on_screen(over), None) == {"version": "1.0", "response": {}}


def test_a_turn_that_breaks_is_said_without_a_screen(
    open_runtime: OpenRuntime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> Any:
        raise RuntimeError("stuk")

    monkeypatch.setattr("skill.channels.alexa.response.add_screen", broken)
    runtime = open_runtime(manifest=Manifest())
    response = make_handler(runtime)(on_screen(launch()), None)
    assert spoken(response) == runtime.lines["prompt_fallback"].text
    assert "directives" not in body(response), "it may be the screen that broke"


MILLIMETRES = {
    "Echo Show 5": ("", 5.5, 960, 480, 2.0),
    "Echo Show 8": ("LARGE", 8.0, 1280, 800, 2.0),
    "Echo Show 10": ("LARGE", 10.1, 1280, 800, 2.0),
    "Echo Show 15": ("LARGE", 15.6, 1920, 1080, 2.0),
    "Echo Spot": ("ROUND", 2.5 * 2**0.5, 480, 480, 1.0),
    "Fire TV, 40 inch": ("TELEVISION", 40.0, 960, 540, 3.0),
}
"""Device -> sizes, diagonal in inches (a square's, for the round one), viewport in dp, metres."""

CAPITAL = 0.7
"""Height of a capital as a share of the size of the letter."""
MINUTES = 7.0
"""Of arc: what a letter takes at the least; the last line of an eye chart has 5."""


@pytest.mark.parametrize("name", MILLIMETRES)
def test_letters_can_be_read_from_where_one_stands(name: str) -> None:
    sizes, inches, width, height, metres = MILLIMETRES[name]
    body_size = SIZES[getattr(layout, sizes) if sizes else ""]["body"]
    millimetres = inches * 25.4 / (width**2 + height**2) ** 0.5 * body_size * CAPITAL
    minutes = millimetres / (metres * 1000) * 3437.75
    assert minutes >= MINUTES


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_colours_have_the_contrast_of_wcag_aaa() -> None:
    pairs = (
        (layout.INK, layout.GROUND),
        (layout.ALARM_INK, layout.ALARM_GROUND),
        (layout.INK, layout.BUTTON),
    )
    for ink, ground in pairs:
        lighter, darker = luminance(ink) + 0.05, luminance(ground) + 0.05
        assert lighter / darker >= 7
