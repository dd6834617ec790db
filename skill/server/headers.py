"""What every answer carries, the server's own refusals included."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from flask import Response

from skill.exports.alexa import style_hash

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "media-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""Nothing from elsewhere, nothing inline, never in another site's frame."""

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(self)",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""Referrer-Policy because `/?vraag=` may hold a question. A clip is for everybody: it overrides
Cross-Origin-Resource-Policy."""

NOT_KEPT = ("Cache-Control", "no-store")
"""What says something about a conversation stands in no cache."""


def with_headers(app: WSGIApplication) -> WSGIApplication:
    """The application, with every header of ours on an answer that has none by that name.

    Outermost, so that an answer that no route gave has them too.
    """
    ours = {name.lower(): (name, value) for name, value in (*HEADERS.items(), NOT_KEPT)}

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            its_own = {name.lower() for name, _ in headers}
            more = [pair for name, pair in ours.items() if name not in its_own]
            return start_response(status, headers + more, *error)

        return app(environ, start)

    return answer


def html(text: str, status: int = 200) -> Response:
    """A page of ours, in Dutch."""
    return Response(text, status, mimetype="text/html", headers={"Content-Language": "nl"})


def html_by_itself(text: str) -> Response:
    """A page that brings its own style, which no other page may, and loads nothing."""
    response = html(text)
    policy = f"default-src 'none'; style-src {style_hash(text)}; frame-ancestors 'none'"
    response.headers["Content-Security-Policy"] = f"{policy}; base-uri 'none'"
    return response
