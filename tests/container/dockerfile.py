"""A Dockerfile and a .dockerignore as data: as much of both as ours use.

https://docs.docker.com/reference/dockerfile/ and, for what is left out of a build,
https://docs.docker.com/build/concepts/context/#dockerignore-files: the last pattern that matches
decides, and `!` lets in again.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath


@dataclass
class Stage:
    """What follows on one FROM, in order."""

    image: str
    name: str
    steps: list[tuple[str, str]] = field(default_factory=list)

    def given(self, word: str) -> list[str]:
        """The arguments of each step of a kind."""
        return [rest for kind, rest in self.steps if kind == word]

    def environment(self) -> dict[str, str]:
        """All that ENV sets."""
        pairs = (pair for rest in self.given("ENV") for pair in rest.split())
        return dict(pair.split("=", 1) for pair in pairs)

    def command(self, word: str) -> list[str]:
        """An ENTRYPOINT, or the CMD of a HEALTHCHECK, in the form that needs no shell."""
        (rest,) = self.given(word)
        found: list[str] = json.loads(rest[rest.index("[") :])
        return found


def read_dockerfile(text: str) -> list[Stage]:
    """The stages of a Dockerfile; variables of ARG before the first FROM are filled in."""
    joined = re.sub(r"\\\n\s*", " ", re.sub(r"(?m)^\s*#.*\n", "", text))
    defaults: dict[str, str] = {}
    stages: list[Stage] = []
    for line in filter(None, map(str.strip, joined.splitlines())):
        word, _, rest = line.partition(" ")
        if word == "ARG" and not stages:
            name, _, value = rest.partition("=")
            defaults[name] = value
        elif word == "FROM":
            filled = re.sub(r"\$\{(\w+)\}", lambda found: defaults[found[1]], rest)
            image, _, name = filled.partition(" AS ")
            stages.append(Stage(image, name))
        else:
            stages[-1].steps.append((word, rest))
    return stages


def is_sent(ignored: str, path: str) -> bool:
    """Whether a file of the checkout is sent to the builder, by the text of a .dockerignore."""
    sent = True
    for line in ignored.splitlines():
        pattern = line.strip()
        if not pattern or pattern.startswith("#"):
            continue
        lets_in = pattern.startswith("!")
        expression = _expression(pattern.removeprefix("!"))
        parts = PurePosixPath(path).parts
        if any(expression.fullmatch("/".join(parts[:end])) for end in range(1, len(parts) + 1)):
            sent = lets_in
    return sent


def _expression(pattern: str) -> re.Pattern[str]:
    written = re.escape(pattern).replace(r"\*\*/", "(?:.*/)?").replace(r"\*", "[^/]*")
    return re.compile(written)


def copied(root: Path, ignored: str, source: str) -> list[str]:
    """Every file that `COPY source` takes from a checkout, by its path in there."""
    where = root / source
    found = [where] if where.is_file() else sorted(where.rglob("*"))
    paths = (path.relative_to(root).as_posix() for path in found if path.is_file())
    return [path for path in paths if is_sent(ignored, path)]
