"""Ellipsis: `en hoe vaak?`, `en met een kind?`: a fragment that leans on the last subject.

A fragment is first heard by itself, then together with what was spoken of. Because it is the
*joined text* that goes through understanding, every guard holds there too. On top of that a dose
never carries over: not to another medicine, not to another person, not to another condition.
"""

from __future__ import annotations

from skill import labels
from skill.dialogue.choices import words
from skill.leaflet import Leaflet
from skill.understanding import Hear, Understanding

MOST_WORDS = 7
"""Longer than this is a sentence, not a fragment."""
MOST_WORDS_UNSURE = 5
"""The same for what by itself is about something else altogether."""

_LEANING = frozenset(
    "al altijd ben daar daarmee daarvan daarvoor dag dagelijks dan dat deze die dit doe ehm "
    "eigenlijk en er erbij ermee ervan even gebruiken hoe hoevaak hoeveel ik in is je kan keer "
    "kun kunt lang mag max maximaal men minimaal moet nemen nou of om ook overdag per precies "
    "te u uh uur vaak van veel voor waarom wanneer wat week welke zo".split()
)
"""Words that name no subject of their own: a text of nothing else leans on the last one."""
_FILLING = frozenset("dan eh ehm eigenlijk en even nou of uh".split())
"""Words that ask nothing either: `nou dan` is somebody thinking, who gets no answer again."""

_OPENERS = frozenset("als bij en in maar met na of ook op tijdens tegen voor zonder".split())
"""How other fragments begin. Noise is no fragment, and never gets the last subject again."""

_SAYS_NOTHING = ("clarify", labels.UNCLEAR, labels.OUT_OF_SCOPE)
_MAY_LEAN = ("passage", labels.NOT_COVERED, *_SAYS_NOTHING)
"""`Hoe vaak?` may sound like any question by itself; on a subject it is a question about that."""


def with_topic(
    leaflet: Leaflet, hear: Hear, topic: str, text: str, alone: Understanding
) -> Understanding:
    """What `text` means after `topic` was spoken of; `alone` when that is not clearer."""
    said = words(text)
    about = _about(leaflet, topic)
    if not about or alone.doubtful or len(said) > MOST_WORDS or _FILLING.issuperset(said):
        return alone
    leaning = _LEANING.issuperset(said)
    kind = labels.kind(alone.label)
    if kind not in (_MAY_LEAN if leaning else _SAYS_NOTHING):
        return alone
    if not leaning and (said[0] not in _OPENERS or _is_a_sentence(kind, said)):
        return alone
    refused = kind == labels.NOT_COVERED
    joined = hear(f"{text.rstrip(' ?.!')} {about}")
    if refused and joined.label != topic and labels.kind(joined.label) != labels.NOT_COVERED:
        return alone
    carried = _carries_a_dose(leaflet, topic, joined.label, leaning)
    if labels.kind(joined.label) in ("passage", labels.NOT_COVERED) and not carried:
        return joined
    unanswered = not leaning and kind == labels.OUT_OF_SCOPE
    if carried or unanswered or _carries_a_dose(leaflet, topic, alone.label, leaning):
        return Understanding(labels.NOT_COVERED, evidence=("of dat daar ook voor geldt",))
    return alone


def _is_a_sentence(kind: str, said: list[str]) -> bool:
    """`En wat voor weer wordt het?` begins like a fragment, but has a subject of its own."""
    return kind == labels.OUT_OF_SCOPE and len(said) > MOST_WORDS_UNSURE


def _carries_a_dose(leaflet: Leaflet, topic: str, label: str, leaning: bool) -> bool:
    """Whether `label` would give a dose to something else than it was said for.

    Another subject may not lead to it. And on its own subject it is repeated for `hoe vaak?`, but
    not for `en voor mijn man?`, which asks whether it holds there too.
    """
    passage = leaflet.passages.get(labels.name(label)) if labels.kind(label) == "passage" else None
    if passage is None or passage.risk != "dose":
        return False
    return label != topic or not leaning


def _about(leaflet: Leaflet, topic: str) -> str:
    name = labels.name(topic)
    if name in leaflet.passages:
        return leaflet.passages[name].about
    return leaflet.subjects[name].about if name in leaflet.subjects else ""
