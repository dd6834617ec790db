"""The vocabulary of labels: what a sentence can mean, and what a reply can be.

Inside the program a label is precise: `passage:goed-tillen`, `alarm:doof-kruis`,
`not_covered:zwangerschap`, `out_of_scope`, `control:repeat`, `clarify:<id>|<id>`,
`opening:complaint`, `confirm:doof-kruis`, `answer:confirms`, `unclear`.
Outside (`ask --json`, labelled questions) an alarm is named by its level, an opening by its kind,
and a subject is left out: `public()` gives that form.
"""

from __future__ import annotations

from typing import Literal, get_args

Level = Literal["112", "113", "nu", "vandaag", "afspraak"]

Outcome = Literal[
    "welcome",
    "answer",
    "clarify",
    "not_covered",
    "alarm",
    "control",
    "fallback",
    "menu",
    "goodbye",
    "opening",
]
"""What a reply can be (the contract with every client)."""

CONTROLS = (
    "repeat",
    "next",
    "previous",
    "stop",
    "cancel",
    "help",
    "menu",
    "slower",
    "faster",
    "yes",
    "no",
    "start_over",
    "read_all",
)
"""Names of control labels, fixed for every channel."""

LEVELS: tuple[Level, ...] = get_args(Level)
"""Levels of alarm, most urgent first."""

SILENCING: tuple[Level, ...] = ("112", "113", "nu", "vandaag")
"""Levels after which nothing of the leaflet is played in that turn."""

HANDS: tuple[Level, ...] = ("112", "113", "nu")
"""Levels that say what to do with the hands: pick up the telephone, or hang up and call."""

OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)

ANSWERS = ("confirms", "denies", "which", "not_me")
"""What somebody may say to a warning or an alarm of ours: that it is so, that it is not, which
signs those were, or that it was not meant. Where nothing was warned of, each is unclear."""

EMERGENCY = "emergency"
"""Kind of opening that is a call for help; outside it is a label of its own."""

ENDING = ("control:stop", "control:cancel")
"""Labels of the controls that end a conversation."""

UNCLEAR = "unclear"
OUT_OF_SCOPE = "out_of_scope"
NOT_COVERED = "not_covered"


def passage(passage_id: str) -> str:
    """The label of a passage."""
    return f"passage:{passage_id}"


def alarm(code: str) -> str:
    """The label of an alarm by its code."""
    return f"alarm:{code}"


def subject(subject_id: str) -> str:
    """The label of a subject that the leaflet does not answer."""
    return f"not_covered:{subject_id}"


def control(name: str) -> str:
    """The label of a control."""
    return f"control:{name}"


def clarify(first: str, second: str) -> str:
    """The label of a question back: `Gaat het om <first>, of om <second>?`"""
    return f"clarify:{first}|{second}"


def opening(opening_id: str) -> str:
    """The label of something said that asks for no passage: a complaint, a greeting ..."""
    return f"opening:{opening_id}"


def confirm(code: str) -> str:
    """The label of a question back: did we hear the sign of alarm `code` right?"""
    return f"confirm:{code}"


def answer(name: str) -> str:
    """The label of an answer to our own warning, by its name in ANSWERS."""
    return f"answer:{name}"


def kind(label: str) -> str:
    """What comes before the colon: passage, alarm, not_covered, control, clarify, or the label."""
    return label.partition(":")[0]


def name(label: str) -> str:
    """What comes after the colon; empty where there is none."""
    return label.partition(":")[2]


def public(label: str, level: str | None = None, opening_kind: str = "") -> str:
    """The label as the outside knows it.

    `level` is the level of the alarm that `label` names, `opening_kind` the kind of the opening
    that it names; they are needed for those labels only.
    """
    match kind(label):
        case "alarm" | "confirm":
            return f"{kind(label)}:{level or name(label)}"
        case "opening":
            shown = opening_kind or name(label)
            return EMERGENCY if shown == EMERGENCY else opening(shown)
        case "answer":
            return UNCLEAR
        case "not_covered":
            return NOT_COVERED
    return label
