"""The content that is shipped: complete, in order, and guarded fact by fact."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from skill.editorial import Content, editorial_findings, freshness
from skill.editorial.rules import HEDGES, NEGATIONS
from skill.labels import LEVELS
from skill.leaflet import DEVICE_SPEECH, fingerprint
from skill.understanding.normalise import NUMBERS, plain
from tests import shipped

CONTENT = Path(__file__).resolve().parents[2] / "content"
SHIPPED = shipped.content()

ORDER = """
over-deze-folder wat-is-lage-rugpijn pijn-bij-houding-en-beweging uitstraling-en-ischias
aspecifiek-geen-aanwijzingen oorzaak-lage-rugpijn wat-geeft-meer-kans draaistoel goed-tillen
oprapen-niet-draaien-en-buigen uit-de-auto-stappen schoenen slaaphouding uit-bed-komen
zithouding-en-stoel opstaan-uit-stoel blijf-bewegen kan-bewegen-kwaad niet-te-lang-zitten
dagelijkse-activiteiten bedrust fysiotherapie stress werk-en-rugpijn pijnstillers-helpen-ze
paracetamol pijnstillende-gel nsaid-eerst-overleggen nsaid-bijwerkingen spierverslappers
hoe-lang-duurt-het komt-het-terug naar-de-huisarts meer-informatie-en-bron
""".split()


def test_nothing_is_wrong(real_content: Content) -> None:
    assert editorial_findings(real_content) == []
    assert freshness(CONTENT, real_content.leaflet) == []


def test_the_passages_stand_in_the_order_of_the_leaflet(real_content: Content) -> None:
    assert list(real_content.leaflet.passages) == ORDER
    assert len(ORDER) == 34


def test_every_statement_is_said(real_content: Content) -> None:
    said = {
        name
        for rows in real_content.sentences.values()
        for sentence in rows
        for name in sentence.statements
    }

    assert list(real_content.statements) == [f"S{number:02}" for number in range(1, 96)]
    assert said == set(real_content.statements)


def test_every_alarm_has_a_level(real_content: Content) -> None:
    alarms = real_content.leaflet.alarms

    assert len(alarms) == 41
    assert {alarm.level for alarm in alarms.values()} == set(LEVELS)
    assert {path.stem for path in (CONTENT / "alarms").iterdir()} == set(alarms)


def test_every_subject_sends_somewhere(real_content: Content) -> None:
    subjects = real_content.leaflet.subjects

    assert {path.stem for path in (CONTENT / "subjects").iterdir()} == set(subjects)
    assert [one.id for one in subjects.values() if not one.ask] == []


def test_medical_speech_waits_for_a_clinician(real_content: Content) -> None:
    leaflet = real_content.leaflet

    assert {alarm.status for alarm in leaflet.alarms.values()} <= {DEVICE_SPEECH, "goedgekeurd"}
    assert {prompt.status for prompt in leaflet.prompts.values() if prompt.section == "level"} <= {
        DEVICE_SPEECH,
        "goedgekeurd",
    }


def test_a_medicine_is_never_said_alone(real_content: Content) -> None:
    careful = [p for p in real_content.leaflet.passages.values() if p.risk in ("medicine", "dose")]

    assert len(careful) >= 5
    assert [passage.id for passage in careful if not passage.closing] == []


def test_one_letter_is_another_version(real_content: Content) -> None:
    leaflet = real_content.leaflet
    passage = leaflet.passages["goed-tillen"]
    changed = replace(passage, text=passage.text.replace("Buig", "Buik"))
    other = replace(leaflet, passages=leaflet.passages | {passage.id: changed})

    assert fingerprint(leaflet) == leaflet.fingerprint
    assert fingerprint(other) != leaflet.fingerprint


def with_sentences(name: str, edit: Callable[[str], str]) -> Content:
    """The shipped passages that say a statement, with every sentence of it said differently.

    The others say nothing of it, and to weigh all 34 each time takes ten times as long.
    """
    sentences = {
        passage: tuple(
            replace(row, text=edit(row.text)) if name in row.statements else row for row in rows
        )
        for passage, rows in SHIPPED.sentences.items()
        if any(name in row.statements for row in rows)
    }
    passages = {passage: SHIPPED.leaflet.passages[passage] for passage in sentences}
    leaflet = replace(SHIPPED.leaflet, passages=passages)
    return replace(SHIPPED, leaflet=leaflet, sentences=sentences)


def about(content: Content, name: str) -> list[str]:
    """What is said to be wrong with one statement."""
    return [
        found.what for found in editorial_findings(content) if re.search(rf"\b{name}\b", found.what)
    ]


def without(words: list[str]) -> Callable[[str], str]:
    """An edit that leaves words out, with or without capital or accents."""
    return lambda text: " ".join(row for row in text.split() if plain(row) not in words)


def forms(hedge: str) -> list[str]:
    return ["kan", "kunt", "kunnen"] if hedge in ("kan", "kunnen") else [hedge]


def hedges() -> Iterator[tuple[str, str]]:
    for name, statement in SHIPPED.statements.items():
        for hedge in HEDGES:
            if hedge in plain(statement.paraphrase).split():
                yield name, hedge


@pytest.mark.parametrize(("name", "hedge"), list(hedges()))
def test_a_hedge_cannot_be_dropped(name: str, hedge: str) -> None:
    assert f"{name} says `{hedge}`, the text does not" in about(
        with_sentences(name, without(forms(hedge))), name
    )


def negated() -> Iterator[str]:
    for name, statement in SHIPPED.statements.items():
        if set(NEGATIONS) & set(plain(statement.paraphrase).split()):
            yield name


@pytest.mark.parametrize("name", list(negated()))
def test_a_negation_cannot_be_dropped(name: str) -> None:
    found = about(with_sentences(name, without(list(NEGATIONS))), name)

    assert [what for what in found if what.endswith("the text does not")]


def affirmed() -> Iterator[str]:
    for name in SHIPPED.statements:
        rows = [
            row for rows in SHIPPED.sentences.values() for row in rows if name in row.statements
        ]
        sources = {source for row in rows for source in row.statements}
        said = " ".join(
            f"{SHIPPED.statements[one].paraphrase} {SHIPPED.statements[one].hard_facts}"
            for one in sources
        )
        if not set(NEGATIONS) & set(plain(said).split()):
            yield name


@pytest.mark.parametrize("name", list(affirmed()))
def test_a_negation_cannot_be_added(name: str) -> None:
    found = about(with_sentences(name, lambda text: text.removesuffix(".") + " niet."), name)

    assert [what for what in found if what.startswith("says `niet`")]


def numbers() -> Iterator[tuple[str, str]]:
    for rows in SHIPPED.sentences.values():
        for row in rows:
            for word in re.findall(r"\w+", row.text):
                counted = plain(word) in NUMBERS and word.lower() != "een"
                if counted and row.statements:
                    yield row.statements[0], word


@pytest.mark.parametrize("other", ["zeventien", "drieëntwintig", "duizend"])
@pytest.mark.parametrize(("name", "number"), sorted(set(numbers())))
def test_a_number_cannot_become_another(name: str, number: str, other: str) -> None:
    edited = with_sentences(name, lambda text: re.sub(rf"\b{number}\b", other, text))

    assert [what for what in about(edited, name) if what.startswith(f"the number `{other}`")]


def test_the_dose_has_numbers(real_content: Content) -> None:
    assert {("S74", "vier"), ("S74", "twee"), ("S74", "vijfhonderd")} <= set(numbers())


def facts() -> Iterator[tuple[str, str]]:
    for name, statement in SHIPPED.statements.items():
        for fact in statement.must_say:
            yield name, fact


@pytest.mark.parametrize(("name", "fact"), list(facts()))
def test_a_hard_fact_cannot_be_dropped(name: str, fact: str) -> None:
    choices = "|".join(re.escape(choice.strip()) for choice in fact.split("|"))
    words = re.compile(rf"(?<!\w)(?:{choices})(?!\w)", re.IGNORECASE)
    edited = with_sentences(name, lambda text: words.sub("", text))

    as_shipped = {passage: SHIPPED.sentences[passage] for passage in edited.sentences}
    assert edited.sentences != as_shipped, "the fact is not said in words of its own"
    assert f"{name} must say `{fact}`" in about(edited, name)


def test_every_statement_has_a_hard_fact(real_content: Content) -> None:
    assert [one.id for one in real_content.statements.values() if not one.must_say] == []
