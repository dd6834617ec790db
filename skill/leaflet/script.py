"""The script: every sentence that can ever be heard, as Lines.

Dialogue picks line ids, the studio voices them, the manifest is checked against them.
A sentence that is not here cannot be said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from skill.leaflet import menu
from skill.leaflet.types import Leaflet, Line

DEVICE_SPEECH = "wacht op klinische goedkeuring"
"""Status of a text with medical content that is not in the leaflet."""

DIGITS = ("nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen")


_WITH_PHONE = {"level": "alarm", "standing": "standing"}
"""Section of a prompt that may sound otherwise on a telephone -> the kind of its lines."""


def script(leaflet: Leaflet) -> dict[str, Line]:
    """All lines by id, in a fixed order: passages and what belongs to them first."""
    lines: dict[str, Line] = {}
    for line in _all(leaflet):
        lines[line.id] = line
    return lines


def _all(leaflet: Leaflet) -> Iterator[Line]:
    yield from _passages(leaflet)
    yield from _prompts(leaflet)
    yield from _alarms(leaflet)
    yield from _openings(leaflet)
    for subject in leaflet.subjects.values():
        yield Line(f"subject_{subject.id}", subject.text, "subject", subject.status)
    yield from _menus(leaflet)


def _passages(leaflet: Leaflet) -> Iterator[Line]:
    for passage in leaflet.passages.values():
        title = passage.spoken_title
        ending = "" if title.endswith((".", "?", "!")) else "."
        yield Line(passage.id, passage.text, "passage", passage.status)
        yield Line(f"title_{passage.id}", title + ending, "title", passage.status)
        for kind in ("offer", "first", "second"):
            template = leaflet.prompts[f"template_{kind}"]
            text = template.text.format(about=passage.about)
            yield Line(f"{kind}_{passage.id}", text, kind, template.status)


def _prompts(leaflet: Leaflet) -> Iterator[Line]:
    for prompt in leaflet.prompts.values():
        if prompt.section in ("prompt", "closing"):
            yield Line(
                f"{prompt.section}_{prompt.name}", prompt.text, prompt.section, prompt.status
            )
        elif prompt.section in _WITH_PHONE:
            kind = _WITH_PHONE[prompt.section]
            yield Line(f"{kind}_{prompt.name}", prompt.text, kind, prompt.status)
            if prompt.phone:
                yield Line(f"{kind}_{prompt.name}-phone", prompt.phone, kind, prompt.status)


def _alarms(leaflet: Leaflet) -> Iterator[Line]:
    for alarm in leaflet.alarms.values():
        if alarm.say:
            yield Line(f"alarm_{alarm.code}", alarm.say, "alarm", alarm.status)
        if alarm.say_phone:
            yield Line(f"alarm_{alarm.code}-phone", alarm.say_phone, "alarm", alarm.status)
        if alarm.also:
            yield Line(f"alarm_{alarm.code}-also", alarm.also, "alarm", alarm.status)
        if alarm.check:
            yield Line(f"check_{alarm.code}", alarm.check, "check", alarm.status)


def _openings(leaflet: Leaflet) -> Iterator[Line]:
    for one in leaflet.openings.values():
        for suffix, text in (("", one.text), ("-phone", one.phone), ("-screen", one.screen)):
            if text:
                yield Line(f"opening_{one.id}{suffix}", text, "opening", one.status)
        if one.choices:
            choose = leaflet.prompts["template_choose"]
            names = menu.spoken_list(list(one.names))
            yield Line(
                f"choice_{one.id}", choose.text.format(choices=names), "choice", choose.status
            )


def opening_line(leaflet: Leaflet, opening_id: str, medium: str) -> str:
    """Id of the line with which an opening is answered on a medium (speaker, phone or screen)."""
    found = leaflet.openings[opening_id]
    own = {"phone": found.phone, "screen": found.screen}.get(medium, "")
    return f"opening_{opening_id}-{medium}" if own else f"opening_{opening_id}"


def opening_of(line_id: str) -> str:
    """The opening of which `opening_line` gives this line."""
    return bare(line_id).partition("_")[2]


def bare(line_id: str) -> str:
    """The id of the text that a line says otherwise: on a telephone, on a screen, behind it."""
    return re.sub("-(phone|screen|also)$", "", line_id)


def standing_lines(leaflet: Leaflet, level: str, *, phone: bool = False) -> tuple[str, ...]:
    """Ids of the lines that say again, shorter, what an alarm of a level asks for, in order."""
    found = [one for one in leaflet.prompts.values() if one.section == "standing"]
    return tuple(
        f"standing_{one.name}-phone" if phone and one.phone else f"standing_{one.name}"
        for one in found
        if one.name.rpartition("-")[0] == level
    )


def _menus(leaflet: Leaflet) -> Iterator[Line]:
    choose = leaflet.prompts["template_menu"]
    for node in (menu.ROOT, *leaflet.nodes):
        names = [menu.about(leaflet, choice) for choice in menu.offered(leaflet, node)]
        text = choose.text.format(choices=menu.spoken_list(names))
        gone = leaflet.prompts["prompt_withdrawn"].text
        yield Line(f"menu_{node}", text if names else gone, "menu", choose.status)
        status = leaflet.prompts["template_key"].status
        yield Line(f"keys_{node}", keys_text(leaflet, node) or gone, "keys", status)
    for digit, name in enumerate(DIGITS):
        status = leaflet.prompts["prompt_bad-code"].status
        yield Line(f"digit_{digit}", f"{name[:1].upper()}{name[1:]}.", "digit", status)


def keys_text(leaflet: Leaflet, node: str) -> str:
    """A menu by keys; after the choices of the root, the keys that work everywhere.

    Empty when nothing that it offers is said any more.
    """
    sentences = key_sentences(leaflet, node)
    more = [leaflet.prompts["template_key-more"].text] if sentences and node == menu.ROOT else []
    return " ".join([*sentences, *more])


def key_sentences(leaflet: Leaflet, node: str) -> list[str]:
    """The sentences of a menu by keys, one for each choice: `Voor uw houding, toets één.`

    The first says how it is done; the others are tapered: `Medicijnen, twee.` The name stands
    before the key, because who has heard the name still has to remember nothing but the key.
    What was withdrawn is not named; the other choices keep their keys.
    """
    sentences: list[str] = []
    for number, choice in enumerate(menu.children(leaflet, node), start=1):
        if menu.is_offered(leaflet, choice):
            template = leaflet.prompts["template_key-next" if sentences else "template_key"]
            about = menu.about(leaflet, choice)
            text = template.text.format(about=about, key=DIGITS[number])
            sentences.append(text[:1].upper() + text[1:])
    return sentences


def alarm_lines(leaflet: Leaflet, code: str, *, phone: bool = False) -> tuple[str, ...]:
    """Ids of the lines that say alarm `code`: its own sentence or its level's, and its addition."""
    alarm = leaflet.alarms[code]
    level = leaflet.prompts[f"level_{alarm.level}"]
    if phone and alarm.say_phone:
        first = f"alarm_{code}-phone"
    elif alarm.say:
        first = f"alarm_{code}"
    elif phone and level.phone:
        first = f"alarm_{alarm.level}-phone"
    else:
        first = f"alarm_{alarm.level}"
    return (first, f"alarm_{code}-also") if alarm.also else (first,)
