"""A telephone provider for tests: Twilio, as it posts and as it carries TwiML out.

The signature is computed here, after https://www.twilio.com/docs/usage/security, and not by the
library that checks it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from xml.etree import ElementTree

from caller import CALLER, Caller, Heard
from twiml_grammar import wrong
from werkzeug.test import TestResponse


def signature(token: str, address: str, fields: dict[str, str]) -> str:
    """HMAC-SHA1 over the address and the sorted fields, in base64."""
    text = address + "".join(name + fields[name] for name in sorted(fields))
    return base64.b64encode(hmac.digest(token.encode(), text.encode(), hashlib.sha1)).decode()


class Provider(Caller):
    """One call at Twilio."""

    def post(self, address: str, fields: dict[str, str], **headers: str) -> TestResponse:
        """Posts a form, signed when there is a token."""
        body = {"CallSid": self.call, "From": CALLER, "CallStatus": "in-progress", **fields}
        given = {"X-Twilio-Signature": signature(self.secret, address, body)} if self.secret else {}
        return self.send(address, {**given, **headers}, data=body)

    def hears(self, address: str, fields: dict[str, str], **headers: str) -> Heard:
        """Posts, checks the document, fetches its clips, and gives what is heard."""
        response = self.post(address, fields, **headers)
        assert response.status_code == 200, response.text
        assert response.mimetype == "text/xml"
        assert wrong(response.text) == []
        assert CALLER not in response.text
        self.heard = self._play(ElementTree.fromstring(response.data))
        return self.heard

    def calls(self, **headers: str) -> Heard:
        return self.hears(f"{self.public}/phone/voice", {"CallStatus": "ringing"}, **headers)

    def press(self, keys: str, **headers: str) -> Heard:
        return self.hears(self.heard.action, {"Digits": keys}, **headers)

    def says(self, text: str, confidence: float = 0.9) -> Heard:
        fields = {"SpeechResult": text, "Confidence": str(confidence)}
        return self.hears(self.heard.action, fields)

    def is_silent(self) -> Heard:
        return self.hears(self.heard.action, {})

    def connection_ends(self, how: str) -> Heard:
        return self.hears(self.heard.action, {"DialCallStatus": how})

    def _play(self, root: ElementTree.Element) -> Heard:
        heard = Heard(hung_up=not list(root))
        for verb in root.iter():
            if verb.tag == "Play":
                heard.clips += self.fetch(verb.text or "")
            elif verb.tag == "Say":
                heard.said.append(verb.text or "")
            elif verb.tag in ("Gather", "Dial"):
                heard.verb, heard.action = dict(verb.attrib), verb.attrib["action"]
                heard.keys_at_once = int(verb.get("numDigits", "0"))
                heard.speech_cuts_off = verb.get("bargeIn") == "true"
                heard.patience = float(verb.attrib["timeout"])
            elif verb.tag == "Number":
                heard.number = verb.text or ""
            elif verb.tag == "Hangup":
                heard.hung_up = True
        return heard
