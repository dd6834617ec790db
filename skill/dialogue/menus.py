"""Menus: hearing the choices, choosing by name, by number or by key."""

from __future__ import annotations

import re
from dataclasses import replace

from skill import labels
from skill.dialogue.answer import answer
from skill.dialogue.reply import Turn, Turned, control_reply, reply, settled
from skill.leaflet import Leaflet, menu
from skill.leaflet.script import DIGITS

_ORDINALS = ("eerste", "tweede", "derde", "vierde", "vijfde", "zesde")
_NUMBER_FRAME = frozenset(
    "de het nummer optie keuze toets doe maar graag die dan liever ik kies".split()
)
_SMALL = frozenset(
    "de het een en of over wat hoe u uw is ik wil graag iets vertel vertellen horen weten ga naar "
    "het gaat verder andere doe maar kies voor onderwerp hoofdstuk mijn je me mij dat die".split()
)


def hear_menu(turn: Turn, node: str = menu.ROOT, *, before: tuple[str, ...] = ()) -> Turned:
    """Says the choices at `node`: names on a speaker, names with keys on a telephone."""
    state = replace(settled(turn), menu=node)
    choices = f"{'keys' if turn.phone else 'menu'}_{node}"
    say = (*before, choices) if turn.phone else (*before, choices, "prompt_menu-root")
    return reply(turn, state, "menu", labels.control("menu"), *say)


def choose(turn: Turn, choice: str) -> Turned:
    """Goes to a node, or says a passage."""
    return hear_menu(turn, choice) if choice in turn.leaflet.nodes else answer(turn, choice)


def number_in(text: str) -> int:
    """The choice that is named by number (`de tweede`, `nummer drie`, `2`); 0 when none is."""
    words = re.findall(r"\w+", text.lower().replace("een", "één") if len(text) < 30 else text)
    found = 0
    for word in words:
        if word.isdigit() and len(word) == 1:
            found = int(word)
        elif word in _ORDINALS:
            found = _ORDINALS.index(word) + 1
        elif word in DIGITS[1:]:
            found = DIGITS.index(word)
        elif word not in _NUMBER_FRAME:
            return 0
    return found


def named_choice(leaflet: Leaflet, node: str, text: str) -> str:
    """The choice at `node` whose name is in `text`; empty when none or more than one is."""
    said = frozenset(re.findall(r"\w+", text.lower())) - _SMALL
    hits = [choice for choice in menu.children(leaflet, node) if said & _names(leaflet, choice)]
    return hits[0] if len(hits) == 1 else ""


def _names(leaflet: Leaflet, choice: str) -> frozenset[str]:
    words = menu.about(leaflet, choice)
    if choice in leaflet.nodes:
        words += " " + leaflet.nodes[choice].title
    else:
        words += " " + leaflet.passages[choice].spoken_title
    return frozenset(re.findall(r"\w+", words.lower())) - _SMALL


def choose_in_words(turn: Turn) -> Turned | None:
    """A choice by number or name while a menu is open; None when the text names none."""
    node = turn.state.menu
    if node != menu.ROOT and node not in turn.leaflet.nodes:
        return None
    choices = menu.children(turn.leaflet, node)
    number = number_in(turn.event.text)
    if 1 <= number <= len(choices):
        return choose(turn, choices[number - 1])
    if len(turn.event.text.split()) > 4:
        return None
    choice = named_choice(turn.leaflet, node, turn.event.text)
    return choose(turn, choice) if choice else None


def key(turn: Turn) -> Turned:
    """One telephone key. No key waits for a longer one, but for the three digits of a code."""
    pressed, state = turn.event.key, turn.state
    node = state.menu if state.menu in turn.leaflet.nodes else menu.ROOT
    if state.menu.startswith("code"):
        return _code(turn, state.menu.removeprefix("code") + pressed)
    if pressed == "8":
        return reply(
            turn, replace(settled(turn), menu="code"), "menu", labels.control("menu"), "prompt_code"
        )
    if pressed == "9":
        topic = labels.name(state.topic)
        playing = bool(topic) and topic in state.said
        return hear_menu(turn, node if playing else menu.parent(turn.leaflet, node))
    if pressed in "12" and len(state.offer) == 2:
        return answer(turn, state.offer[int(pressed) - 1])
    choices = menu.children(turn.leaflet, node)
    number = int(pressed) if pressed.isdigit() else 0
    if 1 <= number <= len(choices):
        return choose(turn, choices[number - 1])
    return _bad_key(turn, node, "prompt_bad-key")


def _code(turn: Turn, digits: str) -> Turned:
    digits = digits.strip("*#")
    if len(digits) < 3:
        state = replace(settled(turn), menu=f"code{digits}")
        return reply(turn, state, "menu", labels.control("menu"), "prompt_code")
    passage_id = turn.leaflet.codes.get(digits)
    if passage_id in turn.leaflet.passages:
        return answer(turn, str(passage_id))
    return _bad_key(turn, menu.ROOT, "prompt_bad-code")


def _bad_key(turn: Turn, node: str, line: str) -> Turned:
    misses = min(turn.state.misses + 1, 3)
    state, said = hear_menu(turn, node, before=(line,))
    return replace(state, misses=misses), said


def help_by_key(turn: Turn) -> Turned:
    """Key 0: help; once more inside help: a person, as far as the owner has given a number."""
    if turn.state.menu == "help":
        return control_reply(turn, settled(turn), "prompt_person", "prompt_ask-open")
    state = replace(settled(turn), menu="help")
    return control_reply(turn, state, "prompt_help-phone", "prompt_help-alarm")
