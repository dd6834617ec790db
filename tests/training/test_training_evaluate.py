"""`evaluate`: when an understanding counts as right, and rows that are none."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skill.errors import ContentError
from skill.training import evaluate, read_labelled
from skill.training.evaluate import Labelled, Score, Verdict


def row(label: str, *also: str, note: str = "") -> Labelled:
    return Labelled("hoe til ik", label, also, note, "proef")


@pytest.mark.parametrize(
    ("wanted", "given", "right"),
    [
        (row("passage:a"), "passage:a", True),
        (row("passage:a"), "passage:b", False),
        (row("passage:a", "passage:b"), "passage:b", True),
        (row("passage:a", "clarify:a|b"), "clarify:a|b", True),
        (row("passage:a"), "clarify:a|b", False),
        (row("passage:a"), "alarm:nu", False),
        (row("passage:a"), "unclear", False),
        (row("passage:a", "not_covered"), "out_of_scope", True),
        (row("alarm:112"), "alarm:112", True),
        (row("alarm:112"), "alarm:afspraak", True),
        (row("alarm:112"), "unclear", False),
        (row("alarm:112", "passage:a"), "passage:a", False),
        (row("not_covered"), "not_covered", True),
        (row("not_covered"), "out_of_scope", True),
        (row("not_covered"), "unclear", True),
        (row("not_covered"), "passage:a", False),
        (row("not_covered"), "alarm:nu", False),
        (row("not_covered"), "control:stop", False),
        (row("out_of_scope"), "not_covered", True),
        (row("control:repeat"), "control:repeat", True),
        (row("control:repeat"), "control:next", False),
        (row("unclear"), "unclear", True),
        (row("unclear"), "passage:a", False),
        (row("passage:a", note="lookalike"), "passage:a", True),
        (row("passage:a", note="lookalike"), "unclear", True),
        (row("passage:a", note="klinkt als lookalike van iets"), "alarm:afspraak", False),
        (row("passage:a", note="lookalikes"), "unclear", False),
        (row("passage:a", note="lookalike"), "confirm:nu", True),
        (row("passage:a", note="lookalike"), "control:stop", False),
        (row("unclear", note="kind:fragment"), "passage:a", True),
        (row("unclear", note="kind:fragment"), "control:cancel", False),
        (row("control:stop", note="kind:everyday"), "control:stop", True),
        (row("opening:complaint", note="kind:everyday"), "alarm:afspraak", False),
        (row("opening:complaint", note="kind:everyday"), "passage:a", True),
        (row("opening:medicine", note="kind:ordinary"), "control:yes", True),
        (row("opening:complaint", note="kind:first"), "opening:complaint", True),
        (row("opening:complaint", note="kind:first"), "opening:worry", False),
        (row("opening:complaint", note="kind:first"), "confirm:nu", False),
        (row("alarm:nu", note="kind:bare"), "confirm:afspraak", True),
        (row("alarm:nu", note="kind:bare"), "passage:a", False),
        (row("alarm:nu", "opening:complaint"), "opening:complaint", False),
        (row("alarm:113"), "alarm:113", True),
        (row("alarm:113"), "alarm:112", True),
        (row("alarm:113"), "confirm:113", True),
        (row("alarm:113"), "alarm:nu", False),
        (row("alarm:113"), "confirm:nu", False),
        (row("not_covered"), "opening:worry", True),
        (row("out_of_scope"), "emergency", True),
        (row("not_covered"), "confirm:nu", False),
        (row("unclear"), "opening:vague", False),
    ],
)
def test_what_is_right(wanted: Labelled, given: str, right: bool) -> None:
    assert Verdict(wanted, given, 0.5).right is right


@pytest.mark.parametrize(
    ("wanted", "given", "answered"),
    [
        (row("not_covered"), "passage:a", True),
        (row("passage:a"), "passage:b", True),
        (row("passage:a"), "passage:a", False),
        (row("passage:a", "passage:b"), "passage:b", False),
        (row("not_covered"), "not_covered", False),
        (row("alarm:nu"), "passage:a", True),
    ],
)
def test_a_passage_that_was_not_asked_for(wanted: Labelled, given: str, answered: bool) -> None:
    assert Verdict(wanted, given, 0.5).answered is answered


def test_a_table_has_a_row_for_each_kind_and_voice() -> None:
    rows = [
        Labelled("een", "passage:a", (), "", "oud"),
        Labelled("twee", "passage:a", (), "", "jong"),
        Labelled("drie", "alarm:nu", (), "", "oud"),
    ]
    heard = {"een": ("passage:a", 0.9), "twee": ("passage:b", 0.8), "drie": ("unclear", 0.1)}

    score = evaluate(rows, heard.__getitem__)

    table = [line.split() for line in score.table().splitlines()]
    assert table[0] == "kind voice n right wrong asked refused alarm check exact".split()
    assert table[1] == [
        "alarm",
        "oud",
        "1",
        "0.000",
        "0.000",
        "0.000",
        "1.000",
        "0.000",
        "0.000",
        "0.000",
    ]
    assert table[2][:5] == ["passage", "(all)", "2", "0.500", "0.500"]
    assert [line[1] for line in table[3:]] == ["jong", "oud"]


@pytest.mark.parametrize(
    ("label", "note", "kind"),
    [
        ("passage:a", "", "passage"),
        ("alarm:nu", "van een buurvrouw", "alarm"),
        ("passage:a", "lookalike", "lookalike"),
        ("opening:complaint", "kind:first", "first"),
        ("passage:a", "lookalike kind:everyday", "everyday"),
        ("passage:a", "een:kind:first", "passage"),
        ("emergency", "", "emergency"),
    ],
)
def test_a_note_may_name_the_kind(label: str, note: str, kind: str) -> None:
    assert row(label, note=note).kind == kind


def test_a_kind_of_a_note_has_a_row_of_its_own() -> None:
    rows = [
        Labelled("een", "alarm:nu", (), "kind:bare", "oud"),
        Labelled("twee", "alarm:nu", (), "kind:bare", "oud"),
        Labelled("drie", "opening:complaint", (), "kind:first", "oud"),
    ]
    heard = {"een": "confirm:nu", "twee": "alarm:nu", "drie": "clarify:a|b"}

    table = evaluate(rows, lambda text: (heard[text], 0.5)).table().splitlines()

    assert [line.split() for line in table[1:]] == [
        "bare oud 2 1.000 0.000 0.000 0.000 0.500 0.500 0.500".split(),
        "first oud 1 0.000 0.000 1.000 0.000 0.000 0.000 0.000".split(),
    ]


def test_confusions_are_counted() -> None:
    verdicts = [Verdict(row("passage:a"), label, 0.5) for label in ("b", "c", "c", "passage:a")]
    score = Score(tuple(verdicts))

    assert score.confusions().split() == "2 passage:a -> c 1 passage:a -> b".split()
    assert score.confusions(1).split() == "2 passage:a -> c".split()


def test_the_surest_mistakes_come_first() -> None:
    sure, unsure = Verdict(row("passage:a"), "b", 0.9), Verdict(row("passage:a"), "c", 0.2)

    assert Score((unsure, sure)).worst(1) == "0.90  passage:a -> b: hoe til ik"


def test_nothing_to_score() -> None:
    assert evaluate([], lambda text: ("unclear", 0.0)).confusions() == ""


def test_a_row_keeps_its_text_out_of_a_repr() -> None:
    assert "hoe til ik" not in repr(row("passage:a"))


def test_rows_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "dev-proef.jsonl"
    path.write_text(
        '{"text": "een", "label": "passage:a"}\n\n'
        '{"text": "twee\u2028drie", "label": "out_of_scope", "also_ok": ["unclear"],'
        ' "note": "lookalike", "extra": 1}\n',
        encoding="utf-8-sig",
    )

    first, second = read_labelled([path])
    assert (first.text, first.kind, first.voice) == ("een", "passage", "dev-proef")
    assert (second.text, second.kind, second.also_ok) == (
        "twee\u2028drie",
        "lookalike",
        ("unclear",),
    )


def test_every_wrong_row_is_told(tmp_path: Path) -> None:
    path = tmp_path / "proef.jsonl"
    wrong = [
        "{",
        "[]",
        "null",
        '{"text": "een"}',
        '{"text": 1, "label": "a"}',
        '{"text": "a", "label": null}',
        '{"text": "a", "label": "b", "note": 1}',
        '{"text": "a", "label": "b", "also_ok": "c"}',
        '{"text": "a", "label": "b", "also_ok": [1]}',
        "[" * 100_000,
        "9" * 5000,
    ]
    path.write_text('{"text": "a", "label": "b"}\n' + "\n".join(wrong))

    with pytest.raises(ContentError) as caught:
        read_labelled([path, tmp_path / "weg.jsonl", tmp_path])
    found = caught.value.findings
    assert [one.line for one in found] == [*range(2, len(wrong) + 2), 0, 0]
    assert {one.what for one in found[:-2]} == {"is not a labelled question"}
    assert '"label"' in found[0].fix


@settings(
    deadline=None, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.binary(max_size=60) | st.text('{}[]":,a \n', max_size=60).map(str.encode))
def test_any_file_is_read_or_told(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "proef.jsonl"
    path.write_bytes(raw)

    places = {str(path)}
    try:
        read_labelled([path])
    except ContentError as error:
        places = {one.where for one in error.findings}
    assert places == {str(path)}
