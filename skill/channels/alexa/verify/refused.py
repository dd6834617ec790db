"""The one way in which a request is refused: the same for every client, one word for the log."""

from __future__ import annotations

from typing import Literal

from skill.errors import BadRequest

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

MESSAGE = "the request could not be verified as one of Alexa's"
"""All that a client hears; why would only help who forges."""


class Unverified(BadRequest):
    """A request is refused. `reason` is for the log; the client gets 400 `unverified` and no more.

    Amazon asks for status 400, and sends such requests itself to see whether they are refused.
    """

    def __init__(self, reason: Reason) -> None:
        super().__init__("unverified", MESSAGE, 400)
        self.reason: Reason = reason
