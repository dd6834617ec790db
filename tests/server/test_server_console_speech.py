"""The browser's own recogniser in the console: what fails is told; what sounds is silent first."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from skill.channels import Runtime
from skill.server import create_app
from tests.browser import served

RECOGNISER = """
window.SpeechRecognition = window.webkitSpeechRecognition = class extends EventTarget {
  start() {
    window.started = (window.started ?? 0) + 1;
    window.playing = window.sounding?.paused === false;
    window.recogniser = this;
  }
  stop() { this.dispatchEvent(new Event("end")); }
  gives(name, more) { this.dispatchEvent(Object.assign(new Event(name), more)); }
};
HTMLMediaElement.prototype.play = function () {
  window.sounding = this;
  Object.defineProperty(this, "paused", { value: false, writable: true });
  this.pause = () => { this.paused = true; this.dispatchEvent(new Event("pause")); };
  return Promise.resolve();
};
"""

ERRORS = {
    "not-allowed": "De microfoon mag niet aan. Sta hem toe",
    "service-not-allowed": "Deze browser staat hier geen spraak toe.",
    "no-speech": "Ik hoorde niets.",
    "audio-capture": "Er is geen microfoon gevonden.",
    "network": "De spraakherkenning van de browser is niet bereikbaar.",
    "aborted": "Het luisteren is afgebroken.",
    "language-not-supported": "Deze browser verstaat geen Nederlands.",
    "something-new": "Het luisteren lukte niet.",
}
"""Every error of the Web Speech API, and one that may come."""


@pytest.fixture
def address(runtime: Runtime) -> Iterator[str]:
    """The server with a fake ear and three voiced lines."""
    with served(create_app(runtime.settings, runtime)) as where:
        yield where


@pytest.fixture
def listening(page: Page, address: str) -> Page:
    """The console with a recogniser that does as it is told."""
    page.add_init_script(RECOGNISER)
    page.goto(address)
    return page


def speak(page: Page) -> None:
    """Presses the button, and says yes to what the browser does with the sound."""
    page.get_by_role("button", name="Spreek").click()
    page.get_by_role("button", name="Ja, met de browser").click()
    page.wait_for_function("window.started")


def gives(page: Page, name: str, more: str = "{}") -> None:
    """The recogniser gives an event, and ends."""
    page.evaluate(f"recogniser.gives({name!r}, {more}); recogniser.stop()")


def is_told(page: Page, text: str) -> None:
    expect(page.locator(".notice.problem")).to_have_count(1)
    expect(page.locator(".notice.problem")).to_contain_text(text)
    expect(page.locator("#assertive")).to_contain_text(text)
    expect(page.get_by_role("button", name="Spreek")).to_have_attribute("aria-pressed", "false")


def test_what_was_said_is_asked(listening: Page) -> None:
    speak(listening)
    button = listening.get_by_role("button", name="Klaar")
    expect(button).to_have_attribute("aria-pressed", "true")
    gives(listening, "result", "{results: [[{transcript: ' Hoe til ik goed? '}]]}")

    expect(listening.locator(".asked")).to_have_text("U: Hoe til ik goed?")
    expect(listening.locator('[data-outcome="answer"]')).to_be_visible()
    expect(listening.locator(".notice")).to_have_count(0)


def test_the_clip_is_silent_before_the_microphone_opens(listening: Page) -> None:
    listening.get_by_role("button", name="Hoe til ik goed?").click()
    expect(listening.locator("#player")).to_be_visible()
    assert listening.evaluate("sounding.paused") is False
    speak(listening)

    assert listening.evaluate("started") == 1
    assert listening.evaluate("playing") is False
    expect(listening.locator("#player")).to_be_hidden()


@pytest.mark.parametrize(("name", "text"), ERRORS.items(), ids=list(ERRORS))
def test_an_error_is_told_once_with_what_to_do(listening: Page, name: str, text: str) -> None:
    speak(listening)
    gives(listening, "error", f"{{error: {name!r}}}")

    is_told(listening, text)


@pytest.mark.parametrize(
    ("event", "more", "text"),
    [
        ("end", "{}", "Ik hoorde niets."),
        ("nomatch", "{}", "Dat was niet te verstaan."),
        ("result", "{results: [[{transcript: ' '}]]}", "Dat was niet te verstaan."),
    ],
    ids=["nothing came", "no match", "no words"],
)
def test_a_silent_end_is_told(listening: Page, event: str, more: str, text: str) -> None:
    speak(listening)
    gives(listening, event, more)

    is_told(listening, text)


def test_a_second_press_stops_listening(listening: Page) -> None:
    speak(listening)
    listening.get_by_role("button", name="Klaar").click()

    expect(listening.get_by_role("button", name="Spreek")).to_be_visible()
    assert listening.evaluate("started") == 1


def test_a_recogniser_that_does_not_start_is_told(listening: Page) -> None:
    listening.evaluate(
        "void (SpeechRecognition.prototype.start = () => { window.started = 1; throw new Error() })"
    )
    speak(listening)

    is_told(listening, "Het luisteren is afgebroken.")


@pytest.mark.parametrize(
    ("missing", "text"),
    [
        (
            "window.SpeechRecognition = window.webkitSpeechRecognition = undefined",
            "Deze browser kan spraak niet omzetten in tekst.",
        ),
        (
            "Object.defineProperty(window, 'isSecureContext', { value: false })",
            "De microfoon werkt alleen op een veilige pagina.",
        ),
    ],
    ids=["not supported", "insecure"],
)
def test_where_it_cannot_work_a_press_says_why(
    page: Page, address: str, missing: str, text: str
) -> None:
    page.add_init_script(missing)
    page.goto(address)
    page.get_by_role("button", name="Spreek").click()

    is_told(page, text)
