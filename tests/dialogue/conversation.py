"""A conversation for tests: say something, look at what was heard.

After every turn it checks what holds for every reply, so that no example has to say so: up to
five lines that the script has (six where a code is said back), a question at the end as long as the
conversation is open, and a small state that comes back from JSON as it was.
"""

from __future__ import annotations

import json
import re

from skill import labels
from skill.dialogue import Event, Reply, State, load_state, respond
from skill.leaflet import Leaflet, Line, script
from skill.understanding import Hear, Understanding

ASKS = ("open", "offer", "clarify", "check", "menu", "verder", "herhalen", "code", "moment")
INVITES = re.compile(
    r"\?$|\b(toets|noem|zeg|stel|u kunt nog iets vragen)\b"
    r"|, (nul|één|twee|drie|vier|vijf|zes|acht)\.$",
    re.IGNORECASE,
)
"""The options of a menu are tapered: `Medicijnen, twee.`"""


KNOWN = ("passage", "alarm", "not_covered", "control", "clarify", "opening", "answer", "confirm")


def label_ear(text: str) -> Understanding:
    """An ear for tests of dialogue alone: what is said *is* the label, plus what else is in it.

    `passage:stress + control:no`, `unclear?` (a word of an alarm), `passage:a ~ passage:b`
    (a runner-up that came close), `opening:complaint ! zwangerschap` (what is told of the person;
    `! -zwangerschap` takes it back), `opening:worry ! +te-veel-pillen` (half of an alarm).
    Anything else is unclear.
    """
    text, _, told = text.partition(" ! ")
    text, _, second = text.partition(" ~ ")
    first, *also = text.split(" + ")
    doubtful = first.endswith("?")
    label = first.rstrip("?")
    known = labels.kind(label) in KNOWN
    if not known and label not in (labels.NOT_COVERED, labels.OUT_OF_SCOPE):
        label = labels.UNCLEAR
    return Understanding(
        label,
        score=0.5 if second else 1.0,
        alarm=labels.name(label) if labels.kind(label) == "alarm" else None,
        runners_up=((second, 0.4),) if second else (),
        also=tuple(also),
        told=tuple(name for name in told.split() if name[0] not in "-+"),
        taken_back=tuple(name[1:] for name in told.split() if name.startswith("-")),
        half=next((name[1:] for name in told.split() if name.startswith("+")), None),
        doubtful=doubtful,
    )


class Conversation:
    """One conversation on one channel."""

    def __init__(
        self, leaflet: Leaflet, hear: Hear = label_ear, medium: str = "speaker", today: str = ""
    ) -> None:
        self.leaflet, self.hear, self.medium, self.today = leaflet, hear, medium, today
        self.lines = script(leaflet)
        self.state = State()
        self.reply: Reply

    def start(self) -> Reply:
        return self.event("launch")

    def says(self, text: str) -> Reply:
        return self.event("text", text=text)

    def means(self, label: str) -> Reply:
        """What a channel understood by itself, such as an Alexa intent."""
        return self.event("label", label=label)

    def keys(self, pressed: str) -> Reply:
        for key in pressed:
            self.event("key", key=key)
        return self.reply

    def silence(self) -> Reply:
        return self.event("silence")

    def code(self, digits: str) -> Reply:
        """Key 8 and digits; then a moment passes in which no other comes."""
        self.keys("8" + digits)
        assert self.reply.asks == "moment"
        return self.silence()

    def event(self, kind: str, *, text: str = "", label: str = "", key: str = "") -> Reply:
        return self.happens(Event(kind, text, label, key, medium=self.medium, today=self.today))

    def happens(self, event: Event) -> Reply:
        self.state, self.reply = respond(self.leaflet, self.hear, self.state, event)
        check(self.lines, self.state, self.reply)
        return self.reply

    @property
    def passages(self) -> list[str]:
        """Passages that are heard in the last reply."""
        return [line for line in self.reply.say if line in self.leaflet.passages]


def check(lines: dict[str, Line], state: State, reply: Reply) -> None:
    """What holds for every turn."""
    assert reply.outcome in labels.OUTCOMES
    between_digits = reply.asks in ("code", "moment") and bool(state.code)
    most = 6 if "prompt_bad-code" in reply.say else 5
    assert (0 if between_digits else 1) <= len(reply.say) <= most, reply.say
    unknown = [line for line in reply.say if line not in lines]
    assert not unknown
    assert reply.ends == (not reply.asks)
    dumped = json.dumps(state.dump())
    assert len(dumped.encode()) < 2048
    assert load_state(json.loads(dumped)) == state
    if reply.ends:
        assert state == State(slow=reply.slow and reply.hands_over)
        return
    assert reply.asks in ASKS
    assert reply.reprompt in lines
    for last in (*reply.say[-1:], reply.reprompt):
        assert invites(lines[last].text), f"{last} asks nothing: {lines[last].text}"


def invites(text: str) -> bool:
    """Whether the last sentence asks something, or says what can be done."""
    return bool(INVITES.search(re.split(r"(?<=[.!?]) ", text)[-1]))
