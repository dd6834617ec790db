"""What the server's tests share: a runtime without a model, its client, and a server that runs."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from caller import voiced_runtime
from flask.testing import FlaskClient
from server_stand_in import make_runtime

from skill.channels import Runtime
from skill.server import create_app
from skill.settings import read_settings
from skill.understanding import Hear, read_ear


@pytest.fixture(scope="session")
def real_ear() -> Hear:
    """The ear that is shipped, for conversations that a fake one would only pretend."""
    return read_ear(read_settings({}).content_dir)


@pytest.fixture
def runtime(tmp_path: Path) -> Runtime:
    """The real leaflet, a fake ear, three lines with silent clips."""
    return make_runtime(tmp_path)


@pytest.fixture
def client(runtime: Runtime) -> FlaskClient:
    """A client on this machine: it calls from 127.0.0.1 and names localhost."""
    return create_app(runtime.settings, runtime).test_client()


@pytest.fixture(scope="session")
def clips(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for the clips of telephone calls."""
    return tmp_path_factory.mktemp("clips")


@pytest.fixture(scope="session")
def voiced(clips: Path) -> Runtime:
    """The real leaflet, every line with a clip; the ear is a fake, and no provider signs."""
    return voiced_runtime(clips)


@pytest.fixture(scope="session")
def simulator(voiced: Runtime) -> FlaskClient:
    """A client on this machine, of a server without a secret of any provider."""
    return create_app(voiced.settings, voiced).test_client()


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The address of a server in a process of its own, and the file with all that it prints."""
    folder = tmp_path_factory.mktemp("running")
    printed = folder / "printed.txt"
    program = Path(__file__).with_name("server_stand_in.py")
    with (
        printed.open("wb") as out,
        subprocess.Popen(
            [sys.executable, "-W", "error", str(program), str(folder)],
            stdout=subprocess.PIPE,
            stderr=out,
            text=True,
        ) as process,
    ):
        assert process.stdout is not None
        line = process.stdout.readline()
        try:
            assert line.startswith("Rugwijzer: http://127.0.0.1:"), printed.read_text()
            yield line.split()[1], printed
        finally:
            process.terminate()
            process.wait(timeout=10)
