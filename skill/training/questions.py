"""The editors' question files: the path is the label, a line is something that people say.

    content/questions/passage/goed-tillen.txt      -> passage:goed-tillen
    content/questions/alarm/doof-kruis.txt         -> alarm:doof-kruis
    content/questions/not_covered/zwangerschap.txt -> not_covered:zwangerschap
    content/questions/control/repeat.txt           -> control:repeat
    content/questions/out_of_scope/weer.txt        -> out_of_scope
    content/questions/unclear/fragmenten.txt       -> unclear
    content/questions/opening/complaint.txt        -> opening:complaint
    content/questions/answer/confirms.txt          -> answer:confirms (to a warning of ours)
    content/questions/confirm/koorts.txt           -> confirm:koorts (a bare sign: we ask)
    content/questions/clarify/bedrust+stress.txt   -> clarify:bedrust|stress (we ask which)
    content/questions/lookalike/passage/stress.txt -> passage:stress (sounds like an alarm, is none)
    content/questions/heard/alarm/doof-kruis.txt   -> alarm:doof-kruis (as a recogniser writes it)

A line may hold choices `(tillen|dragen)` and options `[even]`. `# stem: vlaams` names the voice of
the lines below it; any other line that begins with # is a remark.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from skill import labels
from skill.errors import Finding
from skill.understanding.normalise import plain

FOLDER = "questions"
LOOKALIKE = "lookalike"
HEARD = "heard"
"""Folder of what a recogniser made of spoken questions (bench/overheard.py): nobody says it so."""
MOST_EXPANSIONS = 24
"""Sentences that one line may stand for; more says nothing new to the classifier."""

LONGEST_LINE = 400
KINDS = ("passage", "alarm", "not_covered", "control", "opening", "answer", "confirm")
"""Folders in which the file's name is part of the label."""
CLARIFY = "clarify"
"""Folder of short questions that may mean either of two passages: `clarify/<id>+<id>.txt`."""
FOLDERS = (*KINDS, CLARIFY, labels.OUT_OF_SCOPE, labels.UNCLEAR, LOOKALIKE, HEARD)

_VOICE = re.compile(r"#\s*stem:\s*(\S+)\s*")
_PART = re.compile(r"\(([^()\[\]]*)\)|\[([^()\[\]]*)\]")


@dataclass(frozen=True, slots=True)
class Question:
    """One utterance with what it means."""

    text: str
    label: str
    """Precise label."""
    voice: str
    """Who would say it so; empty when the file does not tell."""
    lookalike: bool = False
    """Sounds like an alarm and is none."""
    heard: bool = False
    """Written by a recogniser: something to learn from, and no example of what people say."""


def read_questions(content_dir: Path) -> tuple[list[Question], list[Finding]]:
    """All questions of a content folder in path order, and what is wrong with the files."""
    questions: list[Question] = []
    findings: list[Finding] = []
    seen: dict[str, tuple[str, str]] = {}
    root = content_dir / FOLDER
    for path in sorted(root.rglob("*.txt")):
        where = f"{content_dir.name}/{path.relative_to(content_dir).as_posix()}"
        parts = path.relative_to(root).with_suffix("").parts
        label, lookalike = _label(parts)
        if not label:
            fix = f"put it in {'/, '.join(FOLDERS)}/"
            findings.append(Finding(where, 0, "the path is no label", fix))
            continue
        for number, voice, line in _lines(path, where, findings):
            for text in expand(line):
                key = plain(text)
                if not key:
                    findings.append(Finding(where, number, "has no words", "remove the line"))
                elif key in seen and seen[key][0] != label:
                    what = f"`{text}` is also {seen[key][0]} at {seen[key][1]}"
                    findings.append(Finding(where, number, what, "keep one"))
                elif key not in seen:
                    seen[key] = (label, f"{where}:{number}")
                    heard = parts[0] == HEARD
                    questions.append(Question(text, label, voice, lookalike, heard))
    return questions, findings


def question_rows(path: Path) -> list[str]:
    """The rows of one question file as the editors wrote them; none when it cannot be read."""
    return [row for _, _, row in _lines(path, path.name, [])]


def look_alikes(content_dir: Path) -> list[tuple[str, str]]:
    """What sounds like an alarm and is none: (row as the editors wrote it, label)."""
    root = content_dir / FOLDER
    found: list[tuple[str, str]] = []
    for path in sorted((root / LOOKALIKE).rglob("*.txt")):
        label, _ = _label(path.relative_to(root).with_suffix("").parts)
        found += [(row, label) for row in question_rows(path)]
    return found


def _label(parts: tuple[str, ...]) -> tuple[str, bool]:
    if parts[0] == HEARD and len(parts) > 1:
        return _label(parts[1:])
    if parts[0] == LOOKALIKE and len(parts) > 1:
        return _label(parts[1:])[0], True
    if parts[0] in (labels.OUT_OF_SCOPE, labels.UNCLEAR):
        return parts[0], False
    if len(parts) == 2 and parts[0] == CLARIFY:
        return labels.clarify(*parts[1].split("+", 1)) if "+" in parts[1] else "", False
    known = len(parts) == 2 and parts[0] in KINDS
    return (f"{parts[0]}:{parts[1]}" if known else ""), False


def _lines(path: Path, where: str, findings: list[Finding]) -> Iterator[tuple[int, str, str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        findings.append(Finding(where, 0, f"cannot be read: {error}", "save it as UTF-8"))
        return
    voice = ""
    for number, row in enumerate(text.split("\n"), start=1):
        row = row.strip()
        if row.startswith("#"):
            match = _VOICE.fullmatch(row)
            voice = match[1] if match else voice
        elif len(row) > LONGEST_LINE:
            what = f"is longer than {LONGEST_LINE} characters"
            findings.append(Finding(where, number, what, "split it"))
        elif set("()[]|") & set(_PART.sub("", row)):
            what = "brackets are not closed, stand inside each other, or a | stands outside them"
            findings.append(Finding(where, number, what, "write (a|b) or [c], or two lines"))
        elif row:
            yield number, voice, row


def expand(line: str) -> list[str]:
    """Every sentence that a line with `(a|b)` and `[c]` stands for, at most MOST_EXPANSIONS."""
    pieces: list[list[str]] = []
    end = 0
    for match in _PART.finditer(line):
        pieces.append([line[end : match.start()]])
        choices = match[1].split("|") if match[1] is not None else ["", *match[2].split("|")]
        pieces.append(choices)
        end = match.end()
    pieces.append([line[end:]])
    combinations = itertools.islice(itertools.product(*pieces), MOST_EXPANSIONS)
    return [" ".join("".join(parts).split()) for parts in combinations]


def samples(questions: Iterable[Question]) -> dict[str, list[str]]:
    """Questions that people ask by label, in file order; without what a recogniser made of them.

    Look-alikes have a key of their own: as samples of a topic they would draw real alarms to it.
    """
    table: dict[str, list[str]] = {}
    for row in questions:
        if not row.heard:
            table.setdefault(LOOKALIKE if row.lookalike else row.label, []).append(row.text)
    return table
