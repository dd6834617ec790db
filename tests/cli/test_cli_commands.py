"""Commands for editors, exit codes, and mistakes told in one line."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import Run

from skill.cli import main, parser
from skill.leaflet import LEAFLET_FILE
from skill.understanding import MODEL_FILE


def commands(top: argparse.ArgumentParser, *before: str) -> Iterator[tuple[str, ...]]:
    """Every command and sub-command that there is."""
    yield before
    for action in top._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, inner in action.choices.items():
                yield from commands(inner, *before, name)


ALL = list(commands(parser()))


@pytest.mark.parametrize("words", ALL)
def test_every_command_explains_itself(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main([*words, "--help"])

    assert caught.value.code == 0
    assert " ".join(["usage: python -m skill", *words]) in capsys.readouterr().out


def test_the_commands_of_the_contract_are_there() -> None:
    names = {" ".join(words) for words in ALL}

    assert names >= {"serve", "ask", "chat", "check", "compile", "learn", "evaluate"}
    assert names >= {"audio build", "audio status", "audio script", "alexa model"}


def test_every_command_has_a_line_of_help() -> None:
    (action,) = [one for one in parser()._actions if isinstance(one, argparse._SubParsersAction)]
    assert "ask" in action.choices
    assert {one.dest for one in action._choices_actions if one.help} == set(action.choices)


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["--version"])

    assert caught.value.code == 0
    assert capsys.readouterr().out.startswith("Rugwijzer ")


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["dans"],
        ["ask", "--yaml"],
        ["evaluate"],
        ["audio"],
        ["audio", "dans"],
        ["alexa"],
        ["serve", "--port", "x"],
        ["evaluate", "--worst", "x", "a"],
        ["compile", "extra"],
    ],
)
def test_wrong_use_is_two(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(words)

    assert caught.value.code == 2
    assert "usage: python -m skill" in capsys.readouterr().err


SETTINGS = [
    ("ALEXA_VOICE", "papegaai", "is 'papegaai'"),
    ("METRICS", "ja", "is 'ja'"),
    # An address may hold a password: it is not repeated.
    ("AUDIO_BASE_URL", "http://klanken.example.nl", "must begin with https://"),
]


@pytest.mark.parametrize(("name", "value", "what"), SETTINGS)
def test_a_setting_that_cannot_be_is_two(run: Run, name: str, value: str, what: str) -> None:
    ran = run("ask", "ja", **{name: value})

    assert ran.returncode == 2
    assert ran.stderr.decode().startswith(f"error: {name} {what}")
    assert ran.stderr.count(b"\n") == 1


def test_compile(run: Run, learned: Path) -> None:
    (learned / LEAFLET_FILE).unlink()

    ran = run("compile")

    assert (ran.returncode, ran.stderr) == (0, b"")
    assert ran.stdout.startswith(b"3 passages, content version ")
    assert json.loads((learned / LEAFLET_FILE).read_text())["title"] == "De kamerplant"


def test_compile_tells_all_mistakes(run: Run, learned: Path) -> None:
    before = (learned / LEAFLET_FILE).read_bytes()
    (learned / "codes.txt").write_text("een\n")
    (learned / "lexicon.yaml").write_text("words: [")

    ran = run("compile")

    assert (ran.returncode, ran.stdout) == (1, b"")
    assert [row.split(": ")[0] for row in ran.stderr.decode().splitlines()] == [
        "plant/codes.txt:1",
        "plant/lexicon.yaml:1",
    ]
    assert (learned / LEAFLET_FILE).read_bytes() == before


def test_learn(run_process: Run, learned: Path) -> None:
    before = (learned / MODEL_FILE).read_text()
    (learned / MODEL_FILE).unlink()

    ran = run_process("learn")

    assert ran.returncode == 0
    assert ran.stderr.startswith(b"learning from ")
    assert json.loads((learned / MODEL_FILE).read_text()) == json.loads(before)


def test_learn_needs_something_to_choose_between(run: Run, learned: Path) -> None:
    for path in sorted((learned / "questions").rglob("*.txt")):
        if path.stem != "water":
            path.unlink()

    ran = run("learn")

    assert ran.returncode == 1
    assert ran.stderr.decode() == (
        "plant/questions: holds questions for 1 labels "
        "(write questions for 2 at least; `check` lists what is missing)\n"
    )


def test_learn_tells_all_mistakes(run: Run, learned: Path) -> None:
    before = (learned / MODEL_FILE).read_bytes()
    (learned / "questions" / "passage" / "water.txt").write_text("hoe (\n")
    (learned / "words.yaml").unlink()

    ran = run("learn")

    assert ran.returncode == 1
    assert ran.stderr.count(b"\n") == 2
    assert (learned / MODEL_FILE).read_bytes() == before


def test_check_finds_only_the_clips_of_a_folder_that_is_right(run: Run) -> None:
    ran = run("check")

    found = ran.stdout.decode().splitlines()
    assert ran.returncode == 1
    assert {row.split("/")[0] for row in found} == {"audio"}
    assert ran.stderr.decode() == f"{len(found)} findings\n"


def test_check_tells_that_compiled_files_are_stale(run: Run, learned: Path) -> None:
    path = learned / "passages" / "water.md"
    path.write_text(path.read_text().replace("risk: dose", "risk: none"))

    found = run("check").stdout.decode().splitlines()

    assert [row.split(" ")[0] for row in found if not row.startswith("audio/")] == [
        "plant/compiled/leaflet.json:",
        "plant/compiled/model.json:",
    ]


def test_check_stops_at_content_that_cannot_be_read(run: Run, learned: Path) -> None:
    (learned / "codes.txt").write_text("een\n")

    ran = run("check")

    assert ran.returncode == 1
    assert ran.stdout.decode().startswith("plant/codes.txt:1: is not a code and a passage")
    assert ran.stderr == b"1 findings\n"


def test_evaluate(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "proef.jsonl"
    path.write_text(
        '{"text": "hoeveel water moet de plant", "label": "passage:water"}\n'
        '{"text": "herhaal", "label": "control:next"}\n'
    )

    ran = run("evaluate", "--worst", "1", str(path))

    text = ran.stdout.decode()
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert text.startswith("kind ")
    assert "   1  control:next -> control:repeat" in text
    assert "1.00  control:next -> control:repeat: herhaal" in text


def test_evaluate_prints_any_text(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "proef.jsonl"
    path.write_text('{"text": "\\ud800 herhaal", "label": "control:next"}\n')

    ran = run("evaluate", "--worst", "1", str(path))

    assert (ran.returncode, ran.stderr) == (0, b"")


def test_evaluate_of_rows_that_are_none(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "proef.jsonl"
    path.write_text("{\n[]\n")

    ran = run("evaluate", str(path), str(tmp_path / "weg.jsonl"))

    assert (ran.returncode, ran.stdout) == (1, b"")
    assert ran.stderr.count(b"\n") == 3
    assert ran.stderr.startswith(f"{path}:1: is not a labelled question".encode())


def test_what_to_run_when_nothing_was_compiled(run: Run, tmp_path: Path) -> None:
    for folder in (tmp_path / "leeg", Path(__file__)):
        ran = run("ask", "ja", CONTENT_DIR=str(folder))

        assert (ran.returncode, ran.stdout) == (1, b"")
        told, hint = ran.stderr.decode().splitlines()
        assert told.endswith("(run `python -m skill compile`)")
        assert hint.startswith(f"{folder} holds no leaflet.yaml; set CONTENT_DIR to ")


def test_a_place_that_cannot_be_written(run: Run, learned: Path) -> None:
    (learned / LEAFLET_FILE).unlink()
    (learned / LEAFLET_FILE).mkdir()

    ran = run("compile")

    assert (ran.returncode, ran.stdout) == (1, b"")
    assert b"cannot be written" in ran.stderr
    assert ran.stderr.count(b"\n") == 1


def test_the_interaction_model_is_json(run: Run) -> None:
    ran = run("alexa", "model")

    assert (ran.returncode, ran.stderr) == (0, b"")
    assert json.loads(ran.stdout)["interactionModel"]


def test_the_interaction_model_of_questions_that_are_wrong(run: Run, learned: Path) -> None:
    (learned / "questions" / "passage" / "water.txt").write_text("hoe (\n")

    ran = run("alexa", "model")

    assert ran.returncode == 1
    assert ran.stderr.startswith(b"plant/questions/passage/water.txt:1: ")


def test_the_script_for_an_actor(run: Run) -> None:
    ran = run("audio", "script")

    assert ran.returncode == 0
    assert "Geef uw plant twee keer per week water" in ran.stdout.decode()
