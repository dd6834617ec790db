"""`POST /phone/voice`, `/phone/turn` and `/phone/jambonz`: what a telephone provider calls.

With its secret every request must carry the provider's signature. Without one only this machine is
served. Nothing of a call is stored or logged. What differs between providers (who is let in, and in
which language they are spoken to) is a `Provider`; a call goes the same for each.
"""

from __future__ import annotations

import datetime
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import Flask, Response, jsonify, request
from werkzeug.exceptions import HTTPException

from skill.channels import Runtime
from skill.channels.phone import (
    Addresses,
    Posted,
    begin,
    go_on,
    hints,
    is_signed,
    is_signed_now,
    jambonz,
    seal,
    state_key,
    twiml,
    unseal,
)
from skill.dialogue import Reply
from skill.errors import BadRequest
from skill.server.bodies import read_object
from skill.server.callers import require_local
from skill.server.kept import Kept
from skill.server.refusals import place
from skill.settings import Settings

log = logging.getLogger(__name__)

TWILIO_SIGNATURE, JAMBONZ_SIGNATURE = "X-Twilio-Signature", "Jambonz-Signature"
STATE = "state"
"""Name of the query field with the sealed state."""


@dataclass(frozen=True, slots=True)
class Provider:
    """How one provider is let in, understood and answered."""

    key: bytes
    """For the seal of a call's state."""
    require: Callable[[], None]
    """Lets the provider's request pass; raises BadRequest for any other."""
    read: Callable[[], Posted]
    """Raises BadRequest for a body that the provider never sends."""
    write: Callable[[Reply, str], Response]
    """A reply and the sealed state after it -> the document."""
    nothing: Callable[[Posted], Response]
    """The document where no turn follows."""
    sorry: Callable[[], Response]
    """The document when something breaks here."""


def install(
    app: Flask, runtime: Runtime, elsewhere: Runtime, settings: Settings, kept: Kept
) -> None:
    """Adds the routes to `app`; `elsewhere` knows the clips at AUDIO_BASE_URL, where it is set."""
    voice = twilio_provider(elsewhere, settings, kept)
    verbs = jambonz_provider(runtime, settings, kept)

    @app.post("/phone/voice")
    def answer_voice() -> Response:
        return answer(voice, runtime, welcome=True)

    @app.post("/phone/turn")
    def answer_phone_turn() -> Response:
        return answer(voice, runtime, welcome=False)

    @app.post("/phone/jambonz")
    def answer_jambonz() -> Response:
        return answer(verbs, runtime, welcome=STATE not in request.args)

    @app.post("/phone/jambonz/status")
    def answer_jambonz_status() -> Response:
        verbs.require()
        return jsonify([])


def answer(provider: Provider, runtime: Runtime, *, welcome: bool) -> Response:
    """One request about a call: the welcome, or what follows on what the caller did."""
    provider.require()
    posted = provider.read()
    try:
        if posted.over or posted.told:
            return provider.nothing(posted)
        today = datetime.date.today().isoformat()
        if welcome:
            state, reply = begin(runtime, today)
        else:
            before = unseal(request.args.get(STATE, ""), provider.key, posted.call)
            state, reply = go_on(runtime, before, posted, today)
        return provider.write(reply, seal(state, provider.key, posted.call))
    except HTTPException:
        raise
    except Exception as error:
        # Whoever calls would otherwise hear the provider's apology, in English.
        log.error("%s at %s", type(error).__name__, place(error))
        return provider.sorry()


def known_address(settings: Settings, secret: str) -> str:
    """Our own address as the provider knows it, without a slash at the end."""
    return (settings.public_url if secret else "") or request.host_url.rstrip("/")


def twilio_provider(runtime: Runtime, settings: Settings, kept: Kept) -> Provider:
    """Twilio: forms in, TwiML out.

    It signs the address that it called (https://www.twilio.com/docs/usage/security); behind a proxy
    that address is PUBLIC_URL and not what arrives here.
    """
    token = settings.twilio_auth_token
    expected = hints(runtime.leaflet)

    def at(state: str) -> Addresses:
        base = known_address(settings, token)
        audio = settings.audio_base_url or f"{base}/audio"
        return Addresses(f"{base}/phone/turn?{STATE}={state}", audio)

    def fits(given: str) -> bool:
        query = request.environ.get("QUERY_STRING", "")
        called = f"{known_address(settings, token)}{request.path}" + (f"?{query}" if query else "")
        return is_signed(token, called, request.form.items(multi=True), given)

    return Provider(
        key=kept.get("twilio", lambda: state_key(token)),
        require=lambda: require_signed(settings, token, TWILIO_SIGNATURE, fits),
        read=lambda: twiml.read(request.form),
        write=lambda reply, state: _xml(twiml.write(runtime, reply, at(state), expected)),
        nothing=lambda posted: _xml(twiml.nothing()),
        sorry=lambda: _xml(twiml.sorry(runtime, at(""))),
    )


def jambonz_provider(runtime: Runtime, settings: Settings, kept: Kept) -> Provider:
    """jambonz: JSON in, JSON verbs out.

    It signs the body. Clips come from this server, as several in a row are one address.
    """
    secret = settings.jambonz_webhook_secret
    expected = hints(runtime.leaflet)

    def at(state: str) -> Addresses:
        base = known_address(settings, secret)
        action = f"{urlsplit(base).path}/phone/jambonz?{STATE}={state}"
        return Addresses(action, f"{base}/audio")

    def fits(given: str) -> bool:
        return is_signed_now(secret, request.get_data(), given, time.time())

    return Provider(
        key=kept.get("jambonz", lambda: state_key(secret)),
        require=lambda: require_signed(settings, secret, JAMBONZ_SIGNATURE, fits),
        read=lambda: jambonz.read(read_object(request), request.args.get(jambonz.PART, "")),
        write=lambda reply, state: jsonify(jambonz.write(runtime, reply, at(state), expected)),
        nothing=lambda posted: jsonify(jambonz.nothing(posted)),
        sorry=lambda: jsonify(jambonz.sorry(runtime, at(""))),
    )


def require_signed(
    settings: Settings, secret: str, header: str, fits: Callable[[str], bool]
) -> None:
    """Lets a request pass that the provider signed, or without a secret one from this machine.

    Raises BadRequest `bad_signature` or `loopback_only`, both 403.
    """
    if not secret:
        require_local(request, settings)
        return
    given = request.headers.get(header, "")
    if not given or not fits(given):
        what = "the signature does not fit this secret, PUBLIC_URL and body, or is not of this time"
        raise BadRequest("bad_signature", what, 403)


def _xml(text: str) -> Response:
    return Response(text, mimetype="text/xml")
