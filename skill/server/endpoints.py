"""What programs call: `POST /alexa`, `POST /api/turn` and `GET /health`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from flask import Flask, Response, jsonify, request

from skill import __version__
from skill.channels import Runtime
from skill.channels.turn import turn
from skill.errors import BadRequest
from skill.server.bodies import parse_json, read_json
from skill.server.callers import from_other_site, require_local
from skill.server.kept import Kept
from skill.server.limits import Limit
from skill.settings import Settings

TURNS_A_SECOND = 2.0
TURNS_AT_ONCE = 60
"""For one address, on a server for others. A whole ward may share an address; the longest text
takes 30 ms of one core, so an address takes 6% of it at the most."""

FOR_DEVELOPERS = ("score", "why", "heard")
"""Fields of a turn that are null for others."""

Handler = Callable[[dict[str, Any], object], dict[str, Any]]
"""An Alexa envelope and a context (None here) -> the response envelope."""

MakeHandler = Callable[[Runtime, str], Handler]
"""A runtime and the root of the clips' addresses -> a handler."""

Verify = Callable[[Iterable[tuple[str, str]], bytes], dict[str, Any]]
"""Headers and the raw body -> the envelope; raises BadRequest unless Alexa sent it."""

MakeVerifier = Callable[[str], Verify]
"""A skill id -> the check of its requests."""


def install(
    app: Flask,
    runtimes: tuple[Runtime, Runtime],
    settings: Settings,
    kept: Kept,
    make_handler: MakeHandler | None = None,
    make_verifier: MakeVerifier | None = None,
) -> None:
    """Adds the routes to `app`; `runtimes` are this machine's, and that of Alexa.

    With a skill id every Alexa request is verified, also one from this machine: a simulator cannot
    sign, and a proxy of ours calls from this machine too. Without one only this machine is served.
    """
    make = make_handler or _alexa_handler
    skill_id = settings.alexa_skill_id
    made = make_verifier or _alexa_verifier
    verify = kept.get("alexa", lambda: made(skill_id)) if skill_id else None
    runtime, alexa = runtimes

    @lru_cache(maxsize=8)
    def handler(audio_base: str) -> Handler:
        return make(alexa, audio_base)

    @app.post("/alexa")
    def answer_alexa() -> Response:
        if verify is not None:
            # The signature covers the bytes as they came, so nothing looks at them before.
            body = request.get_data(cache=False)
            envelope = read_envelope(verify(request.headers.items(), body))
            return jsonify(handler(settings.audio_base_url)(envelope, None))
        require_local(request, settings)
        envelope = read_envelope(read_json(request))
        base = settings.audio_base_url or f"{request.scheme}://{request.host}/audio"
        return jsonify(handler(base)(envelope, None))

    limit = kept.get("turns", lambda: Limit(TURNS_A_SECOND, TURNS_AT_ONCE))

    @app.post("/api/turn")
    def answer_turn() -> Response:
        if not settings.public:
            require_local(request, settings)
            return jsonify(turn(runtime, read_json(request)))
        # Before anything is counted: another site's page may use up no visitor's share.
        if from_other_site(request):
            raise BadRequest("cross_site", "only a page of this server may ask this", 403)
        if not limit.allows(request.remote_addr):
            raise BadRequest("limited", "too many turns from this address; wait a minute", 429)
        # What was understood, and why, is for who develops.
        return jsonify(turn(runtime, read_json(request)) | dict.fromkeys(FOR_DEVELOPERS))

    @app.get("/health")
    def answer_health() -> Response:
        return jsonify(health(runtime))


def _alexa_handler(runtime: Runtime, audio_base: str) -> Handler:
    # Imported here, so that the pages work while Amazon's SDK is not installed.
    from skill.channels.alexa import make_handler

    return make_handler(runtime, audio_base)


def _alexa_verifier(skill_id: str) -> Verify:
    # Imported here: without a skill id nobody needs `cryptography` or the roots.
    from skill.channels.alexa.verify import make_verifier

    return make_verifier(skill_id, parse=parse_json)


def read_envelope(body: object) -> dict[str, Any]:
    """The Alexa envelope in a body.

    Raises BadRequest 400 for what Alexa never sends.
    """
    if not isinstance(body, dict) or not isinstance(body.get("request"), dict):
        raise BadRequest("bad_envelope", "the body must be an Alexa request envelope")
    if not isinstance(body["request"].get("type"), str):
        raise BadRequest("bad_envelope", "`request.type` must be a string")
    return body


def health(runtime: Runtime) -> dict[str, Any]:
    """What runs here: versions, edition, and how much of the script has its clip."""
    wanted = [(line, slow) for line in runtime.lines for slow in (False, True)]
    fresh = [one for one in wanted if runtime.clip(one[0], slow=one[1]) is not None]
    return {
        "status": "ok",
        "version": __version__,
        "content": runtime.leaflet.fingerprint,
        "edition": runtime.leaflet.edition,
        "review_by": runtime.leaflet.review_by,
        "passages": len(runtime.leaflet.passages),
        "clips": {"fresh": len(fresh), "total": len(wanted)},
        "engine": runtime.manifest.engine,
    }
