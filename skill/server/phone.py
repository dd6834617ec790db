"""`POST /phone/voice` and `POST /phone/turn`: what a telephone provider calls.

With a token every request must carry the provider's signature over the address that it called
(https://www.twilio.com/docs/usage/security); behind a proxy that address is PUBLIC_URL and not what
arrives here. Without a token only this machine is served. Nothing of a call is stored or logged.
"""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from skill.channels import Runtime
from skill.channels.phone import begin, go_on, is_over, is_signed, seal, state_key, twiml, unseal
from skill.dialogue import Reply, State
from skill.errors import BadRequest
from skill.server.callers import require_local
from skill.server.refusals import place
from skill.settings import Settings

log = logging.getLogger(__name__)

SIGNATURE = "X-Twilio-Signature"
STATE = "state"
"""Name of the query field with the sealed state."""


Turned = Callable[[State, str], tuple[State, Reply]]
"""The state of a call and an ISO date -> the next state and what is said."""


def install(app: Flask, runtime: Runtime, settings: Settings) -> None:
    """Adds the routes to `app`."""
    token = settings.twilio_auth_token
    key = state_key(token)

    def base() -> str:
        """Our own address as the provider knows it, without a slash at the end."""
        ours = settings.public_url if token else ""
        return ours or request.host_url.rstrip("/")

    def audio() -> str:
        """Root of the clips."""
        return settings.audio_base_url or f"{base()}/audio"

    def answer(turned: Turned) -> Response:
        require_provider(settings, base())
        try:
            if is_over(request.form):
                return _xml(twiml.nothing())
            call = request.form.get("CallSid", "")
            before = unseal(request.args.get(STATE, ""), key, call)
            state, reply = turned(before, datetime.date.today().isoformat())
            action = f"{base()}/phone/turn?{STATE}={seal(state, key, call)}"
            return _xml(twiml.write(runtime, reply, twiml.Addresses(action, audio())))
        except HTTPException:
            raise
        except Exception as error:
            # Whoever calls would otherwise hear the provider's apology, in English.
            log.error("%s at %s", type(error).__name__, place(error))
            return _xml(twiml.sorry(runtime, twiml.Addresses("", audio())))

    @app.post("/phone/voice")
    def answer_voice() -> Response:
        return answer(lambda state, today: begin(runtime, today))

    @app.post("/phone/turn")
    def answer_phone_turn() -> Response:
        return answer(lambda state, today: go_on(runtime, state, request.form, today))


def require_provider(settings: Settings, base: str) -> None:
    """Lets a request pass that the provider signed, or without a token one from this machine.

    Raises BadRequest `bad_signature` or `loopback_only`, both 403.
    """
    token = settings.twilio_auth_token
    if not token:
        require_local(request, settings)
        return
    query = request.environ.get("QUERY_STRING", "")
    called = f"{base}{request.path}" + (f"?{query}" if query else "")
    given = request.headers.get(SIGNATURE, "")
    if not given or not is_signed(token, called, request.form.items(multi=True), given):
        what = "the signature does not fit this token, PUBLIC_URL and body"
        raise BadRequest("bad_signature", what, 403)


def _xml(text: str) -> Response:
    return Response(text, mimetype="text/xml")
