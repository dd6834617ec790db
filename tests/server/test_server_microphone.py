"""*Spreek* in a browser whose microphone plays a recording: what is heard, and what is told."""

from __future__ import annotations

import os
import wave
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from skill.channels import Runtime
from skill.ears import Ear, Heard, ear, hint_words, seconds
from skill.errors import EarError
from skill.leaflet import Leaflet
from skill.manifest import read_manifest
from skill.server import create_app
from skill.settings import ROOT, read_settings
from tests.accessibility.axe import violations
from tests.browser import opened, served, sideways, started

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from playwright.sync_api import Page

np = pytest.importorskip("numpy", reason="numpy is not installed: no sound to play")

RATE = 48_000
"""Samples a second of what the microphone plays."""


def spoken(line_id: str) -> NDArray[np.float32]:
    """A clip that is shipped, as a person might say it into a microphone."""
    from skill.studio.mp3 import decode
    from skill.studio.samples import resampled

    clip = read_manifest(ROOT / "audio").clips[line_id].normal
    return resampled(decode((ROOT / "audio" / clip.file).read_bytes()), RATE).wave


def write(path: Path, sound: NDArray[np.float32], before: float = 0.4, after: float = 20) -> Path:
    """A WAV file with seconds of faint noise around the sound: a quiet room."""
    noise = np.random.default_rng(1)
    around = [np.zeros(round(RATE * pause)) for pause in (before, after)]
    whole = np.concatenate([around[0], sound, around[1]])
    whole += 0.0005 * noise.standard_normal(len(whole))
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setframerate(RATE)
        out.setsampwidth(2)
        out.writeframes((np.clip(whole, -1, 1) * 32767).astype("<i2").tobytes())
    return path


FAKE = "--use-fake-device-for-media-stream"
ALLOWED = (FAKE, "--use-fake-ui-for-media-stream")
"""Arguments of a browser that has a microphone, and one that may use it."""


def playing(path: Path) -> tuple[str, ...]:
    """Arguments with which the microphone plays a file, once."""
    return (*ALLOWED, f"--use-file-for-fake-audio-capture={path}%noloop")


@dataclass
class Listener:
    """An ear that hears what the test says, and remembers what reached it."""

    heard: Heard
    sounds: list[bytes] = field(default_factory=list)
    name: str = "test"

    def hear(self, sound: bytes) -> Heard:
        self.sounds.append(sound)
        return self.heard


Visit = Callable[..., "Page"]


@pytest.fixture
def listener() -> Listener:
    return Listener(Heard("Hoe til ik goed?", 0.8))


@pytest.fixture
def visit(runtime: Runtime, listener: Listener) -> Iterator[Visit]:
    """`visit(arguments, make=..., ear="")`: the console of a server that has an ear, in a browser
    with those arguments."""
    with ExitStack() as stack:

        def made(
            arguments: tuple[str, ...],
            make: Callable[[], Ear] = lambda: listener,
            ear: str = "whisper",
            **options: object,
        ) -> Page:
            ours = replace(runtime.settings, ear=ear)
            app = create_app(ours, replace(runtime, settings=ours), make_ear=make)
            address = stack.enter_context(served(app))
            browser = stack.enter_context(started(*arguments))
            page = stack.enter_context(opened(browser, **options))  # type: ignore[arg-type]
            page.goto(address)
            return page

        yield made


def loud(sound: bytes) -> float:
    """The loudest sample, of full scale."""
    return float(np.abs(np.frombuffer(sound, dtype="<i2")).max() / 32768)


def test_what_is_said_reaches_the_ear_and_is_asked(
    visit: Visit, listener: Listener, tmp_path: Path
) -> None:
    """It ends by itself when whoever spoke is silent."""
    said = spoken("title_goed-tillen")
    page = visit(playing(write(tmp_path / "vraag.wav", said)))
    page.get_by_role("button", name="Spreek").click()
    page.get_by_role("button", name="Klaar").wait_for()
    page.locator('[data-outcome="answer"]').wait_for()

    assert page.locator(".asked").inner_text().endswith("Hoe til ik goed?")
    assert page.get_by_role("button", name="Spreek").get_attribute("aria-pressed") == "false"
    (sound,) = listener.sounds
    assert len(said) / RATE < seconds(sound) < len(said) / RATE + 4
    assert loud(sound) > 0.3


def test_a_second_press_ends_it(visit: Visit, listener: Listener, tmp_path: Path) -> None:
    hum = (0.3 * np.sin(np.arange(RATE * 12) / 20)).astype(np.float32)
    page = visit(playing(write(tmp_path / "lang.wav", hum, before=0)))
    page.get_by_role("button", name="Spreek").click()
    page.get_by_role("button", name="Klaar").click()
    page.locator('[data-outcome="answer"]').wait_for()
    (sound,) = listener.sounds
    assert seconds(sound) < 6


def test_escape_throws_it_away(visit: Visit, listener: Listener, tmp_path: Path) -> None:
    page = visit(playing(write(tmp_path / "x.wav", spoken("title_goed-tillen"))))
    page.get_by_role("button", name="Spreek").click()
    page.get_by_role("button", name="Klaar").wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Spreek").wait_for()

    assert page.locator(".bubble").count() == 0
    assert listener.sounds == []


