"""Ways to say a line: what they change, and the list of which was chosen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.leaflet.types import Line, Pronunciation
from skill.studio.plan import plan, rendered
from skill.studio.recipe import fingerprint
from skill.studio.renditions import (
    CHOICES_FILE,
    NONE,
    RENDITIONS,
    Choice,
    Rendition,
    choice_findings,
    find,
    mark,
    read_choices,
    written,
)

VOICE = "kokoro 1.0-int8 ef_dora:0.5+if_sara:0.5"
LINE = Line("rust", "Neemt u rust, of belt u uw arts?", "passage", "concept")
LEXICON = {
    word: Pronunciation(sound=sound)
    for word, sound in {"u": "y", "uw": "yːʋ", "neemt": "nˈeːmt", "rust": "rˈʏst"}.items()
}


def named(name: str) -> Rendition:
    found = find("kokoro", name)
    assert found
    return found


@pytest.mark.parametrize(
    ("name", "given_text", "becomes"),
    [
        ("long-u", "hˈeɪft yɥ, ɔf yɥ?", "hˈeɪft ˈyː, ɔf ˈyː?"),
        ("long-u", "nˈyɥ ˈyɥ yɥː ɣəhˈyɥrt", "nˈyɥ ˈyː yɥː ɣəhˈyɥrt"),
        ("long-u-wide", "yɥ", "ˈyː"),
        ("brisk", "nˈejmt yɥ", "nˈejmt yɥ"),
        ("wide", "yɥ", "yɥ"),
    ],
)
def test_only_the_word_by_itself_sounds_otherwise(name: str, given_text: str, becomes: str) -> None:
    assert named(name).given(given_text) == becomes


def test_names_differ_and_none_is_no_name() -> None:
    for kind, ways in RENDITIONS.items():
        names = [one.name for one in ways]
        assert len(set(names)) == len(names)
        assert find(kind, NONE) is None
    assert find("espeak", "full") is None


def test_a_choice_gives_a_clip_another_name_and_only_that_clip() -> None:
    plain = plan(LINE, LEXICON, VOICE, {}, {})
    choices = {plain.normal.file: Choice("long-u")}
    chosen = plan(LINE, LEXICON, VOICE, {}, {}, choices)

    assert chosen.slow == plain.slow
    assert chosen.spoken == plain.spoken
    assert chosen.normal == rendered(plain.normal, named("long-u"))
    assert chosen.normal.plain == plain.normal.file != chosen.normal.file
    assert chosen.normal.file.startswith("rust-")
    assert "ˈyː" in chosen.normal.utterances[0].given
    assert chosen.normal.utterances[0].words == plain.normal.utterances[0].words


@pytest.mark.parametrize("name", [NONE, "", "gezongen"])
def test_what_is_no_rendition_changes_nothing(name: str) -> None:
    plain = plan(LINE, LEXICON, VOICE, {}, {})
    assert plan(LINE, LEXICON, VOICE, {}, {}, {plain.normal.file: Choice(name)}) == plain


def test_every_rendition_and_tempo_has_a_name_of_its_own() -> None:
    plain = plan(LINE, LEXICON, VOICE, {}, {})
    files = {rendered(clip, one).file for clip in plain.clips for one in RENDITIONS["kokoro"]} | {
        clip.file for clip in plain.clips
    }
    assert len(files) == 2 * (1 + len(RENDITIONS["kokoro"]))
    assert all(file.endswith("-slow.mp3") for file in files if "-slow" in file)


def test_a_changed_rendition_changes_its_clips_and_no_other() -> None:
    plain = plan(LINE, LEXICON, VOICE, {}, {}).normal
    full = named("full")
    assert rendered(plain, full).file != rendered(plain, replace(full, styles=61)).file
    assert repr(full) not in fingerprint("kokoro")


def test_other_ways_or_another_ear_are_another_trial() -> None:
    ways = RENDITIONS["kokoro"]
    marks = {
        mark(ways, "whisper base"),
        mark(ways, "whisper small"),
        mark(ways[1:], "whisper base"),
    }
    assert len(marks) == 3


def test_a_row_that_does_nothing_is_told() -> None:
    rows = {
        "a.mp3": Choice("full", "0"),
        "b.mp3": Choice(NONE),
        "c.mp3": Choice("fullest"),
        "d.mp3": Choice("full"),
    }
    found = list(choice_findings(rows, {"a.mp3", "b.mp3", "c.mp3"}, "kokoro", "audio/x.tsv"))
    assert [str(one) for one in found] == [
        "audio/x.tsv: `c.mp3` is said in a way that does not exist: 'fullest' "
        f"(one of {', '.join(sorted([NONE, *(one.name for one in RENDITIONS['kokoro'])]))})",
        "audio/x.tsv: `d.mp3` is no clip any more (remove the line)",
    ]


def test_a_list_as_a_person_writes_it(tmp_path: Path) -> None:
    assert read_choices(tmp_path) == {}
    text = "\ufeff# uitleg\r\n\r\na.mp3\t full \r\nb.mp3\t-\tx\tmore\nc.mp3\n"
    (tmp_path / CHOICES_FILE).write_bytes(text.encode())
    assert read_choices(tmp_path) == {
        "a.mp3": Choice("full"),
        "b.mp3": Choice(NONE, "x"),
        "c.mp3": Choice(""),
    }
    (tmp_path / CHOICES_FILE).write_bytes(b"\xff\xfe")
    assert read_choices(tmp_path) == {}


NAMES = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,20}", fullmatch=True)
WORDS = st.from_regex(r"[a-z0-9-]{0,12}", fullmatch=True)


@given(st.dictionaries(NAMES, st.builds(Choice, WORDS, WORDS)))
def test_what_is_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, choices: dict[str, Choice]
) -> None:
    folder = tmp_path_factory.mktemp("lijst")
    (folder / CHOICES_FILE).write_bytes(written(choices))
    assert read_choices(folder) == choices


@given(st.binary() | st.text().map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_whatever_stands_there_is_read(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    folder = tmp_path_factory.mktemp("lijst")
    (folder / CHOICES_FILE).write_bytes(data)
    choices = read_choices(folder)
    (folder / CHOICES_FILE).write_bytes(written(choices))
    assert list(choice_findings(choices, set(), "kokoro", "x")) or not choices
