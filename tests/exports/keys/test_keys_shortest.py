"""How a caller comes to hear a line, as the unrolled dialogue has it."""

from __future__ import annotations

from skill.exports.keys import Machine, after_inputs, heard, shortest
from tests import shipped


def machine() -> Machine:
    return shipped.unrolled(shipped.small_leaflet())


def test_everything_that_can_be_heard_is_heard_after_its_inputs() -> None:
    found = shortest(machine())
    overdue = {"prompt_review-due"}
    everything = {row for row in heard(machine().all_spoken()) if row[0] not in overdue}
    assert {row for row in found if row[0] not in overdue} == everything
    for (line, slow), inputs in found.items():
        spoken = after_inputs(machine(), inputs)
        assert line in spoken.say
        assert spoken.slow == slow


def test_there_is_no_shorter_way() -> None:
    found = shortest(machine())
    assert found["keys_root", False] == ()
    assert found["water", False] == ("1", "1")
    assert found["licht", False] == ("1", "2", "1")
    assert found["prompt_slower", True] == ("7",)
    assert found["prompt_goodbye-silence", False] == ("silence",) * 3


def test_digits_are_preferred() -> None:
    """`#` at the start of a call leads to a topic too: nobody would tell that to a caller."""
    assert after_inputs(machine(), ["#"]).say[1:2] == ("water",)
    assert shortest(machine())["title_water", False] == ("1", "1")


def test_what_is_keyed_after_the_end_changes_nothing() -> None:
    end = after_inputs(machine(), ["silence"] * 3)
    assert end.ends
    assert after_inputs(machine(), [*["silence"] * 3, "1", "*"]) == end
