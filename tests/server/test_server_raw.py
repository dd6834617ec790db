"""Requests as no browser and no provider sends them, byte by byte, to a server that runs.

Each is answered, nothing of it breaks the server or reaches its log, and a refusal is JSON.
"""

from __future__ import annotations

import http.client
import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from werkzeug.http import parse_options_header

from skill.server.headers import HEADERS

TURN = json.dumps({"text": "hoe til ik goed"}).encode()
JSON = b"Content-Type: application/json"
FORM = b"Content-Type: application/x-www-form-urlencoded"
CHUNKED = b"Transfer-Encoding: chunked"


def request(
    method: bytes, path: bytes, *headers: bytes, body: bytes = b"", host: bytes = b"localhost"
) -> bytes:
    lines = [b"%s %s HTTP/1.1" % (method, path), b"Connection: close", *headers]
    if host:
        lines.append(b"Host: " + host)
    if body and CHUNKED not in headers:
        lines.append(b"Content-Length: %d" % len(body))
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


PATHS = (
    b"// //alexa /%00 /audio/%00 /audio/..%2f..%2fetc%2fpasswd /audio/../../etc/passwd * /%ff%fe "
    b"/audio/%2e%2e/manifest.json /audio/manifest.json /audio//x.mp3 /audio/x.mp3%0d%0aX-Evil:1 "
    b"/health;a /HEALTH /health/ /health?a=% /\\..\\ /pages/..%5c //evil.example/%2f.. /?vraag=%ff "
    b"http://[::1/ http://evil.example/audio/x.mp3 /\xff\xfe /audio/%E2%80%AE.mp3 /review/%00"
).split(b" ")
METHODS = b"HEAD OPTIONS TRACE PUT DELETE PATCH CONNECT get FOO PRI".split(b" ")
HOSTS = (
    b"evil.example [::ffff:127.0.0.1] 127.1 127.0.0.1:99999999 localhost. \xff [ [::1 a@localhost "
    b"127.0.0.1/.. 127.0.0.1: 127.0.0.1:80:80 [fe80::1%25lo] localhost,evil xn--n3h"
).split(b" ")
RANGES = (
    b"bytes=0-0 bytes=0-,5- bytes=--1 bytes=5-2 bytes=-0 bytes= bytes items=0-5 bytes=0x0-5 "
    b"BYTES=0-5 bytes=\xd9\xa1- bytes=9999999999999999999999999- bytes=-99999999999999999999999999"
).split(b" ")
ODD_HEADERS = {
    "a second length": [b"Content-Length: 5"],
    "a second type": [b"Content-Type: text/plain"],
    "compressed": [b"Content-Encoding: gzip"],
    "a second encoding": [b"Content-Encoding: identity", b"Content-Encoding: gzip"],
    "a folded line": [b"X-A: b\r\n c"],
    "a space in a name": [b"X A: b"],
    "no colon": [b"XA"],
    "NUL": [b"X-A: a\x00b"],
    "CR": [b"X-A: a\rb: c"],
    "LF": [b"X-A: a\nb: c"],
    "many": [b"X-%d: a" % number for number in range(3000)],
    "huge": [b"X-A: " + b"a" * 300_000],
    "an expectation": [b"Expect: foo"],
    "an upgrade": [b"Upgrade: h2c"],
    "two origins": [b"Origin: http://localhost", b"Origin: http://evil.example"],
    "no origin": [b"Origin: null"],
    "half an address": [b"Origin: http://[::1"],
    "a gzip chunk": [b"Transfer-Encoding: gzip, chunked"],
    "a negative length": [b"Content-Length: -5"],
    "a signed length": [b"Content-Length: +5"],
    "no number": [b"Content-Length: \xc2\xb2"],
    "a length without end": [b"Content-Length: " + b"9" * 30],
}
BODIES = {
    "UTF-16": TURN.decode().encode("utf-16"),
    "a mark of byte order": b"\xef\xbb\xbf" + TURN,
    "a name twice": b'{"text": "a", "text": "ja"}',
    "more than one": TURN + TURN,
    "infinite": b'{"text": "a", "state": {"misses": 1e999}}',
    "types": b'{"event": ["key"], "channel": {}, "state": {"said": {}, "offer": "abc"}}',
    "another script's digits": '{"event": "key", "key": "١"}'.encode(),
    "names that nobody knows": b'{"text": "a", "state": {"alarm": "x", "check": "x", "menu": "x"}}',
}
TYPES = (
    b"application/json; charset=utf-16|application/json; charset|application/json;;;|\xff/\xfe|"
    b"application/json, text/plain|multipart/form-data|multipart/form-data; boundary=|"
    b"application/json; charset*=utf-8''utf-16|application/x-www-form-urlencoded; charset=utf-16"
).split(b"|")
CHUNKS = [
    b"zz\r\nabc\r\n0\r\n\r\n",
    b"-1\r\nabc\r\n0\r\n\r\n",
    b"%x;%s\r\n%s\r\n0\r\n\r\n" % (len(TURN), b"a" * 5000, TURN),
    b"%x\r\n%s\r\n0\r\nX-A: b\r\n\r\n" % (len(TURN), TURN),
]
FORMS = {
    "nothing": b"",
    "no call": b"SpeechResult=hoe+til+ik+goed",
    "twice": b"CallSid=a&CallSid=b&SpeechResult=a&SpeechResult=b&Digits=1&Digits=2",
    "latin-1": b"SpeechResult=%e9%e9n",
    "no number": b"SpeechResult=hoe&Confidence=nan",
    "keys without end": b"Digits=" + b"8" * 50_000,
    "fields without end": b"&".join(b"a%d=b" % number for number in range(5000)),
    "bytes": b"CallSid=\xd8\x00&SpeechResult=\xff%00&Digits=%00&DialCallStatus=%00",
}


