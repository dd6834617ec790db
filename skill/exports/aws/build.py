"""`lambda build`: the checkout -> a zip that Lambda runs as it is.

What is in it: `lambda_function.py`, the modules of ours that it can import, the compiled content,
the manifest of the clips (the clips themselves are fetched from a web address), and the pinned
packages. Time stamps and order are fixed: the same checkout gives the same bytes.
"""

from __future__ import annotations

import hashlib
import io
import json
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

from skill.atomic_write import write_whole
from skill.errors import ContentError, Finding
from skill.exports.aws.bytecode import compile_folder, target_python
from skill.exports.aws.modules import runtime_modules
from skill.exports.aws.packages import package_files, read_pins
from skill.leaflet import LEAFLET_FILE, as_trial, dump_leaflet, read_leaflet
from skill.manifest import MANIFEST_NAME
from skill.settings import ROOT, Settings
from skill.understanding import MODEL_FILE

MOST_BYTES = 6_000_000
"""Of the zip. Amazon takes 50 MB; what is small starts sooner."""

CONCEPT_FILE = "CONCEPT.txt"
"""Stands in a zip that was made without every approval."""

_OLDEST = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip can name."""

_COMPILED = ("lambda_function.py", "skill/", "six.py", "ask_sdk_core/", "ask_sdk_model/")
_LEFT = "ask_sdk_model/services/"
"""Modules that get bytecode: what an answer loads. The SDK's service clients are never called."""

_READABLE = 0o644 << 16
"""Lambda runs as another user than the owner of the files."""


@dataclass(frozen=True, slots=True)
class Shipped:
    """What was written."""

    path: Path
    size: int
    """Bytes."""
    files: int
    sha256: str
    bytecode: bool
    """Whether bytecode for Lambda's Python is in it."""


def build_zip(
    settings: Settings, out: Path, concept: str = "", python: str | None = None
) -> Shipped:
    """Writes the zip to `out`, whole or not at all.

    `concept` is what CONCEPT.txt says, and then the welcome says it too; without a text there is
    neither. `python` is the path of the Python that makes the bytecode, empty for none; None looks
    for one (`target_python`).

    Raises ContentError when a file is missing, a package is not as it was pinned, or the zip is
    larger than it may be.
    """
    maker = target_python() if python is None else python
    files = _ours(settings, trial=bool(concept)) | _packages(ROOT / "lambda" / "requirements.txt")
    if concept:
        files[CONCEPT_FILE] = concept.encode()
    if maker:
        files |= _bytecode(files, maker)
    whole = zipped(files)
    if len(whole) > MOST_BYTES:
        what = f"would be {len(whole)} bytes; {MOST_BYTES} is the most"
        raise ContentError([Finding(str(out), 0, what)])
    write_whole(out, whole)
    return Shipped(out, len(whole), len(files), hashlib.sha256(whole).hexdigest(), bool(maker))


def zipped(files: dict[str, bytes]) -> bytes:
    """A zip of `files` (path in the zip -> bytes), the same for the same files."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _OLDEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = _READABLE
            archive.writestr(entry, files[name], compresslevel=9)
    return whole.getvalue()


def _ours(settings: Settings, *, trial: bool) -> dict[str, bytes]:
    start = ROOT / "lambda" / "lambda_function.py"
    files = {start.name: start.read_bytes()}
    for path in runtime_modules(start, ROOT, "skill"):
        files[path.relative_to(ROOT).as_posix()] = path.read_bytes()
    for name, fix in ((LEAFLET_FILE, "compile"), (MODEL_FILE, "learn")):
        path = settings.content_dir / name
        if not path.is_file():
            finding = Finding(str(path), 0, "does not exist", f"run `python -m skill {fix}`")
            raise ContentError([finding])
        files[f"content/{name.as_posix()}"] = path.read_bytes()
    if trial:
        said = dump_leaflet(as_trial(read_leaflet(settings.content_dir)))
        files[f"content/{LEAFLET_FILE.as_posix()}"] = said.encode()
    manifest = settings.audio_dir / MANIFEST_NAME
    if manifest.is_file():
        files[f"audio/{MANIFEST_NAME}"] = _what_runs(manifest.read_bytes())
    return files


def _what_runs(manifest: bytes) -> bytes:
    """The manifest without what the workshop remembers: takes, and what a recogniser heard."""
    try:
        raw = json.loads(manifest)
        kept = {name: raw[name] for name in ("engine", "clips")}
    except (ValueError, KeyError, TypeError) as error:
        finding = Finding(f"audio/{MANIFEST_NAME}", 0, f"is not a manifest: {error}")
        raise ContentError([finding]) from error
    return json.dumps(kept, ensure_ascii=False, sort_keys=True).encode("utf-8")


def _packages(requirements: Path) -> dict[str, bytes]:
    return dict(file for pin in read_pins(requirements) for file in package_files(pin))


def _bytecode(files: dict[str, bytes], python: str) -> dict[str, bytes]:
    """`__pycache__` files of the modules that an answer loads, made in a folder of its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for inside, content in files.items():
            if inside.endswith(".py") and inside.startswith(_COMPILED) and _LEFT not in inside:
                (folder / inside).parent.mkdir(parents=True, exist_ok=True)
                (folder / inside).write_bytes(content)
        compile_folder(folder, python)
        made = sorted(folder.rglob("*.pyc"))
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in made}
