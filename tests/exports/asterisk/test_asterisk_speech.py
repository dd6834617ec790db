"""The second way into the dialplan: for calls that may be spoken to as well."""

from __future__ import annotations

from unittest import mock

from skill.exports.asterisk import ASTERISK, line
from skill.leaflet import Leaflet
from tests import shipped

SMALL = shipped.small_leaflet()
ENTRY = """\
exten => spreken,1,Answer(500)
 same => n,GotoIf($["${RW_EAR}" != ""]?listen)
 same => n,Set(RW_EAR=127.0.0.1:9092)
 same => n(listen),TryExec(AudioSocket(${UUID()},${RW_EAR}))
 same => n,GotoIf($["${TRYSTATUS}" != "SUCCESS"]?s,1)
 same => n,Hangup()
"""
"""Only a goodbye hangs up; what Asterisk makes of it, the calls in tests/phone prove."""


def files(leaflet: Leaflet, **how: bool) -> dict[str, str]:
    with mock.patch.object(line, "walk", shipped.unrolled):
        made = ASTERISK.line(leaflet, ("alaw",), concept=True, **how).files({})
    return {name: data.decode() for name, data in made.items()}


def test_by_keys_alone_nothing_is_there_that_only_speech_needs() -> None:
    by_keys = files(SMALL)

    assert by_keys == files(SMALL, speech=False)
    for text in by_keys.values():
        assert not [word for word in ("spreken", "AudioSocket", "RW_EAR") if word in text]


def test_with_speech_the_keys_are_as_they_were_and_one_way_in_is_added() -> None:
    by_keys = files(SMALL)["extensions.conf"]
    spoken = files(SMALL, speech=True)["extensions.conf"]
    begin, after = spoken.split(ENTRY)
    begin = begin[: begin.rindex("\n; By speech")]

    assert begin.rstrip("\n") + "\n" + after == by_keys
    assert begin.rindex("\n[") == begin.index("\n[rugwijzer]")


def test_the_note_says_what_speech_needs() -> None:
    note = files(SMALL, speech=True)["INSTALL.md"]

    for word in ("Goto(rugwijzer,spreken,1)", "phone listen", "app_audiosocket", "DTMF frames"):
        assert word in note
