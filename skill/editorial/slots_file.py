"""`slots.yaml`: questions with a gap, and the words that may fill it.

A channel that does its own listening and tells us a topic instead of words (Alexa) does tell which
word filled a gap. So the words of which one letter more changes the answer, such as names of
medicines, come in through these questions. Nothing here is ever spoken.
"""

from __future__ import annotations

import re

from skill.editorial.fields import Fields
from skill.leaflet import SlotQuestion, SlotType

SLOTS_FILE = "slots.yaml"
"""In the content folder; a leaflet may do without."""

FEWEST_SAY = 5
"""Ways to say one question: with fewer a channel hears it only when it is said just so."""

LONGEST = 100
"""Characters of a value or a sentence; with the word filled in it stays below 200."""

_ID = re.compile(r"[a-z]+(?:-[a-z]+)*")
_PLAIN = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*(?: [^\W\d_]+(?:['-][^\W\d_]+)*)*")
"""Words of letters, with ' and - inside them only."""

_PLAIN_FIX = "lower-case letters, single spaces, and ' or - inside a word; numbers as words"


def read_slots(top: Fields | None) -> tuple[dict[str, SlotType], dict[str, SlotQuestion]]:
    """Types by id and questions by `<slot>-<question>`, in the order of the file.

    What is wrong goes to the findings of `top`; None stands for a leaflet without the file.
    """
    types: dict[str, SlotType] = {}
    questions: dict[str, SlotQuestion] = {}
    if top is None:
        return types, questions
    said: dict[str, int] = {}
    for item in top.list("slots"):
        row = Fields(item, top.where, top.findings)
        slot = _id(row)
        values = _values(row.map("values"))
        if slot in types:
            row.report(item.line, f"slot `{slot}` stands here twice", "keep one")
        elif slot:
            types[slot] = SlotType(slot, values)
        for inner in row.list("questions"):
            one = _question(Fields(inner, top.where, top.findings), slot, said)
            if one is None:
                continue
            if one.id in questions:
                row.report(inner.line, f"question `{one.id}` stands here twice", "rename it")
            questions[one.id] = one
        row.done()
    top.done()
    return types, questions


def _id(row: Fields) -> str:
    """The id, or nothing: it becomes part of a name that may hold letters only."""
    text = row.text("id")
    if text and not _ID.fullmatch(text):
        what = f"`id` {text!r} is not an id for a slot or its question"
        row.report(row.line("id"), what, "use a-z and single hyphens, no digits")
        return ""
    return text


def _values(row: Fields) -> tuple[str, ...]:
    """Every value with its synonyms, parted by `|`; each word in one place only."""
    seen: dict[str, str] = {}
    found = []
    for value, item in row.value.fields.items():
        words = []
        synonyms = zip(row.texts(value, required=False), _lines(row, value), strict=True)
        for word, line in ((value, item.line), *synonyms):
            if _not_plain(word):
                row.report(line, f"{word!r} cannot be listened for", _PLAIN_FIX)
            elif word in seen:
                what = f"`{word}` stands under `{seen[word]}` and `{value}`"
                if seen[word] == value:
                    what = f"`{word}` stands under `{value}` twice"
                row.report(line, what, "a word has one place; keep one")
            else:
                seen[word] = value
                words.append(word)
        if words:
            found.append("|".join(words))
    if not row.value.fields and row.value.kind == "map":
        row.report(row.value.line, "`values` is empty", "write the words that fill the gap")
    return tuple(found)


def _question(row: Fields, slot: str, said: dict[str, int]) -> SlotQuestion | None:
    """One question; None when it has no usable name. `said` holds all sentences so far."""
    name, hear, say = _id(row), row.text("hear"), row.texts("say")
    gap = f"{{{slot}}}"
    if slot and hear:
        _check_gap(row, row.line("hear"), hear, gap)
    lines = _lines(row, "say")
    for text, line in zip(say, lines, strict=True):
        if slot and _check_gap(row, line, text, gap) and _not_plain(text.replace(gap, "x")):
            row.report(line, f"{text!r} cannot be listened for", _PLAIN_FIX)
        if text in said:
            row.report(line, f"{text!r} stands here twice, also on line {said[text]}", "keep one")
        said.setdefault(text, line)
    if len(lines) < FEWEST_SAY and "say" in row.value.fields:
        what = f"`say` has {len(lines)} sentences"
        row.report(row.line("say"), what, f"write at least {FEWEST_SAY}")
    row.done()
    return SlotQuestion(f"{slot}-{name}", slot, hear, say) if slot and name else None


def _lines(row: Fields, name: str) -> list[int]:
    """The lines on which the texts of a field stand, as `Fields.texts` gives them."""
    found = row.value.fields.get(name)
    if found is None:
        return []
    items = found.items if found.kind == "list" else (found,)
    return [item.line for item in items if item.kind == "text" and item.text]


def _check_gap(row: Fields, line: int, text: str, gap: str) -> bool:
    """Whether the text holds the gap once, and no other curly bracket."""
    if text.count(gap) == 1 and not set("{}") & set(text.replace(gap, "")):
        return True
    row.report(line, f"{text!r} does not hold {gap} once", f"write {gap} where the word belongs")
    return False


def _not_plain(text: str) -> bool:
    """Whether a channel would refuse the text as something to listen for."""
    return text != text.lower() or len(text) > LONGEST or not _PLAIN.fullmatch(text)
