"""Whatever is in a file: no exception, and every finding points into a file that is there."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wrong_openings import FILE as OPENING
from wrong_openings import RIGHT

from skill.editorial import editorial_findings, read_content, read_words
from skill.editorial.source import parse, split_front_matter
from skill.errors import Finding

HERE = Path(__file__).resolve().parents[1]
SMALL = HERE / "small_content"
REAL = HERE.parent / "content"

some = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
few = settings(some, max_examples=12)

FILES = sorted(path.relative_to(SMALL).as_posix() for path in SMALL.glob("*.*"))
FILES += sorted(path.relative_to(SMALL).as_posix() for path in SMALL.glob("[a-p]*/*.md"))
FILES += [OPENING, "alarms/vol.md"]
FULL_ALARM = """---
group: A03
label: Alles over een alarm
level: vandaag
say: Zeg het.
say_phone: Hang op.
also: Nog iets.
check: Zei u dat?
never: [water]
together: [brand + katten]
source: proef
evidence: proef
status: concept
---
"""

texts = st.text(st.characters(codec="utf-8"), max_size=200)
odd = st.text(
    st.sampled_from(list("-:[]{}&*!|>'\"%@`#? \t\n\r\x85\u2028\ufeff\x00abS0")), max_size=60
)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.dates() | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


def check(folder: Path) -> list[Finding]:
    """Everything that is wrong, after looking whether each finding points at something."""
    content, found = read_content(folder)
    if not found:
        found = editorial_findings(content)
    for one in found:
        room, _, name = one.where.partition("/")
        path = folder / name
        assert room == folder.name
        assert one.what
        if one.line:
            assert (
                1 <= one.line <= path.read_text(encoding="utf-8", errors="replace").count("\n") + 1
            )
        else:
            assert not path.is_file() or "cannot be read" in one.what
    return found


def spoil(folder: Path, file: str, raw: bytes) -> list[Finding]:
    """What is found while one file holds something else."""
    path = folder / file
    before = path.read_bytes()
    path.write_bytes(raw)
    try:
        return check(folder)
    finally:
        path.write_bytes(before)


@pytest.fixture(scope="module")
def plant(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the small folder with an opening, that every example puts back as it was."""
    folder = Path(shutil.copytree(SMALL, tmp_path_factory.mktemp("any") / "plant"))
    (folder / "openings").mkdir()
    (folder / OPENING).write_text(RIGHT, encoding="utf-8")
    (folder / "alarms" / "vol.md").write_text(FULL_ALARM, encoding="utf-8")
    return folder


def test_the_folder_is_right_before_it_is_spoiled(plant: Path) -> None:
    assert check(plant) == []


@some
@given(st.sampled_from(FILES), st.binary(max_size=80))
def test_random_bytes(plant: Path, file: str, raw: bytes) -> None:
    spoil(plant, file, raw)


@some
@given(st.sampled_from(FILES), texts | odd)
def test_random_text(plant: Path, file: str, text: str) -> None:
    spoil(plant, file, text.encode())


@some
@given(st.sampled_from([name for name in FILES if name.endswith(".md")]), texts | odd, texts | odd)
def test_random_text_in_a_page(plant: Path, file: str, head: str, body: str) -> None:
    spoil(plant, file, f"---\n{head}\n---\n{body}".encode())


@some
@given(st.sampled_from([name for name in FILES if name.endswith(".yaml")]), values)
def test_random_structures(plant: Path, file: str, value: Any) -> None:
    spoil(plant, file, yaml.safe_dump(value, allow_unicode=True).encode())


@some
@given(st.sampled_from(FILES), st.data())
def test_a_field_becomes_something_else(plant: Path, file: str, data: st.DataObject) -> None:
    """The shape is right but for one value, which is where a reader trusts too much."""
    text = (plant / file).read_text(encoding="utf-8")
    rows = text.split("\n")
    number = data.draw(st.integers(0, len(rows) - 1))
    rows[number] = (
        rows[number].partition(":")[0]
        + ": "
        + yaml.safe_dump(
            data.draw(values), default_flow_style=True, allow_unicode=True, width=10**6
        ).partition("\n")[0]
    )

    spoil(plant, file, "\n".join(rows).encode())


def edited(text: str, data: st.DataObject) -> str:
    """The text with one character left out, put in or changed."""
    at = data.draw(st.integers(0, max(len(text) - 1, 0)))
    new = data.draw(
        st.sampled_from(list("-:[]{}&*!|>'\"%@`#?, \t\n\x85\u2028\ufeffaZ9é")) | st.just("")
    )
    return text[:at] + new + text[at + data.draw(st.integers(0, 1)) :]


@some
@given(st.sampled_from(FILES), st.data())
def test_one_character_of_a_small_file(plant: Path, file: str, data: st.DataObject) -> None:
    spoil(plant, file, edited((plant / file).read_text(encoding="utf-8"), data).encode())


@pytest.fixture(scope="module")
def back(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the real folder without its questions."""
    folder = tmp_path_factory.mktemp("real") / "content"
    return Path(
        shutil.copytree(REAL, folder, ignore=shutil.ignore_patterns("questions", "compiled"))
    )


@few
@given(
    st.sampled_from(
        "leaflet.yaml prompts.yaml codes.txt passages alarms openings subjects".split()
    ),
    st.data(),
)
def test_one_character_of_a_real_file(back: Path, file: str, data: st.DataObject) -> None:
    if not (back / file).is_file():
        names = sorted(path.name for path in (back / file).iterdir())
        file = f"{file}/{data.draw(st.sampled_from(names))}"
    spoil(back, file, edited((back / file).read_text(encoding="utf-8"), data).encode())


@some
@given(texts | odd)
def test_any_text_is_parsed_or_refused_once(text: str) -> None:
    value, found = parse(text, "x.yaml", 5)

    assert (value.kind == "unread") <= bool(found)
    assert all(5 <= one.line <= 5 + text.count("\n") + text.count("\r") for one in found)


@some
@given(values)
def test_any_structure_becomes_strings(value: Any) -> None:
    """Nothing turns into a number, a date or a boolean on the way in."""
    found, _ = parse(yaml.safe_dump(value, allow_unicode=True), "x.yaml")

    waiting = [found]
    while waiting:
        one = waiting.pop()
        assert type(one.text) is str
        waiting += [*one.items, *one.fields.values()]


@some
@given(texts | odd)
def test_any_page_is_split_or_refused(text: str) -> None:
    head, body, first, found = split_front_matter(text, "x.md")

    assert len(head) + len(body) <= len(text)
    assert 1 <= first <= text.count("\n") + 1
    assert not found or (head, body) == ("", "")


@some
@given(texts | odd | values.map(lambda value: yaml.safe_dump(value, allow_unicode=True)))
def test_any_word_file_is_read_or_refused(plant: Path, text: str) -> None:
    (plant / "words.yaml").write_text(text, encoding="utf-8")

    words, found = read_words(plant, alarms=["brand"], subjects=["katten"], passages=["licht"])

    assert found
    assert set(words) == {
        "groups",
        "alarms",
        "guards",
        "function_words",
        "everyday_words",
        "naming_words",
        "about_words",
        "needs",
        "told",
        "taken_back",
        "strange_names",
        "amounts",
    }
