"""docs/redactie.md against the readers of the content folder: every field, prompt and status."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docs_pages import EXAMPLE, ROOT, page

from skill import labels
from skill.editorial import read_content, read_words
from skill.editorial.passages_file import RISKS
from skill.editorial.prompts_file import DEVICE_STATUSES, SECTIONS
from skill.editorial.rules import FEWEST_WORDS, MOST_ABOUT_WORDS, MOST_TITLE_WORDS, MOST_WORDS
from skill.studio import answer_length
from skill.training.fit import FEWEST_QUESTIONS
from skill.training.questions import FOLDERS, LONGEST_LINE, MOST_EXPANSIONS

PAGE = page("redactie.md")

MAPS = {
    "leaflet": ("leaflet.yaml", r"^title:"),
    "contact": ("leaflet.yaml", r"^  person:"),
    "urls": ("leaflet.yaml", r"^  privacy:"),
    "chapter": ("leaflet.yaml", r"^    title:"),
    "statements": ("statements.yaml", r"^statements:"),
    "statement": ("statements.yaml", r"^  section:"),
    "passage": ("passages/inlopen.md", r"^title:"),
    "alarm": ("alarms/blauw-en-koud.md", r"^group:"),
    "subject": ("subjects/merken.md", r"^title:"),
    "opening": ("openings/klacht.md", r"^title:"),
    "prompts": ("prompts.yaml", r"^prompt:"),
    "prompt": ("prompts.yaml", r"^    text:"),
    "lexicon": ("lexicon.yaml", r"^words:"),
    "word": ("lexicon.yaml", r"^  say:"),
    "slots": ("slots.yaml", r"^slots:"),
    "slot": ("slots.yaml", r"^  values:"),
    "slot question": ("slots.yaml", r"^    hear:"),
    "words": ("words.yaml", r"^groups:"),
    "alarm rule": ("words.yaml", r"^- code: \S+\n"),
    "guard": ("words.yaml", r"^guards:\n- subject: \S+\n"),
    "need": ("words.yaml", r"^needs:\n- code: \S+\n"),
    "told": ("words.yaml", r"^told:\n- subject: \S+\n"),
}
"""Every kind of map -> a file that has one, and a line in it before which a field may be added."""


def _known_fields(folder: Path, name: str) -> set[str]:
    """The fields of a map, by the readers' own answer to a field that does not exist."""
    file, line = MAPS[name]
    path = folder / file
    text = path.read_text(encoding="utf-8")
    found = re.search(line, text, re.MULTILINE)
    assert found is not None
    if found[0].endswith("\n"):
        strange, at = "  strange: x\n", found.end()
    else:
        indent = re.match(r" *", found[0])[0]
        strange, at = f"{indent}strange: x\n", found.start()
    path.write_text(text[:at] + strange + text[at:], encoding="utf-8")
    content, findings = read_content(folder)
    leaflet = content.leaflet
    findings += read_words(
        folder, alarms=leaflet.alarms, subjects=leaflet.subjects, passages=leaflet.passages
    )[1]
    told = [finding for finding in findings if "`strange`" in finding.what]
    assert len(told) == 1
    return set(told[0].fix.removeprefix("known are ").split(", "))


@pytest.mark.parametrize("name", MAPS)
def test_every_field_is_explained(name: str, copy: Path) -> None:
    fields = _known_fields(copy, name)
    assert not [field for field in sorted(fields) if f"`{field}`" not in PAGE]


def test_every_file_that_is_read_is_tried() -> None:
    """A new file in the content folder needs a line in MAPS (codes.txt has no fields)."""
    tried = {file.partition("/")[0] for file, _ in MAPS.values()} | {"codes.txt", "questions"}
    assert {path.name for path in EXAMPLE.iterdir()} - {"compiled"} == tried
    for name in tried:
        assert f"`{name}" in PAGE


def _prompts_in_code() -> set[str]:
    rooms = ("dialogue", "channels", "leaflet")
    found: set[str] = set()
    for room in rooms:
        for path in (ROOT / "skill" / room).rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            found |= set(re.findall(r'"prompt_([a-z][a-z-]*)"', text))
    return found


@pytest.mark.parametrize("folder", [EXAMPLE, ROOT / "content"], ids=["voeten", "content"])
def test_the_prompts_that_the_dialogue_needs_are_written(folder: Path) -> None:
    prompts = read_content(folder)[0].leaflet.prompts
    assert not [name for name in sorted(_prompts_in_code()) if f"prompt_{name}" not in prompts]


def test_every_prompt_is_explained() -> None:
    assert _prompts_in_code()
    assert not [name for name in sorted(_prompts_in_code()) if f"`{name}`" not in PAGE]


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_folder_of_questions_is_explained(folder: str) -> None:
    assert re.search(rf"^\| `{folder}/", PAGE, re.MULTILINE)


@pytest.mark.parametrize("name", labels.ANSWERS)
def test_every_answer_to_a_warning_is_explained(name: str) -> None:
    assert f"`{name}`" in PAGE


@pytest.mark.parametrize("word", [*DEVICE_STATUSES, *RISKS, *SECTIONS])
def test_every_fixed_choice_is_explained(word: str) -> None:
    assert f"`{word}`" in PAGE


def test_the_numbers_are_the_codes_numbers() -> None:
    for sentence in (
        f"{FEWEST_WORDS} tot {MOST_WORDS} woorden",
        f"hoogstens {MOST_TITLE_WORDS} woorden",
        f"hoogstens {MOST_ABOUT_WORDS} woorden",
        f"hoogstens {answer_length.LONGEST_ANSWER:.0f} seconden",
        f"minstens {answer_length.SHORTEST_ANSWER:.0f} seconden",
        f"hoogstens {answer_length.LONGEST_TITLE:.0f} seconden",
        f"hoogstens {answer_length.LONGEST_WELCOME:.0f} seconden",
        f"minstens {FEWEST_QUESTIONS} vragen",
        f"hoogstens {MOST_EXPANSIONS} zinnen",
        f"hoogstens {LONGEST_LINE} tekens",
    ):
        assert sentence in PAGE, sentence