def turn(
    *headers: bytes, body: bytes = TURN, kind: bytes = JSON, host: bytes = b"localhost"
) -> bytes:
    return request(b"POST", b"/api/turn", kind, *headers, body=body, host=host)


def call(
    *headers: bytes, body: bytes = b"", kind: bytes = FORM, host: bytes = b"localhost"
) -> bytes:
    path = b"/phone/turn?state=%ff.%zz&state=b"
    return request(b"POST", path, kind, *headers, body=body, host=host)


TRIES = {
    **{f"GET {path!r}": request(b"GET", path) for path in PATHS},
    **{f"{name!r} /api/turn": request(name, b"/api/turn", JSON) for name in METHODS},
    **{f"host {host!r}": turn(host=host) for host in HOSTS},
    **{f"phone, host {host!r}": call(host=host) for host in HOSTS},
    **{name: turn(*more) for name, more in ODD_HEADERS.items()},
    **{f"turn: {name}": turn(body=body) for name, body in BODIES.items()},
    **{
        f"{path!r}: {name}": request(b"POST", path, JSON, body=body)
        for name, body in BODIES.items()
        for path in (b"/alexa", b"/phone/jambonz")
    },
    **{f"type {kind!r}": turn(kind=b"Content-Type: " + kind) for kind in TYPES},
    **{f"phone, type {kind!r}": call(body=TURN, kind=b"Content-Type: " + kind) for kind in TYPES},
    **{f"chunks {body[:5]!r}": turn(CHUNKED, body=body) for body in CHUNKS},
    **{f"phone: {name}": call(body=body) for name, body in FORMS.items()},
    "another version": b"GET /health HTTP/9.9\r\nHost: localhost\r\n\r\n",
    "no version": b"GET /health\r\n\r\n",
    "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
}


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, int, Path]]:
    """Host and port of a server of this file's own, and the file of its standard error."""
    folder = tmp_path_factory.mktemp("raw")
    log = folder / "log"
    program = Path(__file__).with_name("server_stand_in.py")
    with (
        log.open("w") as errors,
        subprocess.Popen(
            [sys.executable, str(program), str(folder)],
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        ) as process,
    ):
        assert process.stdout is not None
        parts = urlsplit(process.stdout.readline().split()[1])
        yield str(parts.hostname), parts.port or 0, log
        process.terminate()
        assert process.wait(20) == 0


def answered(place: tuple[str, int], sent: bytes) -> tuple[http.client.HTTPResponse, bytes]:
    with socket.create_connection(place, timeout=20) as wire:
        wire.sendall(sent)
        answer = http.client.HTTPResponse(wire, method=sent.split(b" ")[0].decode("latin-1"))
        answer.begin()
        return answer, answer.read()


@pytest.mark.parametrize("name", TRIES)
def test_it_is_answered_or_refused_and_nothing_breaks(
    started: tuple[str, int, Path], name: str
) -> None:
    host, port, log = started
    answer, body = answered((host, port), TRIES[name])

    assert answer.status < 500 or answer.status == 501
    if answer.status >= 400 and not name.startswith("b'HEAD'"):
        assert parse_options_header(answer.headers["Content-Type"])[0] == "application/json"
        assert set(json.loads(body)["error"]) == {"code", "message"}
    assert answer.headers["X-Evil"] is None
    assert answer.headers["X-Content-Type-Options"] == HEADERS["X-Content-Type-Options"]
    assert log.read_text() == ""


@pytest.mark.parametrize("wish", RANGES)
@pytest.mark.parametrize("method", [b"GET", b"HEAD"])
def test_any_range_of_a_clip_is_a_part_of_it_or_all(
    started: tuple[str, int, Path], method: bytes, wish: bytes
) -> None:
    host, port, log = started
    path = json.loads(answered((host, port), turn())[1])["clips"][0]["url"].encode()
    whole = answered((host, port), request(b"GET", path))[1]

    answer, part = answered((host, port), request(method, path, b"Range: " + wish))

    assert answer.status in (200, 206, 416)
    assert answer.status == 416 or part in whole
    assert log.read_text() == ""
