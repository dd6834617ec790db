"""A small Asterisk: reads a dialplan as pbx_config does, and follows one call through it.

It knows the few applications that an exported dialplan may use, and refuses everything else. What
Asterisk itself makes of the file, the calls in tests/phone prove.
"""

from __future__ import annotations

import re
from collections import defaultdict

APPS = {"Answer", "Set", "Goto", "GotoIf", "Background", "Playback", "WaitExten", "Hangup", "Dial"}
_ROW = re.compile(r"(exten => (?P<exten>[^,]+),1|\s+same => n(\((?P<label>\w+)\))?),(?P<app>.+)")

Row = tuple[str, str, str]
"""Label, application, what it is given."""


class Dialplan:
    """Contexts, their extensions, and the rows of each."""

    def __init__(self, text: str) -> None:
        self.contexts: dict[str, dict[str, list[Row]]] = defaultdict(dict)
        context, rows = "", []
        for line in text.splitlines():
            line = line if line.startswith(";") else line.split(" ;")[0]
            if not line or line.startswith(";"):
                continue
            if line.startswith("["):
                context = line.strip("[]")
                assert context not in self.contexts, f"{context} is there twice"
                continue
            found = _ROW.fullmatch(line)
            assert found, f"not a row of a dialplan: {line}"
            app, _, given = found["app"].partition("(")
            assert app in APPS, line
            if found["exten"]:
                rows = self.contexts[context].setdefault(found["exten"], [])
                assert not rows, f"{context},{found['exten']} is there twice"
            rows.append((found["label"] or "", app, given.removesuffix(")")))


class Call:
    """One call: what is heard after each input."""

    def __init__(
        self, dialplan: Dialplan, entry: str = "rugwijzer", today: str = "20260101"
    ) -> None:
        self._plan, self._today = dialplan, today
        self.variables: dict[str, str] = {}
        self.heard: list[str] = []
        self.over = False
        self.waits = ""
        """Seconds that the call waits for a key."""
        self.context = entry
        self._run(entry, "s")

    def key(self, key: str) -> list[str]:
        """What is heard after a key; a key that the context lacks goes to `i`."""
        there = self._plan.contexts[self.context]
        return self._input(key if key in there else "i")

    def silence(self) -> list[str]:
        return self._input("t")

    def _input(self, exten: str) -> list[str]:
        assert not self.over
        self.heard = []
        self._run(self.context, exten)
        return self.heard

    def _run(self, context: str, exten: str) -> None:
        """Until the call waits or is over."""
        rows, place = self._plan.contexts[context][exten], 0
        for _ in range(100):
            _, app, given = rows[place]
            given = self._filled(given)
            place += 1
            if app == "Set":
                name, _, value = given.partition("=")
                self.variables[name] = value
            elif app in ("Background", "Playback"):
                self.heard.append(given)
            elif app == "Goto":
                context, exten, _ = given.split(",")
                rows, place = self._plan.contexts[context][exten], 0
            elif app == "GotoIf":
                condition, label = given.split("?")
                if self._true(condition):
                    place = next(n for n, row in enumerate(rows) if row[0] == label)
            elif app in ("WaitExten", "Hangup"):
                self.context, self.over, self.waits = context, app == "Hangup", given
                return
            else:
                assert app in ("Answer", "Dial")
        raise AssertionError("the call goes round in circles")

    def _filled(self, text: str) -> str:
        text = text.replace("${STRFTIME(${EPOCH},,%Y%m%d)}", self._today)
        return re.sub(r"\$\{(\w+)\}", lambda found: self.variables.get(found[1], ""), text)

    def _true(self, condition: str) -> bool:
        left, sign, right = condition.removeprefix("$[").removesuffix("]").split()
        return {"=": left == right, "!=": left != right, ">": left > right}[sign]
