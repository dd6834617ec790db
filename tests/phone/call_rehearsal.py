"""A call that is first rehearsed with the dialogue itself: what to do, and what must be heard.

The dialogue is asked directly, not the dialplan: so the two are held against each other.

    call = Rehearsal("tillen", leaflet)
    call.press("1")         # as soon as the welcome has begun
    call.listen()           # to the end of what is said after it
    call.hang_up()
"""

from __future__ import annotations

from dataclasses import replace

from call_script import Outcome, Script, Step

from skill.dialogue import Event, Reply, State, respond
from skill.exports.asterisk.dialplan import TEMPOS
from skill.leaflet import Leaflet
from skill.understanding import Understanding


class Rehearsal:
    """One call: its script, and what must come of it."""

    def __init__(self, name: str, leaflet: Leaflet, **how: object) -> None:
        self._leaflet = leaflet
        self._script = Script(name, (), **how)  # type: ignore[arg-type]
        self._steps: list[Step] = []
        self._said: list[str] = []
        """Clips of the reply that is being said, and that were not yet waited for."""
        self.expected: list[str] = []
        """Clips that must be heard, in order."""
        self.whole: list[str] = []
        """Of these, the ones that must be heard to their end."""
        self._glimpses: set[int] = set()
        """Places in `expected` of what lies between two quick keys: it may be heard, or not."""
        self.ended_by = ""
        self.state, self.reply = State(), Reply("", "", ())
        self._turn("launch")

    @property
    def name(self) -> str:
        return self._script.name

    @property
    def script(self) -> Script:
        return replace(self._script, steps=tuple(self._steps))

    def listen_into(self, line: str, pieces: int) -> None:
        """Listens until so many pieces of 20 ms of a line of this reply came."""
        self.listen(to=line)
        self._steps.append(("reaches", f"{self._said[0]}@{pieces}"))

    def pause(self, seconds: float) -> None:
        """Does nothing, for less long than a silence takes."""
        self._steps.append(("waits", f"{seconds:.2f}"))

    def wait_a_moment(self) -> None:
        """Keys nothing more behind a code."""
        self._turn("silence")

    def press(self, keys: str) -> None:
        """Presses a key as soon as something new is heard; several straight after each other."""
        if self._said:
            self._steps.append(("starts", self._said[0]))
            self.expected.append(self._said[0])
        self._steps.append(("presses", keys))
        for key in keys[:-1]:
            self._turn("key", key)
            if self._said:  # between the digits of a code nothing is said
                self._glimpses.add(len(self.expected))
                self.expected.append(self._said[0])
        self._turn("key", keys[-1])

    def listen(self, to: str = "") -> None:
        """Listens to the end; or until the line `to` has begun."""
        while self._said:
            clip = self._said[0]
            if to and clip.endswith(f"/{to}"):
                return
            self.expected.append(clip)
            self.whole.append(clip)
            self._steps.append(("ends", clip))
            self._said.pop(0)

    def stay_silent(self) -> None:
        """Hears all, and then says nothing for too long."""
        self.listen()
        self._turn("silence")

    def hang_up(self) -> None:
        """Hangs up, in the middle of what is said if something still is."""
        if self._said:
            self._steps.append(("starts", self._said[0]))
            self.expected.append(self._said[0])
        self._steps.append(("hangs up", ""))
        self.ended_by = "us"

    def is_hung_up_on(self) -> None:
        """Hears the last words; the dialogue must have ended as well."""
        assert self.reply.ends
        self.listen()
        self._steps.append(("is hung up on", ""))
        self.ended_by = "them"

    def problems(self, outcome: Outcome) -> list[str]:
        """In what the call that was made differs from the rehearsal; empty when in nothing."""
        found = [outcome.trouble] if outcome.trouble else []
        expected = [outcome.same.get(clip, clip) for clip in self.expected]
        if not self._as_expected(outcome.clips(), expected):
            found.append(f"heard {outcome.clips()}, expected {expected}")
        cut = [one for one in self.whole if outcome.same.get(one, one) not in outcome.whole()]
        if cut:
            found.append(f"not heard to the end: {cut}")
        if outcome.unknown:
            found.append(f"{outcome.unknown * 0.02:.2f} s are in no file")
        if outcome.lost:
            found.append(f"{outcome.lost} packets were lost")
        if outcome.ended_by != self.ended_by:
            found.append(f"ended by {outcome.ended_by!r}, expected {self.ended_by!r}")
        return found

    def _as_expected(self, clips: list[str], expected: list[str]) -> bool:
        left = list(clips)
        for place, clip in enumerate(expected):
            if left and left[0] == clip:
                left.pop(0)
            elif place not in self._glimpses:
                return False
        return not left

    def _turn(self, kind: str, key: str = "") -> None:
        event = Event(kind, key=key, medium="phone")
        self.state, self.reply = respond(self._leaflet, _no_ear, self.state, event)
        tempo = TEMPOS[self.reply.slow]
        self._said = [f"{tempo}/{line}" for line in self.reply.say]


def _no_ear(_: str) -> Understanding:
    return Understanding("unclear")
