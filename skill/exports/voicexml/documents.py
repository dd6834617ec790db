"""The plan as VoiceXML 2.1 documents, of elements that VoiceXML 2.0 has as well.

How a call is made of them (https://www.w3.org/TR/voicexml20/, section by section):
- a `<menu>` for each place in which a call waits, with one `<choice dtmf>` for each key (2.2); what
  is heard before it is queued by a `<form>` that goes there, and any key stops it (4.1.5, 4.1.8);
- a key that no telephone has is `<nomatch>`, silence is `<noinput>` (5.2);
- `termchar` is empty, or `#` would end an input instead of being one, and `termtimeout` is nothing,
  or a platform waits after the only key there is (Appendix D; Cisco's default is 4 s,
  https://developer.cisco.com/docs/contact-center-express/using-dtmf-input);
- the silence that is waited for stands at the last prompt, as the one of the menu comes too late
  for what was queued before it (4.1.7; https://www.w3.org/Archives/Public/www-voice/2006JulSep/0064.html);
- no grammar is given, for what a platform without a recogniser reads differs
  (https://developer.cisco.com/docs/contact-center-express/voice-browser-step).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from xml.sax.saxutils import escape, quoteattr

from skill.dialogue import MOMENT_SECONDS
from skill.exports.keys import (
    ENDS,
    MOMENT,
    OTHER,
    RINGING_SECONDS,
    SILENCE,
    UNANSWERED,
    WAIT_SECONDS,
    WAITS,
    Folded,
    as_plain,
    told,
)
from skill.exports.voicexml.plan import Entry, Plan, Scene, Target, Targets
from skill.leaflet import Leaflet, Line, person_number, script

START, ROOT = "start.vxml", "root.vxml"
"""The document that is called, and the one that holds what all others share."""

_TALKED = ("near_end_disconnect", "far_end_disconnect", "network_disconnect")
"""How a call that was put through ends when there was somebody (2.3.7)."""

_PROPERTIES = {
    "inputmodes": "dtmf",
    "bargein": "true",
    "timeout": f"{WAIT_SECONDS}s",
    "termchar": "",
    "termtimeout": "0s",
    "audiofetchhint": "safe",
}
"""For all documents; sounds are fetched when they are played, or all would be at once."""


def documents(
    leaflet: Leaflet,
    folded: Folded,
    sounds: Mapping[tuple[str, bool], str],
    *,
    concept: bool = False,
) -> dict[str, bytes]:
    """Name -> document; the same machine always gives the same bytes.

    `sounds` are the addresses of the sounds, from the documents, by line and whether it is slow.
    """
    plan = Plan(folded)
    head = "\n".join(_head(leaflet, concept))
    inside: dict[str, Iterator[str]] = {START: _start(leaflet, plan), ROOT: _root()}
    for name, scenes in plan.scenes().items():
        inside[name] = _Document(name, leaflet, plan, sounds).parts(scenes)
    return {name: _whole(head, parts, root=name == ROOT) for name, parts in inside.items()}


def _head(leaflet: Leaflet, concept: bool) -> Iterator[str]:
    yield f"<!-- {_plain(leaflet.title)}: a telephone line by keys, in VoiceXML 2.1."
    if concept:
        yield "     CONCEPT: for a trial only. Texts in it have not been approved for patients."
    yield f"     Content version {leaflet.fingerprint}. Generated from the dialogue; do not edit."
    yield f"     A call begins in {START}. See INSTALL.md. -->"


def _whole(head: str, parts: Iterator[str], *, root: bool) -> bytes:
    application = "" if root else f' application="{ROOT}"'
    begin = (
        f'<vxml xmlns="http://www.w3.org/2001/vxml" version="2.1" xml:lang="nl-NL"{application}>'
    )
    rows = ['<?xml version="1.0" encoding="UTF-8"?>', head, begin, *parts, "</vxml>"]
    return ("\n".join(rows) + "\n").encode()


def _root() -> Iterator[str]:
    for name, value in _PROPERTIES.items():
        yield f'<property name="{name}" value="{value}"/>'
    yield f'<var name="topic" expr="\'{as_plain("")}\'"/>'


def _start(leaflet: Leaflet, plan: Plan) -> Iterator[str]:
    gotos = {
        due: f'<goto next="{target.scene.document}#{plan.name(target)}"/>'
        for due, target in plan.starts.items()
    }
    yield '<form id="start">'
    yield "<block>"
    if True in gotos:
        after = datetime.date.fromisoformat(leaflet.review_by) + datetime.timedelta(days=1)
        date = f"new Date({after.year}, {after.month - 1}, {after.day})"  # months count from 0
        condition = f"new Date().getTime() >= {date}.getTime()"
        yield f"<if cond={quoteattr(condition)}>{gotos[True]}<else/>{gotos[False]}</if>"
    else:
        yield gotos[False]
    yield "</block>"
    yield "</form>"


class _Document:
    """One document, written part by part."""

    def __init__(
        self,
        name: str,
        leaflet: Leaflet,
        plan: Plan,
        sounds: Mapping[tuple[str, bool], str],
    ) -> None:
        self._name, self._plan, self._sounds = name, plan, sounds
        self._lines: Mapping[str, Line] = script(leaflet)
        self._person = person_number(leaflet)
        self._by_topic: dict[Targets, str] = {}

    def parts(self, scenes: list[Scene]) -> Iterator[str]:
        """All that stands in it."""
        for scene in scenes:
            yield f"<!-- {_plain(told(scene.room))} -->"
            for entry in self._plan.entries[scene]:
                yield from self._entry(scene, entry)
            if set(self._plan.ways[scene]) - {UNANSWERED}:
                yield from self._menu(scene)
        for targets, name in self._by_topic.items():
            yield from self._table(targets, name)

    def _entry(self, scene: Scene, entry: Entry) -> Iterator[str]:
        """What is heard on coming in, and what is waited for then."""
        name = self._plan.name(Target(scene, entry))
        menu = self._plan.menu(scene)
        if name == menu:
            return
        yield f'<form id="{name}">'
        yield "<block>"
        if entry.say:
            yield from self._prompt(scene, entry)
        if entry.topic is not None:
            yield f'<assign name="application.topic" expr="\'{as_plain(entry.topic)}\'"/>'
        if entry.then == ENDS:
            yield "<exit/>"
        elif entry.then != UNANSWERED:
            yield f'<goto next="#{menu}"/>'
        yield "</block>"
        if entry.then == UNANSWERED:
            yield from self._transfer(self._goto(self._plan.ways[scene][UNANSWERED]))
        yield "</form>"

    def _prompt(self, scene: Scene, entry: Entry) -> Iterator[str]:
        seconds = {WAITS: WAIT_SECONDS, MOMENT: MOMENT_SECONDS}.get(entry.then)
        # Nothing is left that a key could do in the last words, or when a person is called.
        yield f'<prompt timeout="{seconds}s">' if seconds else '<prompt bargein="false">'
        for line in entry.say:
            source = quoteattr(self._sounds[line, scene.slow])
            text = escape(self._lines[line].text)
            spoken = f'<prosody rate="slow">{text}</prosody>' if scene.slow else text
            yield f"<audio src={source}>{spoken}</audio>"
        yield "</prompt>"

    def _menu(self, scene: Scene) -> Iterator[str]:
        """The place in which a call waits for a key."""
        yield f'<menu id="{self._plan.menu(scene)}">'
        if any(entry.then == MOMENT for entry in self._plan.entries[scene]):
            yield f'<property name="timeout" value="{MOMENT_SECONDS}s"/>'
        events = {OTHER: "nomatch", SILENCE: "noinput"}
        for name, targets in self._plan.ways[scene].items():
            if name in events:
                yield f"<{events[name]}>{self._goto(targets)}</{events[name]}>"
            else:
                yield f'<choice dtmf="{name}" next="{self._address(targets)}"/>'
        yield "</menu>"

    def _transfer(self, unanswered: str) -> Iterator[str]:
        """A caller is put through, and comes back when nobody answers."""
        yield (
            f'<transfer name="person" dest="tel:{self._person}" bridge="true"'
            f' connecttimeout="{RINGING_SECONDS}s">'
        )
        condition = " || ".join(f"person == '{one}'" for one in _TALKED)
        yield f'<filled><if cond="{condition}"><exit/><else/>{unanswered}</if></filled>'
        yield f"<error>{unanswered}</error>"
        yield "</transfer>"

    def _table(self, targets: Targets, name: str) -> Iterator[str]:
        """It is never waited in: it looks up what a call carries along."""
        yield f'<form id="{name}">'
        yield "<block>"
        for topic, target in targets:
            condition = f"application.topic == '{as_plain(topic or '')}'"
            yield f'<if cond="{condition}"><goto next="{self._reference(target)}"/></if>'
        yield "</block>"
        yield "</form>"

    def _goto(self, targets: Targets) -> str:
        return f'<goto next="{self._address(targets)}"/>'

    def _address(self, targets: Targets) -> str:
        if len(targets) == 1:
            return self._reference(targets[0][1])
        return f"#{self._by_topic.setdefault(targets, f'topics.{len(self._by_topic) + 1}')}"

    def _reference(self, target: Target) -> str:
        document = target.scene.document
        return f"{'' if document == self._name else document}#{self._plan.name(target)}"


def _plain(text: str) -> str:
    """As it may stand in a comment, in which two hyphens may not meet."""
    return text.replace("--", "- -").removesuffix("-")
