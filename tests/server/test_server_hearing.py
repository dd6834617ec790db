"""`POST /api/listen`: what a page sends of a microphone, and whatever else somebody sends."""

from __future__ import annotations

import logging
import struct
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest
from caller import refused
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from server_stand_in import BROKEN

from skill.channels import Runtime
from skill.ears import Ear, Heard
from skill.errors import EarError
from skill.server import create_app
from skill.server.hearing import LARGEST_SOUND, MOST_WAITING, RAW

SECOND = b"\x01\x10" * 16_000
HEARD = Heard("Hoe til ik goed?", 0.81)


def wav(sound: bytes = SECOND, rate: int = 16_000) -> bytes:
    inside = struct.pack("<HHIIHH", 1, 1, rate, 2 * rate, 2, 16)
    head = struct.pack("<4sI4s4sI", b"RIFF", 36 + len(sound), b"WAVE", b"fmt ", len(inside))
    return head + inside + struct.pack("<4sI", b"data", len(sound)) + sound


@dataclass
class Listener:
    """An ear that hears what the test says; it may be told to wait, as a slow one."""

    heard: Heard = HEARD
    sounds: list[bytes] = field(default_factory=list)
    begun: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    ready: threading.Event = field(default_factory=threading.Event)
    name: str = "test"

    def hear(self, sound: bytes) -> Heard:
        self.sounds.append(sound)
        self.begun.release()
        assert self.ready.wait(10)
        if self.heard.text == BROKEN:
            raise ZeroDivisionError(f"cannot hear {self.heard.text}")
        return self.heard


MakeClient = Callable[..., FlaskClient]


@pytest.fixture
def ear() -> Listener:
    listener = Listener()
    listener.ready.set()
    return listener


@pytest.fixture
def make_client(runtime: Runtime, ear: Listener) -> MakeClient:
    """`make_client(make=..., public_url=...)`: a server with an ear, and settings."""

    def made(make: Callable[[], Ear] = lambda: ear, **changes: str) -> FlaskClient:
        ours = replace(runtime.settings, **({"ear": "whisper"} | changes))
        return create_app(ours, replace(runtime, settings=ours), make_ear=make).test_client()

    return made


def listen(client: FlaskClient, body: bytes, kind: str = "audio/wav", **headers: str):  # type: ignore[no-untyped-def]
    return client.post("/api/listen", data=body, content_type=kind, headers=headers)


def test_what_is_said_comes_back_as_text(make_client: MakeClient, ear: Listener) -> None:
    answer = listen(make_client(), wav())

    assert answer.get_json() == {"text": "Hoe til ik goed?", "sure": 0.81}
    assert answer.headers["Cache-Control"] == "no-store"
    assert ear.sounds == [SECOND]


@pytest.mark.parametrize(
    ("kind", "body"),
    [(kind, wav()) for kind in ("audio/x-wav", "audio/wave", "audio/vnd.wave")] + [(RAW, SECOND)],
)
def test_every_way_to_send_it(
    make_client: MakeClient, ear: Listener, kind: str, body: bytes
) -> None:
    assert listen(make_client(), body, kind).status_code == 200
    assert ear.sounds == [SECOND]


def test_words_and_certainty_are_what_a_turn_takes(make_client: MakeClient, ear: Listener) -> None:
    """What was hardly heard and holds a sign is asked back."""
    ear.heard = Heard("Mijn kruis is doof.", 0.2)
    client = make_client()
    heard = listen(client, wav()).get_json()
    answer = client.post("/api/turn", json=heard).get_json()

    assert (answer["label"], answer["asks"], answer["grave"]) == ("confirm:nu", "check", True)
    assert answer["text"].startswith("Begrijp ik goed dat")
    sure = client.post("/api/turn", json=heard | {"sure": 0.8}).get_json()
    assert sure["label"] == "alarm:nu"


