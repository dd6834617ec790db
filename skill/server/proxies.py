"""Who is behind the proxy: its word is taken only when its own connection proves who it is.

`X-Forwarded-For` and `X-Forwarded-Proto` are anybody's to write. They count on a connection from
an address that TRUSTED_PROXY names, and of several entries only the last one, which that proxy
itself wrote (https://werkzeug.palletsprojects.com/en/stable/middleware/proxy_fix/).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from werkzeug.middleware.proxy_fix import ProxyFix

from skill.server.limits import read_address

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment


def behind_proxy(app: WSGIApplication, trusted: Iterable[str]) -> WSGIApplication:
    """The application, which sees the caller's address and scheme as a trusted proxy tells them.

    Without a trusted proxy it is the application itself.
    """
    proxies = {read_address(one) for one in trusted}
    if not proxies:
        return app
    told = ProxyFix(app, x_for=1, x_proto=1, x_host=0, x_port=0, x_prefix=0)

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        peer = read_address(str(environ.get("REMOTE_ADDR", "")))
        trusts = peer is not None and peer in proxies
        return (told if trusts else app)(environ, start_response)

    return answer
