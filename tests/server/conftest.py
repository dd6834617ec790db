"""What the server's tests share: a runtime without a model, its client, and a server that runs."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from caller import voiced_runtime
from flask.testing import FlaskClient
from review_desk import Desk, desk
from server_stand_in import make_runtime

from skill.channels import Runtime
from skill.server import create_app
from skill.settings import read_settings
from skill.understanding import Hear, read_ear
from tests.browser import served
from tests.shipped import ROOT


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


@pytest.fixture
def plants(small: Path, hummed_plants: Path, tmp_path: Path) -> Desk:
    """A desk with the small folder, every line with both its clips."""
    return desk(small, Path(shutil.copytree(hummed_plants, tmp_path / "audio")))


def _copied(folder: Path) -> Desk:
    """A desk with a copy of the content that is shipped, and its manifest without the sounds."""
    ignore = shutil.ignore_patterns("compiled")
    content = Path(shutil.copytree(ROOT / "content", folder / "content", ignore=ignore))
    audio = folder / "audio"
    audio.mkdir()
    for name in ("manifest.json", "accepted.tsv", "misheard.tsv"):
        if (ROOT / "audio" / name).exists():
            shutil.copy(ROOT / "audio" / name, audio / name)
    return desk(content, audio)


@pytest.fixture(scope="session")
def backs(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk with the content that is shipped, for who only looks."""
    return _copied(tmp_path_factory.mktemp("backs"))


@pytest.fixture
def own_backs(tmp_path: Path) -> Desk:
    """A desk with the content that is shipped, for who writes."""
    return _copied(tmp_path)


@pytest.fixture
def address(backs: Desk) -> Iterator[str]:
    with served(backs.app) as where:
        yield f"{where}/review"


@pytest.fixture
def own_address(own_backs: Desk) -> Iterator[str]:
    with served(own_backs.app) as where:
        yield f"{where}/review"


@pytest.fixture
def garden(plants: Desk) -> Iterator[str]:
    """The small folder, of which every line has its clips."""
    with served(plants.app) as where:
        yield f"{where}/review"
