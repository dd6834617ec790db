"""The house: what may be where, and what it may need."""

from __future__ import annotations

import ast
import builtins
import importlib
import inspect
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import skill
from skill import errors
from skill.editorial import read_content, read_words
from skill.editorial.prompts_file import PROMPTS, TEMPLATES

ROOT = Path(__file__).resolve().parents[1]
FILES = sorted((ROOT / "skill").rglob("*.py"))
PACKAGES = sorted(
    info.name for info in pkgutil.walk_packages(skill.__path__, "skill.") if info.ispkg
)
HEAVY = ("yaml", "flask", "numpy", "sklearn", "pydub", "gtts", "requests")
LONGEST_FILE = 300


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def listed(package: str) -> list[str] | None:
    """The public list of a package; None where it has nothing but a docstring."""
    found: list[str] | None = getattr(importlib.import_module(package), "__all__", None)
    return found


@pytest.mark.parametrize("package", PACKAGES)
def test_public_lists_are_sorted_and_there(package: str) -> None:
    names = listed(package) or []

    def by_kind(word: str) -> tuple[int, str]:
        return (0 if word.isupper() else 1 if word[0].isupper() else 2, word)

    assert names == sorted(set(names), key=by_kind)
    assert [one for one in names if not hasattr(importlib.import_module(package), one)] == []


@pytest.mark.parametrize("package", PACKAGES)
def test_public_lists_hold_all_that_a_package_brings_in(package: str) -> None:
    module = importlib.import_module(package)
    tree = ast.parse(inspect.getsource(module))
    brought = {
        alias.asname or alias.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(f"{package}.")
        for alias in node.names
    }

    assert brought <= set(listed(package) or brought)


OPEN = ("skill.leaflet", "skill.studio", "skill.understanding")
"""Rooms of which others still use modules by name. This list may only shrink."""

WHOLE_MODULES = {"skill.channels.turn", "skill.channels.runtime", "skill.server.listen"}
"""Modules that are a room of their own: a channel in one file."""

ON_DEMAND = {"skill.channels.wyoming.service"}
"""Modules that need packages which not everybody has: taken by name, when they are used."""


