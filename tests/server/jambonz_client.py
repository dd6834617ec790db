"""jambonz for tests: it signs, posts and carries verbs out as its feature server does.

What it does with a document is what `lib/session/call-session.js` and `lib/tasks` do in
github.com/jambonz/jambonz-feature-server: verbs in order; new ones from an answer take the place of
those that are left; an empty answer, a status that is no success and a recogniser that fails leave
them. The signature is computed here, and not by the code that checks it.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from typing import Any

from caller import CALLER, Caller, Heard
from jambonz_grammar import wrong_verbs
from werkzeug.test import TestResponse

Verb = dict[str, Any]

ACCEPTED = (200, 202, 204)
"""Statuses that jambonz takes for success (`lib/utils/http-requestor.js`)."""
A_MOMENT = 1
"""Seconds in which nobody does anything."""


def signature(secret: str, body: bytes, now: float | None = None) -> str:
    """The header over time and body. `now` is in seconds since 1970; this moment when None."""
    stamp = int(time.time() if now is None else now)
    signed = hmac.new(secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={stamp},v1={signed}"


def speech(*alternatives: tuple[str, float | None]) -> dict[str, Any]:
    """What was heard, as it is posted: transcripts with how sure the recogniser is of each."""
    found = [
        {"transcript": text} if sure is None else {"transcript": text, "confidence": sure}
        for text, sure in alternatives
    ]
    vendor = {"name": "google", "evt": {"is_final": True}}
    return {"language_code": "nl-NL", "is_final": True, "alternatives": found, "vendor": vendor}


class Jambonz(Caller):
    """One call. `hears_speech` is whether the recogniser works; `reachable` whether we answer."""

    hears_speech = True
    reachable = True
    document: list[Verb]
    """The last answer that held verbs."""

    @property
    def origin(self) -> str:
        """Scheme and host of the address that was entered; jambonz puts it before a slash."""
        return "/".join(self.public.split("/")[:3])

    def entered(self, path: str) -> str:
        """One of our routes as it was entered at jambonz, without the origin."""
        return self.public.removeprefix(self.origin) + path

    def post(self, path: str, body: Mapping[str, Any], **headers: str) -> TestResponse:
        """Posts to an address without a host, as jambonz does with ours; signed with a secret."""
        about = {
            "call_sid": self.call,
            "direction": "inbound",
            "from": CALLER,
            "to": "31430000000",
            "call_status": "in-progress",
            "account_sid": "acc",
            **body,
        }
        raw = json.dumps(about, ensure_ascii=False, separators=(",", ":")).encode()
        given = {"Jambonz-Signature": signature(self.secret, raw)} if self.secret else {}
        headers = {"Content-Type": "application/json", **given, **headers}
        return self.send(f"{self.origin}{path}", headers, data=raw)

    def hears(self, path: str, body: Mapping[str, Any], **headers: str) -> Heard:
        """Posts, checks the document, carries it out, and gives what is heard."""
        verbs, self.heard = self.heard.rest, Heard()
        if self.reachable:
            response = self.post(path, body, **headers)
            assert response.status_code in ACCEPTED, response.text
            assert response.mimetype == "application/json"
            assert CALLER not in response.text
            answered = response.get_json()
            assert wrong_verbs(answered) == []
            verbs = self.document = answered or verbs
        return self._carry_out(verbs)

    def calls(self, **headers: str) -> Heard:
        self.heard = Heard()
        first = {"call_status": "trying", "sip": {"method": "INVITE"}, "defaults": {}}
        return self.hears(self.entered("/phone/jambonz"), first, **headers)

    def press(self, keys: str, **headers: str) -> Heard:
        assert self.heard.verb["input"]
        body = {"reason": "dtmfDetected", "digits": keys}
        return self.hears(self.heard.action, body, **headers)

    def says(self, text: str, confidence: float = 0.9) -> Heard:
        return self.is_heard_as((text, confidence))

    def is_heard_as(self, *alternatives: tuple[str, float | None]) -> Heard:
        """Says something that the recogniser makes this of, likeliest first."""
        assert "speech" in self.heard.verb["input"]
        body = {"reason": "speechDetected", "speech": speech(*alternatives)}
        return self.hears(self.heard.action, body)

    def is_silent(self) -> Heard:
        return self.hears(self.heard.action, {"reason": "timeout"})

    def ear_fails(self) -> Heard:
        """The recogniser breaks while the caller is listened to, and jambonz says so."""
        body = {"reason": "error", "details": {"error": "kapot"}}
        return self.hears(self.heard.action, body)

    def connection_ends(self, how: str) -> Heard:
        return self.hears(self.heard.action, {"dial_call_status": how, "dial_sip_status": 486})

    def hangs_up(self) -> TestResponse:
        """The caller is gone: jambonz tells it at the other address, and does nothing more."""
        self.heard = Heard(hung_up=True)
        ended = {"call_status": "completed", "duration": 12, "call_termination_by": "caller"}
        return self.post(self.entered("/phone/jambonz/status"), ended)

    def _carry_out(self, verbs: list[Verb]) -> Heard:
        for number, verb in enumerate(verbs):
            rest = verbs[number + 1 :]
            if verb["verb"] == "hangup":
                self.heard.hung_up = True
                return self.heard
            if verb["verb"] == "dial":
                self.heard.number = verb["target"][0]["number"]
                return self._wait(verb, rest)
            if "speech" in verb["input"] and not self.hears_speech:
                continue
            self._sound(verb)
            if "actionHook" in verb and verb["timeout"] >= A_MOMENT:
                return self._wait(verb, rest)
            if "actionHook" in verb and self.reachable:
                response = self.post(verb["actionHook"], {"reason": "timeout"})
                # Nobody did anything, so that what is left is carried out.
                assert (response.status_code, response.get_json()) == (200, [])
        self.heard.hung_up = True
        return self.heard

    def _sound(self, gather: Verb) -> None:
        if "say" in gather:
            self.heard.said.append(gather["say"]["text"])
        elif "play" in gather and self.reachable:
            self.heard.clips += self.fetch(gather["play"]["url"])

    def _wait(self, verb: Verb, rest: list[Verb]) -> Heard:
        self.heard.verb, self.heard.action, self.heard.rest = verb, verb["actionHook"], rest
        self.heard.keys_at_once = verb.get("numDigits", 0)
        self.heard.speech_cuts_off = verb.get("bargein", False)
        self.heard.patience = verb["timeout"]
        return self.heard
