"""The ear that is shipped: what it hears in sentences of which everybody agrees what they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from skill import labels
from skill.leaflet import Leaflet, read_leaflet
from skill.understanding import LONGEST, Hear, read_ear
from skill.understanding.normalise import number_word

CONTENT = Path(__file__).resolve().parents[2] / "content"


@pytest.fixture(scope="module")
def hear() -> Hear:
    """The ear that is shipped, with the leaflet that it must belong to."""
    return read_ear(CONTENT, read_leaflet(CONTENT))


SIGNS = {
    "ik voel niks meer tussen mijn benen": "doof-kruis",
    "ik kan niet meer plassen sinds vanmorgen": "plassen-lukt-niet",
    "er drukt iets op mijn borst en mijn arm trekt": "borst-benauwd",
    "ik wil niet meer leven": "niet-meer-willen-leven",
    "ik heb tien paracetamol op": "te-veel-pillen",
    "ik heb acht paracetamol op": "maximum-bereikt",
    "hoe til ik goed, ik voel trouwens niks meer tussen mijn benen": "doof-kruis",
}


@pytest.mark.parametrize("said", SIGNS)
def test_a_sign(hear: Hear, said: str) -> None:
    assert hear(said).alarm == SIGNS[said]


CHECKED = {
    "koorts": "koorts",
    "kanker": "kanker-gehad",
    "plassen": "plassen-lukt-niet",
    "ik wil niet meer": "niet-meer-willen-leven",
    "ik zie het niet meer zitten": "niet-meer-willen-leven",
}


@pytest.mark.parametrize("said", CHECKED)
def test_a_bare_sign_is_asked_about(hear: Hear, leaflet: Leaflet, said: str) -> None:
    found = hear(said)

    assert (found.label, found.alarm) == (labels.confirm(CHECKED[said]), None)
    assert leaflet.alarms[CHECKED[said]].check


NUMBERS = [number_word(number) for number in (*range(0, 41), 50, 65, 100, 1000)]
SMALL = "ja nee nog een dan wel niet daar die dat er is het ik u".split()


@pytest.mark.parametrize("said", [*NUMBERS, *SMALL, "drie keer", "negen tien", "nog een keer twee"])
def test_a_number_or_a_small_word_is_no_sign(hear: Hear, said: str) -> None:
    found = hear(said)

    assert found.alarm is None
    assert labels.kind(found.label) != "confirm"


CALM = [
    "mijn rug doet zeer",
    "au mijn rug",
    "ik heb twee paracetamol genomen",
    "ik heb vanmorgen een paracetamol van 500 genomen",
    "ik neem drie keer per dag twee paracetamol",
    "ik heb al drie keer twee gehad",
    "ik zat gisteren in de tuin en nu ben ik stijf",
    "mijn kleinzoon is jarig",
    "de koffie smaakt niet vandaag",
    "goedemorgen",
    "wie ben jij",
    "hoe til ik een krat van tien kilo",
]


@pytest.mark.parametrize("said", CALM)
def test_what_is_told_greeted_and_taken_as_it_should_be_is_no_sign(hear: Hear, said: str) -> None:
    found = hear(said)

    assert found.alarm is None
    assert labels.kind(found.label) != "confirm"


@pytest.mark.parametrize(
    ("said", "pair"),
    [
        ("bukken", {"goed-tillen", "oprapen-niet-draaien-en-buigen"}),
        ("bewegen of rusten", {"blijf-bewegen", "bedrust"}),
        ("opstaan", {"uit-bed-komen", "opstaan-uit-stoel"}),
    ],
)
def test_a_word_with_two_meanings_is_asked_about(hear: Hear, said: str, pair: set[str]) -> None:
    label = hear(said).label

    assert labels.kind(label) == "clarify"
    assert set(labels.name(label).split("|")) == pair


@pytest.mark.parametrize(
    ("said", "passage", "control"),
    [
        ("ja pijnstillers", "pijnstillers-helpen-ze", "yes"),
        ("nee tillen", "goed-tillen", "no"),
        ("ja de huisarts", "naar-de-huisarts", "yes"),
        ("nee hoe til ik goed", "goed-tillen", "no"),
    ],
)
def test_a_choice_behind_ja_or_nee(hear: Hear, said: str, passage: str, control: str) -> None:
    found = hear(said)

    assert found.label == labels.passage(passage)
    assert labels.control(control) in found.also


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("mijn rug doet zeer", "complaint"),
        ("goedemorgen", "greeting"),
        ("wie ben jij", "about_us"),
        ("ben je een dokter", "about_us"),
        ("wat kost dit", "about_us"),
        ("help bel een ambulance", "emergency"),
        ("i have back pain", "other_language"),
    ],
)
def test_what_people_say_first(hear: Hear, leaflet: Leaflet, said: str, kind: str) -> None:
    label = hear(said).label

    assert labels.kind(label) == "opening"
    assert leaflet.openings[labels.name(label)].kind == kind


@pytest.mark.parametrize("said", ["nou ja", "tja", "hm", "ach gut", "even denken", "nou", "eh"])
def test_a_filler_ends_nothing_and_asks_nothing(hear: Hear, said: str) -> None:
    assert hear(said).label == labels.UNCLEAR


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("ik ben zwanger hoe moet ik slapen", "zwangerschap"),
        ("het is voor mijn zoontje, hoeveel paracetamol", "kinderen"),
        ("ik slik bloedverdunners mag ik ibuprofen", "bloedverdunners"),
    ],
)
def test_what_is_told_of_the_person(hear: Hear, leaflet: Leaflet, said: str, told: str) -> None:
    assert hear(said).told == (told,)
    assert told in leaflet.subjects


def test_the_end_of_a_long_text_is_heard(hear: Hear) -> None:
    calm = "ik zat gisteren in de tuin en het was mooi weer. "
    story = calm * 38 + "en ik voel niks meer tussen mijn benen."
    assert 1850 < len(story) < LONGEST

    found = hear(story)

    assert found.label in ("alarm:doof-kruis", "confirm:doof-kruis")
    assert hear(calm * 38).alarm is None
    assert labels.kind(hear(calm * 38).label) != "confirm"
