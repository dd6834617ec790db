"""`POST /api/rehearsal`: conversations that were written down, over HTTP."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from skill.editorial import source

YAML = """
- naam: tillen
  medium: screen
  beurten:
    - zegt: hoe til ik goed
      passage: goed-tillen
    - zegt: herhaal
      uitkomst: alarm
- naam: ingetrokken
  ingetrokken: goed-tillen
  beurten:
    - zegt: hoe til ik goed
      passage: goed-tillen
- naam: toetsen
  medium: phone
  beurten:
    - toets: "11"
      passage: goed-tillen
"""


def play(client: FlaskClient, conversation: object, turn: object, state: object = None) -> Any:
    body = {"yaml": YAML, "conversation": conversation, "turn": turn, "state": state}
    return client.post("/api/rehearsal/turn", json=body).get_json()


def test_a_text_is_read(client: FlaskClient) -> None:
    found = client.post("/api/rehearsal", json={"yaml": YAML}).get_json()["conversations"]

    assert [one["name"] for one in found] == ["tillen", "ingetrokken", "toetsen"]
    assert found[0]["turns"][0] == {
        "does": "zegt",
        "value": "hoe til ik goed",
        "channel": "web",
    }


def test_it_is_played_turn_by_turn_with_the_state_of_the_last(client: FlaskClient) -> None:
    first = play(client, 0, 0)
    assert first["differences"] == []
    second = play(client, 0, 1, first["answer"]["state"])

    assert second["answer"]["passage"] == "goed-tillen"
    assert second["differences"] == [{"field": "uitkomst", "wanted": "alarm", "got": "answer"}]


def test_the_leaflet_is_as_the_file_wants_it_and_only_there(client: FlaskClient) -> None:
    (found,) = play(client, 1, 0)["differences"]

    assert (found["field"], found["got"]) == ("passage", "")
    assert play(client, 0, 0)["differences"] == []


def test_several_keys_are_one_turn(client: FlaskClient) -> None:
    assert play(client, 2, 0)["differences"] == []


@pytest.mark.parametrize(
    ("conversation", "turn"), [(3, 0), (-1, 0), (0, 2), (0, -1), ("0", 0), (0, None), (True, 0)]
)
def test_a_turn_that_is_not_there(client: FlaskClient, conversation: object, turn: object) -> None:
    assert play(client, conversation, turn)["error"]["code"] == "no_such_turn"


def test_a_broken_text_is_refused_with_its_lines(client: FlaskClient) -> None:
    many = "- naam: x\n  beurten:\n" + "    - zecht: a\n" * 20
    for path in ("/api/rehearsal", "/api/rehearsal/turn"):
        error = client.post(path, json={"yaml": many}).get_json()["error"]
        assert error["code"] == "bad_rehearsal"
        assert "yaml:3: " in error["message"]
        assert error["message"].endswith(" more")


@pytest.mark.parametrize("body", ["yaml", [], {"yaml": 1}, {}])
@pytest.mark.parametrize("path", ["/api/rehearsal", "/api/rehearsal/turn"])
def test_what_is_no_request(client: FlaskClient, path: str, body: object) -> None:
    response = client.post(path, json=body)

    assert response.status_code == 400
    assert response.get_json()["error"]["code"] == "bad_request"


def test_nothing_that_somebody_said_in_it_is_kept(client: FlaskClient) -> None:
    """Files of editors that were parsed are; what is in a conversation is not theirs."""
    before = source._parsed.cache_info()

    play(client, 0, 0)

    assert source._parsed.cache_info() == before
