"""`/login` and `/logout`: one secret for who reviews, where REVIEW_SECRET is set.

A name in a header of the proxy's would be less to keep, but a proxy that forgets to take a client's
own away opens everything; a secret that is forgotten opens nothing. Who wants accounts of persons
has the proxy ask for them in front of this (docs/proxy.md).
"""

from __future__ import annotations

import hmac
import logging

from flask import Flask, Response, abort, render_template, request

from skill.server.callers import is_loopback_host, require_same_site, sessions
from skill.server.headers import html
from skill.server.kept import Kept
from skill.server.limits import Limit
from skill.server.refusals import PAUSE
from skill.server.sessions import COOKIE, LASTS, Sessions, digest
from skill.settings import Settings

log = logging.getLogger(__name__)

TRIES_AT_ONCE = 10
TRIES_A_SECOND = 1 / 30
"""For one address. Nobody is locked out for what others try: guessing 16 characters takes longer
than anybody has, from however many addresses."""

REVIEW = "/review"


def install(app: Flask, settings: Settings, kept: Kept, held: Sessions | None = None) -> None:
    """Adds the routes to `app`; without a secret they are not there (404).

    `held` are logins that go on; None begins without any.
    """
    app.extensions[COOKIE] = held or Sessions()
    limit = kept.get("tries", lambda: Limit(TRIES_A_SECOND, TRIES_AT_ONCE))
    news = kept.get("news", lambda: Limit(1 / 60, 1))

    @app.get("/login")
    def show_login() -> Response:
        _require_secret(settings)
        return _page() if _is_private() else _page("insecure", 403)

    @app.post("/login")
    def log_in() -> Response:
        _require_secret(settings)
        require_same_site(request)
        if not _is_private():
            return _page("insecure", 403)
        if not limit.allows(request.remote_addr):
            response = _page("limited", 429)
            response.headers["Retry-After"] = str(PAUSE)
            return response
        if not _same(request.form.get("secret", ""), settings.review_secret):
            if news.allows(None):
                log.warning("somebody tried to log in with another secret")
            return _page("wrong", 403)
        sessions().end(request.cookies.get(COOKIE, ""))
        response = _to(REVIEW)
        response.set_cookie(
            COOKIE,
            sessions().begin(),
            max_age=LASTS,
            path="/",
            secure=True,
            httponly=True,
            samesite="Strict",
        )
        return response

    @app.post("/logout")
    def log_out() -> Response:
        _require_secret(settings)
        require_same_site(request)
        sessions().end(request.cookies.get(COOKIE, ""))
        response = _to("/login")
        response.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="Strict")
        return response


def _require_secret(settings: Settings) -> None:
    if not settings.review_secret:
        abort(404)


def _is_private() -> bool:
    """Whether nobody on the way can read along: over TLS, or on this machine."""
    return request.is_secure or is_loopback_host(request.headers.get("Host", ""))


def _same(given: str, secret: str) -> bool:
    """Whether two texts are the same, in a time that tells neither their length nor their start."""
    return hmac.compare_digest(digest(given), digest(secret))


def _page(problem: str = "", status: int = 200) -> Response:
    response = html(render_template("login.html", problem=problem), status)
    # With `no-referrer` a browser sends `Origin: null` with the form.
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def _to(address: str) -> Response:
    return Response(status=303, headers={"Location": address})
