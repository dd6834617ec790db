"""The vocabulary of labels: what a sentence can mean, and what a reply can be.

Inside the program a label is precise: `passage:goed-tillen`, `alarm:doof-kruis`,
`not_covered:zwangerschap`, `out_of_scope`, `control:repeat`, `clarify:<id>|<id>`, `unclear`.
Outside (`ask --json`, labelled questions) an alarm is named by its level and a subject is left out:
`public()` gives that form.
"""

from __future__ import annotations

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

LEVELS = ("112", "113", "nu", "vandaag", "afspraak")
"""Levels of alarm, most urgent first."""

SILENCING = ("112", "113", "nu", "vandaag")
"""Levels after which nothing of the leaflet is played in that turn."""

HANDS = ("112", "113", "nu")
"""Levels that say what to do with the hands: pick up the telephone, or hang up and call."""

OUTCOMES = (
    "welcome",
    "answer",
    "clarify",
    "not_covered",
    "alarm",
    "control",
    "fallback",
    "menu",
    "goodbye",
)

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
    """The label of a question back: `Bedoelt u <first> of <second>?`"""
    return f"clarify:{first}|{second}"


def kind(label: str) -> str:
    """What comes before the colon: passage, alarm, not_covered, control, clarify, or the label."""
    return label.partition(":")[0]


def name(label: str) -> str:
    """What comes after the colon; empty where there is none."""
    return label.partition(":")[2]


def public(label: str, level: str | None = None) -> str:
    """The label as the outside knows it.

    `level` is the level of the alarm that `label` names; it is needed for alarms only.
    """
    if kind(label) == "alarm":
        return f"alarm:{level or name(label)}"
    return NOT_COVERED if kind(label) == NOT_COVERED else label
