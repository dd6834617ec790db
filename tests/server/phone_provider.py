"""A telephone provider for tests: it signs, posts, checks every document and fetches every clip.

The signature is computed here, after https://www.twilio.com/docs/usage/security, and not by the
library that checks it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from flask.testing import FlaskClient
from server_stand_in import hear, leaflet, silence
from twiml_grammar import wrong
from werkzeug.test import TestResponse

from skill.channels import Runtime
from skill.leaflet import Leaflet, script
from skill.manifest import MANIFEST_NAME, Clip, read_manifest
from skill.settings import Settings
from skill.understanding import Hear

CALLER = "+31600000000"
SOUND = silence(0.48)


def voiced_runtime(
    folder: Path, ear: Hear = hear, text: Leaflet | None = None, **settings: str
) -> Runtime:
    """A runtime in which every line has its two clips (silence of one length, a name each)."""
    lines = script(text or leaflet())
    digest = hashlib.sha256(SOUND).hexdigest()
    clips = {}
    for line in lines.values():
        entry: dict[str, object] = {"text": line.text, "spoken": line.text}
        for tempo, ending in (("normal", ""), ("slow", "-slow")):
            name = f"{line.id}-0a1b{ending}.mp3"
            (folder / name).write_bytes(SOUND)
            entry[tempo] = asdict(Clip(name, digest, 0.48, -16.0, -3.0, "silence"))
        clips[line.id] = entry
    manifest = json.dumps({"engine": "silence", "clips": clips})
    (folder / MANIFEST_NAME).write_text(manifest, encoding="utf-8")
    ours = Settings(audio_dir=folder, **settings)  # type: ignore[arg-type]
    return Runtime(text or leaflet(), lines, ear, read_manifest(folder), ours)


def signature(token: str, address: str, fields: dict[str, str]) -> str:
    """HMAC-SHA1 over the address and the sorted fields, in base64."""
    text = address + "".join(name + fields[name] for name in sorted(fields))
    return base64.b64encode(hmac.digest(token.encode(), text.encode(), hashlib.sha1)).decode()


@dataclass
class Heard:
    """One document, as the caller hears it."""

    clips: list[str] = field(default_factory=list)
    """Line ids of the clips that were played."""
    said: list[str] = field(default_factory=list)
    """Texts that were spoken."""
    action: str = ""
    """Where the caller's answer goes; empty when the call is over."""
    gather: dict[str, str] = field(default_factory=dict)
    number: str = ""
    """Number with which the caller is connected."""
    hung_up: bool = False


class Provider:
    """One call. `public` is the address that was entered at the provider, `token` its key."""

    def __init__(
        self,
        client: FlaskClient,
        public: str = "http://localhost",
        token: str = "",
        call: str = "CA1",
    ) -> None:
        self.client, self.public, self.token, self.call = client, public, token, call
        self.fetched: set[str] = set()
        self.heard = Heard()

    def post(self, address: str, fields: dict[str, str], **headers: str) -> TestResponse:
        """Posts to one of our addresses, signed when there is a token."""
        assert address.startswith(self.public + "/"), address
        body = {"CallSid": self.call, "From": CALLER, "CallStatus": "in-progress", **fields}
        given = {"X-Twilio-Signature": signature(self.token, address, body)} if self.token else {}
        path = address.removeprefix(self.public)
        return self.client.post(path, data=body, headers={**given, **headers})

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

    def keys(self, pressed: str) -> Heard:
        """Presses keys one by one; as many as are gathered. After a code a moment passes."""
        while pressed:
            count = int(self.heard.gather["numDigits"])
            self.hears(self.heard.action, {"Digits": pressed[:count]})
            pressed = pressed[count:]
        return self.is_silent() if self.heard.gather.get("timeout") == "1" else self.heard

    def says(self, text: str) -> Heard:
        return self.hears(self.heard.action, {"SpeechResult": text, "Confidence": "0.9"})

    def is_silent(self) -> Heard:
        return self.hears(self.heard.action, {})

    def _play(self, root: ElementTree.Element) -> Heard:
        heard = Heard()
        for verb in root.iter():
            if verb.tag == "Play":
                heard.clips.append(self._fetch(verb.text or ""))
            elif verb.tag == "Say":
                heard.said.append(verb.text or "")
            elif verb.tag in ("Gather", "Dial"):
                heard.gather, heard.action = dict(verb.attrib), verb.attrib["action"]
            elif verb.tag == "Number":
                heard.number = verb.text or ""
            elif verb.tag == "Hangup":
                heard.hung_up = True
        return heard

    def _fetch(self, address: str) -> str:
        path = address.removeprefix(self.public)
        if address not in self.fetched:
            assert address.startswith(self.public), address
            response = self.client.get(path)
            assert (response.status_code, response.mimetype) == (200, "audio/mpeg"), address
            assert response.data == SOUND
            assert response.content_length == len(SOUND)
            self.fetched.add(address)
        return path.removeprefix("/audio/").rpartition("-0a1b")[0]
