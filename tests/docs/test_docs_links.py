"""Every guide: its links lead somewhere, and its commands are commands."""

from __future__ import annotations

import re
import shlex

import pytest
from docs_pages import DOCS, ROOT, anchors, fences, links, names, page

from skill.cli import parser

GUIDES = {
    "audio.md",
    "commands.md",
    "house.md",
    "http.md",
    "redactie.md",
    "settings.md",
    "understanding.md",
    "veiligheid.md",
}


def test_the_guides_are_there() -> None:
    assert set(names()) >= GUIDES


@pytest.mark.parametrize("name", names())
def test_relative_links_resolve(name: str) -> None:
    wrong = []
    for target in links(page(name)):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        found = ((DOCS / name).parent / path).resolve() if path else DOCS / name
        there = found.exists() and found.is_relative_to(ROOT)
        if not there or (anchor and anchor not in anchors(found.read_text(encoding="utf-8"))):
            wrong.append(target)
    assert not wrong


def _commands(text: str) -> list[str]:
    rows = []
    for kind, block in fences(text):
        if kind == "console":
            joined = block.replace("\\\n", " ")
            rows += [row.removeprefix("$ ") for row in joined.splitlines()]
    return [row for row in rows if "python -m skill" in row]


@pytest.mark.parametrize("name", names())
def test_console_commands_parse(name: str) -> None:
    refused = []
    for row in _commands(page(name)):
        call = row[row.index("python -m skill") + len("python -m skill") :]
        try:
            parser().parse_args(shlex.split(re.split(r"\s[|<>]|\s#", call)[0]))
        except SystemExit as left:
            if left.code != 0:  # --help and --version leave with 0
                refused.append(row)
    assert not refused


def test_there_are_commands_to_try() -> None:
    assert len(_commands(page("commands.md"))) >= 10


@pytest.mark.parametrize("name", names())
def test_files_named_in_backticks_exist(name: str) -> None:
    """`skill/...`, `content/...`, `docs/...`, `tests/...` or `examples/...` is a file or folder."""
    rooms = r"skill|docs|tests|examples|lambda|content"
    paths = re.findall(rf"`((?:{rooms})/[\w./-]*[\w/])`", page(name))
    made = ("compiled",)
    missing = [
        path
        for path in paths
        if not (ROOT / path).exists() and not any(part in made for part in path.split("/"))
    ]
    assert not missing
