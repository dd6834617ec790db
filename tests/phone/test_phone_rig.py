"""The caller itself: what it reads, what it sends, and what it hears. No exchange is needed."""

from __future__ import annotations

import random
import struct
import subprocess
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from call_rehearsal import Rehearsal
from call_script import Outcome
from heard_clips import Ear, read_clips
from rtp_stream import EVENTS, FRAME, Packet, key_payloads, lost, read_packet
from sip_messages import Dialog, answer, offer, read_media, read_message

from skill.editorial import read_content
from skill.settings import ROOT

QUIET = b"\xd5" * FRAME
SMALL = replace(read_content(ROOT / "tests" / "small_content")[0].leaflet, trial=False)
ANSWER = (
    b"SIP/2.0 200 OK\r\nTo: <sip:100@127.0.0.1>;tag=abc\r\nCSeq: 7 INVITE\r\n"
    b"Contact: <sip:127.0.0.1:5070>\r\n\r\nv=0\r\nc=IN IP4 127.0.0.1\r\n"
    b"m=audio 20010 RTP/AVP 8 101\r\na=rtpmap:101 telephone-event/8000\r\n"
)


def clip(seed: int, pieces: int = 30) -> bytes:
    """A sound file: silence first, as every clip has, and an end that fills no packet."""
    return QUIET * 5 + random.Random(seed).randbytes(FRAME * pieces + 40)


CLIPS = {"welkom": clip(1), "menu": clip(2), "tillen": clip(3)}


def cut(data: bytes, pieces: int | None = None) -> list[bytes]:
    return [data[at : at + FRAME] for at in range(0, len(data), FRAME)][:pieces]


def hears(payloads: list[bytes]) -> Ear:
    ear = Ear(CLIPS)
    for payload in payloads:
        ear.hear(payload)
    return ear


def test_clips_are_told_apart_and_what_was_interrupted_is_known() -> None:
    ear = hears(cut(CLIPS["welkom"], 12) + cut(CLIPS["menu"], 9) + cut(CLIPS["tillen"]))
    assert [(one.name, one.pieces, one.whole) for one in ear.heard] == [
        ("welkom", 12, False),
        ("menu", 9, False),
        ("tillen", 36, True),
    ]
    assert ear.unknown == 0


def test_the_same_clip_again_is_heard_twice() -> None:
    ear = hears(cut(CLIPS["menu"], 10) + cut(CLIPS["menu"]))
    assert [(one.name, one.whole) for one in ear.heard] == [("menu", False), ("menu", True)]


def test_one_wrong_bit_makes_the_rest_unknown() -> None:
    right = clip(5, pieces=80)
    wrong = bytearray(right)
    wrong[60 * FRAME + 3] ^= 1
    ear = Ear({"lang": right})
    for payload in cut(bytes(wrong)):
        ear.hear(payload)
    assert [(one.name, one.pieces, one.whole) for one in ear.heard] == [("lang", 60, False)]
    assert ear.unknown == 86 - 60


def test_a_clip_that_is_cut_short_is_not_whole() -> None:
    assert not hears(cut(CLIPS["menu"])[:-1]).heard[0].whole


def test_a_begin_that_is_too_short_to_tell_counts_for_nothing() -> None:
    ear = hears(cut(CLIPS["welkom"], 3) + cut(CLIPS["menu"]))
    assert [(one.name, one.whole) for one in ear.heard] == [("menu", True)]
    assert ear.unknown == 0


def test_a_pause_at_the_end_of_what_was_interrupted_is_not_taken_from_the_next() -> None:
    with_pause = {"traag": clip(4, 10) + QUIET * 20, "menu": CLIPS["menu"]}
    ear = Ear(with_pause)
    whole = cut(with_pause["traag"])
    for payload in [*whole[:20], *cut(with_pause["menu"])]:
        ear.hear(payload)
    assert [(one.name, one.whole) for one in ear.heard][-1] == ("menu", True)
    assert ear.unknown == 0


