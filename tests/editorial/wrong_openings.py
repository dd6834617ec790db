"""Mistakes in `openings/`, in what alarms may have beside a level, and in what warns of them."""

from __future__ import annotations

from wrong_files import Change, Table

FILE = "openings/dorre-plant.md"
RIGHT = """\
---
kind: complaint
title: Iemand klaagt over de plant
phone: Wat jammer van uw plant, zegt u.
screen: Wat jammer van uw plant, typt u.
closing: proef
choices:
  water: genoeg water
  geel-blad: gele bladeren
signs: [giftig, brand]
source: proef
status: wacht op klinische goedkeuring
---
Wat jammer van uw plant.
Daar kijken we naar.
"""
"""An opening with every field."""


def more_choices(*names: str) -> Change:
    """The choices of the opening, with these passages added."""
    old = "  geel-blad: gele bladeren\n"
    return FILE, old, old + "".join(f"  {name}: nog iets\n" for name in names)


OPENINGS: Table = {
    "no kind": (
        (FILE, "kind: complaint\n", ""),
        [f"{FILE}:2: field `kind` is missing"],
    ),
    "an empty title": (
        (FILE, "title: Iemand klaagt over de plant", "title:"),
        [f"{FILE}:3: `title` is empty"],
    ),
    "a field is misspelt": (
        (FILE, "screen: ", "scherm: "),
        [f"{FILE}:5: field `scherm` is not known"],
    ),
    "a list where a text belongs": (
        (FILE, "phone: Wat jammer van uw plant, zegt u.", "phone: [Wat, jammer]"),
        [f"{FILE}:4: `phone` must be a text"],
    ),
    "an unknown status": (
        (FILE, "status: wacht op klinische goedkeuring", "status: klaar"),
        [f"{FILE}:12: `status` is 'klaar'"],
    ),
    "medical speech without a source": (
        (FILE, "source: proef\n", ""),
        [f"{FILE}:2: field `source` is missing"],
    ),
    "an opening that says nothing": (
        (FILE, "Wat jammer van uw plant.\nDaar kijken we naar.\n", ""),
        [f"{FILE}:14: the reply is empty"],
    ),
    "the fields are not closed": (
        (FILE, "goedkeuring\n---\n", "goedkeuring\n"),
        [f"{FILE}:1: the fields are not closed by a second line `---`"],
    ),
    "one choice": (
        (FILE, "  geel-blad: gele bladeren\n", ""),
        [f"{FILE}:8: offers 1 choices"],
    ),
    "four choices": (
        more_choices("licht", "mest"),
        [f"{FILE}:8: offers 4 choices"],
    ),
    "a choice without a name": (
        (FILE, "water: genoeg water", "water:"),
        [f"{FILE}:8: `water` is empty"],
    ),
    "a list of choices": (
        (
            FILE,
            "choices:\n  water: genoeg water\n  geel-blad: gele bladeren\n",
            "choices: [water, geel-blad]\n",
        ),
        [f"{FILE}:7: `choices` must be fields"],
    ),
    "a choice of no passage": (
        (FILE, "geel-blad: gele", "mest: gele"),
        [f"{FILE}:9: passage `mest` does not exist"],
    ),
    "an unknown closing line": (
        (FILE, "closing: proef", "closing: bron"),
        [f"{FILE}:6: closing line `bron` does not exist"],
    ),
    "two closing lines": (
        (FILE, "closing: proef", "closing: [proef, proef]"),
        [f"{FILE}:6: `closing` must be a text"],
    ),
    "a sign of no alarm": (
        (FILE, "[giftig, brand]", "[giftig, storm]"),
        [f"{FILE}:10: alarm `storm` does not exist"],
    ),
}

LEVEL = "level: nu\n"
ALARM = "alarms/giftig.md"

ALARMS: Table = {
    "a check that asks nothing": (
        (ALARM, LEVEL, f"{LEVEL}check: Zei u dat iemand van de plant at.\n"),
        [f"{ALARM}:5: `check` asks nothing"],
    ),
    "a list of checks": (
        (ALARM, LEVEL, f"{LEVEL}check: [Zei u dat]\n"),
        [f"{ALARM}:5: `check` must be a text"],
    ),
    "a passage that is not said after it, and is none": (
        (ALARM, LEVEL, f"{LEVEL}never: [water, mest]\n"),
        [f"{ALARM}:5: passage `mest` does not exist"],
    ),
    "a pair of one": (
        (ALARM, LEVEL, f"{LEVEL}together: [brand]\n"),
        [f"{ALARM}:5: `brand` is no pair of alarms or subjects"],
    ),
    "a pair of three": (
        (ALARM, LEVEL, f"{LEVEL}together: [brand + katten + giftig]\n"),
        [f"{ALARM}:5: `brand + katten + giftig` is no pair of alarms or subjects"],
    ),
    "a pair with what is not there": (
        (ALARM, LEVEL, f"{LEVEL}together: [brand + katten, brand + honden]\n"),
        [f"{ALARM}:5: `brand + honden` is no pair of alarms or subjects"],
    ),
    "a pair with a passage": (
        (ALARM, LEVEL, f"{LEVEL}together: [brand + water]\n"),
        [f"{ALARM}:5: `brand + water` is no pair of alarms or subjects"],
    ),
}

WARNINGS: Table = {
    "a closing line that warns of no alarm": (
        (
            "prompts.yaml",
            "{text: Kijk ook op het kaartje., status",
            "{text: Kijk ook op het kaartje., signs: [storm], status",
        ),
        ["prompts.yaml:3: alarm `storm` does not exist"],
    ),
    "a prompt that warns of no alarm": (
        (
            "prompts.yaml",
            'help: {text: "Zin help.", status',
            'help: {text: "Zin help.", signs: [brand, storm], status',
        ),
        ["prompts.yaml:27: alarm `storm` does not exist"],
    ),
    "an alarm's own line cannot warn": (
        (
            "prompts.yaml",
            '"nu": {text: "Bel nu.", phone',
            '"nu": {text: "Bel nu.", signs: [brand], phone',
        ),
        ["prompts.yaml:7: field `signs` is not known"],
    ),
    "a passage with two closing lines": (
        ("passages/water.md", "closing: [proef]", "closing: [proef, proef]"),
        ["passages/water.md:8: names two closing lines"],
    ),
    "the same advice in the same words": (
        (
            "prompts.yaml",
            '  "nu-2": {text: "Bel eerst, nu, keer twee.", phone: "Hang op, nu, keer twee.", '
            "status: wacht op klinische goedkeuring, source: proef}\n",
            "",
        ),
        ["prompts.yaml:20: field `nu-2` is missing"],
    ),
    "an advice without a source": (
        (
            "prompts.yaml",
            '"Hang op, nu, keer twee.", status: wacht op klinische goedkeuring, source: proef}',
            '"Hang op, nu, keer twee.", status: wacht op klinische goedkeuring}',
        ),
        ["prompts.yaml:25: field `source` is missing"],
    ),
    "a choice that names nothing": (
        ("prompts.yaml", "Kies uit {choices}. Wat wordt het?", "Wat wordt het?"),
        ["prompts.yaml:18: does not say {choices}"],
    ),
}
