"""`ask`, `chat`, `serve`: what is typed, piped or cut off."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from command_line import ROOT, Ran, Run, command, environment

KEYS = "text label outcome passage alarm level control subject score runners_up why says".split()


def rows(ran: Ran) -> list[dict[str, Any]]:
    """The JSON lines of a run that went well."""
    assert (ran.returncode, ran.stderr) == (0, b"")
    return [json.loads(line) for line in ran.stdout.decode("utf-8").split("\n")[:-1]]


def test_one_object_for_each_line_in_order(run_process: Run) -> None:
    said = ["hoeveel water moet de plant", "", "herhaal", "mijn plant staat in brand", "zzz", "ja"]

    answers = rows(run_process("ask", "--json", "-", stdin="\n".join(said).encode() + b"\n"))

    assert [answer["text"] for answer in answers] == said
    assert all(list(answer) == KEYS for answer in answers)
    assert answers[0]["passage"] == "water"
    assert answers[1]["label"] == "unclear"
    assert (answers[2]["control"], answers[2]["outcome"]) == ("repeat", "control")
    assert (answers[3]["alarm"], answers[3]["level"]) == ("brand", "112")
    assert answers[3]["label"] == "alarm:112"


def test_types_are_those_of_the_contract(run: Run) -> None:
    (answer,) = rows(run("ask", "--json", "waar zet ik mijn plant"))

    assert isinstance(answer["score"], float)
    assert isinstance(answer["why"], str)
    assert all(
        isinstance(label, str) and isinstance(score, float) for label, score in answer["runners_up"]
    )
    assert [answer[name] for name in ("alarm", "level", "control", "subject")] == [None] * 4


def test_a_subject_has_its_name_apart(run: Run) -> None:
    (answer,) = rows(run("ask", "--json", "mijn kat knabbelt aan de plant"))

    assert (answer["label"], answer["subject"]) == ("not_covered", "katten")
    assert answer["outcome"] == "not_covered"


def test_lines_end_in_any_way(run: Run) -> None:
    answers = rows(run("ask", "--json", "-", stdin=b"ja\r\nnee\nstop\r\nherhaal"))

    assert [answer["control"] for answer in answers] == ["yes", "no", "stop", "repeat"]


def test_lines_are_read_where_that_is_asked(run: Run) -> None:
    assert len(rows(run("ask", "--json", "-", stdin=b"ja\nnee\n"))) == 2
    assert rows(run("ask", "--json", "-", stdin=b"")) == []


@pytest.mark.parametrize("arguments", [["ask"], ["ask", "--json"]])
def test_without_a_text_it_explains_itself(run: Run, arguments: list[str]) -> None:
    ran = run(*arguments, stdin=b"ja\n")

    assert (ran.returncode, ran.stdout) == (2, b"")
    assert b"usage: python -m skill ask" in ran.stderr
    assert b'python -m skill ask "wat moet ik doen?"' in ran.stderr


def test_a_very_long_line_is_one_line(run: Run) -> None:
    (answer,) = rows(run("ask", "--json", "-", stdin=b"hoeveel water " * 100_000 + b"\n"))

    assert len(answer["text"]) == 1_400_000


NO_TEXT = (b"\xff\xfe ja", b"caf\xe9", b"\x00", b"\xed\xa0\x80")


def test_bytes_that_are_no_text(run_process: Run) -> None:
    piped = rows(run_process("ask", "--json", "-", stdin=b"\n".join(NO_TEXT) + b"\n"))
    typed = rows(run_process("ask", "--json", *(raw for raw in NO_TEXT if b"\x00" not in raw)))

    assert len(piped) == len(NO_TEXT)
    assert all(row["label"] for row in piped)
    assert [row["text"] for row in typed] == [
        row["text"] for row in piped if "\x00" not in row["text"]
    ]


def test_for_people_it_says_why(run: Run) -> None:
    ran = run("ask", "hoeveel water moet de plant", "mijn plant staat in brand")

    text = ran.stdout.decode()
    assert ran.returncode == 0
    assert "hoeveel water moet de plant\n  passage:water  (" in text
    assert "mijn plant staat in brand\n  alarm:112  (1.00)" in text
    assert "alarmregel: brand + plant" in text


def test_for_people_it_gives_the_answer_that_would_be_spoken(run: Run) -> None:
    text = run("ask", "hoeveel water moet de plant", "mijn plant staat in brand").stdout.decode()
    (answer,) = rows(run("ask", "--json", "hoeveel water moet de plant"))

    assert "Geef uw plant twee keer per week water" in answer["says"]
    assert f"  antwoord: {answer['says']}\n" in text
    assert text.count("  antwoord: ") == 2


def test_what_else_it_may_have_been_has_a_name(run: Run) -> None:
    text = run("ask", "plant in de buurt van water zetten, en waar?").stdout.decode()

    named = [row for row in text.splitlines() if row.startswith("  anders: ")]
    assert named
    assert not [row for row in named if row.startswith("  anders: not_covered  ")]
    assert not [row for row in named if row.endswith("(0.00)")]


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_a_terminal_without_our_letters(run_process: Run, encoding: str) -> None:
    ran = run_process("ask", "één 🙂 →", PYTHONIOENCODING=encoding, PYTHONUTF8="0")

    assert (ran.returncode, ran.stderr) == (0, b"")


@pytest.mark.parametrize("json_too", [[], ["--json"]])
def test_a_reader_that_has_gone(learned: Path, json_too: list[str]) -> None:
    """`ask ... | head -0`: no traceback, no complaint."""
    with subprocess.Popen(
        command("ask", *json_too, "-"),
        cwd=ROOT,
        env=environment(CONTENT_DIR=str(learned)),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        process.stdin.write(b"herhaal\n")
        process.stdin.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=30) == 0


def test_a_conversation(run_process: Run) -> None:
    ran = run_process("chat", stdin=b"hoeveel water moet de plant\nja\n\nstop\n")

    text = ran.stdout.decode()
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert "Zin welcome." in text
    assert "Geef uw plant twee keer per week water" in text
    assert "bij het raam van uw kamer" in text
    assert text.rstrip().endswith("Zin goodbye.")


@pytest.mark.parametrize("stdin", [b"", b"ja", b"\xff\xff\n", b"a" * 5000 + b"\n", b"\x00\n"])
def test_a_conversation_with_anything(run: Run, stdin: bytes) -> None:
    ran = run("chat", stdin=stdin)

    assert (ran.returncode, ran.stderr) == (0, b"")


@pytest.mark.parametrize(
    "port", ["vijf", "-1", "65536", "99999999", "9" * 5000, "5000.0", "²", "٣", " 80", "0x50"]
)
def test_a_port_that_cannot_be(run: Run, port: str) -> None:
    """In this process: one that was let through would serve, and be stopped after a minute."""
    ran = run("serve", PORT=port)

    assert ran.returncode == 2
    assert ran.stderr.decode().startswith("error: PORT is ")
    assert ran.stderr.count(b"\n") == 1


@pytest.mark.parametrize("port", ["-1", "65536", "vijf", "²"])
def test_a_port_on_the_command_line(run: Run, port: str) -> None:
    ran = run("serve", f"--port={port}")

    assert ran.returncode == 2
    assert b"Traceback" not in ran.stderr
