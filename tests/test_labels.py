"""Labels: precise inside, and as the outside knows them."""

from __future__ import annotations

import pytest

from skill import labels


@pytest.mark.parametrize(
    ("made", "label", "kind", "name"),
    [
        (labels.passage("goed-tillen"), "passage:goed-tillen", "passage", "goed-tillen"),
        (labels.alarm("koorts"), "alarm:koorts", "alarm", "koorts"),
        (labels.subject("hernia"), "not_covered:hernia", labels.NOT_COVERED, "hernia"),
        (labels.control("repeat"), "control:repeat", "control", "repeat"),
        (labels.clarify("a", "b"), "clarify:a|b", "clarify", "a|b"),
        (labels.opening("groet"), "opening:groet", "opening", "groet"),
        (labels.confirm("koorts"), "confirm:koorts", "confirm", "koorts"),
        (labels.answer("which"), "answer:which", "answer", "which"),
        (labels.UNCLEAR, "unclear", labels.UNCLEAR, ""),
        (labels.OUT_OF_SCOPE, "out_of_scope", labels.OUT_OF_SCOPE, ""),
    ],
)
def test_a_label_has_a_kind_and_may_have_a_name(
    made: str, label: str, kind: str, name: str
) -> None:
    assert made == label
    assert (labels.kind(made), labels.name(made)) == (kind, name)


@pytest.mark.parametrize(
    ("label", "level", "opening_kind", "shown"),
    [
        ("passage:goed-tillen", None, "", "passage:goed-tillen"),
        ("clarify:a|b", None, "", "clarify:a|b"),
        ("control:repeat", None, "", "control:repeat"),
        ("alarm:koorts", "vandaag", "", "alarm:vandaag"),
        ("confirm:koorts", "vandaag", "", "confirm:vandaag"),
        ("alarm:weg", None, "", "alarm:weg"),
        ("not_covered:hernia", None, "", "not_covered"),
        ("opening:wie-ben-je", None, "about_us", "opening:about_us"),
        ("opening:noodhulp", None, "emergency", "emergency"),
        ("opening:weg", None, "", "opening:weg"),
        ("answer:confirms", None, "", "unclear"),
        ("unclear", None, "", "unclear"),
        ("out_of_scope", None, "", "out_of_scope"),
    ],
)
def test_outside_an_alarm_is_its_level_and_an_opening_its_kind(
    label: str, level: str | None, opening_kind: str, shown: str
) -> None:
    assert labels.public(label, level, opening_kind) == shown


def test_levels_go_from_urgent_to_mild() -> None:
    assert labels.LEVELS == ("112", "113", "nu", "vandaag", "afspraak")
    assert labels.LEVELS[: len(labels.SILENCING)] == labels.SILENCING
    assert labels.LEVELS[: len(labels.HANDS)] == labels.HANDS
