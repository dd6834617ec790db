"""Kills of every command that writes: what stands afterwards is the old or the new, whole.

Each command runs in a process of its own that writes slowly (`PAUSE` before every step, half of a
file at a time), so that a kill at any moment of the writing meets it in the middle of something.
What takes long before a command writes (learning, unrolling the dialogue, a recogniser) is short
here, and `phone listen` does not serve what it has made. `audio fetch-voice` is not among them: it
needs a network.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import re
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from unittest import mock

from skill.channels import Runtime, open_runtime
from skill.cli import main, parser
from skill.cli.phone_export import EXPORTS
from skill.editorial import read_content
from skill.exports.keys import PhoneLine
from skill.leaflet import LEAFLET_FILE, script
from skill.manifest import Clip, Entry, Manifest, read_manifest
from skill.settings import Settings
from skill.studio import build, manifest_writer
from skill.studio.telephone import SOUNDS_FILE
from skill.understanding import MODEL_FILE

CONTENT = Path(__file__).resolve().parents[1] / "examples" / "voeten"
PAUSE = 0.005
"""Seconds before each step of a writer."""
OLD = b"van vroeger\n"
"""What a command that reads nothing of it finds in its place."""
LITTER = re.compile(r"(^|/)\.[^/]+\.\d+\.(part|before)(/|$)")
STEPS = ("mkdir", "rename", "replace", "hardlink_to", "unlink", "rmdir")
"""Methods of a path, besides `write_bytes`, that change what stands."""

Files = dict[str, bytes]
"""Path under the place -> bytes."""


@dataclass(frozen=True, slots=True)
class Writer:
    """One command: its words, and where it writes (under the place)."""

    words: tuple[str, ...]
    writes: tuple[str, ...]
    """Files, or folders: `wav/` is of one time as a whole, of `dist` each file is."""
    before: Files = field(default_factory=dict)
    """What is in those places first, besides what the place has."""
    ends: int = 0
    """Its exit code when nothing kills it."""


def writers(place: Path, code: str) -> dict[str, Writer]:
    """By name. `code` is of a text that waits for approval."""
    ids = list(read_manifest(place / "audio").clips)[:2]
    at = {name: str(place / name) for name in ("audio", "other", "dist")}

    def out(name: str, *words: str) -> Writer:
        return Writer((*words, "--out", str(place / name)), (name,), {name: OLD})

    compiled, model = (f"content/{name.as_posix()}" for name in (LEAFLET_FILE, MODEL_FILE))
    package = dict.fromkeys(("dist/privacy.html", "dist/skill-package/skill.json"), OLD)
    exports = {}
    for name, kind in EXPORTS.items():
        before = (f"{name}/{kind.files[0]}", f"{name}/{kind.folder}/{SOUNDS_FILE}")
        words = ("phone", "export", name, "--concept", "--jobs", "1", "--out", str(place / name))
        exports[f"phone export {name}"] = Writer(words, (f"{name}/",), dict.fromkeys(before, OLD))
    approve = ("signoff", "approve", "--date", "2026-01-05", "--role")
    return {
        "compile": Writer(("compile",), (compiled,), {compiled: OLD}),
        "learn": Writer(("learn",), (model,), {model: OLD}),
        "audio build": Writer(
            ("audio", "build", "--engine", "espeak", "--jobs", "1", "--only", *ids), ("audio",)
        ),
        "audio listen": Writer(("audio", "listen", "--only", *ids), ("audio",), ends=1),
        "audio say": out("zeg.wav", "audio", "say", "Dag.", "--engine", "espeak"),
        "audio page": out("paren.html", "audio", "page", at["audio"], at["other"]),
        "alexa package": Writer(
            ("alexa", "package", "--concept", "--out", at["dist"]), ("dist",), package
        ),
        "lambda build": out("lambda.zip", "lambda", "build", "--concept"),
        "phone card": out("kaart.html", "phone", "card"),
        **exports,
        "phone listen": Writer(
            ("phone", "listen", "--jobs", "1", "--sounds", str(place / "sounds")),
            ("sounds",),
            {f"sounds/{SOUNDS_FILE}": OLD, f"sounds/pcm/normal/{ids[0]}.wav": OLD},
        ),
        "signoff sheet": out("blad.html", "signoff", "sheet"),
        "signoff approve": Writer(
            (*approve, "medisch eindverantwoordelijke", code), ("content/signoff.yaml",)
        ),
    }


def prepare(place: Path) -> str:
    """A small leaflet, compiled and learned, with one clip for all its lines; gives a code of a
    text that waits for approval."""
    shutil.copytree(CONTENT, place / "content", ignore=shutil.ignore_patterns("compiled"))
    with _settings(place), (place / "told").open("w") as told, mock.patch("sys.stdout", told):
        for command in ("compile", "learn"):
            if main([command]) != 0:
                raise AssertionError(f"`{command}` refuses {CONTENT}")
        main(["signoff", "status"])
    lines = list(script(read_content(place / "content")[0].leaflet).values())
    for name in ("audio", "other"):
        build(lines[:1], {}, place / name, engine="silent", jobs=1, progress=lambda _: None)
        (clip,) = [entry.normal for entry in read_manifest(place / name).clips.values()]
        if name == "other":
            clip = Clip(**(asdict(clip) | {"sha256": "0" * 64}))
        entries = {line.id: Entry(line.text, line.text, clip, clip) for line in lines}
        manifest_writer.write(place / name, Manifest("espeak 1.52 nl", entries), {})
    (place / "model").write_bytes((place / "content" / MODEL_FILE).read_bytes())
    codes = re.findall(r"^  (\S+)  \(medisch", (place / "told").read_text("utf-8"), re.MULTILINE)
    return str(codes[0])


@contextlib.contextmanager
def _settings(place: Path) -> Iterator[None]:
    folders = {"CONTENT_DIR": place / "content", "AUDIO_DIR": place / "audio"}
    with mock.patch.dict(os.environ, {name: str(path) for name, path in folders.items()}):
        yield


def _child(words: tuple[str, ...], place: Path, steps: Connection) -> None:
    """The command in a process of its own, writing slowly."""
    sys.stdout = sys.stderr = (place / "told").open("w")
    lines = script(read_content(place / "content")[0].leaflet)
    sounds = {f"normal/{name}": (name, False) for name in list(lines)[:4]}
    exports = {}
    for name, kind in EXPORTS.items():
        files = dict.fromkeys(kind.files, b"x" * 5000)
        unrolled = PhoneLine(sounds, lambda _, files=files: files, "a line")
        exports[name] = replace(kind, line=lambda *_, unrolled=unrolled, **__: unrolled)
    model = json.loads((place / "model").read_text(encoding="utf-8"))
    deaf = mock.Mock(**{"hear.return_value": "niets"})
    deaf.name = "deaf"
    with (
        _settings(place),
        mock.patch("skill.cli.content.learn", return_value=model),
        mock.patch("skill.cli.phone_export.EXPORTS", exports),
        mock.patch("skill.studio.recogniser.recogniser", return_value=deaf),
        mock.patch("skill.cli.phone_listen.ear", return_value=deaf),
        mock.patch("skill.cli.phone_listen.open_runtime", _short),
        mock.patch("skill.cli.phone_listen.serve_at"),
    ):
        _write_slowly(steps)
        sys.exit(main(words))


def _short(settings: Settings) -> Runtime:
    """What runs, with four lines."""
    runtime = open_runtime(settings)
    return replace(runtime, lines=dict(sorted(runtime.lines.items())[:4]))


def _write_slowly(steps: Connection) -> None:
    """Tells of each step before it is taken."""

    def wait() -> None:
        steps.send(True)
        time.sleep(PAUSE)

    def slow(step: Callable[..., Any]) -> Callable[..., Any]:
        def slowed(*given: Any, **more: Any) -> Any:
            wait()
            return step(*given, **more)

        return slowed

    def write(path: Path, data: bytes) -> int:
        with path.open("wb", buffering=0) as file:
            for half in (data[: len(data) // 2], data[len(data) // 2 :]):
                wait()
                file.write(half)
        return len(data)

    for name in STEPS:
        setattr(Path, name, slow(getattr(Path, name)))
    Path.write_bytes = write  # type: ignore[method-assign, assignment]


def run(writer: Writer, place: Path, step: int = 0, pause: float = 0.0) -> int:
    """Runs a command and gives its number of steps; it is killed `pause` seconds after `step`."""
    steps, theirs = get_context("fork").Pipe(duplex=False)
    child = get_context("fork").Process(target=_child, args=(writer.words, place, theirs))
    child.start()
    theirs.close()
    taken = 0
    with contextlib.suppress(EOFError):
        while steps.recv():
            taken += 1
            if taken == step:
                time.sleep(pause)
                child.kill()
                break
    child.join()
    steps.close()
    if not step and child.exitcode != writer.ends:
        raise AssertionError(f"{writer.words}: {(place / 'told').read_text(encoding='utf-8')}")
    return taken


def _files(place: Path, writes: tuple[str, ...]) -> Files:
    """What stands where a command writes; a folder with what is beside it, for the litter."""
    found: Files = {}
    for name in writes:
        folder = (place / name.rstrip("/")).parent if not (place / name).is_dir() else place / name
        paths = [*folder.rglob("*"), *(place / name.rstrip("/")).parent.glob(".*/**/*")]
        for path in (one for one in paths if one.is_file()):
            found[path.relative_to(place).as_posix()] = path.read_bytes()
    return {
        name: data for name, data in found.items() if LITTER.search(name) or name.startswith(writes)
    }


def visible(files: Mapping[str, bytes]) -> Files:
    """Without what a killed writer left."""
    return {name: data for name, data in files.items() if not LITTER.search(name)}


def whole(found: Files, old: Files, new: Files, writes: tuple[str, ...]) -> bool:
    """Whether what stands is of one time: each file of most commands, a folder as a whole."""
    seen = visible(found)
    if writes[0].endswith("/"):
        aside = any(".before/" in name for name in found)
        return seen in (old, new) or (not seen and aside)
    each = all(data in (old.get(name), new.get(name)) for name, data in seen.items())
    return each and set(old) <= set(seen)


def killed(place: Path, writer: Writer, chance: random.Random, count: int) -> int:
    """How often a command that was killed left something that is neither old nor new; or what it
    left was still there after it ran to its end."""
    _restore(place, writer.before, {})
    old = visible(_files(place, writer.writes))
    steps = run(writer, place)
    new = visible(_files(place, writer.writes))
    failed = 0
    for _ in range(count):
        _restore(place, old, _files(place, writer.writes))
        run(writer, place, chance.randint(1, steps), chance.uniform(0, 2 * PAUSE))
        failed += not whole(_files(place, writer.writes), old, new, writer.writes)
    _restore(place, old, _files(place, writer.writes))
    run(writer, place)
    return failed + (_files(place, writer.writes) != new)


def _restore(place: Path, old: Files, found: Files) -> None:
    """The old again, beside what was left half."""
    for name in visible(found).keys() - old.keys():
        (place / name).unlink()
    for name, data in old.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(data)


def kills_of_commands(place: Path, count: int) -> dict[str, tuple[int, int]]:
    """Every command killed so often: by name its tries and failures."""
    chance = random.Random(2)
    parser()  # all that a command needs, loaded once and not in each process
    code = prepare(place)
    found = {}
    for name, writer in writers(place, code).items():
        found[f"kills of {name}"] = count, killed(place, writer, chance, count)
    return found
