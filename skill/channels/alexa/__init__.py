"""Alexa: an envelope in, a response out; and the interaction model that belongs to it.

A process that answers needs no interaction model, so its names are looked up when they are used
(PEP 562); a Lambda ships without them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from skill.channels.alexa.handler import Handler, make_handler
from skill.channels.alexa.names import (
    alarm_intent,
    meanings,
    opening_intent,
    passage_intent,
    slot_intent,
    subject_intent,
)

if TYPE_CHECKING:
    from skill.channels.alexa.model import interaction_model
    from skill.channels.alexa.model_limits import limits

__all__ = [
    "Handler",
    "alarm_intent",
    "interaction_model",
    "limits",
    "make_handler",
    "meanings",
    "opening_intent",
    "passage_intent",
    "slot_intent",
    "subject_intent",
]

_LATER = {"interaction_model": "model", "limits": "model_limits"}
"""Name -> the module that has it."""


def __getattr__(name: str) -> Any:
    """The names of `_LATER`, at their first use."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
