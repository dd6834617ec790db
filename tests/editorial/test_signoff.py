"""Sign-off: an approval is of one text, and a text that changes is open again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skill.editorial import Content, read_content
from skill.editorial.signoff.approvals import (
    Approval,
    Signoff,
    all_items,
    counts,
    open_items,
    open_lines,
    place,
    read_signoff,
    refuse,
    signoff_findings,
)
from skill.editorial.signoff.items import (
    EDITORS,
    MEDICAL,
    code,
    read_questions_to_owner,
    to_approve,
    voice_line,
)
from skill.errors import ContentError
from skill.leaflet import Line, script
from skill.manifest import Clip, Entry, Manifest
from tests.editorial.signed import DATE, NO_VOICE, SMALL, approved, changed, lines_of

QUESTIONS = """# Open vragen
## 1. Beslissen vóór gebruik (H)
### 1. Mag de plant in de zon?
- **Vraag:** Hoeveel uur?
- **Nu:** niets
## 2. Later (M)
### 2. Welke pot?
- **Vraag:** Rood of blauw?
"""


@pytest.fixture(scope="module")
def plant() -> Content:
    return read_content(SMALL)[0]


def test_the_shipped_file_is_right_and_every_line_must_be_approved(real_content: Content) -> None:
    signoff, findings = read_signoff(SMALL.parents[1] / "content")
    leaflet = real_content.leaflet

    assert findings == []
    assert list(signoff_findings(leaflet, NO_VOICE, signoff, real_content.places)) == []
    assert signoff.exists
    assert set(script(leaflet)) <= {line.id for line in all_items(leaflet, NO_VOICE, signoff)}
    assert "question_1" in signoff.questions
    assert sum(counts(to_approve(leaflet)).values()) == len(to_approve(leaflet))


def test_what_was_approved_is_not_open(plant: Content) -> None:
    everything = all_items(plant.leaflet, NO_VOICE, Signoff())

    assert open_items(plant.leaflet, NO_VOICE, Signoff()) == everything
    assert open_items(plant.leaflet, NO_VOICE, approved(everything)) == []


def test_one_letter_more_and_a_text_is_open_again(plant: Content) -> None:
    signoff = approved(to_approve(plant.leaflet))
    text = plant.leaflet.passages["water"].text

    after = changed(plant.leaflet, "water", text=text + "!")

    assert [line.id for line in open_lines(after, signoff)] == ["water"]
    assert open_lines(changed(after, "water", text=text), signoff) == []


def test_the_level_of_an_alarm_is_approved_too(plant: Content) -> None:
    signoff = approved(to_approve(plant.leaflet))
    milder = replace(plant.leaflet.alarms["brand"], level="afspraak")

    after = replace(plant.leaflet, alarms=plant.leaflet.alarms | {"brand": milder})

    assert [line.id for line in open_lines(after, signoff)] == ["level_brand"]


def test_a_closing_line_that_is_left_out_opens_what_follows_the_passage(plant: Content) -> None:
    signoff = approved(to_approve(plant.leaflet))

    assert [
        line.id for line in open_lines(changed(plant.leaflet, "water", closing=()), signoff)
    ] == ["after_water"]


def test_nothing_of_a_withdrawn_passage_waits(plant: Content) -> None:
    left = {line.id for line in to_approve(changed(plant.leaflet, "water", status="ingetrokken"))}

    assert lines_of(plant).keys() - left == {
        "water",
        "title_water",
        "offer_water",
        "first_water",
        "second_water",
        "after_water",
    }


def test_editors_approve_titles_and_menus_and_no_medical_text(plant: Content) -> None:
    signoff = approved(to_approve(plant.leaflet), EDITORS)

    kinds = {line.kind for line in open_lines(plant.leaflet, signoff)}

    assert kinds == {
        *("passage", "after", "prompt", "closing", "subject", "near"),
        *("alarm", "level", "standing"),
    }


def test_a_voice_is_approved_with_its_clips() -> None:
    clip = Clip("a.mp3", "0" * 64, 1.0, -16.0, -3.0, "espeak")
    made = Manifest("espeak 1.52 nl", {"water": Entry("Water.", "Water.", clip, clip)})
    other = replace(
        made, clips={"water": Entry("Water.", "Water.", clip, replace(clip, sha256="1"))}
    )
    signoff = approved([voice_line(made)], EDITORS)

    assert signoff.holds(voice_line(made))
    assert not signoff.holds(voice_line(other))
    assert not signoff.holds(voice_line(replace(made, engine="piper")))
    assert not signoff.holds(voice_line(NO_VOICE))


def test_questions_to_be_decided_before_use_are_read(small: Path) -> None:
    (small / "OPEN-VRAGEN.md").write_text(QUESTIONS, encoding="utf-8")

    found = read_questions_to_owner(small)

    assert found == {
        "question_1": (
            Line("question_1", "Mag de plant in de zon? Hoeveel uur?", "question", ""),
            3,
        )
    }
    assert read_questions_to_owner(small / "nergens") == {}


GOOD = f"approvals:\n- {{id: water, hash: {'0' * 12}, role: redactie, date: {DATE}}}\n"


def test_a_file_is_read(small: Path) -> None:
    (small / "signoff.yaml").write_text(GOOD, encoding="utf-8")

    signoff, findings = read_signoff(small)

    assert findings == []
    assert signoff.approvals == (Approval("water", "0" * 12, EDITORS, DATE, 2),)


def test_without_a_file_nothing_is_approved(small: Path) -> None:
    signoff, findings = read_signoff(small)

    assert (signoff.approvals, signoff.exists, findings) == ((), False, [])


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("", 1, "is empty"),
        ("approvals: [", 1, "is not valid YAML"),
        ("approvals: ja", 1, "`approvals` must be a list"),
        ("approved: []", 1, "`approvals` is missing"),
        (GOOD.replace("redactie", "dokter"), 2, "`role` is 'dokter'"),
        (GOOD.replace("0" * 12, "0" * 11), 2, "`hash` '00000000000' is not 12 digits"),
        (GOOD.replace("0" * 12, "A" * 12), 2, "`hash` 'AAAAAAAAAAAA' is not"),
        (GOOD.replace(DATE, "31-01-2027"), 2, "`date` '31-01-2027' is not a date"),
        (GOOD.replace(DATE, "2027-02-30"), 2, "`date` '2027-02-30' is not a date"),
        (GOOD.replace("id: water, ", ""), 2, "field `id` is missing"),
        (GOOD.replace("{id", "{naam: Jan, id"), 2, "field `naam` is not known"),
        (GOOD + GOOD.split("\n")[1], 3, "stands here twice"),
    ],
)
def test_a_mistake_is_told_with_its_line(small: Path, text: str, line: int, what: str) -> None:
    (small / "signoff.yaml").write_text(text, encoding="utf-8")

    _, findings = read_signoff(small)

    assert [(one.where, one.line) for one in findings if what in one.what] == [
        ("plant/signoff.yaml", line)
    ]


def test_a_file_that_is_not_text_is_told(small: Path) -> None:
    (small / "signoff.yaml").write_bytes(b"\xff\xfe")

    assert "cannot be read" in read_signoff(small)[1][0].what


words = st.text(st.characters(codec="utf-8"), max_size=30)
values = st.recursive(
    words | st.integers() | st.dates() | st.none() | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=8,
)
rows = st.fixed_dictionaries(
    {},
    optional={
        "id": st.sampled_from(["water", "licht"]) | values,
        "hash": st.sampled_from(["0" * 12]) | values,
        "role": st.sampled_from([MEDICAL, EDITORS]) | values,
        "date": st.just(DATE) | values,
    },
)
some = settings(
    deadline=None, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@some
@given(
    st.text(st.characters(codec="utf-8"), max_size=120)
    | values.map(lambda value: yaml.safe_dump(value, allow_unicode=True))
    | st.lists(rows, max_size=4).map(
        lambda value: yaml.safe_dump({"approvals": value}, allow_unicode=True)
    )
)
def test_any_file_is_read_or_told_and_never_approves_by_accident(
    small: Path, plant: Content, text: str
) -> None:
    (small / "signoff.yaml").write_bytes(text.encode())

    signoff, findings = read_signoff(small)

    rows_in_file = text.replace("\r\n", "\n").count("\n") + text.count("\r") + 1
    assert all(one.what and one.line <= rows_in_file for one in findings)
    assert all(one.role in (MEDICAL, EDITORS) and len(one.hash) == 12 for one in signoff.approvals)
    assert open_lines(plant.leaflet, signoff) == to_approve(plant.leaflet)


def test_a_refusal_counts_and_names_the_first_twenty(plant: Content) -> None:
    waiting = open_items(plant.leaflet, NO_VOICE, Signoff())

    with pytest.raises(ContentError) as caught:
        refuse(waiting, plant.places, Signoff())

    told = [str(one) for one in caught.value.findings]
    assert len(told) == 22
    assert "not approved: 18 passages" in told[0]
    assert told[1] == (
        f"small_content/passages/water.md:12: {code(waiting[0])} waits for "
        "medisch eindverantwoordelijke"
    )
    assert f"and {len(waiting) - 20} more" in told[-1]
    refuse([], plant.places, Signoff())


def test_every_open_text_has_a_place(real_content: Content) -> None:
    signoff = read_signoff(SMALL.parents[1] / "content")[0]
    nowhere = [
        line.id
        for line in open_lines(real_content.leaflet, signoff)
        if place(line, real_content.places, signoff)[0] == signoff.where
    ]

    assert nowhere == []


def test_an_approval_of_nothing_and_one_by_the_wrong_role_are_told(plant: Content) -> None:
    signoff = Signoff(
        (
            Approval("stof", "0" * 12, MEDICAL, DATE, 2),
            Approval("water", "0" * 12, EDITORS, DATE, 3),
        )
    )

    found = list(signoff_findings(plant.leaflet, NO_VOICE, signoff, plant.places))

    assert [(one.line, one.what) for one in found] == [
        (2, "`stof` is not a text"),
        (3, "redactie cannot approve `water`"),
    ]


def test_a_status_that_claims_more_than_the_file_is_told(plant: Content) -> None:
    """The small folder calls one passage and one alarm approved."""
    nothing = replace(Signoff(), exists=True)
    found = list(signoff_findings(plant.leaflet, NO_VOICE, nothing, plant.places))

    assert {one.where.partition("/")[2] for one in found} == {
        "passages/geel-blad.md",
        "alarms/giftig.md",
    }
    signoff = replace(approved(to_approve(plant.leaflet)), exists=True)
    assert list(signoff_findings(plant.leaflet, NO_VOICE, signoff, plant.places)) == []
