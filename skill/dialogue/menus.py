"""The menu as it is heard, and going to one of its choices."""

from __future__ import annotations

from dataclasses import replace

from skill import labels
from skill.dialogue.answer import answer
from skill.dialogue.reply import Turn, Turned, reply, settled
from skill.leaflet import menu


def menu_lines(turn: Turn, node: str) -> tuple[str, ...]:
    """The choices at `node`: names and a question on a speaker, names with keys on a telephone."""
    return (f"keys_{node}",) if turn.phone else (f"menu_{node}", "prompt_menu-root")


def hear_menu(
    turn: Turn, node: str = menu.ROOT, *, before: tuple[str, ...] = (), misses: int = 0
) -> Turned:
    """Says the choices at `node`, after the lines `before`."""
    state = replace(settled(turn), menu=node)
    say = (*before, *menu_lines(turn, node))
    return reply(turn, state, "menu", labels.control("menu"), *say, misses=misses)


def choose(turn: Turn, choice: str) -> Turned:
    """Goes to a node, or says a passage."""
    return hear_menu(turn, choice) if choice in turn.leaflet.nodes else answer(turn, choice)
