"""The container: its steps carried out in an empty folder, and then run as it would be.

An image cannot be built here: a base image comes from a registry. So a clean environment stands for
the base, and everything else is what the Dockerfile says.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.browser import needed
from tests.container.dockerfile import Stage, copied, is_sent, read_dockerfile

ROOT = Path(__file__).resolve().parents[2]
IGNORED = (ROOT / ".dockerignore").read_text("utf-8")
PACKAGES, SERVER = read_dockerfile((ROOT / "Dockerfile").read_text("utf-8"))
GUIDE = (ROOT / "docs" / "container.md").read_text("utf-8")


def test_both_stages_stand_on_the_same_small_python() -> None:
    assert PACKAGES.image == SERVER.image
    assert re.fullmatch(r"python:3\.\d+-slim", SERVER.image)


def test_packages_are_checked_by_hash_and_are_those_that_run() -> None:
    installs = [step for step in PACKAGES.given("RUN") if " pip install " in step]
    assert len(installs) == 1
    assert "--require-hashes -r /build/requirements.txt" in installs[0]
    assert SERVER.given("RUN") == []


def test_the_user_is_nobody_and_named_by_number() -> None:
    (user,) = SERVER.given("USER")
    assert all(int(number) >= 1000 for number in user.split(":"))
    kinds = [kind for kind, _ in SERVER.steps]
    assert kinds.index("USER") > max(at for at, kind in enumerate(kinds) if kind == "COPY")


@pytest.mark.parametrize(
    "path",
    [
        "skill/__main__.py",
        "skill/pages/house.css",
        "content/compiled/leaflet.json",
        "content/compiled/model.json",
        "audio/manifest.json",
        "requirements.txt",
    ],
)
def test_what_runs_is_sent(path: str) -> None:
    assert (ROOT / path).is_file()
    assert is_sent(IGNORED, path)


@pytest.mark.parametrize(
    "path",
    [
        ".git/config",
        ".env",
        ".venv/bin/python",
        "skill/.env",
        "skill/__pycache__/errors.cpython-311.pyc",
        "content/questions/passage/goed-tillen.txt",
        "content/signoff.yaml",
        "audio/recordings/opname.wav",
        "tests/shipped.py",
        "voices/kokoro/model.onnx",
        "lambda/requirements.txt",
        "key.pem",
    ],
)
def test_everything_else_stays_outside(path: str) -> None:
    assert not is_sent(IGNORED, path)


@dataclass(frozen=True)
class Image:
    """A folder with what the image would have in its root, and a port."""

    root: Path
    port: int
    python: str

    def command(self, word: str) -> list[str]:
        program, *rest = SERVER.command(word)
        assert program == "python"
        return [self.python, *rest]

    def environment(self) -> dict[str, str]:
        """What ENV sets, on a port that is free here."""
        return SERVER.environment() | {"PORT": str(self.port), "PATH": os.environ["PATH"]}


@pytest.fixture(scope="module")
def image() -> Iterator[Image]:
    # pytest keeps its folders from others; in this one another user runs.
    with tempfile.TemporaryDirectory(prefix="rugwijzer-image-") as folder:
        Path(folder).chmod(0o755)
        yield from _built(Path(folder))


def _built(root: Path) -> Iterator[Image]:
    python = _packages(root)
    (home,) = SERVER.given("WORKDIR")
    for step in SERVER.given("COPY"):
        if step.startswith("--from"):
            continue
        *sources, target = step.split()
        for source in sources:
            for path in copied(ROOT, IGNORED, source):
                inside = path if target == "./" else path.replace(source, target, 1)
                place = root / home.lstrip("/") / inside
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(ROOT / path, place)
    app = root / home.lstrip("/")
    for path in (app, *app.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    yield Image(root, port, python)
    for path in (app, *app.rglob("*")):
        if path.is_dir():
            path.chmod(0o755)


def _packages(root: Path) -> str:
    """The first stage's steps, under `root`; gives its Python. Without a registry: a named skip."""
    for step in PACKAGES.given("COPY"):
        source, target = step.split()
        place = root / target.lstrip("/")
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / source, place)
    for step in PACKAGES.given("RUN"):
        here = re.sub(r"(?<=\s)/|^/", f"{root}/", step).replace("python -m venv", _base())
        # The cache of this machine spares the registry; in the image there is none to use.
        here = here.replace(" --no-cache-dir", "")
        done = subprocess.run(here, shell=True, capture_output=True, text=True, check=False)
        if done.returncode and "pip install" in step and "Connection" in done.stderr:
            needed("no package registry can be reached: the container's packages are not installed")
        assert done.returncode == 0, done.stderr
    return str(root / "opt" / "venv" / "bin" / "python")


def _base() -> str:
    """The Python that stands for the base image, and makes the environment: one that the user of
    the image can run, where this machine has it."""
    return f"{_reachable()} -m venv"


@cache
def _reachable() -> str:
    test = "import ensurepip, sys; sys.exit(sys.version_info < (3, 11))"
    for python in (sys.executable, "/usr/bin/python3", "/usr/local/bin/python3"):
        with contextlib.suppress(OSError):
            if not subprocess.run([python, "-c", test], check=False, cwd="/", **who()).returncode:
                return python
    return needed("no Python that another user may run: install python3 and python3-venv")


