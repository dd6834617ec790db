"""Amounts of medicine that somebody has taken: what is counted, and what is not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.understanding.amounts import MOST, NEAR, Taken, count_taken
from skill.understanding.normalise import plain
from skill.understanding.rules import pattern
from skill.understanding.words import words_of

MEDICINE = pattern(
    ["paracetamol*", "pcm", "pil", "pillen", "tablet*", "dafalgan*", "panadol", "perdolan"]
)
TAKEN = pattern(["genomen", "geslikt", "ingenomen", "gehad", "nam", "leeggegeten"])


def count(said: str) -> Taken:
    heard = words_of(plain(said))
    return count_taken(heard, medicine=bool(MEDICINE.find(heard)), taken=bool(TAKEN.find(heard)))


AMOUNTS = [
    ("ik heb acht paracetamol genomen", 8, "near"),
    ("ik heb al 8 paracetamol op", 8, "near"),
    ("zeven paracetamol sinds vanmorgen", 7, "near"),
    ("ik heb 7½ paracetamol genomen", 7.5, "near"),
    ("vandaag 10 tabletten geslikt", 10, "too_many"),
    ("twaalf paracetamol vandaag", 12, "too_many"),
    ("10 paracetamol", 10, "too_many"),
    ("mijn man heeft twaalf pillen ingenomen", 12, "too_many"),
    ("ik heb drieëntwintig paracetamol op", 23, "too_many"),
    ("ik heb een dozijn paracetamol op", 12, "too_many"),
    ("ik heb een stuk of veertien paracetamol genomen", 14, "too_many"),
    ("ik heb iets van tien paracetamol genomen", 10, "too_many"),
    ("ik heb meer dan acht paracetamol genomen", 9, "too_many"),
    ("ik heb negen of tien panadol op", 10, "too_many"),
    ("ik heb net mijn achtste paracetamol genomen", 8, "near"),
    ("ik heb perdolan genomen, tien stuks", 10, "too_many"),
    ("mijn vader heeft negen dafalgan op", 9, "too_many"),
    ("ik heb acht panadol op", 8, "near"),
    ("heb d'r tien paracetamol op", 10, "too_many"),
    ("'k heb der tien op, paracetamol", 10, "too_many"),
    ("ik heb acht para ce ta mol op", 8, "near"),
    ("ik heb twee strips paracetamol op", 20, "too_many"),
    ("ik heb een halve strip paracetamol genomen", 5, ""),
    ("het doosje van twintig paracetamol is vandaag leeg", 20, "too_many"),
    ("ik heb 500 mg paracetamol genomen", 1, ""),
    ("ik heb één van 1000 genomen", 2, ""),
    ("ik heb twee van 500 genomen", 2, ""),
    ("ik heb twee paracetamol van 500 mg genomen", 2, ""),
    ("ik heb twee tabletten van 1000 mg paracetamol genomen", 4, ""),
    ("ik heb vier paracetamol van 1 gram genomen", 8, "near"),
    ("ik heb vijf paracetamol van een gram genomen", 10, "too_many"),
    ("ik heb vijf dafalgan van ne gram gepakt", 10, "too_many"),
    ("ik heb twee dafalgan forte genomen", 4, ""),
    ("ik heb vandaag zes gram paracetamol genomen", 12, "too_many"),
    ("ik heb 6 gram paracetamol op", 12, "too_many"),
    ("ik heb zes gr paracetamol op", 12, "too_many"),
    ("ik heb 5g paracetamol genomen", 10, "too_many"),
    ("ik heb 6000 mg paracetamol genomen", 12, "too_many"),
    ("ik heb 10000 mg paracetamol genomen", 20, "too_many"),
    ("ik heb 10.000 mg paracetamol genomen", 20, "too_many"),
    ("ik heb 10 000 mg paracetamol genomen", 20, "too_many"),
    ("ik heb 10'000 mg paracetamol genomen", 20, "too_many"),
    ("ik heb 10.000mg op", 20, "too_many"),
    ("ik heb 4.500 mg paracetamol genomen", 9, "too_many"),
    ("ik heb vijfduizend milligram paracetamol geslikt", 10, "too_many"),
    ("ik heb vijf duizend milligram paracetamol geslikt", 10, "too_many"),
    ("ik heb 1,5 gram paracetamol genomen", 3, ""),
    ("ik heb 4,5 gram paracetamol gehad", 9, "too_many"),
    ("ik heb vier komma vijf gram paracetamol gehad", 9, "too_many"),
    ("ik heb vier en een halve gram paracetamol gehad", 9, "too_many"),
    ("ik heb tweeënhalve gram paracetamol gehad", 5, ""),
    ("ik heb 3500 mg paracetamol gehad", 7, "near"),
    ("ik heb 1½ tablet paracetamol genomen", 1.5, ""),
    ("ik heb 1 1/2 tablet paracetamol genomen", 1.5, ""),
    ("ik heb anderhalve paracetamol genomen", 1.5, ""),
    ("ik heb een halve paracetamol genomen", 0.5, ""),
    ("ik heb 0.5 tablet paracetamol genomen", 0.5, ""),
    ("ik heb ½ tablet paracetamol genomen", 0.5, ""),
    ("ik heb een kwart tablet genomen", 0.25, ""),
    ("ik heb driekwart tablet genomen", 0.75, ""),
]
"""Numbers, grams and milligrams in every notation."""

TIMES = [
    ("ik heb drie keer twee pillen genomen", 6, ""),
    ("ik heb vijf keer twee van 500 genomen", 10, "too_many"),
    ("ik heb 3x 3 van 1000 genomen", 18, "too_many"),
    ("ik heb vier keer twee tabletten van 1000 mg genomen", 16, "too_many"),
    ("ik heb 10 x 500 mg genomen", 10, "too_many"),
    ("zes keer een gram genomen", 12, "too_many"),
    ("twaalf keer vijfhonderd genomen", 12, "too_many"),
    ("ik heb tweemaal vijf en eenmaal vier paracetamol genomen", 14, "too_many"),
    ("ik heb 14 stuks x 500 genomen", 14, "too_many"),
    ("drie keer per dag drie stuks van 1000 paracetamol, dat neem ik", 18, "too_many"),
    ("ik neem vier maal daags twee paracetamol van een gram", 16, "too_many"),
    ("ik neem driemaal daags twee paracetamol", 6, ""),
    ("mevrouw krijgt 3 dd 1000 mg paracetamol", 6, ""),
    ("meneer heeft 10 dd 1 tablet van 1 gram genomen", 20, "too_many"),
    ("per keer drie van 500, vier keer gehad", 12, "too_many"),
    ("ik nam drie paracetamol van duizend, en dat vier keer", 24, "too_many"),
    ("ik slikte er vier per keer in plaats van twee, vier keer vandaag", 16, "too_many"),
    ("paracetamol duizend milligram, drie keer per dag heb ik gehad", 6, ""),
    ("ik nam om de drie uur twee paracetamol", 16, "too_many"),
    ("ik neem elk uur twee paracetamol", 48, "too_many"),
    ("hij nam twee paracetamol om het uur", 48, "too_many"),
    ("ik neem elke vier uur twee paracetamol van 500", 12, "too_many"),
    ("ik neem elke zes uur een paracetamol", 4, ""),
    ("ik neem om de vier tot zes uur een paracetamol", 4, ""),
    ("ik heb sinds vanmorgen om de twee uur twee paracetamol genomen", 12, "too_many"),
    ("ik heb vanmiddag elk uur een paracetamol genomen", 6, ""),
]
"""Times a day, and every so many hours."""

SUMS = [
    ("ik heb er twee en later zeven paracetamol genomen", 9, "too_many"),
    ("ik heb zes paracetamol genomen en daarna nog vier", 10, "too_many"),
    (
        "ik heb vanmorgen vier, vanmiddag drie en vanavond weer vier paracetamol genomen",
        11,
        "too_many",
    ),
    ("ik had al acht paracetamol en toen nog vier", 12, "too_many"),
    (
        "2 om 6 uur, 2 om 8 uur, 2 om 10 uur, 2 om 12 uur en 2 om 14 uur paracetamol genomen",
        10,
        "too_many",
    ),
    (
        "ik heb om acht, tien, twaalf, twee, vier en zes uur telkens twee paracetamol gehad",
        12,
        "too_many",
    ),
    (
        "ik heb drie paracetamol van een gram gehad en daarbij ook nog zes gewone van 500",
        12,
        "too_many",
    ),
    ("vandaag zijn het er vier van 500 en vijf van 1000 geworden", 14, "too_many"),
    ("het waren paracetamol van duizend, daar heb ik er nu zes van gehad", 12, "too_many"),
    ("drie paracetamol genomen en twaalf uur later nog drie", 6, ""),
    ("ik heb vier paracetamol genomen, twee om acht uur en twee om twaalf uur", 6, ""),
    ("twee vanmorgen en twee vanmiddag, dat zijn vier paracetamol, mag er nog een", 4, ""),
    ("twee paracetamol gehad om acht uur en twee om twaalf uur, dus vier in totaal", 4, ""),
    ("ik heb drie keer twee paracetamol genomen, in totaal zes stuks", 6, ""),
    ("ik heb 7500 mg paracetamol genomen, dat zijn vijftien stuks", 15, "too_many"),
    ("gisteren vier paracetamol genomen en vandaag vier", 4, ""),
    ("gisteren tien paracetamol, vandaag ook weer tien", 10, "too_many"),
    ("mijn man heeft vier paracetamol op en ik vijf", 5, ""),
    ("mijn vrouw nam er vier en ik nam er vier, paracetamol", 4, ""),
    ("ik gaf hem vier paracetamol en mijn zus gaf hem er ook vijf", 9, "too_many"),
    ("ik heb tien paracetamol genomen in een week", 1.43, ""),
    ("ik heb vorige week tien paracetamol genomen", 1.43, ""),
    ("ik heb in drie dagen twaalf paracetamol genomen", 4, ""),
    ("ik heb in twee dagen twintig paracetamol genomen", 10, "too_many"),
    ("sinds maandag twaalf paracetamol genomen", 0, ""),
    ("ik heb sinds gisteren vijftien paracetamol genomen", 10, "too_many"),
    ("sinds 12 mei neem ik drie paracetamol per dag", 3, ""),
    ("ik heb al tien dagen twee paracetamol per dag genomen", 2, ""),
    ("ik neem al acht maanden elke dag een paracetamol", 1, ""),
    ("ik heb al vijf dagen negen paracetamol per dag genomen", 9, "too_many"),
]
"""Amounts that belong together, and amounts that do not."""

NO_AMOUNTS = [
    ("ik heb om half acht twee paracetamol genomen, wanneer mag ik weer", 2, ""),
    ("ik heb om kwart over negen twee paracetamol genomen", 2, ""),
    ("ik heb om vijf voor half tien een paracetamol genomen", 1, ""),
    ("ik heb om een uur of elf een paracetamol genomen", 1, ""),
    ("ik heb om 22:30 een paracetamol genomen", 1, ""),
    ("om 22:30 paracetamol genomen", 0, ""),
    ("ik heb om 14u30 twee paracetamol genomen", 2, ""),
    ("ik heb om 8:10 twee paracetamol genomen", 2, ""),
    ("ik heb om 12.30 twee paracetamol genomen", 2, ""),
    ("ik heb om 08.00 twee paracetamol genomen", 2, ""),
    ("ik heb om 10 uur twee paracetamol genomen", 2, ""),
    ("ik nam om 7 en om 11 uur twee paracetamol", 2, ""),
    ("van 8 tot 12 gewerkt en een paracetamol genomen", 1, ""),
    ("ik heb 8 uur geleden een paracetamol genomen", 1, ""),
    ("ik heb twee paracetamol genomen met 4 uur ertussen", 2, ""),
    ("op 12 mei heb ik twee paracetamol genomen", 2, ""),
    ("ik heb 10 dagen paracetamol genomen", 0, ""),
    ("ik heb zes weken lang paracetamol genomen", 0, ""),
    ("ik heb tien jaar pijn en heb een paracetamol genomen", 1, ""),
    ("ik ben 65 en heb twee paracetamol genomen", 2, ""),
    ("ben 72 en heb twee paracetamol geslikt", 2, ""),
    ("ik ben een vrouw van 70 jaar en heb 2 paracetamol genomen", 2, ""),
    ("mijn vader van 80 heeft twee paracetamol op", 2, ""),
    ("mijn moeder (83) heeft een paracetamol gehad", 1, ""),
    ("mijn moeder is tachtig en heeft een paracetamol genomen", 1, ""),
    ("de pijn is een acht op tien en ik heb twee paracetamol genomen", 2, ""),
    ("pijn is een 9, paracetamol genomen", 0, ""),
    ("m'n rug was een 7 toen heb ik 1 pcm genomen", 1, ""),
    ("ik geef het een 8 en heb twee paracetamol genomen", 2, ""),
    ("ik woon op nummer 12 en heb een paracetamol genomen", 1, ""),
    ("ik lig op kamer 14 en heb twee paracetamol gehad", 2, ""),
    ("kerkstraat 44, ik heb net een paracetamol genomen", 1, ""),
    ("ik heb een doosje van vijftig in huis en nam twee paracetamol", 2, ""),
    ("ik heb er nog twintig liggen en heb twee paracetamol genomen", 2, ""),
    ("ik heb twintig paracetamol gekocht en er twee genomen", 2, ""),
    ("op de strip staan tien tabletten, ik heb er twee van genomen", 2, ""),
    ("de dokter gaf me dertig tabletten mee en ik heb er twee genomen", 2, ""),
    ("ik weeg 90 kilo en heb twee paracetamol genomen", 2, ""),
    ("mijn temperatuur is 38,5 en ik heb twee paracetamol genomen", 2, ""),
    ("ik heb 20 minuten gelopen en een paracetamol genomen", 1, ""),
    ("ik heb acht boterhammen op", 0, ""),
    ("ik heb negen oefeningen gedaan en een pil genomen", 1, ""),
    ("ik word drie keer per nacht wakker en neem dan twee paracetamol", 2, ""),
    ("ik heb twee paracetamol op en ik plas elk uur", 2, ""),
    ("ik heb twee paracetamol genomen, elk uur is het erger", 2, ""),
    ("maximaal acht paracetamol, ik heb er twee genomen", 2, ""),
    ("de apotheek zegt acht paracetamol maar ik nam er vijftien", 15, "too_many"),
    ("ik heb acht paracetamol in plaats van twee genomen", 8, "near"),
    ("ik heb geen tien maar twee paracetamol genomen", 2, ""),
    ("ik heb nog geen tien paracetamol genomen", 0, ""),
    ("ik slik elke ochtend negen pillen voor mijn hart", 0, ""),
    ("mijn man krijgt twaalf tabletten per dag", 0, ""),
    ("acht", 0, ""),
    ("", 0, ""),
]
"""Numbers of something else."""

ASKED = [
    ("mag ik acht paracetamol", 0, ""),
    ("mag ik er negen paracetamol nemen", 0, ""),
    ("hoeveel paracetamol mag ik er per dag", 0, ""),
    ("is acht paracetamol te veel", 0, ""),
    ("is acht op een dag dodelijk, paracetamol", 0, ""),
    ("tien paracetamol gevaarlijk", 0, ""),
    ("ik wil er tien nemen van die paracetamol", 0, ""),
    ("als ik tien paracetamol neem, ga ik dan dood", 0, ""),
    ("wat als ik acht paracetamol heb genomen", 0, ""),
    ("stel ik neem er per ongeluk negen paracetamol", 0, ""),
    ("ik vind acht paracetamol te veel, ik heb er twee genomen", 2, ""),
    ("ik heb twee paracetamol genomen, zijn acht per dag te veel", 2, ""),
    ("ik heb een paracetamol genomen, mag er nog een bij", 1, ""),
    ("ik heb zes paracetamol op, mag er nog een bij", 6, ""),
    ("ik heb er negen paracetamol op, mag er nog een bij", 9, "too_many"),
    ("mag ik er nog twee, ik heb er vandaag al negen paracetamol op", 9, "too_many"),
    ("hoeveel paracetamol mag mijn man nog, hij heeft er al negen gehad", 9, "too_many"),
    ("is het erg dat ik negen paracetamol op heb", 9, "too_many"),
    ("kan dat kwaad, ik heb om de twee uur twee paracetamol genomen", 24, "too_many"),
    ("hoe til ik goed, ik heb trouwens tien paracetamol op", 10, "too_many"),
]
"""What is asked or supposed counts nothing; what was told with it does."""

WORDING = [
    ("ik heb te veel paracetamol genomen", 0, "too_many"),
    ("ik heb veel te veel pillen geslikt", 0, "too_many"),
    ("teveel paracetamol ingenomen", 0, "too_many"),
    ("ik heb te veel van die tabletten gehad", 0, "too_many"),
    ("te veel genomen", 0, "too_many"),
    ("ik heb het dubbele genomen van de paracetamol", 0, "too_many"),
    ("ik heb een dubbele dosis genomen", 0, "too_many"),
    ("ik heb een overdosis genomen", 0, "too_many"),
    ("ik geloof dat ik een overdosis heb", 0, "too_many"),
    ("ik heb de hele strip op", 0, "too_many"),
    ("ik heb een hele doos paracetamol leeggegeten", 0, "too_many"),
    ("ik heb een handvol pillen genomen", 0, "too_many"),
    ("ik heb alle pillen geslikt", 0, "too_many"),
    ("mijn paracetamol, ik heb ze allemaal op", 0, "too_many"),
    ("ik heb drie keer zoveel paracetamol genomen", 0, "too_many"),
    ("hoeveel paracetamol is te veel", 0, ""),
    ("wat is een overdosis paracetamol", 0, ""),
    ("hoe merk je dat iemand te veel paracetamol heeft gehad", 0, ""),
    ("ik wil niet te veel paracetamol nemen", 0, ""),
    ("ik heb niet te veel paracetamol genomen", 0, ""),
    ("geen overdosis hoor, ik heb een paracetamol genomen", 1, ""),
    ("ik ben bang voor een overdosis, ik heb er een paracetamol op", 1, ""),
    ("ik heb nooit een overdosis genomen", 0, ""),
    ("als puber heb ik ooit te veel geslikt", 0, ""),
    ("ik had ze bijna dubbel genomen", 0, ""),
    ("ik heb een overdosis zout gehad", 0, ""),
    ("liever gel dan een overdosis, in plaats van te veel pillen genomen", 0, ""),
    ("er ligt een hele strip paracetamol, ik heb er twee van gehad", 2, ""),
    ("ik heb een hele strip paracetamol in huis", 0, ""),
    ("ik ben niet van plan de hele strip leeg te eten", 0, ""),
    ("ik slik elke dag een handvol pillen", 0, ""),
    ("ik heb te veel getild en twee paracetamol genomen", 2, ""),
    ("ik heb te veel pijn en heb twee pillen genomen", 2, ""),
    ("het doet twee keer zoveel pijn, ik heb een pil genomen", 1, ""),
]
"""Plain words for too much, told and not asked."""

UNNAMED = [
    ("ik heb er negen op, mag er nog een bij", 9, "too_many"),
    ("mijn vader heeft er twaalf op", 12, "too_many"),
    ("vier keer twee van vijfhonderd gehad", 8, "near"),
    ("ik heb 4000 mg op", 8, "near"),
    ("ik zit op vijf gram vandaag", 10, "too_many"),
    ("twaalf stuks sinds vanochtend", 12, "too_many"),
    ("ik heb ibuprofen, ik heb er acht op", 8, ""),
    ("ik heb 4000 mg ibuprofen gehad", 0, ""),
    ("ik heb acht biertjes op", 0, ""),
    ("ik heb tien keer fysio gehad", 0, ""),
    ("ik heb twaalf keer 500 meter gelopen", 0, ""),
    ("elk uur twee", 0, ""),
]
"""No medicine is named: only what is said of nothing else counts."""


@pytest.mark.parametrize(
    ("said", "tablets", "verdict"),
    [*AMOUNTS, *TIMES, *SUMS, *NO_AMOUNTS, *ASKED, *WORDING, *UNNAMED],
)
def test_what_was_taken(said: str, tablets: float, verdict: str) -> None:
    assert count(said) == Taken(tablets, verdict)


@pytest.mark.parametrize("number", range(1, 41))
def test_digits_and_words_count_the_same(number: int) -> None:
    verdict = "too_many" if number > MOST else "near" if number >= NEAR else ""

    assert count(f"ik heb {number} paracetamol genomen") == Taken(number, verdict)
    assert count(f"ik heb {number * 500} mg paracetamol genomen") == Taken(number, verdict)
    assert count(plain(f"vandaag {number} paracetamol geslikt")) == Taken(number, verdict)


@pytest.mark.parametrize("hour", range(25))
@pytest.mark.parametrize("when", ["om {} uur", "om {}:30", "om {}u45", "rond {} uur", "om half {}"])
def test_no_hour_is_an_amount(hour: int, when: str) -> None:
    assert count(f"ik heb {when.format(hour)} twee paracetamol genomen") == Taken(2)


@pytest.mark.parametrize("age", range(7, 100))
@pytest.mark.parametrize("who", ["ik ben {}", "mijn vader van {}", "mijn moeder is {}", "{} jaar"])
def test_no_age_is_an_amount(age: int, who: str) -> None:
    assert count(f"{who.format(age)} en heeft twee paracetamol genomen") == Taken(2)


said = st.lists(
    st.sampled_from(
        "ik heb hij er acht 10 een half anderhalf paracetamol genomen op van 500 1000 mg gram keer "
        "per dag om de twee uur elk mag hoeveel te veel hele strip overdosis niet vandaag gisteren "
        "sinds in week en nog daarna dus pijn is mijn man gaf 10.000 1,5 22:30 ½ duizend".split()
    ),
    max_size=30,
).map(" ".join)


@settings(deadline=None, max_examples=500)
@given(st.one_of(st.text(max_size=120), said), st.booleans(), st.booleans())
def test_any_text_has_an_amount(text: str, medicine: bool, taken: bool) -> None:
    found = count_taken(words_of(plain(text)), medicine=medicine, taken=taken)

    assert 0 <= found.tablets < 10**6
    if found.tablets > MOST:
        assert found.verdict == "too_many"
    if found.verdict == "near":
        assert NEAR <= found.tablets <= MOST


@pytest.mark.parametrize("word", ["8 ", "om 8 en ", "dat ik er 8 ", "heb op ", "3 keer 2 ", "1 "])
def test_a_long_text_is_no_trouble(word: str) -> None:
    assert count(word * 1000).tablets >= 0
