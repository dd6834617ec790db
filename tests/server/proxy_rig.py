"""What the tests of proxies share: a server in its own process, a certificate, a client."""

from __future__ import annotations

import contextlib
import datetime
import ipaddress
import os
import re
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from email.message import Message
from pathlib import Path
from typing import NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

ROOT = Path(__file__).resolve().parents[2]

SECRET = "een lang geheim van de kliniek"
FOR_OTHERS = ("public=1", f"review_secret={SECRET}", "trusted_proxy=127.0.0.1")
"""Settings of a server that serves the patient page and lets reviewers log in."""


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as one:
        return int(one.getsockname()[1])


@contextlib.contextmanager
def rugwijzer(folder: Path, *settings: str) -> Iterator[str]:
    """Host and port of a server with these settings."""
    program = Path(__file__).with_name("server_stand_in.py")
    folder.mkdir()
    command = [sys.executable, str(program), str(folder), *settings]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().split()[1].removeprefix("http://")
        finally:
            process.terminate()


@contextlib.contextmanager
def proxy(command: list[str], port: int, told: Path, **environment: str) -> Iterator[None]:
    """A proxy, from when it can be reached; `told` gets what it says."""
    with (
        told.open("wb") as said,
        subprocess.Popen(
            command, stdout=said, stderr=said, env=os.environ | environment
        ) as process,
    ):
        try:
            for _ in range(200):
                assert process.poll() is None, told.read_text()
                with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                    break
                time.sleep(0.05)
            yield
        finally:
            process.terminate()


def changed(configuration: str, changes: dict[str, str]) -> str:
    """The guide's configuration with what is ours in the place of what is the reader's."""
    for theirs, here in changes.items():
        assert theirs in configuration
        configuration = configuration.replace(theirs, here)
    return configuration


def certify(folder: Path) -> tuple[Path, Path]:
    """A certificate for one day, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "rugwijzer.example")])
    here = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(here, critical=False)
        .sign(key, hashes.SHA256())
    )
    pem, private = folder / "site.pem", folder / "site.key"
    pem.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return pem, private


def fence(kind: str, number: int = 0) -> str:
    """The fenced block of a kind in docs/proxy.md."""
    page = (ROOT / "docs" / "proxy.md").read_text(encoding="utf-8")
    return re.findall(rf"```{kind}\n(.*?)```", page, re.DOTALL)[number]


class Answer(NamedTuple):
    """What came back: no redirect is followed."""

    status: int
    text: str
    headers: Message


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


def call(url: str, data: bytes | None = None, **headers: str) -> Answer:
    """What is at `url`, whatever certificate it has; `_` in a header's name is a hyphen."""
    context = ssl._create_unverified_context()
    opener = urllib.request.build_opener(_Stay, urllib.request.HTTPSHandler(context=context))
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        with opener.open(urllib.request.Request(url, data, named), timeout=10) as response:
            return Answer(
                response.status, response.read().decode("utf-8", "replace"), response.headers
            )
    except urllib.error.HTTPError as error:
        return Answer(error.code, error.read().decode("utf-8", "replace"), error.headers)


def get(url: str, data: bytes | None = None) -> tuple[int, str]:
    """Status and text of what is at `url`; data is sent as JSON."""
    answer = call(url, data, **({"Content_Type": "application/json"} if data else {}))
    return answer.status, answer.text


def log_in(root: str, secret: str = SECRET, **headers: str) -> Answer:
    """The answer to the form of the login page, as a browser sends it."""
    form = urllib.parse.urlencode({"secret": secret}).encode()
    return call(f"{root}/login", form, **{"Origin": root, **headers})
