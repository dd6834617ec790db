"""docs/http.md against the application."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator

import pytest
from docs_pages import ROOT, page
from flask import abort
from http_examples import answer, examples, settled, with_clips
from waitress import utilities

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


def test_what_the_server_refuses_before_the_application_sees_it_has_a_code() -> None:
    kinds = [kind for kind in vars(utilities).values() if isinstance(kind, type)]
    statuses = {kind.code for kind in kinds if issubclass(kind, utilities.Error) and kind.code}

    assert {400, 413, 431} <= statuses <= set(REFUSALS)


@pytest.mark.parametrize("status", [*REFUSALS, 402, 408, 414, 418, 422, 429, 502, 503, 505])
def test_no_answer_has_a_status_and_a_code_that_are_not_in_the_table(
    voeten: Runtime, status: int
) -> None:
    app = create_app(voeten.settings, voeten)
    app.add_url_rule("/breekt", view_func=lambda: abort(status))
    answer = app.test_client().get("/breekt")

    assert (answer.get_json()["error"]["code"], answer.status_code) in set(raised())


CONDITIONS = ("If-Match", "If-None-Match", "If-Range", "If-Modified-Since", "If-Unmodified-Since")


@pytest.mark.parametrize("path", ["CLIP", "/audio/nergens.mp3", "/pages/house.css", "/health", "/"])
@pytest.mark.parametrize(
    "wish", ["", "*", '"another"', "Wed, 21 Oct 2015 07:28:00 GMT", "bytes=9-0"]
)
def test_no_status_is_answered_that_the_page_does_not_name(
    voeten: Runtime, path: str, wish: str
) -> None:
    known = set(map(int, re.findall(r"\b[2-5]\d\d\b", PAGE))) | {200}
    runtime = with_clips(voeten)
    client = create_app(voeten.settings, runtime).test_client()
    clip = next(iter(runtime.manifest.clips.values())).normal
    for name in (*CONDITIONS, "Range", "Accept", "Accept-Encoding", "Expect"):
        for method in ("GET", "HEAD", "POST", "OPTIONS"):
            answer = client.open(
                path.replace("CLIP", f"/audio/{clip.file}"), method=method, headers={name: wish}
            )
            assert answer.status_code in known, (method, name)
            if answer.status_code >= 400 and method != "HEAD":
                assert answer.get_json()["error"]["code"], (method, name)
