"""`evaluate` for conversations: what is one, how it is played, and what is told of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skill.channels import Runtime
from skill.errors import ContentError, Finding
from skill.training import (
    conversation_table,
    is_conversation,
    play,
    read_conversations,
    what_went_wrong,
)
from skill.training.conversations import Conversation, Played
from tests.conftest import MakeRuntime

QUESTIONS = Path(__file__).resolve().parents[1] / "questions"

some = settings(
    deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def runtime(make_runtime: MakeRuntime) -> Runtime:
    """The real leaflet with an ear that knows a few sentences."""
    return make_runtime()


def talk(*turns: object, **more: object) -> str:
    return json.dumps({"name": "proef", "kind": "na-alarm", "turns": turns} | more)


def written(folder: Path, *lines: str) -> Path:
    path = folder / "dev-proef-talks.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def read(folder: Path, line: str) -> Conversation:
    (found,) = read_conversations([written(folder, line)])
    return found


def test_what_is_read(tmp_path: Path) -> None:
    turns = [{"text": "mijn kruis voelt doof", "level": "nu"}, {"event": "silence"}, {"key": "1"}]

    found = read(tmp_path, "\ufeff" + talk(*turns, channel="web") + "\n\n")

    assert (found.name, found.kind, found.medium) == ("proef", "na-alarm", "screen")
    assert found.voice == "dev-proef-talks"
    assert list(found.turns) == turns


def test_a_conversation_is_on_a_speaker_unless_it_says_otherwise(tmp_path: Path) -> None:
    assert read(tmp_path, talk({"text": "ja"})).medium == "speaker"
    assert read(tmp_path, talk({"text": "ja"}, channel="phone")).medium == "phone"


TEXT = {"text": "hoe til ik goed"}
RIGHT: list[dict[str, Any]] = [
    TEXT,
    {"text": ""},
    {"key": "#"},
    {"event": "silence"},
    TEXT | {"outcome": "alarm"},
    TEXT | {"outcome": ["alarm", "clarify"], "level": ["nu", "112"], "ends": True},
    TEXT | {"level": "113"},
    TEXT | {"passage": None},
    TEXT | {"passage": "goed-tillen"},
    TEXT | {"passage": ["goed-tillen", "bedrust"], "alarm": False},
]


@pytest.mark.parametrize("turn", RIGHT, ids=str)
def test_a_turn(turn: dict[str, Any]) -> None:
    assert is_conversation(talk(turn))


WRONG_TURNS: list[object] = [
    "hoe til ik",
    {},
    {"outcome": "alarm"},
    {"text": "ja", "key": "1"},
    {"text": 1},
    {"text": None},
    {"key": "11"},
    {"key": 1},
    {"event": "hangup"},
    {"event": ["silence"]},
    TEXT | {"outcome": "alrm"},
    TEXT | {"outcome": []},
    TEXT | {"outcome": ["alarm", 1]},
    TEXT | {"level": "straks"},
    TEXT | {"level": None},
    TEXT | {"passage": 1},
    TEXT | {"passage": []},
    TEXT | {"alarm": True},
    TEXT | {"alarm": None},
    TEXT | {"ends": "ja"},
    TEXT | {"uitkomst": "alarm"},
]
"""A turn that says nothing, two things at once, or expects what can never hold."""


@pytest.mark.parametrize("turn", WRONG_TURNS, ids=str)
def test_no_turn(turn: object) -> None:
    assert not is_conversation(talk(TEXT, turn))


WRONG_LINES = [
    "{",
    "[]",
    "null",
    '{"text": "hoe til ik", "label": "passage:goed-tillen"}',
    '{"turns": []}',
    '{"turns": {"text": "ja"}}',
    talk(TEXT, channel="fax"),
    talk(TEXT, channel=["phone"]),
    talk(*WRONG_TURNS),
    "[" * 100_000,
    "9" * 5000,
]


def test_every_wrong_line_is_told_with_its_place(tmp_path: Path) -> None:
    path = written(tmp_path, talk(TEXT), *WRONG_LINES)

    with pytest.raises(ContentError) as caught:
        read_conversations([path, tmp_path / "weg.jsonl", tmp_path])

    found = caught.value.findings
    assert [one.line for one in found] == [*range(2, len(WRONG_LINES) + 2), 0, 0]
    assert {one.where for one in found[:-2]} == {str(path)}
    assert {one.what for one in found[:-2]} == {"is no conversation"}
    assert is_conversation(found[0].fix), "the fix shows one"
    assert all("cannot be read" in one.what for one in found[-2:])


def test_a_file_in_latin_letters_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, talk(TEXT))
    path.write_bytes(path.read_bytes() + b"\n\xe9\xe9n")

    with pytest.raises(ContentError, match="cannot be read"):
        read_conversations([path])


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.just("silence"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=5,
)
turns = st.dictionaries(
    st.sampled_from(["text", "key", "event", "outcome", "level", "passage", "alarm", "ends"]),
    values | st.sampled_from(["1", "#", "stop", "ja", "alarm", "nu", "welcome", False, None]),
    max_size=3,
)
rows = st.fixed_dictionaries(
    {"turns": st.lists(turns, max_size=3) | values},
    optional={
        "name": values,
        "kind": values,
        "channel": st.sampled_from(["web", "phone"]) | values,
    },
)


@some
@given(rows.map(json.dumps) | values.map(json.dumps) | st.text('{}[]":,a \n', max_size=40))
def test_any_line_is_played_or_told(tmp_path: Path, runtime: Runtime, line: str) -> None:
    path = written(tmp_path, line)
    findings: list[Finding] = []
    found: list[Conversation] = []
    try:
        found = read_conversations([path])
    except ContentError as error:
        findings = error.findings
    assert {one.where for one in findings} <= {str(path)}
    assert all(1 <= one.line <= line.count("\n") + 1 for one in findings)
    assert not (found and findings)
    played = [play(one, runtime.leaflet, runtime.respond) for one in found]
    assert all(len(one.wrong) <= len(one.conversation.turns) for one in played)
    assert conversation_table(played)


def wrong(
    runtime: Runtime, folder: Path, *turns: object, channel: str = "speaker"
) -> tuple[str, ...]:
    return play(read(folder, talk(*turns, channel=channel)), runtime.leaflet, runtime.respond).wrong


def test_a_conversation_that_goes_as_it_must(runtime: Runtime, tmp_path: Path) -> None:
    turns = [
        {"text": "mijn kruis voelt doof", "outcome": "alarm", "level": ["nu", "112"]},
        {"text": "hoe til ik goed", "outcome": ["alarm"], "passage": None, "ends": False},
        {"event": "silence", "outcome": "alarm"},
        {"text": "stop", "outcome": "goodbye", "ends": True},
    ]

    assert wrong(runtime, tmp_path, *turns) == ()


def test_state_goes_along_and_each_conversation_begins_anew(
    runtime: Runtime, tmp_path: Path
) -> None:
    turn = {"text": "hoe til ik goed", "outcome": "answer", "passage": "goed-tillen"}
    alarm = {"text": "mijn kruis voelt doof"}

    assert wrong(runtime, tmp_path, turn) == ()
    assert len(wrong(runtime, tmp_path, alarm, turn)) == 1, "the alarm stands"
    assert wrong(runtime, tmp_path, turn) == ()


def test_keys_and_channels(runtime: Runtime, tmp_path: Path) -> None:
    help_by_key = {"key": "0", "outcome": "control"}
    level = {"text": "mijn kruis voelt doof", "level": "nu"}

    assert wrong(runtime, tmp_path, help_by_key, level, channel="phone") == ()
    assert wrong(runtime, tmp_path, {"key": "1", "outcome": "menu"}, channel="phone") == ()


@pytest.mark.parametrize(
    ("turn", "told"),
    [
        (TEXT | {"outcome": "alarm"}, "`hoe til ik goed`: answer passage:goed-tillen, not alarm"),
        (TEXT | {"level": "nu"}, "`hoe til ik goed`: answer passage:goed-tillen, not level nu"),
        (TEXT | {"passage": None}, "with ['goed-tillen'], not None"),
        (TEXT | {"passage": "bedrust"}, "with ['goed-tillen'], not bedrust"),
        (TEXT | {"ends": True}, "ends False"),
        (
            {"text": "ik heb een hernia", "passage": ["bedrust"]},
            "not_covered not_covered:hernia with [], not ['bedrust']",
        ),
        ({"text": "mijn kruis voelt doof", "level": "112"}, "alarm nu, not level 112"),
        ({"text": "mijn kruis voelt doof", "alarm": False}, "no alarm was called for"),
        ({"event": "silence", "outcome": "goodbye"}, "`silence`: "),
        ({"key": "1", "outcome": "goodbye"}, "`1`: "),
    ],
)
def test_what_does_not_hold_is_told(
    runtime: Runtime, tmp_path: Path, turn: dict[str, Any], told: str
) -> None:
    (found,) = wrong(runtime, tmp_path, turn)

    assert told in found


def played(kind: str, name: str, turns: int, *found: str) -> Played:
    return Played(Conversation(name, kind, "speaker", ({},) * turns, "proef"), found)


def test_a_table_has_a_row_for_each_kind_and_for_all() -> None:
    table = conversation_table(
        [
            played("na-alarm", "een", 3),
            played("na-alarm", "twee", 1, "fout"),
            played("eerste", "d", 4),
        ]
    )

    assert [row.split() for row in table.splitlines()] == [
        "conversations n whole turns right".split(),
        "(all) 3 0.667 8 0.875".split(),
        "eerste 1 1.000 4 1.000".split(),
        "na-alarm 2 0.500 4 0.750".split(),
    ]


def test_what_went_wrong_names_the_conversation() -> None:
    found = [played("na-alarm", "een", 3, "`a`: x", "`b`: y"), played("eerste", "twee", 1)]

    assert what_went_wrong(found) == "na-alarm, een: `a`: x\nna-alarm, een: `b`: y"


def test_nothing_was_played() -> None:
    assert conversation_table([]).split() == "conversations n whole turns right".split()
    assert what_went_wrong([]) == ""


def test_the_conversations_that_are_kept_for_measuring_are_right() -> None:
    found = read_conversations(sorted(QUESTIONS.glob("*-talks.jsonl")))

    assert len(found) > 100
    assert {one.medium for one in found} == {"speaker", "phone", "screen"}
