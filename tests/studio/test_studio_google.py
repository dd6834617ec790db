"""Google's voice against a local server that speaks its wire format, failures included."""

from __future__ import annotations

import base64
import json
import os
import shutil
import ssl
import subprocess
import threading
import urllib.parse
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.errors import EngineError
from skill.studio import Samples
from skill.studio.engines.google import Google, clauses
from skill.studio.mp3 import encode

SENTENCE = "Blijf bewegen."


def speech(seconds: float = 1.0) -> bytes:
    wave = (0.5 * np.sin(np.arange(int(24_000 * seconds)) / 15)).astype(np.float32)
    return encode(Samples(wave, 24_000))


def answer(sound: bytes | None) -> bytes:
    """What translate.google.com sends: a guard line, then JSON without spaces."""
    inside = json.dumps([base64.b64encode(sound).decode()] if sound is not None else None)
    rows = [["wrb.fr", "jQ1olc", inside, None, None, None, "generic"]]
    return (")]}'\n\n" + json.dumps(rows, separators=(",", ":")) + "\n").encode()


@dataclass
class Service:
    """A server on 127.0.0.1 that gives `answers` one by one, the last one for ever."""

    answers: list[tuple[int, bytes]] = field(default_factory=lambda: [(200, answer(speech()))])
    asked: list[list[object]] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    url: str = ""

    def voice(self) -> Google:
        return Google(base_url=self.url, wait=self.waits.append)


def handler(service: Service) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            packed = json.loads(urllib.parse.parse_qs(body)["f.req"][0])
            service.asked.append(json.loads(packed[0][0][1]))
            status, content = service.answers[0]
            if len(service.answers) > 1:
                service.answers.pop(0)
            self.send_response(status)
            if status == 302:
                self.send_header("Location", "/sorry")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler


@pytest.fixture
def service() -> Iterator[Service]:
    made = Service()
    with ThreadingHTTPServer(("127.0.0.1", 0), handler(made)) as server:
        made.url = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield made
        server.shutdown()


def test_a_sentence_is_one_call(service: Service) -> None:
    said = service.voice().speak(SENTENCE, slow=False)
    assert service.asked == [[SENTENCE, "nl", None, "null"]]
    assert said.rate == 24_000
    assert 0.9 < said.seconds < 1.2


def test_slow_is_asked_of_the_service(service: Service) -> None:
    service.voice().speak(SENTENCE, slow=True)
    assert service.asked == [[SENTENCE, "nl", True, "null"]]


def test_a_long_sentence_is_cut_at_a_clause(service: Service) -> None:
    long = (
        "Ga staan als u lang gezeten heeft, loop een paar minuten rond, en ga dan pas weer zitten, "
    )
    said = service.voice().speak(long + "liefst met een steun in uw rug.", slow=False)
    assert [asked[0] for asked in service.asked] == [
        long.strip(),
        "liefst met een steun in uw rug.",
    ]
    assert service.waits == [0.5]
    assert said.seconds > 2


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_busy_service_is_asked_again_after_ever_longer_waits(
    service: Service, status: int
) -> None:
    service.answers[:0] = [(status, b""), (status, b"")]
    service.voice().speak(SENTENCE, slow=False)
    assert service.waits == [1.0, 2.0]


def test_a_service_that_stays_busy_is_given_up(service: Service) -> None:
    service.answers[:] = [(429, b"")]
    with pytest.raises(EngineError, match="answers 429"):
        service.voice().speak(SENTENCE, slow=False)
    assert len(service.asked) == 4


def test_a_refusal_is_not_repeated(service: Service) -> None:
    service.answers[:] = [(403, b"")]
    with pytest.raises(EngineError, match="answers 403"):
        service.voice().speak(SENTENCE, slow=False)
    assert len(service.asked) == 1


@pytest.mark.parametrize(
    "content",
    [
        b"<html>Voordat u verdergaat</html>",
        b"",
        answer(None),
        answer(b""),
        answer(b"this is no MP3"),
        answer(speech())[:-40],
        b'[["wrb.fr","jQ1olc","[\\"@@@\\"]"]]',
        b'[["jQ1olc"]]',
    ],
)
def test_an_answer_without_speech_is_refused(service: Service, content: bytes) -> None:
    service.answers[:] = [(200, content)]
    with pytest.raises(EngineError, match="gtts"):
        service.voice().speak(SENTENCE, slow=False)


def test_a_redirect_to_a_consent_page_is_refused(service: Service) -> None:
    service.answers[:] = [(302, b"")]
    with pytest.raises(EngineError, match="answers 302"):
        service.voice().speak(SENTENCE, slow=False)


def test_a_service_that_is_not_there_is_named() -> None:
    waits: list[float] = []
    with pytest.raises(EngineError, match="cannot be reached"):
        Google(base_url="http://127.0.0.1:9", wait=waits.append).speak(SENTENCE, slow=False)
    assert waits == [1.0, 2.0, 4.0]


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for 127.0.0.1 that nobody signed."""
    if shutil.which("openssl") is None:
        if os.environ.get("CI") == "true":
            pytest.fail("openssl is needed to test that a false certificate is refused")
        pytest.skip("openssl is not installed")
    pem = tmp_path / "false.pem"
    subprocess.run(
        [
            *"openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=127.0.0.1".split(),
            *("-keyout", str(tmp_path / "key.pem"), "-out", str(tmp_path / "cert.pem")),
        ],
        check=True,
        capture_output=True,
    )
    pem.write_bytes((tmp_path / "key.pem").read_bytes() + (tmp_path / "cert.pem").read_bytes())
    return pem


def test_a_certificate_that_nobody_signed_is_refused(certificate: Path) -> None:
    service = Service()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)

    class Quiet(ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            pass

    with Quiet(("127.0.0.1", 0), handler(service)) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        voice = Google(base_url=f"https://127.0.0.1:{server.server_port}", wait=lambda _: None)
        with pytest.raises(EngineError, match="no certificate to trust"):
            voice.speak(SENTENCE, slow=False)
        server.shutdown()
    assert service.asked == []


@given(st.text(max_size=600), st.integers(20, 100))
def test_clauses_hold_every_letter_and_are_short_enough(text: str, longest: int) -> None:
    parts = clauses(text, longest)
    assert all(len(part) <= longest for part in parts)
    letters: Callable[[str], str] = lambda text: "".join(filter(str.isalnum, text))  # noqa: E731
    assert letters("".join(parts)) == letters(text)
