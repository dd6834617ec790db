"""Counts: one JSON line that CloudWatch reads, when METRICS is 1 and not otherwise."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from skill.channels import Runtime
from skill.channels.alexa import make_handler
from skill.channels.alexa.metrics import metric_line
from skill.settings import Settings, read_settings
from skill.understanding import Understanding
from tests.channels.alexa.envelopes import asked, ended, in_session, launch, one_shot
from tests.conftest import MakeRuntime


@pytest.fixture
def counting(make_runtime: MakeRuntime) -> Runtime:
    """A runtime that counts."""
    return make_runtime(settings=replace(Settings(), metrics=True))


def lines(
    runtime: Runtime, capsys: pytest.CaptureFixture[str], *envelopes: Any
) -> list[dict[str, Any]]:
    """What is written while the envelopes are answered."""
    handler = make_handler(runtime)
    for one in envelopes:
        handler(one, None)
    return [json.loads(row) for row in capsys.readouterr().out.splitlines()]


def test_an_answer_is_a_turn_of_its_outcome_and_of_its_passage() -> None:
    line = metric_line("answer", 1.23456, 1795600000000, passage="goed-tillen")

    assert json.loads(line) == {
        "_aws": {
            "Timestamp": 1795600000000,
            "CloudWatchMetrics": [
                {
                    "Namespace": "Rugwijzer",
                    "Dimensions": [[], ["Outcome"]],
                    "Metrics": [
                        {"Name": "Turns", "Unit": "Count"},
                        {"Name": "Latency", "Unit": "Milliseconds"},
                    ],
                },
                {
                    "Namespace": "Rugwijzer",
                    "Dimensions": [["Passage"]],
                    "Metrics": [{"Name": "Turns", "Unit": "Count"}],
                },
            ],
        },
        "Outcome": "answer",
        "Passage": "goed-tillen",
        "Turns": 1,
        "Latency": 1.235,
    }


@pytest.mark.parametrize("names", [{}, {"subject": "hernia"}, {"passage": "bedrust"}])
def test_every_name_that_a_figure_points_at_is_in_the_line(names: dict[str, str]) -> None:
    line = metric_line("not_covered", 2.0, 1795600000000, **names)

    found = json.loads(line)
    assert "\n" not in line
    for directive in found["_aws"]["CloudWatchMetrics"]:
        for dimension in directive["Dimensions"]:
            assert set(dimension) <= set(found)
        assert {metric["Name"] for metric in directive["Metrics"]} <= set(found)


def test_a_turn_is_a_line(counting: Runtime, capsys: pytest.CaptureFixture[str]) -> None:
    found = lines(
        counting, capsys, launch(), one_shot("GoedTillenIntent"), asked("ik heb een hernia")
    )

    assert [row["Outcome"] for row in found] == ["welcome", "answer", "not_covered"]
    assert found[1]["Passage"] == "goed-tillen"
    assert found[2]["Subject"] == "hernia"
    assert all(0 < row["Latency"] < 1000 for row in found)


def test_which_alarm_sign_it_was_is_not_counted(
    counting: Runtime, capsys: pytest.CaptureFixture[str]
) -> None:
    (found,) = lines(counting, capsys, asked("mijn kruis voelt doof"))

    assert found["Outcome"] == "alarm"
    assert "kruis" not in json.dumps(found)


def test_the_end_of_a_session_is_no_turn(
    counting: Runtime, capsys: pytest.CaptureFixture[str]
) -> None:
    assert lines(counting, capsys, ended()) == []


def test_a_turn_that_broke_is_counted_as_what_was_said(
    counting: Runtime, capsys: pytest.CaptureFixture[str]
) -> None:
    def deaf(text: str) -> Understanding:
        raise RuntimeError(text)

    (found,) = lines(replace(counting, hear=deaf), capsys, asked("hoe til ik goed"))

    assert found["Outcome"] == "fallback"


def test_nothing_is_written_unless_it_is_asked_for(
    make_runtime: MakeRuntime, capsys: pytest.CaptureFixture[str]
) -> None:
    runtime = make_runtime(settings=read_settings({}))

    assert lines(runtime, capsys, launch(), in_session("AMAZON.HelpIntent")) == []
