"""What the checks say of a change before it is written: the same checks as `compile` has.

The folder is read as it would be: a copy of links, with the files of the change in their place.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from skill.editorial.content import Content
from skill.editorial.read import read_content
from skill.editorial.rules import editorial_findings
from skill.editorial.written_out import written_out
from skill.errors import Finding

_READ_ALL_THE_SAME = (
    "this sentence says no statement",
    "the brackets are empty",
    "[eigen] stands alone",
    "a trace stands inside the line",
)
"""Mistakes in a passage that keep no rule from looking at the rest: who types sees all at once."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is found in a folder after a change."""

    new: tuple[Finding, ...]
    """What the change brings about; with any of these it is not written."""
    stood: tuple[Finding, ...]
    """What was wrong before it too, in the files that it changes."""
    content: Content
    """The folder as it would be; whole only where nothing is found."""
    before: Content
    """The folder as it is."""


def verdict(folder: Path, files: Mapping[str, bytes]) -> Verdict:
    """The verdict on a change: path under `folder` -> what the file would hold.

    Findings that differ in their line alone are the same finding: a line more above moves it.
    """
    content, old = checked(folder)
    with changed_folder(folder, files) as copy:
        after, found = checked(copy)
    known = Counter(map(_what, old))
    new: list[Finding] = []
    stood: list[Finding] = []
    for finding in found:
        if known[_what(finding)]:
            known[_what(finding)] -= 1
            if finding.where in {f"{folder.name}/{file}" for file in files}:
                stood.append(finding)
        else:
            new.append(finding)
    return Verdict(tuple(new), tuple(stood), after, content)


def checked(folder: Path) -> tuple[Content, list[Finding]]:
    """A folder, and all for which `compile` would refuse it."""
    content, found = read_content(folder)
    if all(one.what in _READ_ALL_THE_SAME for one in found):
        found = [*found, *editorial_findings(content), *written_out(content)]
    return content, found


def _what(finding: Finding) -> tuple[str, str, str]:
    return finding.where, finding.what, finding.fix


@contextmanager
def changed_folder(
    folder: Path, files: Mapping[str, bytes], *, questions: bool = False
) -> Iterator[Path]:
    """A folder of the same name in which these files hold something else, for as long as it takes.

    What is compiled is not in it, and neither are the questions unless they are asked for.
    """
    with tempfile.TemporaryDirectory(prefix="rugwijzer-") as place:
        copy = Path(place) / (folder.name or "content")
        left_out = ("compiled", ".*", *(() if questions else ("questions",)))
        ignored = shutil.ignore_patterns(*left_out)
        shutil.copytree(folder.resolve(), copy, copy_function=_link, ignore=ignored)
        for name, data in files.items():
            path = copy / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.unlink(missing_ok=True)  # else the file that it links to would change
            path.write_bytes(data)
        yield copy


def _link(source: str, copy: str) -> None:
    try:
        Path(copy).symlink_to(source)
    except OSError:  # where links are not allowed
        shutil.copyfile(source, copy)
