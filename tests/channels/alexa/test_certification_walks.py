"""Certification: random conversations, as long as one likes, without a dead end.

A normal run takes about 2,000 turns, always the same; `CERT_TURNS=10000` takes so many, new ones
each time. A failure prints the conversation that led to it.
"""

from __future__ import annotations

import os
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from skill import labels
from skill.dialogue import load_state
from skill.dialogue.told import excludes
from tests.channels.alexa.certification import (
    VOICES,
    Heard,
    filled,
    handler,
    intents,
    leaflet,
    say,
)
from tests.channels.alexa.envelopes import (
    Envelope,
    asked,
    ended,
    envelope,
    in_session,
    launch,
    one_shot,
    slot,
)

TURNS = int(os.environ.get("CERT_TURNS", "2000"))
STEPS = 50
WALKS = max(1, TURNS // 25)
"""Of its fifty steps a walk spends at least half on turns; the rest is what nobody asked for."""

EMPTY = {"version": "1.0", "response": {}}
AMAZONS = ["AMAZON.LoopOnIntent", "AMAZON.MoreIntent", "AMAZON.SelectIntent", "IetsNieuwsIntent"]
PASSAGES = list(leaflet().passages)
TILLEN = leaflet().passages["goed-tillen"].text


def controls() -> list[str]:
    return [name for name, label in intents().items() if label.startswith("control:")]


def topics() -> list[str]:
    return [name for name in intents() if name not in controls()]


# Deferred: the model takes seconds, which whoever only collects the tests need not wait for.
INTENTS = (
    st.deferred(lambda: st.sampled_from(controls()))
    | st.deferred(lambda: st.sampled_from(topics()))
    | st.sampled_from(AMAZONS)
)
"""Half of what is said is a control: those are what a conversation can get lost in."""

LABELS = (
    st.sampled_from([*PASSAGES]).map("passage:{}".format)
    | st.sampled_from(list(leaflet().alarms)).map("alarm:{}".format)
    | st.sampled_from(list(leaflet().alarms)).map("confirm:{}".format)
    | st.sampled_from(list(leaflet().subjects)).map("not_covered:{}".format)
    | st.sampled_from(list(leaflet().openings)).map("opening:{}".format)
    | st.sampled_from(labels.ANSWERS).map("answer:{}".format)
    | st.tuples(st.sampled_from(PASSAGES), st.sampled_from(PASSAGES)).map(
        lambda two: f"clarify:{two[0]}|{two[1]}"
    )
)
SAID = (
    LABELS
    | st.sampled_from(["de eerste", "de tweede", "nummer drie", "de laatste", "allebei", "geen"])
    | st.sampled_from(["out_of_scope", "not_covered", "twijfel", "blorp", "medicijnen", "?", ""])
    | st.none()
)
UNASKED = st.sampled_from(
    [
        "AudioPlayer.PlaybackStopped",
        "PlaybackController.NextCommandIssued",
        "System.ExceptionEncountered",
    ]
)


class Conversation(RuleBasedStateMachine):
    """Somebody who says whatever comes to mind."""

    def __init__(self) -> None:
        super().__init__()
        self.voice = VOICES[0]
        self.now: Heard | None = None
        """What was heard last; None while there is no session."""

    @initialize(voice=st.sampled_from(VOICES))
    def begin(self, voice: str) -> None:
        self.voice = voice

    def hear(self, request: Envelope) -> None:
        found = say(self.voice, request)
        self.now = found if found.open else None

    @property
    def state(self) -> dict[str, Any] | None:
        return self.now.state if self.now else None

    @precondition(lambda self: self.now is None)
    @rule()
    def launches(self) -> None:
        self.hear(launch())

    @precondition(lambda self: self.now is None)
    @rule(intent=INTENTS)
    def asks_in_one_breath(self, intent: str) -> None:
        self.hear(one_shot(intent, filled(intent)))

    @precondition(lambda self: self.now is not None)
    @rule(intent=INTENTS)
    def says(self, intent: str) -> None:
        self.hear(in_session(intent, self.state, filled(intent)))

    @precondition(lambda self: self.now is not None)
    @rule(text=SAID)
    def asks_freely(self, text: str | None) -> None:
        self.hear(asked(text, self.state))

    @precondition(lambda self: self.now is not None)
    @rule(text=st.sampled_from(["1", "2", "6", "9", "de tweede", None]))
    def chooses(self, text: str | None) -> None:
        position = {"ListPosition": slot("ListPosition", text)}
        self.hear(in_session("AMAZON.SelectIntent", self.state, position))

    @rule(kind=UNASKED)
    def something_else_happens(self, kind: str) -> None:
        assert handler(self.voice)(envelope({"type": kind}, self.state, new=False), None) == EMPTY

    @precondition(lambda self: self.now is not None and len(self.now.text) % 7 == 0)
    @rule()
    def walks_away(self) -> None:
        assert handler(self.voice)(ended("EXCEEDED_MAX_REPROMPTS"), None) == EMPTY
        self.now = None

    def teardown(self) -> None:
        """From wherever one is, there is help, an answer, and a way out."""
        if self.now is None:
            return
        state = self.now.state
        assert say("device", in_session("AMAZON.HelpIntent", state)).open
        kept = load_state(state)
        answer = say("device", in_session("GoedTillenIntent", state))
        # A grave sign of which we asked whether it was said, is asked about once more.
        asked_again = _stands(kept.check) and not kept.misses
        barred = _stands(kept.alarm) or excludes(leaflet(), kept.told, "goed-tillen")
        assert bool(barred or asked_again) == (TILLEN not in answer.text)
        again = say("device", in_session("AMAZON.StartOverIntent", state))
        assert TILLEN in say("device", in_session("GoedTillenIntent", again.state)).text
        alarm = say("device", in_session("AlarmDoofKruisIntent", state))
        assert _stands(alarm.state["alarm"])
        assert not say("device", in_session("AMAZON.StopIntent", state)).open


def _stands(code: str) -> bool:
    return bool(code) and leaflet().alarms[code].level in labels.HANDS


TestConversation = Conversation.TestCase
TestConversation.settings = settings(
    max_examples=WALKS,
    stateful_step_count=STEPS,
    deadline=None,
    derandomize="CERT_TURNS" not in os.environ,
    database=None,
    suppress_health_check=list(HealthCheck),
)
