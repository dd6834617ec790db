"""What people read about the skill in Amazon's store, made from the content.

Health skills must say in their description that they do not replace professional advice and where
to turn in an emergency; reviewers quote the sentence they miss (https://pastebin.com/7Dne0Ln7).
Example phrases must be sentences of the model, and the first must open the skill by its name
(https://developer.amazon.com/docs/custom-skills/functional-testing-for-a-custom-skill.html).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from skill.exports.alexa.sentences import sample
from skill.intents import passage_intent
from skill.leaflet import Leaflet, Passage

CONCEPT = "CONCEPT, niet voor patiënten."
"""How the description and the summary of a trial begin."""
CONCEPT_NAME = " (concept)"
"""How the name of a trial ends."""

DISCLAIMER = "geen vervanging van professioneel advies"
NUMBER = "112"
DOCTOR = "huisarts"

MOST_KEYWORDS = 30
MOST_KEYWORD_WORDS = 2
FEWEST_QUESTION_WORDS = 3

_ARTICLES = ("de ", "het ", "een ")
_QUESTION_WORDS = ("hoe ", "wat ", "waar ", "waarom ", "wanneer ", "welke ", "mag ", "kan ")


def name(leaflet: Leaflet, *, concept: bool) -> str:
    """The invocation name with capitals: `Mijn Rugwijzer`."""
    words = leaflet.invocation_name.split()
    title = " ".join(word[:1].upper() + word[1:] for word in words)
    return title + (CONCEPT_NAME if concept else "")


def summary(leaflet: Leaflet, *, concept: bool) -> str:
    """One or two lines under the name."""
    start = f"{CONCEPT} " if concept else ""
    return (
        f'{start}Folder "{leaflet.title}", hardop. {DISCLAIMER.capitalize()}. '
        f"Bel bij klachten uw {DOCTOR}, bij spoed {NUMBER}."
    )


def description(leaflet: Leaflet, model: dict[str, Any], *, concept: bool) -> str:
    """The whole text in the store."""
    own = name(leaflet, concept=False)
    topics = "\n".join(f"- {leaflet.nodes[chapter].spoken}" for chapter in leaflet.chapters)
    examples = "\n".join(f'- "{phrase}"' for phrase in example_phrases(leaflet, model))
    start = f"{CONCEPT} Dit is een proef: de teksten zijn nog niet goedgekeurd.\n\n"
    return f"""{start if concept else ""}\
{own} vertelt wat er in de folder "{leaflet.title}" staat. \
U stelt een vraag of kiest een onderwerp, en hoort het antwoord in een paar zinnen.

De folder gaat over:
{topics}

Probeer bijvoorbeeld:
{examples}

Zeg "onderwerpen" voor een keuze, "herhaal" om iets nog eens te horen, "langzamer" voor een \
rustiger tempo, "help" voor uitleg en "stop" om te stoppen.

Let op: {own} is {DISCLAIMER}. U hoort algemene informatie uit één folder. {own} is geen arts, \
stelt geen diagnose, kent uw situatie niet, herkent niet alles wat ernstig is en kan niemand voor \
u bellen. Hebt u klachten of twijfelt u? Bel uw {DOCTOR}. Is het een noodgeval? Bel {NUMBER}.

{own} bewaart uw vragen niet en weet niet wie u bent."""


def keywords(leaflet: Leaflet) -> list[str]:
    """Words by which people find the skill: the title, and what chapters and groups are called."""
    titles = [leaflet.title, *(node.title for node in leaflet.nodes.values())]
    found = [leaflet.title.lower(), leaflet.invocation_name.split()[-1]]
    for title in titles[1:]:
        for part in re.split(r", | en ", title):
            words = [_lower(word) for word in part.split()]
            if words and len(words) <= MOST_KEYWORD_WORDS:
                found.append(" ".join(words))
    return list(dict.fromkeys(found))[:MOST_KEYWORDS]


def _lower(word: str) -> str:
    """A word in small letters, unless it is an abbreviation: that has several capitals."""
    return word if sum(map(str.isupper, word)) > 1 else word.lower()


def example_phrases(leaflet: Leaflet, model: dict[str, Any]) -> list[str]:
    """Opening the skill, asking in one breath, and asking once it is open.

    Only passages without risk are shown. A leaflet in which none fits gives fewer phrases, which
    the limits report.
    """
    opened = leaflet.invocation_name
    phrases = [f"Alexa, open {opened}"]
    question = next(_questions(leaflet, model), None)
    topics = [
        passage.about
        for passage in _harmless(leaflet)
        if sample(passage.about) in _samples(model, passage)
        and (question is None or passage.id != question[0])
    ]
    with_article = [about for about in topics if about.startswith(_ARTICLES)]
    if topics:
        topic = min(with_article or topics, key=len)
        phrases.append(f"Alexa, vraag {opened} naar {sample(topic)}")
    if question is not None:
        phrases.append(question[1])
    return phrases


def _questions(leaflet: Leaflet, model: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Passage and question, best first: what `help` tells people to ask, else the shortest that
    names its topic."""
    help_text = leaflet.prompts["prompt_help"].text
    told = [sample(part) for part in re.split(r"[.,:?!]", help_text)]
    for passage in _harmless(leaflet):
        for question in told:
            if question and question in _samples(model, passage):
                yield passage.id, question
    fits = [
        (passage.id, question)
        for passage in _harmless(leaflet)
        for question in _samples(model, passage)
        if question.startswith(_QUESTION_WORDS)
        and len(question.split()) >= FEWEST_QUESTION_WORDS
        and sample(passage.spoken_title).split()[-1] in question.split()
    ]
    if fits:
        yield min(fits, key=lambda pair: (len(pair[1]), pair))


def _harmless(leaflet: Leaflet) -> list[Passage]:
    return [passage for passage in leaflet.passages.values() if passage.risk == "none"]


def _samples(model: dict[str, Any], passage: Passage) -> list[str]:
    intent = passage_intent(passage.id)
    for one in model["interactionModel"]["languageModel"]["intents"]:
        if one["name"] == intent:
            found: list[str] = one["samples"]
            return found
    return []
