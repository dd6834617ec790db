"""Who is calling: the rule that keeps a developer's server to the developer's own machine.

A request is local when it came over the loopback interface, names a loopback host, shows no sign of
a proxy, was not made by another site's page, and the server has no public setting. A tunnel or
reverse proxy also connects from 127.0.0.1, which is why the address alone says nothing; a stock
nginx (`proxy_pass` and no more) even names 127.0.0.1 as the host and adds no header, but before
1.29.7 it speaks HTTP/1.0, which no browser does. A newer one, and what passes bytes on as they
come, cannot be told from this machine: so a server that is set up for the world (PUBLIC_URL, a
token, a skill id, `--public` ...) has no local routes at all. A page on the internet can point its
own name at 127.0.0.1 (DNS rebinding), which is why the Host header counts.

What is opened to others is opened by name: the patient page by `serve --public`, reviewing by
REVIEW_SECRET.
"""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit

from flask import Request, current_app
from werkzeug.datastructures import Headers

from skill.errors import BadRequest
from skill.server.sessions import COOKIE, Sessions
from skill.settings import Settings

PROXY_HEADERS = (
    "Forwarded",
    "Via",
    "Cdn-Loop",
    "Client-Ip",
    "Proxy-Connection",
    "X-Amzn-Trace-Id",
    "X-Real-Ip",
    "X-Client-Ip",
    "X-Cluster-Client-Ip",
    "True-Client-Ip",
    "Fastly-Client-Ip",
    "Fly-Client-Ip",
)
"""Added by proxies and tunnels (RFC 7239, RFC 8586, RFC 9110 section 7.6.3, AWS, Akamai, nginx)."""
_PROXY_HEADERS = frozenset(map(str.lower, PROXY_HEADERS))

PROXY_PREFIXES = (
    "x-forwarded",
    "x-original-",
    "x-envoy-",
    "x-proxy",
    "cf-",
    "ngrok-",
    "tailscale-",
)
"""How all names of a kind begin: de facto ones, Envoy, Cloudflare, ngrok, Tailscale."""

OLD_PROTOCOL = "HTTP/1.0"
"""What nginx before 1.29.7 speaks to a server behind it unless told otherwise, and no browser."""

_USUAL = ("127.0.0.1", "::1")
"""Loopback addresses that need no reading."""
_HOST = re.compile(r"(localhost|\[::1\]|127(?:\.[0-9]{1,3}){3})(?::[0-9]{1,5})?", re.IGNORECASE)


def require_local(request: Request, settings: Settings) -> None:
    """Lets a request from this machine pass; raises BadRequest `loopback_only` for any other.

    With a public setting nobody is local.
    """
    protocol = request.environ.get("SERVER_PROTOCOL", "")
    why = why_not_loopback(request.remote_addr, request.headers, protocol)
    if not why and (public := public_settings(settings)):
        why = f"and to nobody while {' and '.join(public)} is set"
    if why:
        raise BadRequest("loopback_only", f"served to this machine only: {why}", 403)


def require_reviewer(request: Request, settings: Settings) -> None:
    """Lets who may read and approve every text pass.

    Without REVIEW_SECRET that is whoever works on this machine, and BadRequest `loopback_only` is
    raised for any other. With it, that is who is logged in, on this machine as well, and BadRequest
    `login_needed` (401) is raised for any other; a browser that opens a page gets the login page.
    """
    if not settings.review_secret:
        require_local(request, settings)
    elif not sessions().holds(request.cookies.get(COOKIE, "")):
        raise BadRequest("login_needed", "log in at /login first", 401)


def require_same_site(request: Request) -> None:
    """Lets a request pass that a page of this server made; raises BadRequest `cross_site`.

    For every route that changes something: a browser sends the cookie of who is logged in, and
    reaches this machine, for whichever page asks. What shows neither header is no browser's
    (a program sets `Sec-Fetch-Site: same-origin`).
    """
    named = "Sec-Fetch-Site" in request.headers or "Origin" in request.headers
    if not named or from_other_site(request):
        raise BadRequest("cross_site", "only a page of this server may ask this", 403)


def from_other_site(request: Request) -> bool:
    """Whether a browser says that a page of another site made this request.

    `Sec-Fetch-Site` decides where it is given, as no page can set it; else `Origin` must name the
    host that was called (https://pkg.go.dev/net/http#CrossOriginProtection, which has the reasons).
    A form on a page with `Referrer-Policy: no-referrer` sends `Origin: null`.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site != "same-origin"
    origin = request.headers.get("Origin")
    if origin is None:
        return False
    try:
        return urlsplit(origin).netloc != request.headers.get("Host", "")
    except ValueError:
        return True


def sessions() -> Sessions:
    """Who is logged in at the application that is answering."""
    found: Sessions = current_app.extensions[COOKIE]
    return found


def public_settings(settings: Settings) -> list[str]:
    """Names of the settings that say that this server is for others."""
    given = {
        "ALEXA_SKILL_ID": settings.alexa_skill_id,
        "TWILIO_AUTH_TOKEN": settings.twilio_auth_token,
        "JAMBONZ_WEBHOOK_SECRET": settings.jambonz_webhook_secret,
        "PUBLIC_URL": settings.public_url,
        "REVIEW_SECRET": settings.review_secret,
        "TRUSTED_PROXY": settings.trusted_proxy,
        "--public": settings.public,
    }
    return [name for name, value in given.items() if value]


def why_not_loopback(address: str | None, headers: Headers, protocol: str = "HTTP/1.1") -> str:
    """Why a request is not from this machine, in words for a developer; empty when it is.

    `address` is the peer's, as the server saw it; `protocol` the version of HTTP that it speaks.
    """
    if not is_loopback_address(address or ""):
        return "the connection came from another machine"
    for name, _ in headers:
        lower = name.lower()
        if lower in _PROXY_HEADERS or lower.startswith(PROXY_PREFIXES):
            return f"it was forwarded (header {name.title()})"
    if protocol == OLD_PROTOCOL:
        return "it was forwarded (only a proxy speaks HTTP/1.0)"
    if not is_loopback_host(headers.get("Host", "")):
        return "the Host header is not localhost, 127.0.0.1 or [::1]"
    origin = headers.get("Origin")
    if origin is not None and not is_loopback_origin(origin):
        return "the Origin header names another site"
    return ""


def is_loopback_address(address: str) -> bool:
    """Whether an IP address is 127.0.0.0/8 or ::1, also written as an IPv4-mapped address."""
    if address in _USUAL:
        return True
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    mapped = getattr(found, "ipv4_mapped", None)
    return (mapped or found).is_loopback


def is_loopback_host(host: str) -> bool:
    """Whether a Host header (`name` or `name:port`) names this machine."""
    match = _HOST.fullmatch(host)
    if match is None:
        return False
    name = match.group(1)
    return not name.startswith("127") or is_loopback_address(name)


def is_loopback_origin(origin: str) -> bool:
    """Whether an Origin header is a page of this machine; `null` (a file, a sandbox) is not."""
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    plain = not (parts.path or parts.query or parts.fragment)
    return plain and parts.scheme in ("http", "https") and is_loopback_host(parts.netloc)
