"""docs/commands.md against the command line itself."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator

import pytest
from docs_pages import fences, page, sections

from skill import labels
from skill.channels import Runtime
from skill.cli import parser
from skill.cli.talk import understood
from skill.training.conversations import _SHAPES, CHANNELS, read_conversations
from skill.training.evaluate import read_labelled

PAGE = page("commands.md")


def _leaves(
    tree: argparse.ArgumentParser, path: tuple[str, ...] = ()
) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    inner = [a for a in tree._actions if isinstance(a, argparse._SubParsersAction)]
    if not inner:
        yield " ".join(path), tree
    for action in inner:
        for name, child in action.choices.items():
            yield from _leaves(child, (*path, name))


COMMANDS = dict(_leaves(parser()))


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_a_section_with_an_example_and_exit_codes(name: str) -> None:
    section = sections(PAGE)[name]
    examples = [text for kind, text in fences(section) if kind == "console"]
    assert any(f"python -m skill {name}" in text for text in examples)
    assert "Exit" in section


@pytest.mark.parametrize("name", COMMANDS)
def test_each_option_is_named(name: str) -> None:
    section = sections(PAGE)[name]
    for action in COMMANDS[name]._actions:
        if isinstance(action, argparse._HelpAction):
            continue
        spelled = action.option_strings or [str(action.metavar or action.dest)]
        assert any(f"`{one}" in section for one in spelled), f"{name}: {spelled}"
        for choice in action.choices or ():
            assert f"`{choice}`" in section, f"{name} {spelled}: {choice}"


def test_no_section_is_about_a_command_that_is_gone() -> None:
    others = {"Before all", "Labels", "A labelled question", "A conversation"}
    assert set(sections(PAGE)) == set(COMMANDS) | others


def test_the_line_of_ask_json_has_the_shape_that_is_shown(voeten: Runtime) -> None:
    lines = [json.loads(text) for kind, text in fences(sections(PAGE)["ask"]) if kind == "json"]
    assert lines
    for line in lines:
        answer = understood(voeten, line["text"])
        assert list(answer) == list(line)
        assert answer["label"] == line["label"]
        assert answer["outcome"] == line["outcome"]


def test_the_labelled_question_that_is_shown_can_be_read(tmp_path) -> None:
    blocks = [text for kind, text in fences(sections(PAGE)["A labelled question"]) if kind]
    path = tmp_path / "questions.jsonl"
    path.write_text("".join(blocks), encoding="utf-8")
    assert len(read_labelled([path])) == sum(len(text.splitlines()) for text in blocks) > 0


def test_the_conversation_that_is_shown_can_be_read_and_names_all_that_may_hold(tmp_path) -> None:
    section = sections(PAGE)["A conversation"]
    blocks = [text for kind, text in fences(section) if kind]
    path = tmp_path / "talks.jsonl"
    path.write_text("".join(blocks), encoding="utf-8")
    assert len(read_conversations([path])) == sum(len(text.splitlines()) for text in blocks) > 0
    assert not [name for name in [*_SHAPES, *CHANNELS] if f"`{name}`" not in section]


@pytest.mark.parametrize("word", [*labels.CONTROLS, *labels.LEVELS, *labels.OUTCOMES])
def test_every_control_level_and_outcome_is_named(word: str) -> None:
    assert f"`{word}`" in PAGE