def test_two_clips_that_begin_the_same_are_refused() -> None:
    one = clip(6, pieces=60)
    with pytest.raises(ValueError, match="nobody can tell them apart"):
        Ear({"een": one, "twee": one[: 50 * FRAME] + clip(7)})


def test_two_clips_that_are_the_same_are_one_sound_and_one_bit_makes_them_two() -> None:
    other = bytearray(CLIPS["menu"])
    other[7 * FRAME] ^= 1
    ear = Ear({"een": CLIPS["menu"], "twee": CLIPS["menu"], "drie": bytes(other)})
    for payload in [*cut(CLIPS["menu"]), *cut(bytes(other))]:
        ear.hear(payload)
    assert ear.same == {"twee": "een"}
    assert [(one.name, one.whole) for one in ear.heard] == [("een", True), ("drie", True)]


def test_sounds_are_read_by_their_place(tmp_path: Path) -> None:
    (tmp_path / "slow").mkdir()
    (tmp_path / "slow/menu.alaw").write_bytes(b"a")
    (tmp_path / "slow/menu.g722").write_bytes(b"g")
    assert read_clips(tmp_path, "alaw") == {"slow/menu": b"a"}


def test_when_a_clip_began_and_how_much_of_it_was_heard() -> None:
    told = replace(outcome(), heard=[("menu", False, 1.25, 40, 12), ("tillen", True, 2.0, 52, 36)])
    same = replace(told, same={"twee": "menu"})

    assert (told.begin("menu"), told.heard_of("menu")) == ((1.25, 40), 12)
    assert same.begin("twee") == (1.25, 40)
    with pytest.raises(KeyError, match="drie was not heard, but "):
        told.begin("drie")


def test_a_packet_is_read_with_all_that_may_be_in_it() -> None:
    plain = struct.pack("!BBHII", 0x80, 8, 7, 160, 1) + b"sound"
    assert read_packet(plain, 1.5) == Packet(1.5, 7, 160, 8, b"sound")
    padded = struct.pack("!BBHII", 0xA0, 0x88, 7, 160, 1) + b"sound\x00\x02"
    assert read_packet(padded, 0) == Packet(0, 7, 160, 8, b"sound")
    extended = struct.pack("!BBHII", 0x90, 8, 7, 160, 1) + b"\x00\x00\x00\x01xxxxsound"
    assert read_packet(extended, 0) == Packet(0, 7, 160, 8, b"sound")
    assert read_packet(b"OPTIONS sip", 0) is None
    assert read_packet(b"", 0) is None


def test_holes_in_the_numbers_are_lost_packets_also_where_they_start_again() -> None:
    def packets(*numbers: int) -> list[Packet]:
        return [Packet(0, number, 0, 8, b"") for number in numbers]

    assert lost(packets(1, 2, 3)) == 0
    assert lost(packets(1, 4, 5)) == 2
    assert lost(packets(65535, 0, 1)) == 0
    assert lost(packets(5, 4, 6)) == 1


@pytest.mark.parametrize("key", EVENTS)
def test_a_key_grows_and_ends_three_times(key: str) -> None:
    events = list(key_payloads(key, 5))
    lengths = [struct.unpack("!BBH", payload)[2] for payload, _ in events]
    assert {payload[0] for payload, _ in events} == {EVENTS[key]}
    assert all(later >= sooner for sooner, later in pairwise(lengths))
    assert [bool(payload[1] & 0x80) for payload, _ in events] == [False] * 5 + [True] * 3


def test_an_answer_says_where_the_sound_goes_and_how_keys_are_taken() -> None:
    message = read_message(ANSWER)
    assert message
    assert (message.status, message.number, message.method) == (200, 7, "INVITE")
    assert message.find(r"Contact:.*?<([^>]+)>") == "sip:127.0.0.1:5070"
    media = read_media(message)
    assert (media.host, media.port, media.kind, media.keys) == ("127.0.0.1", 20010, 8, 101)


def test_what_is_no_sip_is_passed_over() -> None:
    assert read_message(b"\x80\x08 sound") is None


