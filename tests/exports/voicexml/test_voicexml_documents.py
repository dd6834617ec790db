"""The exported documents against the dialogue: whatever is keyed, the same is said."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from voice_browser import Call, Played, Site

from skill.dialogue import KEYS, Event, State, respond
from skill.exports.keys import Machine, fold, merge, sound_files
from skill.exports.voicexml import VOICEXML
from skill.exports.voicexml.documents import documents
from skill.exports.voicexml.install import install_note
from skill.leaflet import Leaflet, menu, script
from skill.settings import ROOT
from skill.understanding import Understanding
from tests import shipped

LEAFLET = shipped.content().leaflet
SMALL = shipped.small_leaflet()
REACHABLE = replace(SMALL, contact={"person": "de balie", "phone": "+31 43 123 45 67"})
CALLS = st.lists(st.sampled_from([*KEYS, "A", "silence"]), max_size=30)
STANDARDS = ("voicexml21.dtd", "voicexml20.dtd")


def files_of(leaflet: Leaflet, machine: Machine, concept: bool = False) -> dict[str, bytes]:
    folded = shipped.folded_by_keys() if leaflet is LEAFLET else fold(merge(machine))
    return documents(leaflet, folded, addresses(leaflet, machine), concept=concept)


def addresses(leaflet: Leaflet, machine: Machine) -> dict[tuple[str, bool], str]:
    names = sound_files(leaflet, machine.all_spoken())
    return {heard: f"sounds/alaw/{name}.wav" for heard, name in names.items()}


def small_machine() -> Machine:
    return shipped.unrolled(SMALL)


@cache
def small_files() -> dict[str, bytes]:
    return files_of(SMALL, small_machine())


@cache
def real_files() -> dict[str, bytes]:
    return files_of(LEAFLET, shipped.by_keys())


@cache
def small_site() -> Site:
    return Site(small_files())


@cache
def real_site() -> Site:
    return Site(real_files())


@cache
def reachable_site() -> Site:
    return Site(files_of(REACHABLE, shipped.unrolled(REACHABLE)))


@cache
def sounds_of(small: bool) -> dict[tuple[str, bool], str]:
    return addresses(SMALL, small_machine()) if small else addresses(LEAFLET, shipped.by_keys())


def says(leaflet: Leaflet, state: State, kind: str, key: str = "", today: str = ""):
    """What the dialogue itself says: the sounds that are played, and what is said without them."""
    event = Event(kind, key=key, medium="phone", today=today)
    after, reply = respond(leaflet, lambda _: Understanding("unclear"), state, event)
    lines = script(leaflet)
    said = [(line, reply.slow, lines[line].text) for line in reply.say]
    return after, said, reply


def compare(site: Site, leaflet: Leaflet, inputs: list[str], today: str = "2026-01-01") -> None:
    """One call on both sides."""
    sounds = sounds_of(leaflet is not LEAFLET)
    call = Call(site, today)
    state, said, reply = says(leaflet, State(), "launch", today=today)
    heard = call.heard
    for one in [*inputs, ""]:
        assert [(played.source, played.text) for played in heard] == [
            (sounds[line, slow], text) for line, slow, text in said
        ]
        assert call.over == reply.ends
        if reply.ends or not one:
            assert all(played.bargein != reply.ends for played in heard)
            return
        assert all(played.bargein for played in heard)
        assert call.waits == ("1s" if reply.asks == "moment" else "6s")
        if one == "silence":
            state, said, reply = says(leaflet, state, "silence", today=today)
            heard = call.silence()
        else:
            state, said, reply = says(leaflet, state, "key", one, today=today)
            heard = call.key(one)


def names(heard: list[Played]) -> list[str]:
    return [played.source.rpartition("/")[2].removesuffix(".wav") for played in heard]


@pytest.mark.parametrize("standard", STANDARDS)
@pytest.mark.parametrize("files", [small_files, real_files], ids=["small", "real"])
def test_every_document_is_valid(files: Callable[[], dict[str, bytes]], standard: str) -> None:
    """VoiceXML 2.1, and of elements that 2.0 has: the definitions of the W3C."""
    definition = etree.DTD(str(ROOT / "tests" / "schemas" / standard))
    assert set(files()) | {"INSTALL.md"} == set(VOICEXML.files)
    for name, data in files().items():
        root = etree.fromstring(data)
        assert root.get("version") == "2.1"
        assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "nl-NL"
        assert definition.validate(root), (name, definition.error_log.filter_from_errors()[:3])


def test_a_definition_refuses_what_is_no_voicexml() -> None:
    definition = etree.DTD(str(ROOT / "tests" / "schemas" / "voicexml21.dtd"))
    wrong = small_files()["normal.vxml"].replace(b"<menu id=", b"<menu wat=")
    assert not definition.validate(etree.fromstring(wrong))


@settings(max_examples=200, deadline=None)
@given(CALLS)
def test_whatever_is_keyed_a_document_says_what_the_dialogue_says(inputs: list[str]) -> None:
    compare(real_site(), LEAFLET, inputs)


@pytest.mark.parametrize("first", [*KEYS, "A", "silence"])
def test_every_pair_of_inputs_of_a_small_leaflet(first: str) -> None:
    for second in (*KEYS, "A", "silence"):
        for third in (*KEYS, "silence"):
            compare(small_site(), SMALL, [first, second, third])


def test_every_place_of_a_small_leaflet_does_with_every_input_what_the_dialogue_does() -> None:
    """The whole machine in step with the documents: nothing is left out, and nothing is added."""
    machine, sounds = shipped.small_merged(), sounds_of(small=True)
    for due, today in ((False, "2026-01-01"), (True, "2031-02-01")):
        step = machine.starts[due]
        call = Call(small_site(), today)
        seen, waiting = {(call.state, step.place)}, [(call.state, step)]
        for state, reached in waiting:
            for name, following in machine.steps[reached.place].items():
                call.put(state)
                heard = call.give({"other": "A"}.get(name, name))
                spoken = following.spoken
                expected = [sounds[line, spoken.slow] for line in spoken.say]
                assert [played.source for played in heard] == expected
                assert call.over == spoken.ends
                met = call.state, following.place
                if not spoken.ends and met not in seen:
                    seen.add(met)
                    waiting.append((call.state, following))
        assert len(seen) > 1000


def test_every_passage_is_heard_after_two_keys_and_after_its_code() -> None:
    codes = {passage: code for code, passage in LEAFLET.codes.items()}
    for passage, keys in menu.key_paths(LEAFLET).items():
        assert len(keys) == 2
        sound = sounds_of(small=False)[passage, False]
        for way in (keys, f"8{codes[passage]}#"):
            call = Call(real_site())
            for key in way:
                call.key(key)
            assert sound in [played.source for played in call.heard]


def test_every_code_is_heard_after_a_moment() -> None:
    for code, passage in LEAFLET.codes.items():
        call = Call(real_site())
        waited = []
        for key in f"8{code}":
            call.key(key)
            waited.append(call.waits)
        assert waited == ["6s", "6s", "6s", "1s"]
        assert sounds_of(small=False)[passage, False] in [one.source for one in call.silence()]


@pytest.mark.parametrize(
    "inputs",
    [
        "8 1 1 0 9",
        "8 1 * 1 0 9 silence",
        "8 1 silence 1 0 9 silence",
        "8 9 9 9 1 0 9 #",
        "8 1 9 9 8 1 9 9 8 1 9 9",
        "8 1 1 #",
        "8 9 silence",
        "8 0 0",
        "0 0 9",
        "7 1 1 7 * #",
        "1 1 # # * 9 9",
        "silence silence silence",
        "A A A",
        "1 silence A silence",
    ],
)
def test_what_goes_wrong_is_answered_as_the_dialogue_does(inputs: str) -> None:
    compare(real_site(), LEAFLET, inputs.split())


def test_a_fourth_digit_right_behind_a_code_is_said_back() -> None:
    call = Call(real_site())
    for key in "8110":
        call.key(key)
    digits = ["digit_1", "digit_1", "digit_0", "digit_9"]
    assert names(call.key("9")) == ["prompt_bad_code", *digits, "prompt_code"]


def test_help_says_first_what_not_to_wait_with_and_then_a_person() -> None:
    call = Call(real_site())
    assert names(call.key("0")) == ["prompt_help_alarm", "prompt_help_phone"]
    assert names(call.key("0"))[0] == "prompt_person"


def test_a_slower_caller_stays_slow_from_document_to_document() -> None:
    call = Call(real_site())
    assert all(name.endswith("_slow") for name in names(call.key("7")))
    assert call.place.startswith("slow.vxml#")
    assert all(name.endswith("_slow") for name in names(call.key("8")))
    assert call.place.startswith("slow-code.vxml#")
    for key in "109#":
        call.key(key)
    assert "goed_tillen_slow" in names(call.heard)
    assert not [name for name in names(call.key("7")) if name.endswith("_slow")]


def test_only_the_sounds_of_the_export_are_played_and_all_of_them() -> None:
    """By any call; a sound that no document plays would be made for nothing."""
    played = set()
    for data in real_files().values():
        played |= {one.get("src") for one in etree.fromstring(data).iter("{*}audio")}
    assert played == set(sounds_of(small=False).values())


def test_a_document_never_waits_for_a_second_key_and_needs_no_grammar() -> None:
    assert real_site().properties == {
        "inputmodes": "dtmf",
        "bargein": "true",
        "timeout": "6s",
        "termchar": "",
        "termtimeout": "0s",
        "audiofetchhint": "safe",
    }
    for data in real_files().values():
        root = etree.fromstring(data)
        assert not list(root.iter("{*}grammar"))
        for waiting in root.iter("{*}menu"):
            assert {one.get("dtmf") for one in waiting.iter("{*}choice")} == set(KEYS)


EXPORT = """
import sys
from pathlib import Path
from skill.editorial import read_content
from skill.exports.voicexml import VOICEXML
leaflet = read_content(Path("tests/small_content"))[0].leaflet
files = VOICEXML.line(leaflet, ("alaw.wav",), concept=False).files({})
sys.stdout.buffer.write(b"".join(files[name] for name in sorted(files)))
"""


def test_the_same_leaflet_gives_the_same_documents() -> None:
    """A hash seed of its own orders sets otherwise than here."""
    ours = os.environ.get("PYTHONHASHSEED")
    made = subprocess.run(
        [sys.executable, "-c", EXPORT],
        cwd=ROOT,
        env=os.environ | {"PYTHONHASHSEED": "2" if ours == "1" else "1"},
        capture_output=True,
        check=True,
    )
    note = install_note(SMALL, "alaw").encode()
    files = small_files() | {"INSTALL.md": note}
    assert made.stdout == b"".join(files[name] for name in sorted(files))


def test_a_trial_says_so_in_every_file() -> None:
    for name, data in files_of(SMALL, small_machine(), concept=True).items():
        assert b"CONCEPT" in data, name
    assert not [name for name, data in small_files().items() if b"CONCEPT" in data]
    assert "CONCEPT" in install_note(SMALL, "alaw", concept=True)
    assert "CONCEPT" not in install_note(SMALL, "alaw")


def test_a_text_that_is_overdue_says_so_from_the_day_after() -> None:
    for today in ("2031-01-31", "2031-02-01"):
        compare(small_site(), SMALL, ["1", "*", "silence", "9"], today)
    heard = Call(small_site(), today="2031-02-01").heard
    assert "prompt_review_due" in names(heard)


@pytest.mark.parametrize(
    ("result", "back"),
    [
        ("noanswer", True),
        ("busy", True),
        ("network_busy", True),
        ("error.connection.noroute", True),
        ("error.unsupported.transfer.bridge", True),
        ("far_end_disconnect", False),
        ("near_end_disconnect", False),
    ],
)
def test_who_asks_for_a_person_is_put_through_and_comes_back_unanswered(
    result: str, back: bool
) -> None:
    call = Call(reachable_site(), person=result)
    call.key("0")
    heard = names(call.key("0"))
    assert heard[0] == "prompt_connect"
    assert call.called == ["tel:+31431234567"]
    assert ("prompt_person" in heard) == back
    assert call.over != back
    assert "+31431234567" in install_note(REACHABLE, "alaw")
    assert "transfer" not in install_note(SMALL, "alaw")


def test_text_of_an_editor_is_text_in_a_document() -> None:
    """What means something in XML is said, and changes nothing of the document."""
    odd = 'Water & licht: <meer> dan "genoeg" -- elke dag.'
    passages = SMALL.passages | {"water": replace(SMALL.passages["water"], text=odd)}
    leaflet = replace(SMALL, title="Een -- titel -", passages=passages)
    call = Call(Site(files_of(leaflet, small_machine())))
    call.key("1")
    call.key("1")
    assert odd in [played.text for played in call.heard]


def test_a_name_of_a_sound_is_one_that_every_exchange_takes() -> None:
    found = set(sounds_of(small=False).values()) | set(sounds_of(small=True).values())
    for address in found:
        name = address.rpartition("/")[2]
        assert re.fullmatch(r"[a-z][a-z0-9_]*\.wav", name)
        assert len(name) <= 32