REFUSED = {
    "a text": ("text/plain", b"hallo", 415, "unsupported_media_type"),
    "no type, as a form of another site": ("", wav(), 415, "unsupported_media_type"),
    "a form": ("application/x-www-form-urlencoded", b"a=b", 415, "unsupported_media_type"),
    "MP3": ("audio/mpeg", b"\xff\xf3", 415, "unsupported_media_type"),
    "what a browser records by itself": ("audio/webm", b"\x1aE", 415, "unsupported_media_type"),
    "nothing": ("audio/wav", b"", 400, "bad_sound"),
    "no samples": (RAW, b"", 400, "bad_sound"),
    "half a sample": (RAW, SECOND[:-1], 400, "bad_sound"),
    "a WAV file without sound": ("audio/wav", wav(b""), 400, "bad_sound"),
    "no WAV file": ("audio/wav", SECOND, 400, "bad_sound"),
    "half a WAV file": ("audio/wav", wav()[:500], 400, "bad_sound"),
    "another rate": ("audio/wav", wav(rate=44_100), 400, "bad_sound"),
    "sixteen seconds": ("audio/wav", wav(16 * SECOND), 413, "too_long"),
    "a little more than fifteen": (RAW, 15 * SECOND + b"\0\0", 413, "too_long"),
    "more than a megabyte": (RAW, bytes(LARGEST_SOUND + 2), 413, "too_large"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_speech_of_ours_is_refused(
    make_client: MakeClient, ear: Listener, name: str
) -> None:
    kind, body, status, code = REFUSED[name]

    assert refused(listen(make_client(), body, kind)) == (status, code)
    assert ear.sounds == []


def test_fifteen_seconds_are_heard(make_client: MakeClient) -> None:
    assert listen(make_client(), wav(15 * SECOND)).status_code == 200


def test_a_compressed_sound_is_refused(make_client: MakeClient) -> None:
    answer = listen(make_client(), wav(), **{"Content-Encoding": "gzip"})

    assert refused(answer) == (415, "unsupported_media_type")


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elders.example"},
        {"Host": "elders.example"},
        {"X-Forwarded-For": "192.0.2.1"},
    ],
    ids=str,
)
def test_another_site_or_machine_is_not_listened_to(
    make_client: MakeClient, ear: Listener, headers: dict[str, str]
) -> None:
    assert refused(listen(make_client(), wav(), **headers)) == (403, "loopback_only")
    public = make_client(public_url="https://bel.example")
    assert refused(listen(public, wav())) == (403, "loopback_only")
    assert ear.sounds == []


def test_without_an_ear_it_says_how_to_get_one(client: FlaskClient) -> None:
    answer = listen(client, wav())

    assert refused(answer) == (501, "no_ear")
    assert "EAR in docs/settings.md" in answer.get_json()["error"]["message"]


def test_an_ear_that_cannot_be_loaded_says_why_until_it_can(
    make_client: MakeClient, ear: Listener, caplog: pytest.LogCaptureFixture
) -> None:
    missing = ["pip install -r requirements-ear.txt"] * 2
    woken = threading.Event()

    def make() -> Ear:
        if missing:
            raise EarError(missing.pop())
        return ear

    class Told(logging.Handler):
        def emit(self, _: logging.LogRecord) -> None:
            woken.set()

    told = Told()
    log = logging.getLogger("skill.server.hearing")
    log.addHandler(told)
    try:
        client = make_client(make)
        assert woken.wait(10)
    finally:
        log.removeHandler(told)
    answer = listen(client, wav())

    assert "EAR: pip install -r requirements-ear.txt" in caplog.text
    assert refused(answer) == (501, "no_ear")
    assert "requirements-ear.txt" in answer.get_json()["error"]["message"]
    assert listen(client, wav()).status_code == 200


def test_an_ear_is_loaded_once(make_client: MakeClient, ear: Listener) -> None:
    made: list[int] = []

    def make() -> Ear:
        made.append(1)
        return ear

    client = make_client(make)
    for _ in range(3):
        assert listen(client, wav()).status_code == 200
    assert made == [1]


def test_one_is_listened_to_a_few_wait_and_others_are_told_when(
    make_client: MakeClient, ear: Listener
) -> None:
    ear.ready.clear()
    client = make_client()
    statuses: list[int] = []
    turned_away: list[str] = []
    first = threading.Event()

    def speak() -> None:
        answer = listen(client.application.test_client(), wav())
        statuses.append(answer.status_code)
        turned_away.append(answer.headers.get("Retry-After", ""))
        first.set()

    speakers = [threading.Thread(target=speak) for _ in range(1 + MOST_WAITING + 1)]
    for speaker in speakers:
        speaker.start()
    # As long as the ear is not ready, nobody is answered but who found no place.
    assert first.wait(10)
    assert (statuses, turned_away) == ([503], ["2"])
    assert ear.begun.acquire(timeout=10)
    assert client.post("/api/turn", json={"text": "hoe til ik goed"}).status_code == 200
    assert client.get("/health").status_code == 200
    assert len(ear.sounds) == 1, "one at a time"

    ear.ready.set()
    for speaker in speakers:
        speaker.join(10)
    assert statuses == [503] + [200] * (1 + MOST_WAITING)
    assert listen(client, wav()).status_code == 200


def test_what_goes_wrong_is_logged_without_what_was_heard(
    make_client: MakeClient, ear: Listener, caplog: pytest.LogCaptureFixture
) -> None:
    ear.heard = Heard(BROKEN, 0.9)
    client = make_client()
    with caplog.at_level(logging.DEBUG):
        answer = listen(client, wav())

    assert refused(answer) == (500, "internal")
    assert "ZeroDivisionError at test_server_hearing.py:" in caplog.text
    assert BROKEN not in caplog.text + answer.text
    ear.heard = Heard("ja", 0.9)
    assert listen(client, wav()).status_code == 200, "the next one is heard"


@given(body=st.binary(max_size=120) | st.builds(lambda junk: wav()[:40] + junk, st.binary()))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_sound_breaks_it(make_client: MakeClient, body: bytes) -> None:
    answer = listen(make_client(), body)

    assert answer.status_code in (200, 400, 413)
