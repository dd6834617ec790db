"""Who is calling: the rule that keeps a developer's server to the developer's own machine.

A request is loopback when it came over the loopback interface, names a loopback host, passed no
proxy and was not made by another site's page. A tunnel or reverse proxy also connects from
127.0.0.1, which is why the address alone says nothing; a page on the internet can point its own
name at 127.0.0.1 (DNS rebinding), which is why the Host header counts.
"""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit

from flask import Request
from werkzeug.datastructures import Headers

from skill.errors import BadRequest

PROXY_HEADERS = (
    "Forwarded",
    "Via",
    "X-Real-Ip",
    "X-Client-Ip",
    "X-Cluster-Client-Ip",
    "X-Original-Host",
    "True-Client-Ip",
    "Cf-Connecting-Ip",
    "Cf-Ray",
)
"""Added by proxies and tunnels (RFC 7239, RFC 9110 section 7.6.3, Cloudflare, Akamai, nginx);
every header that begins with X-Forwarded counts as well."""

_HOST = re.compile(r"(localhost|\[::1\]|127(?:\.[0-9]{1,3}){3})(?::[0-9]{1,5})?", re.IGNORECASE)


def require_loopback(request: Request) -> None:
    """Lets a request from this machine pass; raises BadRequest `loopback_only` for any other."""
    why = why_not_loopback(request.remote_addr, request.headers)
    if why:
        raise BadRequest("loopback_only", f"served to this machine only: {why}", 403)


def why_not_loopback(address: str | None, headers: Headers) -> str:
    """Why a request is not from this machine, in words for a developer; empty when it is.

    `address` is the peer's, as the server saw it.
    """
    if not is_loopback_address(address or ""):
        return "the connection came from another machine"
    for name, _ in headers:
        if name.title() in PROXY_HEADERS or name.lower().startswith("x-forwarded"):
            return f"it was forwarded (header {name.title()})"
    if not is_loopback_host(headers.get("Host", "")):
        return "the Host header is not localhost, 127.0.0.1 or [::1]"
    origin = headers.get("Origin")
    if origin is not None and not is_loopback_origin(origin):
        return "the Origin header names another site"
    return ""


def is_loopback_address(address: str) -> bool:
    """Whether an IP address is 127.0.0.0/8 or ::1, also written as an IPv4-mapped address."""
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
