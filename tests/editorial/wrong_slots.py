"""Mistakes in `slots.yaml`: questions with a gap, and the words that fill it."""

from __future__ import annotations

from wrong_files import Table

RIGHT = """\
# Invulvragen
slots:
- id: middel
  values:
    gieter: [kan]
    sproeier:
    crème brûlée: zo'n toetje
  questions:
  - id: mag
    hear: mag ik een {middel} gebruiken
    say:
    - mag ik een {middel}
    - kan ik een {middel} gebruiken
    - of een {middel} mag
    - is een {middel} goed
    - zo'n {middel} gebruiken
"""
"""A file without mistakes, as small as it can be."""

SAY = "    - zo'n {middel} gebruiken\n"
WORDS = "    gieter: [kan]\n    sproeier:\n    crème brûlée: zo'n toetje\n"

SLOTS: Table = {
    "a field of a slot is misspelt": (
        ("slots.yaml", "  values:", "  soort: x\n  values:"),
        ["slots.yaml:4: field `soort` is not known"],
    ),
    "a field of a question is misspelt": (
        ("slots.yaml", "    hear:", "    hoor: x\n    hear:"),
        ["slots.yaml:10: field `hoor` is not known"],
    ),
    "a field beside the list": (
        ("slots.yaml", "slots:\n", "woorden: x\nslots:\n"),
        ["slots.yaml:2: field `woorden` is not known"],
    ),
    "what is heard is missing": (
        ("slots.yaml", "    hear: mag ik een {middel} gebruiken\n", ""),
        ["slots.yaml:9: field `hear` is missing"],
    ),
    "a text where words belong": (
        ("slots.yaml", f"  values:\n{WORDS}", "  values: gieter\n"),
        ["slots.yaml:4: `values` must be fields"],
    ),
    "an empty list of words": (
        ("slots.yaml", f"  values:\n{WORDS}", "  values: {}\n"),
        ["slots.yaml:4: `values` is empty"],
    ),
    "a synonym that is a list": (
        ("slots.yaml", "[kan]", "[[kan]]"),
        ["slots.yaml:5: `gieter` must hold texts only"],
    ),
    "an id with a digit": (
        ("slots.yaml", "- id: mag", "- id: mag2"),
        ["slots.yaml:9: `id` 'mag2' is not an id for a slot or its question"],
    ),
    "an id with a capital": (
        ("slots.yaml", "- id: middel", "- id: Middel"),
        ["slots.yaml:3: `id` 'Middel' is not an id for a slot or its question"],
    ),
    "a value with a digit": (
        ("slots.yaml", "sproeier:", "sproeier 2:"),
        ["slots.yaml:6: 'sproeier 2' cannot be listened for"],
    ),
    "a value with a capital": (
        ("slots.yaml", "sproeier:", "Sproeier:"),
        ["slots.yaml:6: 'Sproeier' cannot be listened for"],
    ),
    "a synonym with a bar": (
        ("slots.yaml", "[kan]", "[kan|emmer]"),
        ["slots.yaml:5: 'kan|emmer' cannot be listened for"],
    ),
    "a synonym on a line of its own": (
        ("slots.yaml", "gieter: [kan]", "gieter:\n    - kan\n    - emmer!"),
        ["slots.yaml:7: 'emmer!' cannot be listened for"],
    ),
    "a value twice": (
        ("slots.yaml", "sproeier:", "gieter:"),
        ["slots.yaml:6: field `gieter` stands here twice"],
    ),
    "a synonym that is a value": (
        ("slots.yaml", "sproeier:", "sproeier: [gieter]"),
        ["slots.yaml:6: `gieter` stands under `gieter` and `sproeier`"],
    ),
    "a synonym twice": (
        ("slots.yaml", "[kan]", "[kan, kan]"),
        ["slots.yaml:5: `kan` stands under `gieter` twice"],
    ),
    "what is heard has no gap": (
        ("slots.yaml", "hear: mag ik een {middel} gebruiken", "hear: mag ik gieten"),
        ["slots.yaml:10: 'mag ik gieten' does not hold {middel} once"],
    ),
    "what is heard has another gap": (
        ("slots.yaml", "hear: mag ik een {middel} gebruiken", "hear: mag een {midel}"),
        ["slots.yaml:10: 'mag een {midel}' does not hold {middel} once"],
    ),
    "a sentence has two gaps": (
        ("slots.yaml", "- of een {middel} mag", "- of een {middel} met {middel} mag"),
        ["slots.yaml:14: 'of een {middel} met {middel} mag' does not hold {middel} once"],
    ),
    "a gap that is not closed": (
        ("slots.yaml", "- of een {middel} mag", "- of een {middel} mag {"),
        ["slots.yaml:14: 'of een {middel} mag {' does not hold {middel} once"],
    ),
    "a sentence with a question mark": (
        ("slots.yaml", "- is een {middel} goed", "- is een {middel} goed?"),
        ["slots.yaml:15: 'is een {middel} goed?' cannot be listened for"],
    ),
    "a sentence with a digit": (
        ("slots.yaml", "- is een {middel} goed", "- is 1 {middel} goed"),
        ["slots.yaml:15: 'is 1 {middel} goed' cannot be listened for"],
    ),
    "a sentence twice": (
        ("slots.yaml", SAY, SAY + "    - mag ik een {middel}\n"),
        ["slots.yaml:17: 'mag ik een {middel}' stands here twice, also on line 12"],
    ),
    "too few sentences": (
        ("slots.yaml", SAY, ""),
        ["slots.yaml:12: `say` has 4 sentences"],
    ),
    "a slot twice": (
        ("slots.yaml", SAY, SAY + "- id: middel\n  values: {emmer: []}\n  questions: []\n"),
        ["slots.yaml:17: slot `middel` stands here twice"],
    ),
}


def more(name: str) -> str:
    """The lines of another question."""
    says = "".join(f"    - {word} {{middel}}\n" for word in ("een", "ene", "die", "wat", "de"))
    return f"  - id: {name}\n    hear: is {{middel}}\n    say:\n{says}"
