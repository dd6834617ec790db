"""An application that can be made anew while it serves: what began on the old one ends there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class Renewed:
    """Calls the application that was made last."""

    def __init__(self, make: Callable[[], WSGIApplication]) -> None:
        """Makes the first; raises what `make` raises."""
        self._make = make
        self._app = make()

    def renew(self) -> None:
        """Makes another one, which takes over when it is whole. Raises what `make` raises; the old
        one then goes on."""
        self._app = self._make()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        return self._app(environ, start_response)
