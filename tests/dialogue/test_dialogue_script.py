"""The lines that dialogue names and the lines that the script has are the same lines."""

from __future__ import annotations

import re
from pathlib import Path

from conversation import invites

import skill
from skill import labels
from skill.dialogue.sayable import line_asks
from skill.leaflet import Leaflet, script

SKILL = Path(skill.__file__).parent
PROMPT = re.compile(r"\bprompt_[a-z0-9-]+")


def _literals(folder: Path) -> set[str]:
    texts = (path.read_text(encoding="utf-8") for path in folder.rglob("*.py"))
    return {found for text in texts for found in PROMPT.findall(text)}


def test_every_prompt_that_dialogue_says_exists(leaflet: Leaflet) -> None:
    assert _literals(SKILL / "dialogue") <= set(script(leaflet))


def test_every_prompt_is_said_somewhere(leaflet: Leaflet) -> None:
    used = _literals(SKILL)
    assert {name for name in leaflet.prompts if name.startswith("prompt_")} <= used


def test_every_other_fixed_sentence_has_a_use(leaflet: Leaflet) -> None:
    closings = {name for passage in leaflet.passages.values() for name in passage.closing}
    closings |= {one.closing for one in leaflet.openings.values()}
    users = {
        "closing": closings,
        "level": set(labels.LEVELS),
        "template": {"offer", "first", "second", "menu", "key", "key-next", "key-more", "choose"},
        "standing": {f"{level}-{number}" for level in labels.HANDS for number in (1, 2)},
    }
    for prompt in leaflet.prompts.values():
        assert prompt.section == "prompt" or prompt.name in users[prompt.section], prompt.name


def test_a_line_that_counts_as_a_question_asks(leaflet: Leaflet) -> None:
    asking = [line for line in script(leaflet).values() if line_asks(line.id)]
    assert asking
    assert [line.id for line in asking if not invites(line.text)] == []


def test_the_files_are_short_enough_to_read() -> None:
    files = list((SKILL / "dialogue").glob("*.py"))
    assert files
    for path in files:
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 300, path.name
