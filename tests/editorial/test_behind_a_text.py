"""What stands behind a text: its source, the questions about it, what resembles it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skill.editorial import left_alone, read_content
from skill.editorial.content import Background
from skill.editorial.signoff import read_owner_questions, read_signoff
from skill.training import look_alikes, question_rows
from tests.editorial.signed import SMALL
from tests.shipped import ROOT


@pytest.mark.parametrize(
    ("source", "evidence", "without"),
    [
        ("https://richtlijnen.nhg.org/x", "GOED", False),
        ("https://richtlijnen.nhg.org/x", "DEELS: geen bron noemt een termijn", False),
        ("https://richtlijnen.nhg.org/x", "NIET voor de urgentie", True),
        ("geen bron gevonden", "NIET: redactionele keuze", True),
        ("redactionele keuze", "", True),
        ("", "", True),
    ],
)
def test_without_a_source_is_what_nobody_else_says(
    source: str, evidence: str, without: bool
) -> None:
    assert Background(source, evidence).without_source == without


def test_an_alarm_keeps_what_its_file_says_behind_it() -> None:
    backgrounds = read_content(SMALL)[0].backgrounds

    assert backgrounds["alarm_giftig"] == Background(
        "proef", "proef", "Iemand heeft van de plant gegeten."
    )
    assert {"subject_katten", "prompt_welcome", "alarm_112"} <= set(backgrounds)


QUESTIONS = """# Open vragen

## 1. Beslissen vóór gebruik (H)

### 1. Het water
- **Vraag:** Hoeveel water?
- **Raakt:** `water` (S01); alle bestanden in `alarms/`

## 2. Later (M)

### 7. Het licht
- **Vraag:** Hoeveel licht?
- **Nu:** veel
"""


def test_questions_to_the_owner_are_read_with_what_they_touch(tmp_path: Path) -> None:
    (tmp_path / "OPEN-VRAGEN.md").write_text(QUESTIONS, encoding="utf-8")
    water, light = read_owner_questions(tmp_path)

    assert (water.id, water.before_use, water.line) == ("question_1", True, 5)
    assert water.asked == "Het water Hoeveel water?"
    assert water.named == ("water", "alarms/")
    assert (light.section, light.before_use, light.fields["nu"]) == ("Later (M)", False, "veel")
    assert set(read_signoff(tmp_path)[0].questions) == {"question_1"}


def test_without_the_file_there_are_no_questions(tmp_path: Path) -> None:
    assert read_owner_questions(tmp_path) == []


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(alphabet="#- *:`1.VraagR\n(H)", max_size=120))
def test_whatever_stands_in_the_file_is_read(tmp_path: Path, text: str) -> None:
    (tmp_path / "OPEN-VRAGEN.md").write_text(text, encoding="utf-8")

    for one in read_owner_questions(tmp_path):
        assert text.split("\n")[one.line - 1].strip().startswith(f"### {one.number}. ")


def test_what_a_rule_leaves_alone_is_known_by_its_alarm() -> None:
    found = left_alone(ROOT / "content")

    assert "ik heb geen dove billen, hoe moet ik zitten" in found["doof-kruis"]
    assert left_alone(ROOT / "nergens") == {}


def test_rows_of_a_question_file_are_as_the_editors_wrote_them(tmp_path: Path) -> None:
    path = tmp_path / "water.txt"
    path.write_text("# stem: kort\nhoeveel (water|drinken) [nu]\n\n", encoding="utf-8")

    assert question_rows(path) == ["hoeveel (water|drinken) [nu]"]
    assert question_rows(tmp_path / "nergens.txt") == []


def test_look_alikes_have_the_label_that_they_are() -> None:
    found = look_alikes(SMALL)

    assert found
    assert {label for _, label in found} == {"passage:licht"}
