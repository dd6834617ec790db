"""Putting a reply together: which lines, what is asked after them, and what is remembered."""

from __future__ import annotations

from dataclasses import dataclass, replace

from skill import labels
from skill.dialogue.sayable import level_of, may_be_said, opening_kind, silences
from skill.dialogue.state import MOST_SAID, State
from skill.dialogue.turns import Asks, Event, Reply
from skill.labels import Outcome
from skill.leaflet import Leaflet, menu
from skill.understanding import Understanding

CODE_LENGTH = 3
"""Digits of the code of a topic."""

Turned = tuple[State, Reply]
"""What every rule of the dialogue gives: the next state and the reply."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What a rule needs to know of this turn."""

    leaflet: Leaflet
    state: State
    event: Event
    heard: Understanding | None = None
    control: str = ""
    """Name of the control with which the turn began, if any."""

    @property
    def phone(self) -> bool:
        """Whether the listener holds a telephone."""
        return self.event.medium == "phone"

    @property
    def keyed(self) -> bool:
        """Whether the listener steers a telephone by its keys."""
        return self.phone and self.event.kind == "key"

    @property
    def alarmed(self) -> bool:
        """Whether the last thing said was an alarm that silences the leaflet."""
        return silences(self.leaflet, self.state.alarm)

    @property
    def standing(self) -> bool:
        """Whether an alarm was said that stands until it is taken back."""
        return level_of(self.leaflet, self.state.alarm) in labels.HANDS

    @property
    def helped(self) -> bool:
        """Whether the last thing said was whom to call, to somebody who called for help."""
        return opening_kind(self.leaflet, self.state.topic) == labels.EMERGENCY


def asked(turn: Turn, state: State) -> tuple[Asks, str]:
    """What `state` is waiting for, and the line that asks it again.

    This follows from the state alone, so that a repeated reply asks the same thing again.
    """
    if silences(turn.leaflet, state.alarm):
        return "herhalen", "prompt_alarm-again"
    if state.check:
        return "check", "prompt_reprompt-yes-no"
    kind, name = labels.kind(state.topic), labels.name(state.topic)
    if len(state.offer) > 1:
        opening = turn.leaflet.openings.get(name) if kind == "opening" else None
        # Two topics that were asked about after an opening are not the choices that it gave.
        if opening is not None and state.offer == opening.choices:
            return "menu", f"choice_{name}"
        return "clarify", "prompt_reprompt-two"
    # What was withdrawn meanwhile is not offered again; only `ja` still hears that it was.
    if state.offer and may_be_said(turn.leaflet, state.offer[0]):
        return "offer", "prompt_reprompt-yes-no"
    if state.reading:
        return "verder", "prompt_reading-on"
    if state.code is not None:
        leaflet = turn.leaflet
        whole = is_whole_code(leaflet, state.code) or leaves_code(leaflet, state.code)
        return "moment" if whole else "code", "prompt_code"
    if state.menu or state.helping:
        return "menu", _menu_again(turn, state)
    if "prompt_alarm-again" in state.said:
        return "herhalen", "prompt_alarm-again"
    return "open", "prompt_reprompt"


def is_whole_code(leaflet: Leaflet, digits: str) -> bool:
    """Whether these are the digits of a topic."""
    return leaflet.codes.get(digits, "") in leaflet.passages


def leaves_code(leaflet: Leaflet, digits: str) -> bool:
    """Whether this is the key for a step back, pressed where a code is asked for."""
    return digits == "9" and not any(code.startswith(digits) for code in leaflet.codes)


def _menu_again(turn: Turn, state: State) -> str:
    if not turn.phone:
        return "prompt_reprompt-menu"
    if state.helping:
        return "prompt_help-phone"
    if plays(state):
        return "prompt_after-phone"
    return f"keys_{state.menu if state.menu in turn.leaflet.nodes else menu.ROOT}"


def plays(state: State) -> bool:
    """Whether the last reply was the passage that is spoken of."""
    return bool(state.topic) and labels.name(state.topic) in state.said