def test_what_was_hardly_heard_and_holds_a_sign_is_asked_back(
    visit: Visit, listener: Listener, tmp_path: Path
) -> None:
    listener.heard = Heard("Mijn kruis is doof.", 0.2)
    page = visit(playing(write(tmp_path / "x.wav", spoken("title_goed-tillen"))))
    page.get_by_role("button", name="Spreek").click()

    page.locator(".level", has_text="Navraag: hoorde ik een alarmteken?").wait_for()
    assert "Begrijp ik goed dat" in page.locator(".bubble.said").inner_text()


def test_where_nobody_speaks_the_page_says_so(
    visit: Visit, listener: Listener, tmp_path: Path
) -> None:
    listener.heard = Heard()
    silence = np.zeros(RATE, dtype=np.float32)
    page = visit(playing(write(tmp_path / "stil.wav", silence)))
    page.get_by_role("button", name="Spreek").click()

    page.get_by_text("Ik hoorde niets.").first.wait_for()


def test_a_microphone_that_may_not_be_used_is_told(visit: Visit) -> None:
    page = visit((FAKE, "--deny-permission-prompts"))
    page.get_by_role("button", name="Spreek").click()

    page.get_by_text("De microfoon mag niet aan.").first.wait_for()


def missing() -> Ear:
    raise EarError("pip install -r requirements-ear.txt")


@pytest.mark.parametrize("how", ["none is set", "it is not installed"])
def test_without_an_ear_the_browser_is_used_after_a_yes_only(
    visit: Visit, tmp_path: Path, how: str
) -> None:
    recognisers = """
        window.asked = [];
        window.SpeechRecognition = class extends EventTarget {
          start() {
            window.asked.push(this.lang);
            this.dispatchEvent(new Event("nomatch"));
            this.dispatchEvent(new Event("end"));
          }
          stop() {}
        };
    """
    page = visit(
        playing(write(tmp_path / "x.wav", spoken("title_goed-tillen"))),
        missing,
        ear="" if how == "none is set" else "whisper",
    )
    page.add_init_script(recognisers)
    page.reload()
    speak = page.get_by_role("button", name="Spreek")
    speak.click()
    page.get_by_role("dialog").wait_for()
    assert "naar zijn maker" in page.get_by_role("dialog").inner_text()
    assert violations(page) == []
    page.get_by_role("button", name="Nee, ik typ").click()
    assert page.evaluate("window.asked") == []

    speak.click()
    page.get_by_role("dialog").wait_for()
    page.keyboard.press("Escape")
    assert page.evaluate("window.asked") == []

    speak.click()
    page.get_by_role("button", name="Ja, met de browser").click()
    page.get_by_text("Dat was niet te verstaan.").first.wait_for()
    speak.click()
    page.wait_for_function("window.asked.length === 2")
    assert page.evaluate("window.asked") == ["nl-NL", "nl-NL"]


ENDS = """
    async (levels) => {
      const { follower } = await import("/pages/record.js");
      const done = follower();
      let passed = 0;
      for (const [level, seconds] of levels) {
        for (let left = Math.round(seconds * 50); left; left -= 1) {
          passed += 1;
          const piece = Float32Array.from({ length: 320 }, (_, at) => (at % 2 ? level : -level));
          if (done(piece, 0.02)) return passed / 50;
        }
      }
      return null;
    }
"""
"""How loud it is (of full scale) and for how long, one after the other -> when recording ends."""


def syllables(seconds: int) -> list[list[float]]:
    """Somebody who speaks: louder and softer, five times a second."""
    return [[level, 0.1] for _ in range(5 * seconds) for level in (0.15, 0.02)]


def test_when_a_recording_ends(visit: Visit) -> None:
    page = visit(ALLOWED)

    def ends(*levels: list[float]) -> float | None:
        found: float | None = page.evaluate(ENDS, list(levels))
        return found

    room, street = [0.001, 1], [0.03, 1]
    assert ends(room, *syllables(2), [0.001, 5]) == pytest.approx(4.2, abs=0.15)
    assert ends(street, *syllables(2), [0.03, 5]) == pytest.approx(4.2, abs=0.15), "in a noisy room"
    assert ends(room, *syllables(2), [0.001, 1], *syllables(2)) is None, "a pause ends nothing"
    assert ends(*[room] * 20) == pytest.approx(7, abs=0.1), "nobody speaks"
    assert ends(*syllables(20)) == pytest.approx(15, abs=0.1), "longer is not heard"


def test_the_question_before_the_browser_listens_fits(visit: Visit) -> None:
    page = visit(ALLOWED, ear="", width=1440)
    page.get_by_role("button", name="Spreek").click()
    page.get_by_role("dialog").wait_for()

    for width in (1440, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert sideways(page) == 0
        assert violations(page) == []


def test_a_clip_is_heard_by_the_ear_that_is_installed(
    visit: Visit, tmp_path: Path, leaflet: Leaflet
) -> None:
    pytest.importorskip("faster_whisper", reason="faster-whisper is not installed: no real ear")
    setting = read_settings(os.environ).ear or pytest.skip("EAR is not set: no model to hear with")

    def make() -> Ear:
        return ear(setting, hint_words(leaflet))

    page = visit(playing(write(tmp_path / "x.wav", spoken("offer_uit-de-auto-stappen"))), make)
    page.get_by_role("button", name="Spreek").click()
    page.locator(".asked").wait_for(timeout=60_000)

    assert "uit de auto" in page.locator(".asked").inner_text()
