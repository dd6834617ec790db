"""Every error that Rugwijzer raises on purpose, as one tree.

    RugwijzerError
    ├── ContentError      something in content/ (or a compiled file) is not right; carries findings
    ├── AudioError        a clip could not be made, or does not conform
    │   └── EngineError   a speech engine is missing, refused, or gave something that is not speech
    ├── SettingsError     an environment variable or option has a value that cannot be used
    │   └── EarError      the ear that is asked for is not installed, or there is none by that name
    └── BadRequest        a client sent something that is not a turn; carries a code and a status
        └── Unverified    a request is not proven to be Alexa's; carries one word for the log

A message says what, where and how to mend it; it is shown to a person without a traceback.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing to mend, in the shape that editors and `check` read: `file:line: what (fix)`."""

    where: str
    """Path relative to the project, e.g. `content/passages/goed-tillen.md`."""
    line: int
    """1-based line; 0 when the finding concerns the file as a whole."""
    what: str
    """What is wrong."""
    fix: str = ""
    """How to mend it; may be empty where `what` says enough."""

    def __str__(self) -> str:
        place = f"{self.where}:{self.line}" if self.line else self.where
        return f"{place}: {self.what}" + (f" ({self.fix})" if self.fix else "")


class RugwijzerError(Exception):
    """Base of every error that is raised on purpose."""


class ContentError(RugwijzerError):
    """Content cannot be used. `findings` holds everything that was wrong, not only the first."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("\n".join(str(finding) for finding in findings))
        self.findings = findings


def raise_all(*findings: Iterable[Finding]) -> None:
    """Raises ContentError with all that was found; nothing when that is nothing."""
    if found := [finding for part in findings for finding in part]:
        raise ContentError(found)


_DAMAGED = (ValueError, KeyError, TypeError, AttributeError, RecursionError)


@contextmanager
def reading(path: Path, fix: str) -> Iterator[None]:
    """Whatever goes wrong in the block with a file that a command of ours wrote: ContentError with
    `fix`, which is that command."""
    try:
        yield
    except FileNotFoundError as error:
        raise ContentError([Finding(str(path), 0, "does not exist", fix)]) from error
    except OSError as error:
        what = f"cannot be read: {error.strerror}"
        raise ContentError([Finding(str(path), 0, what, fix)]) from error
    except _DAMAGED as error:
        raise ContentError([Finding(str(path), 0, f"is damaged: {error}", fix)]) from error


class AudioError(RugwijzerError):
    """A clip could not be made, read or mastered."""


class EngineError(AudioError):
    """A speech engine is missing, refused the text, or gave something that is not speech."""


class SettingsError(RugwijzerError):
    """An environment variable or a command-line value cannot be used."""


class EarError(SettingsError):
    """What is to listen is not installed, has no model, or does not exist by that name."""


class BadRequest(RugwijzerError):  # noqa: N818 (the name that HTTP gives it)
    """A client's request is refused. `code` is for programs, `status` is the HTTP status, and
    `more` what the client gets besides, as JSON values."""

    def __init__(
        self, code: str, message: str, status: int = 400, more: dict[str, object] | None = None
    ) -> None:
        super().__init__(message)
        self.code = code
        self.status = status
        self.more = more or {}


Reason = Literal[
    "headers",
    "address",
    "fetch",
    "busy",
    "chain",
    "key",
    "signature",
    "body",
    "timestamp",
    "skill",
]
"""What did not hold. A fixed word, so that no log can hold anything of the request:
headers (absent, double or not base64), address (of the certificates), fetch (the certificates
could not be had), busy (too many new addresses), chain (not trusted, not valid now, not Alexa's),
key (not one that signs with RSA), signature, body (signed, but no envelope), timestamp, skill."""

UNVERIFIED = "the request could not be verified as one of Alexa's"
"""All that a client hears; why would only help who forges."""


class Unverified(BadRequest):
    """A request is refused. `reason` is for the log; the client gets 400 `unverified` and no more.

    Amazon asks for status 400, and sends such requests itself to see whether they are refused.
    """

    def __init__(self, reason: Reason) -> None:
        super().__init__("unverified", UNVERIFIED, 400)
        self.reason: Reason = reason
