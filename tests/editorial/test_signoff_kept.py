"""What an approval keeps of its text, and how it is taken back; anything may stand in a text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skill.editorial import Content, read_content
from skill.editorial.signoff import approve, read_signoff, withdraw
from skill.editorial.signoff.items import EDITORS, MEDICAL, text_hash
from skill.errors import ContentError
from skill.leaflet import Line
from tests.editorial.signed import DATE, SMALL, lines_of

TEXTS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\x85\u2028\u2029\ufeff"),
    min_size=1,
    max_size=60,
)


@pytest.fixture(scope="module")
def plant() -> Content:
    return read_content(SMALL)[0]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(texts=st.lists(TEXTS, min_size=1, max_size=4))
def test_whatever_a_text_says_is_kept_as_it_was_and_can_be_taken_back(
    texts: list[str], tmp_path: Path
) -> None:
    (tmp_path / "signoff.yaml").unlink(missing_ok=True)
    lines = [Line(f"prompt_{n}", text, "prompt", "") for n, text in enumerate(texts)]
    approve(tmp_path, read_signoff(tmp_path)[0], lines, MEDICAL, DATE)

    signoff, findings = read_signoff(tmp_path)
    assert findings == []
    kept = [text if text == text.strip() else "" for text in texts]
    assert [one.text for one in signoff.approvals] == kept
    assert all(signoff.holds(line) for line in lines)

    assert withdraw(tmp_path, signoff, lines[:1]) == lines[:1]
    left, findings = read_signoff(tmp_path)
    assert findings == []
    assert [one.text for one in left.approvals] == kept[1:]


def test_a_text_that_is_not_that_of_its_hash_is_told(tmp_path: Path) -> None:
    row = f'{{id: water, hash: {"0" * 12}, role: {MEDICAL}, date: {DATE}, text: "Anders."}}'
    (tmp_path / "signoff.yaml").write_text(f"approvals:\n- {row}\n", encoding="utf-8")
    (finding,) = read_signoff(tmp_path)[1]

    assert "`text` is not the text of that `hash`" in str(finding)


def test_both_roles_lose_an_approval_that_is_withdrawn(tmp_path: Path, plant: Content) -> None:
    title = lines_of(plant)["title_water"]
    for role in (EDITORS, MEDICAL):
        row = f"- {{id: title_water, hash: {text_hash(title.text)}, role: {role}, date: {DATE}}}\n"
        path = tmp_path / "signoff.yaml"
        before = path.read_text("utf-8") if path.exists() else "approvals:\n"
        path.write_text(before + row, encoding="utf-8")

    assert withdraw(tmp_path, read_signoff(tmp_path)[0], [title]) == [title]
    assert path.read_text("utf-8") == "approvals: []\n"


def test_the_approval_of_an_older_text_stays(tmp_path: Path) -> None:
    old, new = (Line("prompt_x", text, "prompt", "") for text in ("Dag.", "Goedendag."))
    approve(tmp_path, read_signoff(tmp_path)[0], [old], MEDICAL, "2026-01-31")
    approve(tmp_path, read_signoff(tmp_path)[0], [new], MEDICAL, DATE)
    withdraw(tmp_path, read_signoff(tmp_path)[0], [new])
    signoff = read_signoff(tmp_path)[0]

    assert not signoff.holds(new)
    before = signoff.before(new)
    assert before is not None
    assert (before.hash, before.date) == (text_hash("Dag."), "2026-01-31")


def test_what_was_never_approved_changes_nothing(tmp_path: Path, plant: Content) -> None:
    assert withdraw(tmp_path, read_signoff(tmp_path)[0], [lines_of(plant)["water"]]) == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "text",
    [
        "approvals: [{ROW}, {id: licht, hash: 000000000000, role: redactie, date: 2027-01-31}]\n",
        "approvals:\n- id: title_water\n  hash: HASH\n  role: redactie\n  date: 2027-01-31\n",
    ],
    ids=["one line", "several lines"],
)
def test_a_layout_from_which_nothing_can_be_taken_is_left_alone(
    tmp_path: Path, plant: Content, text: str
) -> None:
    title = lines_of(plant)["title_water"]
    row = f"id: title_water, hash: {text_hash(title.text)}, role: redactie, date: 2027-01-31"
    text = text.replace("ROW", row).replace("HASH", text_hash(title.text))
    (tmp_path / "signoff.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(ContentError, match="cannot be taken out"):
        withdraw(tmp_path, read_signoff(tmp_path)[0], [title])

    assert (tmp_path / "signoff.yaml").read_text("utf-8") == text
