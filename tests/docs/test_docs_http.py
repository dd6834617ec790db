"""docs/http.md against the application."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator

import pytest
from docs_pages import ROOT, page
from flask import abort
from http_examples import answer, examples, settled

from skill.channels import Runtime
from skill.errors import Unverified
from skill.server import create_app
from skill.server.refusals import REFUSALS

PAGE = page("http.md")


def test_every_route_is_described(voeten: Runtime) -> None:
    for rule in create_app(voeten.settings, voeten).url_map.iter_rules():
        for method in rule.methods & {"GET", "POST", "PUT", "DELETE"}:
            assert f"`{method} {rule.rule}`" in PAGE


def test_no_route_is_described_that_is_gone(voeten: Runtime) -> None:
    rules = {rule.rule for rule in create_app(voeten.settings, voeten).url_map.iter_rules()}
    assert set(re.findall(r"^\| `(?:GET|POST) (\S+)` \|", PAGE, re.MULTILINE)) == rules


@pytest.mark.parametrize("example", examples(PAGE), ids=lambda one: one["path"])
def test_examples_are_what_the_application_answers(example: re.Match[str], voeten: Runtime) -> None:
    """After a change of the conversation: see http_examples.py for the command that mends it."""
    assert settled(answer(voeten, example)) == json.loads(example["answer"])


def test_every_key_of_an_answer_is_described(voeten: Runtime) -> None:
    turns = [answer(voeten, one) for one in examples(PAGE) if one["path"] == "/api/turn"]
    keys = {key for one in turns if "outcome" in one for key in one}
    assert len(keys) > 10
    table = PAGE.partition("| `outcome` |")[2].partition("\n\n")[0]
    assert not [key for key in sorted(keys - {"outcome"}) if f"`{key}`" not in table]


def test_there_are_examples() -> None:
    assert len(examples(PAGE)) >= 6


def raised() -> Iterator[tuple[str, int]]:
    """Every code that the program can give, with its status: found in the program itself."""
    yield from ((code, status) for status, (code, _) in REFUSALS.items())
    unverified = Unverified("headers")
    yield unverified.code, unverified.status
    for path in ROOT.glob("skill/**/*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "BadRequest":
                code, _, *status = node.args
                yield ast.literal_eval(code), ast.literal_eval(status[0]) if status else 400


def test_every_error_code_is_described_and_none_that_nothing_raises() -> None:
    table = PAGE.partition("| code | status |")[2]
    described = re.findall(r"^\| `(\w+)` \| (\d+) \|", table, re.MULTILINE)

    assert len(described) == len({code for code, _ in described})
    assert {(code, int(status)) for code, status in described} == set(raised())


def test_every_code_in_the_text_is_in_the_table() -> None:
    named = set(re.findall(r"\(\d{3} `(\w+)`\)", PAGE))

    assert named <= {code for code, _ in raised()}


@pytest.mark.parametrize("status", [*REFUSALS, 402, 408, 414, 418, 422, 429, 502, 503, 505])
def test_no_answer_has_a_status_and_a_code_that_are_not_in_the_table(
    voeten: Runtime, status: int
) -> None:
    app = create_app(voeten.settings, voeten)
    app.add_url_rule("/breekt", view_func=lambda: abort(status))
    answer = app.test_client().get("/breekt")

    assert (answer.get_json()["error"]["code"], answer.status_code) in set(raised())
