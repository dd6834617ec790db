"""Alexa: an envelope in, a response out; and the interaction model that belongs to it."""

from skill.channels.alexa.handler import Handler, make_handler
from skill.channels.alexa.model import interaction_model
from skill.channels.alexa.model_limits import limits
from skill.channels.alexa.names import alarm_intent, meanings, passage_intent, subject_intent

__all__ = [
    "Handler",
    "alarm_intent",
    "interaction_model",
    "limits",
    "make_handler",
    "meanings",
    "passage_intent",
    "subject_intent",
]
