"""What a speaker would have exchanged with Alexa's endpoint, shown, edited and sent again."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from skill.channels import Runtime
from skill.server import create_app
from tests.browser import served


@pytest.fixture
def console(page: Page, runtime: Runtime) -> Iterator[Page]:
    """The console where a speaker listens, with the panel of Alexa open."""
    with served(create_app(runtime.settings, runtime)) as address:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
        page.goto(address)
        page.get_by_label("Speaker").check()
        page.get_by_label("Geluid afspelen").uncheck()
        page.get_by_text("Alexa: verzoek en antwoord").click()
        yield page


def say(page: Page, text: str) -> None:
    page.locator("#question").fill(text)
    page.locator("#question").press("Enter")
    expect(page.locator("#alexa-request")).to_have_value(re.compile(re.escape(f'"{text}"')))
    received(page)


def received(page: Page) -> None:
    expect(page.locator("#alexa-status")).to_have_text("Antwoord ontvangen.")


def request(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        page.get_by_label("Verzoek (JSON, aan te passen)").input_value()
    )
    return found


def response(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(page.locator("#alexa-response").text_content() or "")
    return found


def test_it_is_there_for_a_speaker_alone(console: Page) -> None:
    expect(console.locator("#alexa")).to_be_visible()
    for name in ("Scherm", "Telefoon"):
        console.get_by_role("radio", name=name).check()
        expect(console.locator("#alexa")).to_be_hidden()


def test_a_turn_shows_what_was_exchanged(console: Page, runtime: Runtime) -> None:
    say(console, "Hoe til ik goed?")
    sent, got = request(console), response(console)

    assert sent["request"]["intent"]["name"] == "VraagIntent"
    assert sent["request"]["intent"]["slots"]["vraag"]["value"] == "Hoe til ik goed?"
    assert sent["session"] == sent["session"] | {"new": True, "attributes": {}}
    parts = console.locator("#alexa-parts")
    expect(parts).to_contain_text(got["response"]["outputSpeech"]["ssml"])
    expect(parts).to_contain_text(got["response"]["reprompt"]["outputSpeech"]["ssml"])
    expect(parts).to_contain_text(runtime.leaflet.passages["goed-tillen"].title)
    expect(parts).to_contain_text("blijft open")


def test_the_session_is_carried(console: Page) -> None:
    say(console, "Hoe til ik goed?")
    attributes = response(console)["sessionAttributes"]
    say(console, "ja")

    assert request(console)["session"] == request(console)["session"] | {
        "new": False,
        "attributes": attributes,
    }
    assert "oprapen-niet-draaien-en-buigen" in response(console)["sessionAttributes"]["topic"]


def test_it_is_edited_and_sent_again_in_the_session_of_the_answer(console: Page) -> None:
    say(console, "Hoe til ik goed?")
    attributes = response(console)["sessionAttributes"]
    console.get_by_role("button", name="Volgende beurt in deze sessie").click()
    envelope = request(console)
    assert (envelope["session"]["new"], envelope["session"]["attributes"]) == (False, attributes)
    envelope["request"]["intent"] = {"name": "AMAZON.YesIntent", "slots": {}}
    console.get_by_label("Verzoek (JSON, aan te passen)").fill(json.dumps(envelope))
    console.get_by_role("button", name="Verstuur", exact=True).click()
    received(console)

    expect(console.locator("#alexa-parts")).to_contain_text("Iets oprapen.")
    expect(console.locator(".bubble.said")).to_have_count(1)


def test_an_intent_of_its_own(console: Page) -> None:
    say(console, "Hoe til ik goed?")
    console.get_by_role("button", name="Als GoedTillenIntent").click()
    received(console)
    assert request(console)["request"]["intent"]["name"] == "GoedTillenIntent"
    console.get_by_role("button", name="Als vrije zin").click()
    received(console)
    assert request(console)["request"]["intent"]["name"] == "VraagIntent"


def test_a_beginning_and_a_silence(console: Page) -> None:
    console.get_by_role("button", name="Begin").click()
    received(console)
    assert request(console)["request"]["type"] == "LaunchRequest"
    console.get_by_role("button", name="Stilte").click()
    expect(console.locator("#alexa-silent")).to_be_visible()
    received(console)
    assert request(console)["request"]["type"] == "SessionEndedRequest"
    expect(console.locator("#alexa-parts")).to_contain_text("geen")


def test_what_is_no_json_is_not_sent(console: Page) -> None:
    say(console, "Hoe til ik goed?")
    asked: list[str] = []
    console.on("request", lambda one: asked.append(one.url))
    field = console.get_by_label("Verzoek (JSON, aan te passen)")
    field.fill('{"request": ')
    for name in ("Verstuur", "Volgende beurt in deze sessie"):
        console.get_by_role("button", name=name, exact=True).click()
        expect(console.locator("#alexa-status")).to_contain_text("is geen geldige JSON")
        expect(field).to_be_focused()

    assert asked == []
    assert field.input_value() == '{"request": '


def test_a_response_that_comes_late_is_not_shown_with_another_request(console: Page) -> None:
    held: list[Route] = []
    console.route("**/alexa", lambda route: route.continue_() if held else held.append(route))
    console.locator("#question").fill("Hoe til ik goed?")
    console.locator("#question").press("Enter")
    expect(console.locator("#alexa-status")).to_have_text("Verstuurd …")
    say(console, "Mijn kruis is doof.")
    shown = response(console)
    with console.expect_response("**/alexa"):
        held[0].continue_()
    say(console, "herhaal")

    assert response(console)["response"] == shown["response"]


@pytest.mark.parametrize("text", ["{}", "[]", "null", '{"request": 1}'])
def test_what_is_no_envelope_is_refused_in_words(console: Page, text: str) -> None:
    say(console, "Hoe til ik goed?")
    console.get_by_label("Verzoek (JSON, aan te passen)").fill(text)
    console.get_by_role("button", name="Verstuur", exact=True).click()
    expect(console.locator("#alexa-status")).to_contain_text("weigerde dit (bad_envelope)")
    expect(console.locator("#alexa-answer")).to_be_hidden()


def test_both_are_copied(console: Page) -> None:
    say(console, "Hoe til ik goed?")
    for name, what in (("Kopieer verzoek", request), ("Kopieer antwoord", response)):
        console.get_by_role("button", name=name).click()
        expect(console.locator("#alexa-status")).to_have_text("Gekopieerd.")
        assert json.loads(console.evaluate("navigator.clipboard.readText()")) == what(console)


def test_nothing_is_sent_while_it_is_closed(page: Page, runtime: Runtime) -> None:
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    with served(create_app(runtime.settings, runtime)) as address:
        page.goto(address)
        page.get_by_label("Speaker").check()
        page.locator("#question").fill("Hoe til ik goed?")
        page.locator("#question").press("Enter")
        page.locator(".bubble.said").wait_for()
        assert f"{address}/alexa" not in asked
        page.get_by_text("Alexa: verzoek en antwoord").click()
        received(page)
        assert f"{address}/alexa" in asked
