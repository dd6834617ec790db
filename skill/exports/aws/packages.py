"""The pinned packages as files, taken from the environment that this program runs in.

Not downloaded anew: the environment holds the very files that the tests ran with, a build needs no
network, and no code of another is run while building. Each file is checked against the SHA-256
that pip wrote in the package's RECORD
(https://packaging.python.org/en/latest/specifications/recording-installed-packages/), so what was
edited after installing is refused. Compiled extensions are left out where plain Python stands
beside them, because they are made for this machine and not for Lambda's.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, PackagePath, distribution
from pathlib import Path

from skill.errors import ContentError, Finding

_PIN = re.compile(r"(?P<name>[A-Za-z0-9._-]+)==(?P<version>\S+)")
_EXTENSION = (".so", ".pyd", ".dylib")
_KEPT_FACTS = re.compile(r"\.dist-info/(METADATA|licen[cs]es?/.*|LICEN[CS]E.*|NOTICE.*|COPYING.*)$")
"""What ships of a package's facts: its name and its licence. The rest differs by machine."""


@dataclass(frozen=True, slots=True)
class Pin:
    """One line of a requirements file."""

    name: str
    version: str
    where: str
    """The file's name, for findings."""
    line: int

    def refused(self, what: str) -> ContentError:
        """The error that says what is wrong with this package."""
        fix = "run `python -m pip install -r requirements.txt`"
        return ContentError([Finding(self.where, self.line, f"{self.name} {what}", fix)])


def read_pins(path: Path) -> list[Pin]:
    """The pins of a requirements file. Raises ContentError for a line that is not one."""
    where = f"{path.parent.name}/{path.name}"
    pins = []
    for number, row in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        text = row.partition("#")[0].strip()
        if not text:
            continue
        found = _PIN.fullmatch(text)
        if not found:
            raise ContentError([Finding(where, number, f"{text!r} is not name==version")])
        pins.append(Pin(found["name"], found["version"], where, number))
    return pins


def package_files(pin: Pin) -> Iterator[tuple[str, bytes]]:
    """Path in the zip and bytes of each file that ships of a package.

    Raises ContentError when the package is not installed in this version, was changed after it
    was installed, or needs a compiled extension.
    """
    try:
        found = distribution(pin.name)
    except PackageNotFoundError as error:
        raise pin.refused("is not installed") from error
    if found.version != pin.version:
        raise pin.refused(f"{pin.version} is wanted, {found.version} is installed")
    files = found.files or []
    names = {file.as_posix() for file in files}
    if not names:
        raise pin.refused("does not list its files")
    for file in files:
        name = file.as_posix()
        if name.endswith(_EXTENSION):
            _check_pure(pin, name, names)
        elif _ships(name):
            yield name, _bytes(pin, found, file)


def _ships(name: str) -> bool:
    parts = name.split("/")
    if ".." in parts or "__pycache__" in parts:
        return False
    return ".dist-info" not in name or bool(_KEPT_FACTS.search(name))


def _check_pure(pin: Pin, name: str, names: set[str]) -> None:
    """mypyc's own module holds the compiled bodies of the others and is imported by them only."""
    module = name.partition(".")[0]
    if f"{module}.py" not in names and not module.endswith("__mypyc"):
        raise pin.refused(f"needs {name}, which is made for this machine only")


def _bytes(pin: Pin, package: Distribution, file: PackagePath) -> bytes:
    try:
        content = Path(str(package.locate_file(file))).read_bytes()
    except OSError as error:
        raise pin.refused(f"lacks {file}: {error.strerror}") from error
    if file.hash is None or file.hash.mode != "sha256":
        raise pin.refused(f"has no SHA-256 for {file}")
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
    if digest != file.hash.value:
        raise pin.refused(f"was changed after it was installed: {file}")
    return content