def imports(path: Path) -> Iterator[tuple[str, str]]:
    """Every `from skill.x import y` in a file, also inside functions, as (`skill.x`, `y`)."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("skill"):
            yield from ((node.module or "", alias.name) for alias in node.names)


def brought_from_outside(*more: str) -> Iterator[tuple[str, str, str]]:
    """File, module and name of everything that a room takes from another room."""
    for path in (*FILES, *(one for folder in more for one in (ROOT / folder).rglob("*.py"))):
        own = name(path.parent).replace("/", ".") + "."
        for module, what in imports(path):
            package = module if module in PACKAGES else module.rpartition(".")[0]
            if not own.startswith(f"{package}."):
                yield name(path), module, what


def test_others_use_what_a_room_lists() -> None:
    behind = {
        (file, module)
        for file, module, _ in brought_from_outside("lambda")
        if module not in PACKAGES
        and module.count(".") > 1
        and module not in WHOLE_MODULES | ON_DEMAND
    }
    closed = {row for row in behind if not row[1].startswith(tuple(f"{one}." for one in OPEN))}

    assert closed == set()
    assert {".".join(module.split(".")[:2]) for _, module in behind} == set(OPEN)


def test_a_room_lists_what_others_use() -> None:
    more = brought_from_outside("lambda", "bench", "tests")
    used = {(module, what) for _, module, what in more}
    unused = {
        f"{package}.{one}"
        for package in PACKAGES
        if not package.startswith(OPEN)
        for one in listed(package) or []
        if (package, one) not in used
    }

    assert unused == set()


@pytest.mark.parametrize(
    "package", ["skill.channels", "skill.channels.alexa", "skill.dialogue", "skill.intents"]
)
def test_run_time_is_light(package: str) -> None:
    program = f"import sys, {package}; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()

    assert package in loaded
    assert {one.partition(".")[0] for one in loaded} & set(HEAVY) == set()
    assert [
        one for one in loaded if re.match(r"skill\.(editorial|exports|training|studio|server)", one)
    ] == []


def test_files_are_short() -> None:
    lengths = {name(path): len(path.read_text("utf-8").splitlines()) for path in FILES}

    assert {file: length for file, length in lengths.items() if length > LONGEST_FILE} == {}


def test_names_say_what_a_file_holds() -> None:
    vague = {"utils", "util", "helpers", "helper", "common", "manager", "misc", "base", "core"}
    parts = {part for path in FILES for part in (path.stem, *path.relative_to(ROOT).parts)}

    assert parts & vague == set()


def test_every_file_says_what_it_is_for() -> None:
    assert [
        name(path) for path in FILES if not ast.get_docstring(ast.parse(path.read_text()))
    ] == []


def test_only_settings_reads_the_environment() -> None:
    reading = re.compile(r"\bos\.(environ|getenv)|from os import .*(environ|getenv)")
    found = {name(path) for path in FILES if reading.search(path.read_text("utf-8"))}

    assert found == {"skill/settings.py"}


def raised() -> Iterator[tuple[str, type]]:
    """Where an exception is raised by its name, and which."""
    for path in FILES:
        module = importlib.import_module(name(path).removesuffix(".py").replace("/", "."))
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            called = node.exc if isinstance(node, ast.Raise) else None
            called = called.func if isinstance(called, ast.Call) else called
            if isinstance(called, ast.Name):
                kind = getattr(module, called.id, getattr(builtins, called.id, None))
                if inspect.isclass(kind):
                    yield f"{name(path)}:{called.lineno}", kind


CAUGHT_AT_HOME = (ValueError, TypeError, AttributeError, AssertionError)
"""What the same room turns into one of ours, or what would be a mistake of the program."""


def test_what_is_raised_is_one_of_ours() -> None:
    found = list(raised())

    assert len(found) > 30
    assert [
        row for row in found if not issubclass(row[1], (errors.RugwijzerError, *CAUGHT_AT_HOME))
    ] == []


def test_our_errors_are_one_tree() -> None:
    kinds = [
        kind
        for kind in vars(errors).values()
        if inspect.isclass(kind) and issubclass(kind, Exception)
    ]

    assert all(issubclass(kind, errors.RugwijzerError) for kind in kinds)
    drawn = re.findall(r"[├└]── (\w+)", inspect.getdoc(errors) or "")
    assert {kind.__name__ for kind in kinds} == {"RugwijzerError", *drawn}


def test_every_error_is_in_the_tree() -> None:
    classes = re.compile(
        r"^class (\w+)\((?:\w+\.)?\w*(?:Error|Exception|BadRequest)\)", re.MULTILINE
    )
    found = {one for path in FILES for one in classes.findall(path.read_text("utf-8"))}

    known = {one for one, kind in vars(errors).items() if inspect.isclass(kind)}
    assert found == {one for one in known if issubclass(getattr(errors, one), Exception)}


def test_the_conversation_says_only_what_content_must_have() -> None:
    """A prompt that the program names and `prompts.yaml` lacks would stop a conversation."""
    rooms = [ROOT / "skill" / room for room in ("dialogue", "channels")]
    text = "\n".join(path.read_text("utf-8") for room in rooms for path in room.rglob("*.py"))

    assert set(re.findall(r'"prompt_([a-z-]+)"', text)) == set(PROMPTS)


def test_the_script_fills_in_only_what_content_must_have() -> None:
    text = (ROOT / "skill" / "leaflet" / "script.py").read_text("utf-8")

    assert set(re.findall(r'template_([\w-]+)"', text)) <= set(TEMPLATES)
    keys = {"key", "key-next", "key-more"}
    assert set(TEMPLATES) == {"offer", "first", "second", "menu", "choose"} | keys


def said(path: Path) -> Iterator[tuple[int, str]]:
    """Texts and names in a file; documentation may give examples."""
    tree = ast.parse(path.read_text("utf-8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.lineno, node.value
        if isinstance(node, ast.Name):
            yield node.lineno, node.id


CONTENT_GROUPS = (
    "opioid other-nsaid aspirin nsaid paracetamol painkiller gel relaxant other-medicine "
    "blood-thinner supplement back leg lower-leg saddle urinate stool other-place deficit "
    "condition heart-stomach diagnosis cancer mind scan sport exercise chores travel mattress "
    "belly-sleep heat-cold device"
).split()
"""Groups of words.yaml that name medicines, the body, illness and what people do."""

SHORTEST_WORD = 4


@cache
def content_words() -> frozenset[str]:
    """What this leaflet is about: those groups, and the topics of its passages and subjects."""
    content, _ = read_content(ROOT / "content")
    leaflet = content.leaflet
    words, _ = read_words(
        ROOT / "content",
        alarms=leaflet.alarms,
        subjects=leaflet.subjects,
        passages=leaflet.passages,
    )
    named = {choice.strip("*") for group in CONTENT_GROUPS for choice in words["groups"][group]}
    topics = {part for one in (*leaflet.passages, *leaflet.subjects) for part in one.split("-")}
    common = {*words["function_words"], *words["everyday_words"]}
    known = {word for word in (named | topics) - common if len(word) >= SHORTEST_WORD}
    return frozenset(known | {"rug", "til"})


KNOWN_CONTENT_WORDS = {
    "anywhere": "back been bron contactgegevens diagnose echo fitness folder geeft hash huisarts "
    "informatie komen kruis lang medicijn tens terug vraag",
    "understanding": "eerst slapen zitten",
    "studio": "omega pillen stress tablet tabletten",
}
"""Words of the content that a room has all the same. Each list may only shrink:
anywhere - English words, names of platforms, and what any leaflet's listener may say or be told
understanding - everyday Dutch that a topic happens to be named after
studio - names in the voices, and what a number counts when a clip is read back
"""


def found_content_words() -> dict[str, set[str]]:
    """Room -> the content words in its texts and names."""
    found: dict[str, set[str]] = {}
    for path in FILES:
        for _, text in said(path):
            words = set(re.findall(r"[^\W\d_]+", text.lower())) & content_words()
            if words:
                room = path.relative_to(ROOT / "skill").parts[0]
                found.setdefault(room, set()).update(words)
    return found


def test_the_program_knows_nothing_about_backs() -> None:
    """Medicines, the body, what people do: not one of the words that the content has for them."""
    found = found_content_words()
    known = {room: set(words.split()) for room, words in KNOWN_CONTENT_WORDS.items()}
    anywhere = known.pop("anywhere")

    strange = {room: words - anywhere - known.get(room, set()) for room, words in found.items()}
    assert {room: words for room, words in strange.items() if words} == {}
    assert anywhere - set().union(*found.values()) == set(), "take these off the list"
    gone = {room: words - found.get(room, set()) for room, words in known.items()}
    assert {room: words for room, words in gone.items() if words} == {}, "take these off the list"


def test_tests_have_names_of_their_own() -> None:
    """Without packages, pytest needs every test file to have a name that no other has."""
    names = [path.name for path in (ROOT / "tests").rglob("*.py") if path.name != "conftest.py"]

    assert len(names) == len(set(names))
