"""SIP and SDP as text: what a caller sends, and what it reads in an answer (RFC 3261, RFC 4566)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rtp_stream import CODECS

KEYS_KIND = 101
"""Payload type that we offer for keys."""
_ECHOED = re.compile(r"(Via|From|To|Call-ID|CSeq):", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Message:
    """One request or response that came in."""

    first: str
    text: str
    number: int
    """Of CSeq."""
    method: str
    """Of CSeq: the request that this is, or answers."""

    @property
    def status(self) -> int:
        """The code of a response; 0 for a request."""
        return int(self.first.split()[1]) if self.first.startswith("SIP/2.0") else 0

    def find(self, pattern: str) -> str:
        """The first group of a pattern at the begin of a line; empty when it is not there."""
        found = re.search(f"^{pattern}", self.text, re.MULTILINE | re.IGNORECASE)
        return found.group(1) if found else ""


@dataclass(frozen=True, slots=True)
class Media:
    """Where the other side wants its sound, and as what."""

    host: str
    port: int
    kind: int
    """Payload type of the sound."""
    keys: int | None
    """Payload type of keys (RFC 4733); None when it takes none."""


def read_message(data: bytes) -> Message | None:
    """A message from a datagram; None when it is no SIP."""
    text = data.decode("utf-8", "replace")
    cseq = re.search(r"^CSeq:\s*(\d+)\s+(\w+)", text, re.MULTILINE | re.IGNORECASE)
    if not cseq:
        return None
    return Message(text.split("\r\n", 1)[0], text, int(cseq[1]), cseq[2])


def read_media(message: Message) -> Media:
    """The media of an answer's SDP."""
    port, kinds = re.search(r"^m=audio (\d+) RTP/AVP ([\d ]+)", message.text, re.MULTILINE).groups()  # type: ignore[union-attr]
    keys = message.find(r"a=rtpmap:(\d+) telephone-event/8000")
    return Media(
        message.find(r"c=IN IP4 (\S+)"),
        int(port),
        int(kinds.split()[0]),
        int(keys) if keys else None,
    )


def offer(host: str, port: int, codecs: Sequence[str], *, keys: bool) -> str:
    """The SDP of a caller."""
    kinds = [str(CODECS[codec][0]) for codec in codecs] + ([str(KEYS_KIND)] if keys else [])
    rows = [
        "v=0",
        f"o=- 1 1 IN IP4 {host}",
        "s=-",
        f"c=IN IP4 {host}",
        "t=0 0",
        f"m=audio {port} RTP/AVP {' '.join(kinds)}",
        *(f"a=rtpmap:{CODECS[codec][0]} {CODECS[codec][1]}/8000" for codec in codecs),
    ]
    if keys:
        rows += [f"a=rtpmap:{KEYS_KIND} telephone-event/8000", f"a=fmtp:{KEYS_KIND} 0-16"]
    return "\r\n".join([*rows, "a=ptime:20", "a=sendrecv", ""])


@dataclass(slots=True)
class Dialog:
    """What stays the same in all requests of one call."""

    number: str
    """The number that is called."""
    host: str
    port: int
    """Of the exchange."""
    local: str
    local_port: int
    caller: str
    id: str
    """Call-ID and our tag."""
    to_tag: str = ""
    target: str = ""
    """Where requests go once the call is up (Contact)."""

    def request(
        self, method: str, number: int, branch: str, *headers: str, body: str = ""
    ) -> bytes:
        """A request of this call."""
        to = f"sip:{self.number}@{self.host}:{self.port}"
        us = f"sip:{self.caller}@{self.local}:{self.local_port}"
        uri = to if method == "INVITE" or not self.target else self.target
        tag = f";tag={self.to_tag}" if self.to_tag and method != "INVITE" else ""
        rows = [
            f"{method} {uri} SIP/2.0",
            f"Via: SIP/2.0/UDP {self.local}:{self.local_port};rport;branch=z9hG4bK{branch}",
            "Max-Forwards: 70",
            f"From: <{us}>;tag={self.id}",
            f"To: <{to}>{tag}",
            f"Call-ID: {self.id}@{self.local}",
            f"CSeq: {number} {method}",
            f"Contact: <{us}>",
            *headers,
            f"Content-Length: {len(body.encode())}",
        ]
        return ("\r\n".join(rows) + "\r\n\r\n" + body).encode()


def answer(request: Message, status: str) -> bytes:
    """A response without a body: `200 OK`."""
    head = request.text.split("\r\n\r\n", 1)[0].split("\r\n")[1:]
    kept = [row for row in head if _ECHOED.match(row)]
    return ("\r\n".join([f"SIP/2.0 {status}", *kept, "Content-Length: 0"]) + "\r\n\r\n").encode()
