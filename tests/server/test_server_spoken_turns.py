"""A conversation of six turns that is spoken at the console: each recorded by the page, sent to the
ear of the server, asked with the state of the turn before, and answered.

Once with an ear that tells the six sounds apart, and where Whisper and a voice are installed with
that ear and the words themselves.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from microphone import RATE, playing, spoken, write

from skill.channels import Runtime, open_runtime
from skill.ears import RATE as HEARD_RATE
from skill.ears import Ear, Heard, ear, hint_words, seconds
from skill.errors import EngineError
from skill.leaflet import Line
from skill.server import create_app
from skill.settings import read_settings
from tests import shipped
from tests.browser import opened, served, started

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from playwright.sync_api import Page

    Sound = NDArray[np.float32]

SAYS = {
    "hoe til ik goed": "title_goed-tillen",
    "ja": "title_slaaphouding",
    "langzamer": "title_draaistoel",
    "ik kan mijn plas niet ophouden": "title_uit-de-auto-stappen",
    "herhaal": "title_paracetamol",
    "stop": "title_schoenen",
}
"""A question, its offer accepted, slower, a sign, again, goodbye -> the clip that stands for the
words where the ear is a stand-in."""
UNDERSTOOD = (
    "Hoe kan ik het beste tillen?",
    "Ja.",
    "Langzamer.",
    "Ik kan niet meer plassen.",
    "Kunt u dat nog eens zeggen?",
    "Stop.",
)
"""The same six turns in words that `whisper:base` understands of a voice with an accent: of
`hoe til ik goed` and `herhaal` it does not (docs/listening.md)."""
MEANS = (
    ("answer", "passage:goed-tillen"),
    ("answer", "passage:oprapen-niet-draaien-en-buigen"),
    ("control", "control:slower"),
    ("alarm", "alarm:nu"),
    ("alarm", "alarm:nu"),
    ("goodbye", "control:stop"),
)


def samples(sound: bytes) -> Sound:
    return np.frombuffer(sound, dtype="<i2").astype(np.float32) / 32768


@dataclass
class Apart:
    """An ear that knows six sounds: the one that lies best over what it is given."""

    known: Mapping[str, Sound]
    name: str = "stand-in"
    given: list[bytes] = field(default_factory=list)

    def hear(self, sound: bytes) -> Heard:
        self.given.append(sound)
        given = samples(sound)
        return Heard(max(self.known, key=lambda text: alike(given, self.known[text])), 0.9)


def alike(given: Sound, known: Sound) -> float:
    """How much of one sound is found in another, at the place where most is."""
    size = 1 << (len(given) + len(known)).bit_length()
    over = np.fft.irfft(np.fft.rfft(given, size) * np.conj(np.fft.rfft(known, size)))
    return float(np.abs(over).max() / np.linalg.norm(known))


@dataclass
class Talk:
    """A conversation at the console, and what went over the wire."""

    page: Page
    microphone: Path
    kinds: list[str] = field(default_factory=list)
    """Of what was sent to the ear."""
    turns: list[dict[str, Any]] = field(default_factory=list)
    answers: list[dict[str, Any]] = field(default_factory=list)

    def says(self, sound: Sound) -> str:
        """Presses *Spreek*, and says it; gives what was asked, once it is answered."""
        before = self.page.locator(".asked").count()
        write(self.microphone, sound)
        with (
            self.page.expect_request("**/api/listen") as listened,
            self.page.expect_response("**/api/turn") as turned,
        ):
            self.page.get_by_role("button", name="Spreek").click()
        self.kinds.append(listened.value.headers["content-type"])
        self.turns.append(turned.value.request.post_data_json)
        self.answers.append(turned.value.json())
        self.page.locator(".bubble.said").nth(before).wait_for()
        return self.page.locator(".asked").nth(before).locator("span").last.inner_text()


MakeTalk = Callable[[Callable[[Runtime], Ear]], Talk]


@pytest.fixture
def talks(tmp_path: Path) -> Iterator[MakeTalk]:
    """`talks(make_ear)`: the console on the shipped content, in a browser with a microphone."""
    found = open_runtime(read_settings({}))
    ours = replace(found, hear=shipped.ear(), settings=replace(found.settings, ear="whisper"))
    microphone = tmp_path / "microphone.wav"
    with ExitStack() as stack:

        def talk(make: Callable[[Runtime], Ear]) -> Talk:
            app = create_app(ours.settings, ours, make_ear=lambda: make(ours))
            address = stack.enter_context(served(app))
            browser = stack.enter_context(started(*playing(microphone)))
            page = stack.enter_context(opened(browser))
            page.goto(address)
            return Talk(page, microphone)

        yield talk


def six_turns(talk: Talk, sounds: Mapping[str, Sound]) -> list[str]:
    """Says them one after another, and looks at what each turn must bring; gives what was asked."""
    asked = [talk.says(sound) for sound in sounds.values()]
    page, answers = talk.page, talk.answers

    assert [(one["outcome"], one["label"]) for one in answers] == list(MEANS)
    states = [None, *(one["state"] for one in answers)]
    assert [turn["state"] for turn in talk.turns] == states[:-1], "the state of the turn before"
    assert [turn["text"] for turn in talk.turns] == asked
    assert all(0 < turn["sure"] <= 1 for turn in talk.turns), "what is heard may be doubted"
    assert [one["slow"] for one in answers] == [False, False, True, True, True, True]

    sign, again = (page.locator(".bubble.said").nth(at) for at in (3, 4))
    for bubble in (sign, again):
        assert bubble.locator(".level").inner_text() == "Alarm: bel nu de huisarts"
        assert bubble.locator(".spoken").first.inner_text().startswith("Dit kan ernstig zijn.")
    assert answers[3]["clips"][0]["id"].startswith("alarm_")
    assert answers[4]["clips"] == answers[3]["clips"]
    assert [clip["id"] for clip in answers[5]["clips"]] == ["prompt_goodbye-alarm"]
    assert answers[5]["ends"]
    assert page.locator(".notice").count() == 0
    assert talk.kinds == ["audio/wav"] * 6
    return asked


def test_a_conversation_of_six_turns_is_spoken(talks: MakeTalk) -> None:
    from skill.studio.samples import Samples, resampled

    sounds = {text: spoken(clip) for text, clip in SAYS.items()}
    known = {text: resampled(Samples(one, RATE), HEARD_RATE).wave for text, one in sounds.items()}
    apart = Apart(known)

    assert six_turns(talks(lambda _: apart), sounds) == list(SAYS)
    for sound, said in zip(apart.given, sounds.values(), strict=True):
        assert len(said) / RATE < seconds(sound) < len(said) / RATE + 4, "each its own"


def voiced(text: str) -> Sound:
    """The words in the voice of our clips."""
    from skill.studio import engine
    from skill.studio.plan import plan
    from skill.studio.samples import resampled
    from skill.studio.speak import speak

    try:
        voice = engine("kokoro", "female")
    except EngineError as error:
        pytest.skip(f"no neural voice to say it with: {error}")
    wanted = plan(Line("zin", text, "", ""), shipped.content().lexicon, voice.name, {}, {}).normal
    return resampled(speak(wanted.utterances, voice, slow=False), RATE).wave


def test_a_conversation_of_six_turns_is_understood_by_the_ear_that_is_installed(
    talks: MakeTalk,
) -> None:
    pytest.importorskip("faster_whisper", reason="faster-whisper is not installed: no real ear")
    setting = read_settings(os.environ).ear or pytest.skip("EAR is not set: no model to hear with")
    sounds = {text: voiced(text) for text in UNDERSTOOD}
    talk = talks(lambda runtime: ear(setting, hint_words(runtime.leaflet)))

    six_turns(talk, sounds)
