"""`words.yaml`: word groups, rules, what is remembered and counted -> what the model needs.

Every rule carries its own examples: sentences in which it must bite and sentences that it must
leave alone. They are tried each time the file is read.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from skill.editorial.amounts_table import read_amounts
from skill.editorial.fields import Fields
from skill.editorial.reader import Reader
from skill.editorial.source import Value, parse
from skill.errors import Finding
from skill.understanding.features import words_of
from skill.understanding.normalise import plain
from skill.understanding.rules import bites_on

WORDS_FILE = "words.yaml"
FEWEST_EXAMPLES = 2


@dataclass(frozen=True, slots=True)
class _Labels:
    alarms: Collection[str]
    subjects: Collection[str]
    passages: Collection[str]


def read_words(
    folder: Path,
    *,
    alarms: Collection[str],
    subjects: Collection[str],
    passages: Collection[str],
) -> tuple[dict[str, Any], list[Finding]]:
    """The compiled form of `words.yaml` (plain JSON values), and what is wrong with it."""
    top = Reader(folder).file(WORDS_FILE)
    groups = _groups(top)
    known = _Labels(alarms, subjects, passages)
    needs = top.list("needs", required=False)
    told = top.list("told", required=False)
    taken_back = top.list("taken_back", required=False)
    compiled = {
        "groups": groups,
        "alarms": [_rule(item, top, groups, known, "code") for item in top.list("alarms")],
        "guards": [_rule(item, top, groups, known, "subject") for item in top.list("guards")],
        "function_words": sorted(set(top.texts("function_words"))),
        "everyday_words": sorted(set(top.texts("everyday_words"))),
        "naming_words": sorted(set(top.texts("naming_words", required=False))),
        "about_words": sorted(set(top.texts("about_words", required=False))),
        "needs": [_rule(item, top, groups, known, "code") for item in needs],
        "told": [_rule(item, top, groups, known, "told") for item in told],
        "taken_back": [_rule(item, top, groups, known, "told") for item in taken_back],
        "strange_names": _strange_names(top, groups, known),
        "amounts": read_amounts(top, groups, alarms),
    }
    _once(top, needs)
    top.done()
    return compiled, top.findings


def _once(top: Fields, needs: tuple[Value, ...]) -> None:
    """An alarm stands in `needs` once: of two rules for it only one would count."""
    codes = [row.fields["code"] for row in needs if "code" in row.fields]
    for number, code in enumerate(codes):
        if code.text in (other.text for other in codes[:number]):
            fix = "put all its words in one rule"
            top.report(code.line, f"alarm `{code.text}` stands in `needs` twice", fix)


def _strange_names(
    top: Fields, groups: dict[str, list[str]], known: _Labels
) -> dict[str, Any] | None:
    """What a name is that stands where a known one could, and is not known."""
    if "strange_names" not in top.value.fields:
        return None
    row = top.map("strange_names")
    subject, names = row.text("subject"), row.texts("groups")
    also = row.texts("also", required=False)
    endings = sorted(set(row.texts("endings")))
    row.done()
    if subject and subject not in known.subjects:
        row.report(row.line("subject"), f"`subject` {subject!r} does not exist")
    for field, texts in (("groups", names), ("also", also)):
        for name in texts:
            if name not in groups:
                row.report(row.line(field), f"group `{name}` does not exist")
    for ending in endings:
        if not (ending.isascii() and ending.isalpha() and ending.islower()):
            row.report(row.line("endings"), f"`{ending}` is not an ending", "use letters a-z only")
    return {
        "subject": subject,
        "groups": sorted(names),
        "also": sorted(also),
        "endings": endings,
    }


def _groups(top: Fields) -> dict[str, list[str]]:
    table = top.map("groups")
    groups = {}
    for name in table.value.fields:
        choices = table.texts(name)
        for choice in choices:
            _check_choice(choice, table, table.line(name))
        groups[name] = sorted(set(choices))
    return groups


def _check_choice(choice: str, fields: Fields, line: int) -> None:
    bare = choice.strip("*")
    starred = choice.count("*")
    if not bare or plain(bare) != bare or starred > 1 or (starred and " " in choice):
        fix = "lower case a-z, numbers as words, no accents, at most one * at an end of one word"
        fields.report(line, f"`{choice}` can never match", fix)


def _rule(
    item: Value, top: Fields, groups: dict[str, list[str]], known: _Labels, name: str
) -> dict[str, Any]:
    row = Fields(item, top.where, top.findings)
    before = len(top.findings)
    target = row.text("subject" if name == "told" else name)
    alarm = name == "code"
    if target and target not in (known.alarms if alarm else known.subjects):
        what = "code" if alarm else "subject"
        row.report(row.line(what), f"`{what}` {target!r} does not exist")
    raw: dict[str, Any] = {
        "label": f"{'alarm' if alarm else 'not_covered'}:{target}",
        "when": _parts(row, "when", groups),
        "unless": _parts(row, "unless", groups, required=False),
    }
    if name == "subject":
        raw["spares"] = list(row.texts("spares", required=False))
        raw["soft"] = bool(row.text("soft", required=False, choices=("ja",)))
        for passage in raw["spares"]:
            if passage not in known.passages:
                row.report(row.line("spares"), f"passage `{passage}` does not exist")
    bites, leaves = row.texts("bites"), row.texts("leaves")
    row.done()
    if len(top.findings) > before:
        return raw
    if raw["when"]:
        _try_examples(row, raw, bites, leaves)
    else:
        row.report(row.line("when"), "a rule without `when` would always bite")
    return raw


def _parts(
    row: Fields, name: str, groups: dict[str, list[str]], *, required: bool = True
) -> list[list[str]]:
    parts = []
    for part in row.list(name, required=required):
        choices: list[str] = []
        if part.kind == "list" and not part.items:
            row.report(part.line, f"`{name}` holds an empty list", "remove it")
        for item in part.items if part.kind == "list" else (part,):
            if item.text.startswith("@"):
                if item.text[1:] not in groups:
                    row.report(item.line, f"group `{item.text[1:]}` does not exist")
                choices += groups.get(item.text[1:], [])
            else:
                _check_choice(item.text, row, item.line)
                choices.append(item.text)
        parts.append(sorted(set(choices)))
    return parts


def _try_examples(
    row: Fields, rule: dict[str, Any], bites: tuple[str, ...], leaves: tuple[str, ...]
) -> None:
    for name, sentences in (("bites", bites), ("leaves", leaves)):
        if len(sentences) < FEWEST_EXAMPLES:
            row.report(row.line(name), f"`{name}` needs {FEWEST_EXAMPLES} sentences")
        for sentence in sentences:
            found = bites_on(rule, words_of(plain(sentence)))
            if name == "bites" and not found:
                row.report(row.line(name), f"does not bite in `{sentence}`", "widen `when`")
            if name == "leaves" and found:
                what = f"bites in `{sentence}` on {found}"
                row.report(row.line(name), what, "narrow `when` or add to `unless`")


def left_alone(folder: Path) -> dict[str, tuple[str, ...]]:
    """By code of an alarm: the sentences that its rules in `words.yaml` are tested to leave alone.

    For who looks at an alarm; what is wrong with the file is told by `read_words`.
    """
    try:
        text = (folder / WORDS_FILE).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return {}
    findings: list[Finding] = []
    top = Fields(parse(text, WORDS_FILE)[0], WORDS_FILE, findings)
    found: dict[str, tuple[str, ...]] = {}
    for item in top.list("alarms", required=False):
        row = Fields(item, WORDS_FILE, findings)
        code = row.text("code", required=False)
        found[code] = (*found.get(code, ()), *row.texts("leaves", required=False))
    return found
