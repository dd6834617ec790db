"""What was said beside what was written, letter by letter."""

from __future__ import annotations

from bench.overheard_letters import FEWEST, aligned, counted, table
from skill.training.misheard import letters

ROW = {"text": "mijn kruis is doof", "heard": "men kraus is dof"}


def test_each_piece_stands_beside_what_was_written_for_it() -> None:
    pairs = dict(aligned(letters("kruis doof"), letters("kraus dof")))
    assert (pairs["ui"], pairs["oo"], pairs["k"]) == ("au", "o", "k")


def test_what_was_lost_and_what_was_added_stands_by_its_neighbour() -> None:
    assert aligned(list("ab"), list("b")) == [("a", ""), ("b", "b")]
    assert aligned(list("b"), list("bc")) == [("b", "bc")]
    assert "".join(heard for _, heard in aligned(letters("doof"), letters("toofe"))) == "toofe"


def test_a_space_is_like_no_letter() -> None:
    assert (" ", " ") in aligned(letters("rug pijn"), letters("rig pein"))


def test_what_happened_often_enough_is_counted_and_a_sentence_that_is_lost_is_not() -> None:
    assert ("ui", "au") not in counted([ROW] * (FEWEST - 1))
    found = counted([ROW] * FEWEST)
    assert found["ui", "au"] == FEWEST
    assert not counted([{"text": "mijn kruis is doof", "heard": "de bank staat er"}] * FEWEST)
    assert f"ui\tau\t{FEWEST}" in table(found)
