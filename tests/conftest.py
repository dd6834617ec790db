"""What every room's tests share: the leaflet, a small content folder, a fake ear.

The small folder is about house plants: nothing in the program may know that content is about backs.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from skill.channels import Runtime
from skill.editorial import Content, compile_content, read_content, read_words
from skill.leaflet import Leaflet, script
from skill.manifest import Clip, Entry, Manifest
from skill.settings import Settings
from skill.training import Question, dump_model, learn, read_questions
from skill.understanding import MODEL_FILE, Understanding
from tests import shipped
from tests.browser import opened, started

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SMALL = Path(__file__).with_name("small_content")

Raw = dict[str, Any]
MakeRuntime = Callable[..., Runtime]
Once = Callable[[str, Callable[[Path], None]], Path]
OpenPage = Callable[..., "Page"]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser that Playwright works.

    One for each module: while Playwright runs, nothing else in its thread can use asyncio.
    """
    with started() as browser:
        yield browser


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[OpenPage]:
    """`open_page(width=320)`: a page of its own, closed when the test has ended."""
    with ExitStack() as pages:
        yield lambda **options: pages.enter_context(opened(chromium, **options))


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A page, 1280 px wide."""
    return open_page()


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """`once(name, make)`: a folder that the first test process which needs it has made."""
    shared = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent

    def folder(name: str, make: Callable[[Path], None]) -> Path:
        wanted = shared / name
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not wanted.exists():
                begun = shared / f"{name}.begun"
                shutil.rmtree(begun, ignore_errors=True)
                begun.mkdir()
                make(begun)
                begun.rename(wanted)
        return wanted

    return folder


EXPORT = ("-m", "skill", "phone", "export", "asterisk", "--out", "dist/asterisk", "--concept")


@pytest.fixture(scope="session")
def phone_line(once: Once) -> Path:
    """What the README's command for a telephone exchange (EXPORT) gives of the shipped leaflet.

    It takes forty seconds of processor time, so whoever needs a line takes it from here.
    """

    def make(folder: Path) -> None:
        done = subprocess.run(
            [sys.executable, *EXPORT],
            cwd=folder,
            env=os.environ | {"PYTHONPATH": str(shipped.ROOT)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{done.stdout[-500:]}{done.stderr[-2000:]}"

    return once("export", make) / "dist" / "asterisk"


@pytest.fixture(scope="session")
def real_content() -> Content:
    """The content that is shipped, as the editors' files have it now."""
    return shipped.content()


@pytest.fixture(scope="session")
def leaflet() -> Leaflet:
    """The real leaflet as it is when all its texts were approved, whether they are today or not."""
    return shipped.leaflet()


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A copy of the small content folder, to be changed at will."""
    return Path(shutil.copytree(SMALL, tmp_path / "plant"))


@pytest.fixture(scope="session")
def hummed_plants(once: Once) -> Path:
    """A clip for every line of the small folder, hummed by the test engine; to be copied."""

    def make(folder: Path) -> None:
        from skill.studio import build

        content, _ = read_content(SMALL)
        lines = script(content.leaflet).values()
        build(lines, content.lexicon, folder, engine="silent", jobs=1, progress=lambda _: None)

    return once("hummed-plants", make)


@pytest.fixture(scope="session")
def small_material() -> tuple[list[Question], Raw]:
    """Questions and words of the small folder."""
    content, _ = read_content(SMALL)
    leaflet = content.leaflet
    words, wrong_words = read_words(
        SMALL, alarms=leaflet.alarms, subjects=leaflet.subjects, passages=leaflet.passages
    )
    questions, wrong_questions = read_questions(SMALL)
    assert (wrong_words, wrong_questions) == ([], [])
    return questions, words


@pytest.fixture(scope="session")
def small_model(small_material: tuple[list[Question], Raw]) -> Raw:
    """The model of the small folder, as `learn` makes it."""
    questions, words = small_material
    leaflet = read_content(SMALL)[0].leaflet
    model: Raw = json.loads(json.dumps(learn(questions, words, leaflet)))
    return model


@pytest.fixture
def learned(small: Path, small_model: Raw) -> Path:
    """The small folder with its leaflet compiled and its model learned."""
    compile_content(small)
    (small / MODEL_FILE).write_text(dump_model(small_model), encoding="utf-8")
    return small


HEARD: Mapping[str, Understanding] = {
    "hoe til ik goed": Understanding("passage:goed-tillen", 0.8, 0.22),
    "mijn kruis voelt doof": Understanding("alarm:doof-kruis", alarm="doof-kruis"),
    "ik heb een hernia": Understanding("not_covered:hernia", 0.7),
    "wat voor weer wordt het": Understanding("out_of_scope", 0.7),
    "stoel of zitten": Understanding("clarify:draaistoel|zithouding-en-stoel", 0.2, 0.22),
    "iets met plassen": Understanding("unclear", doubtful=True),
    "herhaal": Understanding("control:repeat"),
    "langzamer": Understanding("control:slower"),
    "onderwerpen": Understanding("control:menu"),
    "stop": Understanding("control:stop"),
    "ja": Understanding("control:yes"),
    "nee": Understanding("control:no"),
}
"""All that the fake ear knows."""


def fake_ear(text: str) -> Understanding:
    """What the table says; anything else is unclear."""
    return HEARD.get(text.strip().lower().rstrip("?!."), Understanding("unclear", 0.0))


def paper_clip(line_id: str, *, slow: bool = False, seconds: float = 4.0) -> Clip:
    """A clip of which only the name and the length matter."""
    name = f"{line_id}-0a1b{'-slow' if slow else ''}.mp3"
    return Clip(name, "0" * 64, seconds * (1.25 if slow else 1), -16.0, -3.0, "test")


def paper_manifest(leaflet: Leaflet) -> Manifest:
    """A manifest in which every line has both its clips."""
    clips = {
        line.id: Entry(line.text, line.text, paper_clip(line.id), paper_clip(line.id, slow=True))
        for line in script(leaflet).values()
    }
    return Manifest("test", clips)


@pytest.fixture(scope="session")
def make_runtime(leaflet: Leaflet) -> MakeRuntime:
    """`make_runtime(hear=..., manifest=...)`: the real leaflet, and parts that the test names."""
    runtime = Runtime(leaflet, script(leaflet), fake_ear, paper_manifest(leaflet), Settings())

    def make(**parts: object) -> Runtime:
        return replace(runtime, **parts)

    return make
