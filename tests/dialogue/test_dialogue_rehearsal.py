"""A conversation that was written down is played, and a reply is held against it."""

from __future__ import annotations

import pytest
from conversation import Conversation

from skill.dialogue import Cue, Expected, Rehearsal, differences, events, staged
from skill.leaflet import Leaflet


def cue(does: str = "zegt", value: str = "hallo", **expects: Expected) -> Cue:
    return Cue(does, value, "speaker", expects)  # type: ignore[arg-type]


def rehearsal(*cues: Cue, **more: object) -> Rehearsal:
    plain = {"today": "", "hears": False, "review_by": "", "withdrawn": (), "trial": False}
    return Rehearsal("proef", cues=cues, **plain | more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("expects", "wrong"),
    [
        ({"uitkomst": "answer", "passage": "goed-tillen", "einde": False}, []),
        ({"uitkomst": "alarm"}, [("uitkomst", "alarm", "answer")]),
        ({"niveau": "nu"}, [("niveau", "nu", "")]),
        ({"geen_passage": True}, [("geen_passage", True, False)]),
        ({"langzaam": True}, [("langzaam", True, False)]),
        ({"hoort": ("title_goed-tillen", "goed-tillen")}, []),
        ({"hoort_niet": ("prompt_welcome",)}, []),
        ({"hoort_niet": ("goed-tillen",)}, [("hoort_niet", ("goed-tillen",), ("goed-tillen",))]),
    ],
)
def test_a_reply_differs_where_it_is_not_what_was_written(
    talk: Conversation, expects: dict[str, Expected], wrong: list[tuple[object, ...]]
) -> None:
    reply = talk.says("passage:goed-tillen")
    found = differences(talk.leaflet, cue(**expects), reply)

    assert [(one.field, one.wanted, one.got) for one in found] == wrong


def test_lines_count_in_their_order(talk: Conversation) -> None:
    reply = talk.says("passage:goed-tillen")
    (found,) = differences(talk.leaflet, cue(hoort=("goed-tillen", "title_goed-tillen")), reply)

    assert (found.field, found.got) == ("hoort", reply.say)


def test_an_alarm_and_a_subject_are_named(talk: Conversation) -> None:
    alarm = talk.says("alarm:doof-kruis")
    assert differences(talk.leaflet, cue(niveau="nu", onderwerp=""), alarm) == []
    subject = Conversation(talk.leaflet).says("not_covered:hernia")
    assert differences(talk.leaflet, cue(onderwerp="hernia", niveau=""), subject) == []


def test_keys_are_as_many_events() -> None:
    script = rehearsal(cue("toets", "8*"), hears=True, today="2027-01-31")

    found = list(events(script.cues[0], script))
    assert [(one.kind, one.key, one.hears, one.today) for one in found] == [
        ("key", "8", True, "2027-01-31"),
        ("key", "*", True, "2027-01-31"),
    ]


@pytest.mark.parametrize(
    ("does", "kind"), [("stilte", "silence"), ("start", "launch"), ("ophangen", "hangup")]
)
def test_what_has_no_words_is_an_event(does: str, kind: str) -> None:
    assert [one.kind for one in events(cue(does, ""), rehearsal())] == [kind]


def test_the_leaflet_is_as_the_rehearsal_wants_it(leaflet: Leaflet) -> None:
    wanted = rehearsal(
        review_by="2026-01-01", withdrawn=("goed-tillen", "bestaat-niet"), trial=True
    )
    stage = staged(leaflet, wanted)

    assert (stage.review_by, stage.trial) == ("2026-01-01", True)
    assert stage.passages["goed-tillen"].status == "ingetrokken"
    assert leaflet.passages["goed-tillen"].status != "ingetrokken"
    assert stage.passages.keys() == leaflet.passages.keys()
    assert staged(leaflet, rehearsal()) == leaflet


def test_what_is_said_is_in_no_repr() -> None:
    assert "geheim" not in repr(rehearsal(cue("zegt", "geheim")))
