"""The exit codes of docs/commands.md against the command line, both ways."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest
from docs_pages import ROOT, page, sections

from skill.cli import Exit

PAGE = page("commands.md")


def given() -> Iterator[int]:
    """Every number with which a command ends: in the program, and argparse's own."""
    yield 2
    for path in (ROOT / "skill" / "cli").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and "argparse.Namespace" in ast.unparse(node.args):
                yield from ends(node)
            elif isinstance(node, ast.Attribute) and ast.unparse(node.value) == "Exit":
                yield Exit[node.attr]


def ends(node: ast.AST) -> Iterator[int]:
    """What the function of a command returns; functions inside it are not the command."""
    for inside in ast.iter_child_nodes(node):
        if isinstance(inside, ast.Return) and inside.value is not None:
            value = inside.value
            for one in (value.body, value.orelse) if isinstance(value, ast.IfExp) else (value,):
                yield ast.literal_eval(one)
        elif not isinstance(inside, ast.FunctionDef):
            yield from ends(inside)


def test_the_table_holds_the_exit_codes_and_no_other() -> None:
    table = re.findall(r"^\| (\d+) \| \S", sections(PAGE)["Before all"], re.MULTILINE)

    assert sorted(map(int, table)) == sorted(Exit)
    assert set(given()) == set(Exit)


@pytest.mark.parametrize("name", [one for one in sections(PAGE) if "Exit" in sections(PAGE)[one]])
def test_a_command_names_no_exit_code_that_is_not_in_the_table(name: str) -> None:
    told = sections(PAGE)[name].partition("Exit")[2].partition("\n\n")[0]
    codes = re.findall(r"(?:: |; |, |and |gives |at once: |\()(\d+)(?= |,|;|\.|\)|$)", told)

    assert set(map(int, codes)) <= set(Exit)