def test_requests_carry_what_belongs_to_the_call() -> None:
    dialog = Dialog("100", "127.0.0.1", 5070, "127.0.0.1", 4000, "0301", "f00")
    first = dialog.request("INVITE", 1, "b1", body=offer("127.0.0.1", 6000, ["alaw"], keys=True))
    assert first.startswith(b"INVITE sip:100@127.0.0.1:5070 SIP/2.0\r\n")
    assert b"m=audio 6000 RTP/AVP 8 101\r\n" in first
    assert b"a=rtpmap:8 PCMA/8000\r\n" in first
    dialog.to_tag, dialog.target = "abc", "sip:127.0.0.1:5070"
    assert b"To: <sip:100@127.0.0.1:5070>;tag=abc" in dialog.request("BYE", 2, "b2")
    assert dialog.request("BYE", 2, "b2").startswith(b"BYE sip:127.0.0.1:5070 ")
    assert b"telephone-event" not in offer("127.0.0.1", 6000, ["g722"], keys=False).encode()


def test_an_answer_of_ours_echoes_the_request() -> None:
    request = read_message(b"BYE sip:x SIP/2.0\r\nVia: v\r\nCSeq: 9 BYE\r\nReason: r\r\n\r\n")
    assert request
    assert request.status == 0
    assert answer(request, "200 OK") == (
        b"SIP/2.0 200 OK\r\nVia: v\r\nCSeq: 9 BYE\r\nContent-Length: 0\r\n\r\n"
    )


def outcome(*heard: tuple[str, bool], **parts: object) -> Outcome:
    told = {"unknown": 0, "lost": 0, "ended_by": "us", "trouble": ""} | parts
    rows = [(name, whole, 0.0, 0, 0) for name, whole in heard]
    return Outcome("x", rows, up=(0, 1), setup_seconds=0, worst_gap=0, **told)  # type: ignore[arg-type]


def rehearsed() -> Rehearsal:
    call = Rehearsal("hulp", SMALL)
    call.press("0")
    call.listen()
    call.hang_up()
    return call


RIGHT = [
    ("normal/prompt_welcome-phone", False),
    ("normal/prompt_help-alarm", True),
    ("normal/prompt_help-phone", True),
]


def test_a_call_that_goes_as_rehearsed_has_no_problems() -> None:
    assert rehearsed().problems(outcome(*RIGHT)) == []


def test_a_sound_that_goes_by_another_name_is_that_sound_and_no_other() -> None:
    help_, other = "normal/prompt_help-alarm", "normal/closing_veiligheid"
    heard = [(other if name == help_ else name, whole) for name, whole in RIGHT]
    assert rehearsed().problems(outcome(*heard, same={help_: other})) == []
    assert rehearsed().problems(outcome(*heard)) != []
    assert rehearsed().problems(outcome(*RIGHT, same={help_: other})) != []


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (outcome(*RIGHT[:2]), "expected"),
        (outcome(*RIGHT, RIGHT[0]), "expected"),
        (outcome(RIGHT[0], RIGHT[2], RIGHT[1]), "expected"),
        (outcome(*RIGHT[:2], (RIGHT[2][0], False)), "not heard to the end"),
        (outcome(*RIGHT, unknown=5), "0.10 s are in no file"),
        (outcome(*RIGHT, lost=1), "1 packets were lost"),
        (outcome(*RIGHT, ended_by="them"), "ended by 'them'"),
        (outcome(*RIGHT, trouble="no answer"), "no answer"),
    ],
)
def test_whatever_differs_from_the_rehearsal_is_a_problem(made: Outcome, told: str) -> None:
    assert any(told in problem for problem in rehearsed().problems(made))


def test_the_install_script_is_sound_and_refuses_what_it_does_not_know(tmp_path: Path) -> None:
    script = Path(__file__).with_name("install_asterisk.sh")
    subprocess.run(["bash", "-n", str(script)], check=True)
    done = subprocess.run(
        ["bash", str(script), str(tmp_path / "asterisk")],
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "SUITE": "warty"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("install_asterisk: ")
    assert list(tmp_path.iterdir()) == []
