"""Question files: the path is the label, a line is what people say."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skill.training import Question, read_questions, samples
from skill.training.questions import LONGEST_LINE, MOST_EXPANSIONS, expand
from skill.understanding.normalise import plain

some = settings(
    deadline=None, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / "questions" / f"{name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def found(folder: Path) -> list[str]:
    return [f"{one.where}:{one.line}: {one.what}" for one in read_questions(folder)[1]]


@pytest.mark.parametrize(
    ("line", "sentences"),
    [
        ("hoe til ik", ["hoe til ik"]),
        ("hoe (til|draag) ik", ["hoe til ik", "hoe draag ik"]),
        ("hoe til ik [dan]", ["hoe til ik", "hoe til ik dan"]),
        ("[en] (a|b) [c]", ["a", "a c", "b", "b c", "en a", "en a c", "en b", "en b c"]),
        ("hoe [nu|dan] verder", ["hoe verder", "hoe nu verder", "hoe dan verder"]),
        ("til(len|)", ["tillen", "til"]),
        ("()", [""]),
        ("", [""]),
    ],
)
def test_what_a_line_stands_for(line: str, sentences: list[str]) -> None:
    assert expand(line) == sentences


def test_a_line_stands_for_so_many_and_no_more() -> None:
    assert len(expand("(a|b)" * 40)) == MOST_EXPANSIONS


@some
@given(st.text("ab ()[]|é", max_size=60))
def test_any_line_stands_for_something(line: str) -> None:
    sentences = expand(line)

    assert 1 <= len(sentences) <= MOST_EXPANSIONS
    assert all(row == " ".join(row.split()) for row in sentences)
    assert all(set(row) <= set(line) for row in sentences)


@pytest.mark.parametrize(
    ("path", "label", "lookalike"),
    [
        ("passage/goed-tillen", "passage:goed-tillen", False),
        ("alarm/doof-kruis", "alarm:doof-kruis", False),
        ("not_covered/hernia", "not_covered:hernia", False),
        ("control/repeat", "control:repeat", False),
        ("out_of_scope/weer", "out_of_scope", False),
        ("out_of_scope", "out_of_scope", False),
        ("opening/complaint", "opening:complaint", False),
        ("answer/not_me", "answer:not_me", False),
        ("confirm/koorts", "confirm:koorts", False),
        ("clarify/goed-tillen+bedrust", "clarify:goed-tillen|bedrust", False),
        ("unclear/fragmenten", "unclear", False),
        ("unclear", "unclear", False),
        ("lookalike/opening/worry", "opening:worry", True),
        ("lookalike/passage/stress", "passage:stress", True),
        ("lookalike/out_of_scope/allerlei", "out_of_scope", True),
        ("lookalike/not_covered/seks", "not_covered:seks", True),
    ],
)
def test_the_path_is_the_label(tmp_path: Path, path: str, label: str, lookalike: bool) -> None:
    questions, wrong = read_questions(write(tmp_path, {path: "een vraag\n"}))

    assert wrong == []
    assert questions == [Question("een vraag", label, "", lookalike)]


@pytest.mark.parametrize(
    "path",
    [
        *("heard", "heard/a", "heard/heard", "heard/lookalike", "heard/vraag/a"),
        *("los", "passage", "lookalike", "passage/a/b", "vraag/a", "lookalike/vraag/a"),
        *("opening", "answer", "confirm", "clarify", "clarify/a", "clarify/a/b+c", "opening/a/b"),
    ],
)
def test_another_path_is_no_label(tmp_path: Path, path: str) -> None:
    write(tmp_path, {path: "een vraag\n"})

    assert found(tmp_path) == [f"{tmp_path.name}/questions/{path}.txt:0: the path is no label"]


@pytest.mark.parametrize(
    ("path", "label", "lookalike"),
    [
        ("heard/alarm/doof-kruis", "alarm:doof-kruis", False),
        ("heard/out_of_scope/verhoord", "out_of_scope", False),
        ("heard/lookalike/passage/stress", "passage:stress", True),
    ],
)
def test_what_a_recogniser_made_of_a_question_has_the_label_of_the_question(
    tmp_path: Path, path: str, label: str, lookalike: bool
) -> None:
    questions, wrong = read_questions(write(tmp_path, {path: "# stem: verhoord\nmijn kraus"}))

    assert wrong == []
    assert questions == [Question("mijn kraus", label, "verhoord", lookalike, heard=True)]


def test_what_a_recogniser_made_of_a_question_is_no_sample_of_it(tmp_path: Path) -> None:
    files = {"passage/tillen": "hoe til ik", "heard/passage/tillen": "hoe tel ik"}

    questions, wrong = read_questions(write(tmp_path, files))
    assert wrong == []
    assert samples(questions) == {"passage:tillen": ["hoe til ik"]}


def test_voices_and_remarks(tmp_path: Path) -> None:
    text = (
        "zonder stem\n# stem: oud\nmet stem\n\n# een opmerking\nnog steeds\n#stem:jong\nnu jong\n"
    )

    questions, wrong = read_questions(write(tmp_path, {"passage/a": text}))
    assert wrong == []
    assert [(row.text, row.voice) for row in questions] == [
        ("zonder stem", ""),
        ("met stem", "oud"),
        ("nog steeds", "oud"),
        ("nu jong", "jong"),
    ]


def test_a_byte_order_mark_says_nothing(tmp_path: Path) -> None:
    write(tmp_path, {"passage/a": "\ufeff# stem: oud\r\nhoe til ik\r\n"})

    assert read_questions(tmp_path)[0] == [Question("hoe til ik", "passage:a", "oud")]


def test_twice_the_same_with_one_label_counts_once(tmp_path: Path) -> None:
    write(tmp_path, {"passage/a": "Hoe til ik?\nhoe TIL ik\n", "lookalike/passage/a": "hoe til ik"})

    questions, wrong = read_questions(tmp_path)
    assert wrong == []
    assert len(questions) == 1


def test_the_same_with_two_labels_is_told(tmp_path: Path) -> None:
    write(
        tmp_path, {"passage/a": "een\nhoe (til|draag) ik?\n", "passage/b": "twee\n\nhoe draag ik"}
    )

    room = f"{tmp_path.name}/questions/passage"
    assert found(tmp_path) == [
        f"{room}/b.txt:3: `hoe draag ik` is also passage:a at {room}/a.txt:2"
    ]


WRONG = {
    "hoe (til|draag ik": "brackets are not closed",
    "hoe til] ik": "brackets are not closed",
    ") hoe (": "brackets are not closed",
    "hoe (til|(draag|zit)) ik": "brackets are not closed",
    "hoe til ik | hoe draag ik": "brackets are not closed",
    "?!": "has no words",
    "hoe " * 200: f"is longer than {LONGEST_LINE} characters",
}


@pytest.mark.parametrize("line", WRONG)
def test_a_line_that_cannot_be(tmp_path: Path, line: str) -> None:
    write(tmp_path, {"passage/a": f"een\n{line}\n"})

    where = f"{tmp_path.name}/questions/passage/a.txt:2: "
    (told,) = found(tmp_path)
    assert told.startswith(where + WRONG[line])
    assert [row.text for row in read_questions(tmp_path)[0]] == ["een"]


def test_latin_letters_are_told(tmp_path: Path) -> None:
    write(tmp_path, {"passage/a": ""})
    (tmp_path / "questions" / "passage" / "a.txt").write_bytes(b"\xe9\xe9n")

    (told,) = found(tmp_path)
    assert "a.txt:0: cannot be read" in told


def test_a_folder_without_questions(tmp_path: Path) -> None:
    assert read_questions(tmp_path) == ([], [])


@some
@given(st.binary(max_size=80) | st.text(max_size=80).map(str.encode))
def test_any_file_is_read_or_told(tmp_path: Path, raw: bytes) -> None:
    path = write(tmp_path, {"passage/a": ""}) / "questions" / "passage" / "a.txt"
    path.write_bytes(raw)

    questions, wrong = read_questions(tmp_path)

    lines = raw.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    assert all(0 <= one.line <= lines for one in wrong)
    assert all(plain(row.text) and row.label == "passage:a" for row in questions)


def test_the_shipped_questions_are_right() -> None:
    questions, wrong = read_questions(Path(__file__).resolve().parents[2] / "content")

    assert wrong == []
    assert len(questions) > 5000
