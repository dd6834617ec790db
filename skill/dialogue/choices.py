"""An answer to our own choice of two, or of a menu: by number, by place, by name, all or none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from skill import labels
from skill.dialogue.answer import answer
from skill.dialogue.menus import choose
from skill.dialogue.reply import Turn, Turned, control_reply, settled
from skill.leaflet import Leaflet, menu
from skill.understanding import Understanding

_ORDINALS = ("eerste", "tweede", "derde", "vierde", "vijfde", "zesde")
_CARDINALS = ("een", "twee", "drie", "vier", "vijf", "zes")
_SHORT_ORDINAL = re.compile(r"([1-6])(?:e|ste|de)?")
_FRAME = frozenset(
    "aub alsjeblieft alstublieft ja nee nou nee liever liefst maar graag dan de het die dat deze "
    "nummer nummertje nr cijfer optie keuze mogelijkheid toets druk op ik wil kies neem doe doet u "
    "eens even horen hebben voor van onderwerp hoofdstuk".split()
)
"""Words that may stand around a number that is a choice: `doe de tweede maar`."""

_SMALL = frozenset(
    "aan alsjeblieft alstublieft andere bij dan dat de die doe een en er ga gaan gaat graag "
    "het hoe hoofdstuk horen iets ik in is ja je kies maar me met mij mijn naar nee nou of om "
    "onderwerp ook op over te toch u uit uw van vertel vertellen verder voor vraag wanneer wat "
    "weten wil zou".split()
)
_ALL_OR_NONE = frozenset(
    "alle allebei beide beiden bedankt bedoel geen me mij maakt niet tweeen uit iets wat heel "
    "anders".split()
)
_BOTH = re.compile(r"\b(allebei|beiden?|alle ?(twee|2)|maakt (me |mij |u )?niet uit)\b")
_NEITHER = re.compile(r"\b(geen|allebei niet|beiden? niet|(iets|wat) (heel )?anders)\b")

_SAYS_NOTHING = ("clarify", labels.UNCLEAR, labels.OUT_OF_SCOPE)
"""Kinds of labels after which a word of a choice counts; after a question of ours an opening too.
On a telephone a menu is always open, and `ik heb rugpijn` is no choice from it."""

MOST_WORDS = 8
"""A choice is short; a longer text is a question of its own."""
MOST_WORDS_UNSURE = 5
"""Of a text that says nothing else, one word of a name in a menu is enough up to here."""


def words(text: str) -> list[str]:
    """The words of a text in lower case and without accents."""
    text = text.lower()
    if not text.isascii():
        parts = unicodedata.normalize("NFKD", text)
        text = "".join(char for char in parts if not unicodedata.combining(char))
    return re.findall(r"\w+", text)


def plainly_chosen(turn: Turn) -> Turned | None:
    """The choice that was made by number or place, all or none; None when the text is no choice.

    Nothing else is in such a text. So it goes before what it sounds like: `allebei` is both
    passages, and not both legs.
    """
    options = _options(turn)
    said = words(turn.event.text)
    if not options or not 1 <= len(said) <= MOST_WORDS:
        return None
    index = picked(said, len(options))
    if index is not None:
        return choose(turn, options[index])
    if len(turn.state.offer) != 2 or not _FRAME.union(_ALL_OR_NONE, _CARDINALS).issuperset(said):
        return None
    if _NEITHER.search(" ".join(said)):
        turn = replace(turn, control="no")
        return control_reply(turn, settled(turn), "prompt_no-question")
    if _BOTH.search(" ".join(said)):
        return answer(turn, options[0], offer=options[1])
    return None


def chosen_by_name(turn: Turn, heard: Understanding) -> Turned | None:
    """The choice that was made by its name; None when the text names none, or more than that."""
    options = _options(turn)
    said = words(turn.event.text)
    if not options or not 1 <= len(said) <= MOST_WORDS:
        return None
    if labels.kind(heard.label) == "control" or heard.doubtful:
        return None
    choice, certain = named(turn.leaflet, options, said, _called(turn))
    asked = len(turn.state.offer) > 1
    kind = labels.kind(heard.label)
    unsure = kind in _SAYS_NOTHING or (kind == "opening" and asked)
    short = asked or len(said) <= MOST_WORDS_UNSURE
    if choice and (certain or (unsure and short)):
        return choose(turn, choice)
    return None


def _options(turn: Turn) -> tuple[str, ...]:
    state, leaflet = turn.state, turn.leaflet
    if len(state.offer) > 1:
        return state.offer
    if state.menu == menu.ROOT or state.menu in leaflet.nodes:
        # A number is a key on a telephone; elsewhere it is a place among what was named.
        by_key = turn.event.medium == "phone"
        return (menu.children if by_key else menu.offered)(leaflet, state.menu)
    return ()


def _called(turn: Turn) -> dict[str, str]:
    """How the choices of an opening are called there: `wat u nu kunt doen`."""
    found = turn.leaflet.openings.get(labels.name(turn.state.topic))
    if found is None or labels.kind(turn.state.topic) != "opening":
        return {}
    return dict(zip(found.choices, found.names, strict=True))


def picked(said: list[str], count: int) -> int | None:
    """Index of the choice that is named by number or place; None when none is.

    `de tweede`, `nummer drie`, `2`, `de laatste`. Two numbers are no choice: `één één twee` is
    someone who needs help.
    """
    ordinals: list[int] = []
    numbers: list[int] = []
    for word in said:
        short = _SHORT_ORDINAL.fullmatch(word)
        if word in _ORDINALS:
            ordinals.append(_ORDINALS.index(word))
        elif word == "laatste":
            ordinals.append(count - 1)
        elif word in _CARDINALS:
            numbers.append(_CARDINALS.index(word))
        elif short:
            numbers.append(int(short[1]) - 1)
        elif word not in _FRAME:
            return None
    if ordinals:
        found = ordinals[0]
    elif len(numbers) == 1:
        found = numbers[0]
    else:
        return None
    return found if found < count else None


def named(
    leaflet: Leaflet,
    options: tuple[str, ...],
    said: list[str],
    called: Mapping[str, str] = MappingProxyType({}),
) -> tuple[str, bool]:
    """The one option with a word of `said` in its name, and whether nothing else was said.

    Words that two options share tell nothing. `called` is what an option was called just now.
    """
    told = frozenset(said) - _SMALL
    names = {
        option: _names(leaflet, option) | (frozenset(words(called.get(option, ""))) - _SMALL)
        for option in options
    }
    hits = []
    for option in options:
        others = frozenset().union(*(names[other] for other in options if other != option))
        if told & (names[option] - others):
            hits.append(option)
    if len(hits) != 1:
        return "", False
    return hits[0], told <= names[hits[0]]


def _names(leaflet: Leaflet, option: str) -> frozenset[str]:
    parts = [menu.about(leaflet, option)]
    if option in leaflet.nodes:
        parts.append(leaflet.nodes[option].title)
    else:
        passage = leaflet.passages[option]
        parts += [passage.title, passage.spoken_title]
    return frozenset(words(" ".join(parts))) - _SMALL