def question(turn: Turn, state: State) -> tuple[str, ...]:
    """The lines that ask once more what was asked, for someone who may not have heard it."""
    kind, line = asked(turn, state)
    if kind == "check":
        return (f"check_{state.check}",)
    if kind == "clarify":
        return f"first_{state.offer[0]}", f"second_{state.offer[1]}"
    if kind == "offer":
        return (f"offer_{state.offer[0]}",)
    if kind == "herhalen":
        # Whoever called for help may not have heard it; only to be asked helps nobody.
        return state.said or (line,)
    return ("prompt_unhearable",) if kind == "open" else (line,)


def reply(
    turn: Turn,
    state: State,
    outcome: Outcome,
    label: str,
    *say: str,
    said: tuple[str, ...] | None = None,
    misses: int = 0,
) -> Turned:
    """A reply that keeps the conversation open.

    `state` is remembered, with `said` as what `herhaal` repeats (what is said now, if not given)
    and `misses` as the turns in a row that gave nothing to go on.
    """
    state = replace(state, said=say[:MOST_SAID] if said is None else said, misses=misses)
    asks, reprompt = asked(turn, state)
    return state, Reply(
        outcome=outcome,
        label=label,
        say=say,
        reprompt=reprompt,
        asks=asks,
        grave=_grave(turn, outcome, say, asks),
        slow=state.slow,
        control=turn.control,
        heard=turn.heard,
    )


_GRAVE_KINDS = ("alarm", "standing", "check")
_GRAVE_LINES = ("prompt_fallback-alarm-word", "prompt_goodbye-alarm", "prompt_goodbye-113")
"""What else tells somebody to call: it is also said where nothing was heard any more."""


def _grave(turn: Turn, outcome: Outcome, say: tuple[str, ...], asks: Asks = "") -> bool:
    heard = turn.heard
    about_a_sign = any(
        line in _GRAVE_LINES or line.partition("_")[0] in _GRAVE_KINDS for line in say
    )
    doubtful = heard is not None and heard.doubtful
    return outcome == "alarm" or about_a_sign or asks == "herhalen" or doubtful


def control_reply(
    turn: Turn, state: State, *say: str, said: tuple[str, ...] | None = None
) -> Turned:
    """A reply to a control."""
    return reply(turn, state, "control", labels.control(turn.control), *say, said=said)


def farewell(turn: Turn, outcome: Outcome, label: str, *say: str) -> Turned:
    """The last reply of a conversation; nothing is remembered."""
    return State(), Reply(
        outcome=outcome,
        label=label,
        say=say,
        grave=_grave(turn, outcome, say),
        slow=turn.state.slow,
        control=turn.control,
        heard=turn.heard,
    )


def goodbye(turn: Turn, line: str = "prompt_goodbye") -> Turned:
    """A goodbye; after an alarm nobody is wished well and told it was a pleasure."""
    label = labels.control(turn.control or "stop")
    return farewell(turn, "goodbye", label, _last_words(turn) or line)


def _last_words(turn: Turn) -> str:
    levels = {level_of(turn.leaflet, code) for code in (turn.state.alarm, *turn.state.told)}
    if "113" in levels and "prompt_goodbye-113" in turn.leaflet.prompts:
        return "prompt_goodbye-113"
    warned = turn.helped or levels.intersection(labels.SILENCING)
    return "prompt_goodbye-alarm" if warned else ""


def settled(turn: Turn, *, menu: str = "", code: str | None = None) -> State:
    """The state with nothing pending: only the topic, the tempo and what was told are kept, and
    what this reply opens: a `menu`, or the digits of a `code`."""
    state = turn.state
    return State(topic=state.topic, menu=menu, code=code, slow=state.slow, told=state.told)


def aside(turn: Turn) -> State:
    """The settled state; where reading is broken off for this reply, a bookmark is kept."""
    before = turn.state
    if not before.reading:
        return settled(turn)
    bookmark = before.bookmark or labels.name(before.topic)
    return replace(settled(turn), reading=True, bookmark=bookmark)


def invite(
    turn: Turn, state: State, line: str = "prompt_ask-open"
) -> tuple[State, tuple[str, ...]]:
    """How a reply ends that has no question of its own, and the state that goes with it.

    Reading is resumed where it was broken off. Who steers by keys hears the keys, because a
    telephone exchange without speech recognition understands nothing else.
    """
    if state.reading:
        return state, ("prompt_reading-on",)
    if turn.keyed:
        return replace(state, menu=menu.ROOT), (f"keys_{menu.ROOT}",)
    return state, (line,)
