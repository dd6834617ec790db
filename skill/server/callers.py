"""Who is calling: the rule that keeps a developer's server to the developer's own machine.

A request is local when it came over the loopback interface, names a loopback host, shows no sign of
a proxy, was not made by another site's page, and the server has no public setting. A tunnel or
reverse proxy also connects from 127.0.0.1, which is why the address alone says nothing; a stock
nginx (`proxy_pass` and no more) even names 127.0.0.1 as the host and adds no header, but before
1.29.7 it speaks HTTP/1.0, which no browser does. A newer one, and what passes bytes on as they
come, cannot be told from this machine: so a server that is set up for the world (PUBLIC_URL, a
token, a skill id) has no local routes at all. A page on the internet can point its own name at
127.0.0.1 (DNS rebinding), which is why the Host header counts.
"""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit

from flask import Request
from werkzeug.datastructures import Headers

from skill.errors import BadRequest
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
    """Lets who may read and approve every text pass: whoever works on this machine.

    Raises BadRequest `loopback_only` for any other.
    """
    require_local(request, settings)


def require_same_origin(request: Request, settings: Settings) -> None:
    """Lets pass what a page of this server sends, or a program; raises BadRequest `cross_site`.

    For every route that changes something. A browser says where a page came from by
    `Sec-Fetch-Site` (https://www.w3.org/TR/fetch-metadata/) and, with every POST, by `Origin`
    (https://fetch.spec.whatwg.org/#origin-header); a page of another port of this machine is
    another site too.
    """
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    origin = request.headers.get("Origin")
    public = urlsplit(settings.public_url)
    ours = {request.host_url.rstrip("/"), f"{public.scheme}://{public.netloc}"}
    if site != "same-origin" or (origin is not None and origin not in ours):
        raise BadRequest("cross_site", "another site's page may not change anything here", 403)


def public_settings(settings: Settings) -> list[str]:
    """Names of the variables that say that this server is for the world."""
    given = {
        "ALEXA_SKILL_ID": settings.alexa_skill_id,
        "TWILIO_AUTH_TOKEN": settings.twilio_auth_token,
        "JAMBONZ_WEBHOOK_SECRET": settings.jambonz_webhook_secret,
        "PUBLIC_URL": settings.public_url,
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