def who() -> dict[str, Any]:
    """The user of the image, where we may become another; else it is ourselves."""
    if os.geteuid() != 0:
        return {}
    user, group = map(int, SERVER.given("USER")[0].split(":"))
    return {"user": user, "group": group}


@contextlib.contextmanager
def running(image: Image, *more: str, **settings: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [*image.command("ENTRYPOINT"), *more],
        cwd=image.root / SERVER.given("WORKDIR")[0].lstrip("/"),
        env=image.environment() | settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        **who(),
    )
    try:
        for _ in range(300):
            if process.poll() is not None:
                pytest.fail(f"the server ended: {process.communicate()[0]}")
            if healthy(image):
                break
            time.sleep(0.1)
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)


def healthy(image: Image) -> bool:
    """What the engine would find."""
    done = subprocess.run(
        image.command("HEALTHCHECK"),
        cwd="/",
        env=image.environment(),
        capture_output=True,
        check=False,
        timeout=20,
        **who(),
    )
    return done.returncode == 0


def test_the_image_holds_what_runs_and_no_more(image: Image) -> None:
    app = image.root / "app"
    assert {path.name for path in app.iterdir()} == {
        "skill",
        "content",
        "audio",
        "LICENSE",
        "NOTICE",
    }
    assert [path.name for path in (app / "content").iterdir()] == ["compiled"]
    assert {path.suffix for path in (app / "audio").iterdir()} == {".mp3", ".json"}
    size = sum(path.stat().st_size for path in app.rglob("*") if path.is_file())
    assert size < 40_000_000
    listed = subprocess.run(
        [
            image.python,
            "-c",
            "import importlib.metadata as m; print([*m.packages_distributions()])",
        ],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "flask" in listed
    for name in ("numpy", "sklearn", "pytest", "'pip'"):
        assert name not in listed


def test_it_answers_without_writing_and_its_health_is_seen(image: Image) -> None:
    assert not healthy(image), "nothing runs yet"
    before = files(image.root / "app")
    with running(image) as process:
        assert healthy(image)
        told = get(image, "/health")
        assert (told["status"], told["clips"]["fresh"]) == ("ok", told["clips"]["total"])
        assert process.poll() is None
    assert process.returncode == 0, "SIGTERM ends it, as an engine sends it"
    assert not healthy(image)
    assert files(image.root / "app") == before


def test_the_console_is_served_where_the_loopback_is_the_machines_own(image: Image) -> None:
    """`--network host rugwijzer --host 127.0.0.1`: the last --host counts."""
    address = f"http://127.0.0.1:{image.port}/"
    with running(image, "--host", "127.0.0.1"), urllib.request.urlopen(address, timeout=10) as page:
        assert "Rugwijzer" in page.read().decode()


def test_set_up_for_the_world_it_has_no_console(image: Image) -> None:
    with running(image, PUBLIC_URL="https://rugwijzer.example"):
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"http://127.0.0.1:{image.port}/", timeout=10)
        with refused.value as answer:
            assert answer.code == 403


def test_the_page_for_patients_is_served_where_that_is_asked_for(image: Image) -> None:
    address = f"http://127.0.0.1:{image.port}/"
    variables = {"PUBLIC_URL": "https://rugwijzer.example", "TRUSTED_PROXY": "172.30.0.10"}
    with (
        running(image, "--public", **variables),
        urllib.request.urlopen(address, timeout=10) as page,
    ):
        assert "Dit is een proef." in page.read().decode()


def get(image: Image, path: str) -> dict[str, dict[str, int]]:
    with urllib.request.urlopen(f"http://127.0.0.1:{image.port}{path}", timeout=10) as answer:
        found: dict[str, dict[str, int]] = json.load(answer)
    return found


def files(folder: Path) -> dict[str, float]:
    return {str(path): path.stat().st_mtime for path in folder.rglob("*")}


def test_the_example_with_caddy_is_one_and_opens_the_server_to_caddy_alone() -> None:
    (written,) = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)
    services = yaml.safe_load(written)["services"]
    assert set(services) == {"rugwijzer", "caddy"}
    assert "ports" not in services["rugwijzer"]
    assert services["rugwijzer"]["read_only"] is True
    assert services["rugwijzer"]["environment"]["PUBLIC_URL"].startswith("https://")
    assert services["rugwijzer"]["command"] == ["--public"]
    caddy = services["caddy"]["networks"]["inside"]["ipv4_address"]
    assert services["rugwijzer"]["environment"]["TRUSTED_PROXY"] == caddy
    (caddyfile,) = re.findall(r"```text\n(.*?)```", GUIDE, re.DOTALL)
    assert "reverse_proxy rugwijzer:5000" in caddyfile
    assert "log" not in caddyfile


def test_a_dockerfile_is_read_as_an_engine_reads_it() -> None:
    text = (
        "# first\nARG A=1\nFROM base:${A} AS one\nRUN a \\\n  && b\n# no step\n"
        'FROM two\nENV A=1 B=x\nCMD ["c", "d e"]\n'
    )
    one, two = read_dockerfile(text)
    assert one == Stage("base:1", "one", [("RUN", "a  && b")])
    assert two.environment() == {"A": "1", "B": "x"}
    assert two.command("CMD") == ["c", "d e"]
