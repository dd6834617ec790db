"""A small voice browser: reads VoiceXML as a platform does, and follows one call by keys.

It knows the few elements that the exported documents may use, and refuses everything else. It goes
by the Form Interpretation Algorithm (https://www.w3.org/TR/voicexml20/, Appendix C): what is queued
is played when the browser waits for an input, or ends.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

Element = etree._Element
_NAMESPACE = "{http://www.w3.org/2001/vxml}"
_DATE = re.compile(r"new Date\(\)\.getTime\(\) >= new Date\((\d+), (\d+), (\d+)\)\.getTime\(\)")
_EQUAL = re.compile(r"([\w.]+) == '([\w-]*)'")


@dataclass(frozen=True)
class Played:
    """What a caller hears of one `<audio>`."""

    source: str
    text: str
    """What is said when the sound is not there."""
    bargein: bool


@dataclass(frozen=True)
class Document:
    """One document: its dialogs by their names."""

    name: str
    root: Element
    dialogs: Mapping[str, Element] = field(default_factory=dict)


class Site:
    """The documents as a web server has them; each is read when a call first comes to it."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files
        self._read: dict[str, Document] = {}

    def document(self, name: str) -> Document:
        if name not in self._read:
            root = etree.fromstring(self._files[name])
            dialogs = {one.get("id"): one for one in root if tag(one) in ("form", "menu")}
            assert len(dialogs) == sum(tag(one) in ("form", "menu") for one in root)
            self._read[name] = Document(name, root, dialogs)
        return self._read[name]

    @cached_property
    def properties(self) -> dict[str, str]:
        """Those of the root document, which hold where nothing else is said."""
        root = self.document("root.vxml").root
        return {one.get("name"): one.get("value") for one in root if tag(one) == "property"}


def tag(element: Element) -> str:
    """Its name without the namespace; empty for a comment."""
    name = element.tag
    return str(name).removeprefix(_NAMESPACE) if isinstance(name, str) else ""


class Call:
    """One call: what is heard after each input."""

    def __init__(self, site: Site, today: str = "2026-01-01", person: str = "noanswer") -> None:
        self._site, self._today, self._person = site, today, person
        root = site.document("root.vxml").root
        self.variables = {
            f"application.{one.get('name')}": one.get("expr").strip("'")
            for one in root
            if tag(one) == "var"
        }
        self.heard: list[Played] = []
        self.over = False
        self.waits = ""
        """How long silence is, as a time of VoiceXML."""
        self.called: list[str] = []
        self._queued_timeout: str | None = None
        start = site.document("start.vxml")
        assert start.root.get("application") == "root.vxml"
        self._document = start
        self._dialog = next(iter(start.dialogs.values()))
        self._run()

    @property
    def place(self) -> str:
        """Where the call waits."""
        return f"{self._document.name}#{self._dialog.get('id')}"

    @property
    def state(self) -> tuple[str, str, tuple[tuple[str, str], ...]]:
        """All that what follows can depend on."""
        return self._document.name, self._dialog.get("id"), tuple(sorted(self.variables.items()))

    def put(self, state: tuple[str, str, tuple[tuple[str, str], ...]]) -> None:
        """The call as it was in that state."""
        self._document = self._site.document(state[0])
        self._dialog = self._document.dialogs[state[1]]
        self.variables, self.over = dict(state[2]), False

    def give(self, name: str) -> list[Played]:
        """What is heard after a key, or after `silence`."""
        return self.silence() if name == "silence" else self.key(name)

    def key(self, key: str) -> list[Played]:
        """What is heard after a key."""
        for choice in self._dialog.iterfind(f"{_NAMESPACE}choice"):
            if choice.get("dtmf") == key:
                return self._follow(choice.get("next"))
        return self._event("nomatch")

    def silence(self) -> list[Played]:
        return self._event("noinput")

    def _event(self, name: str) -> list[Played]:
        (handler,) = self._dialog.iterfind(f"{_NAMESPACE}{name}")
        (goto,) = handler
        return self._follow(goto.get("next"))

    def _follow(self, address: str) -> list[Played]:
        assert not self.over
        self.heard, self._queued_timeout = [], None
        self._goto(address)
        self._run()
        return self.heard

    def _goto(self, address: str) -> None:
        name, _, dialog = address.partition("#")
        if name:
            self._document = self._site.document(name)
            assert self._document.root.get("application") == "root.vxml", "another application"
        self._dialog = self._document.dialogs[dialog]

    def _run(self) -> None:
        """Until the call waits or is over."""
        for _ in range(100):
            if tag(self._dialog) == "menu":
                self.waits = self._queued_timeout or self._timeout()
                return
            for item in self._dialog:
                went = self._item(item)
                if went:
                    break
            else:
                raise AssertionError(f"{self.place} ends, and nobody said so")
            if self.over:
                return
        raise AssertionError("the call goes round in circles")

    def _timeout(self) -> str:
        for one in self._dialog.iterfind(f"{_NAMESPACE}property"):
            if one.get("name") == "timeout":
                return str(one.get("value"))
        return self._site.properties["timeout"]

    def _item(self, item: Element) -> bool:
        if tag(item) == "transfer":
            assert item.get("bridge") == "true"
            self.called.append(item.get("dest"))
            if self._person.startswith("error."):
                return self._content(item.find(f"{_NAMESPACE}error"))
            self.variables[item.get("name")] = self._person
            return self._content(item.find(f"{_NAMESPACE}filled"))
        assert tag(item) == "block"
        return self._content(item)

    def _content(self, parts: Element | list[Element]) -> bool:
        """Executable content, until it goes somewhere or ends the call."""
        for part in parts:
            name = tag(part)
            if name == "prompt":
                self._queue(part)
            elif name == "assign":
                assert part.get("name") in self.variables
                self.variables[part.get("name")] = part.get("expr").strip("'")
            elif name == "goto":
                self._goto(part.get("next"))
                return True
            elif name == "exit":
                self.over = True
                return True
            else:
                assert name == "if", f"a browser knows no {name} here"
                if self._content(self._branch(part)):
                    return True
        return False

    def _branch(self, condition: Element) -> list[Element]:
        """The part of an `<if>` that holds."""
        names = [tag(one) for one in condition]
        middle = names.index("else") if "else" in names else len(names)
        parts = list(condition)
        return parts[:middle] if self._true(condition.get("cond")) else parts[middle + 1 :]

    def _true(self, condition: str) -> bool:
        if date := _DATE.fullmatch(condition):
            year, month, day = map(int, date.groups())
            return datetime.date.fromisoformat(self._today) >= datetime.date(year, month + 1, day)
        held = []
        for one in condition.split(" || "):
            found = _EQUAL.fullmatch(one)
            assert found, f"a browser does not read {one}"
            held.append(self.variables[found[1]] == found[2])
        return any(held)

    def _queue(self, prompt: Element) -> None:
        bargein = prompt.get("bargein", self._site.properties["bargein"]) == "true"
        self._queued_timeout = prompt.get("timeout", self._site.properties["timeout"])
        for audio in prompt:
            assert tag(audio) == "audio"
            assert not (audio.tail or "").strip()
            self.heard.append(Played(audio.get("src"), "".join(audio.itertext()), bargein))
