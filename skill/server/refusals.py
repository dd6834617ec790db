"""Refusing: every error is `{"error": {"code", "message"}}` with the fitting status.

Messages are English, for developers. What a client sent never comes back in one, and never
reaches a log: an unexpected error is logged by its type and place alone.
"""

from __future__ import annotations

import logging
import traceback
from pathlib import Path
from typing import Any

from flask import Flask, Request, Response, abort, jsonify, request
from werkzeug.exceptions import HTTPException

from skill.errors import BadRequest

log = logging.getLogger(__name__)

REFUSALS = {
    400: ("bad_request", "the request cannot be understood"),
    404: ("not_found", "there is nothing at this address"),
    405: ("method_not_allowed", "this address has other methods (see the Allow header)"),
    412: ("precondition_failed", "that version is not there"),
    413: ("too_large", "the body is too large"),
    416: ("range_not_satisfiable", "the file is shorter than that (see Content-Range)"),
    431: ("headers_too_large", "the headers are too large"),
    500: ("internal", "something went wrong here"),
    501: ("not_implemented", "this transfer encoding is not known"),
}
"""HTTP status -> code and message, for what is refused before a channel sees it."""

RETRY_AFTER = "2"
"""Seconds after which who was told 503 may ask again."""


PAUSE = 60
"""Seconds after which who asked too much may ask again, and by far."""


def known(status: int) -> int:
    """The status itself when it is one of ours, else the plain one of its kind: 400 or 500."""
    return status if status in REFUSALS else 500 if status >= 500 else 400


def refusal(status: int) -> dict[str, Any]:
    """The error object for an HTTP status."""
    code, message = REFUSALS[known(status)]
    return error_json(code, message)


def error_json(code: str, message: str) -> dict[str, Any]:
    """The contract's error object."""
    return {"error": {"code": code, "message": message}}


def install(app: Flask) -> None:
    """Answers every error of `app` as JSON."""
    app.register_error_handler(BadRequest, _refused)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def _refused(error: BadRequest) -> Response:
    if error.status == 401 and opens_a_page(request):
        return Response(status=303, headers={"Location": "/login"})
    response = jsonify(error_json(error.code, str(error)) | error.more)
    response.status_code = error.status
    if error.status == 401:
        response.headers["WWW-Authenticate"] = 'Cookie realm="review"'  # RFC 9110 section 11.6.1
    if error.status == 429:
        response.headers["Retry-After"] = str(PAUSE)
    if error.status == 503:
        response.headers["Retry-After"] = RETRY_AFTER
    return response


def opens_a_page(request: Request) -> bool:
    """Whether somebody opens an address in a browser; a script that fetches asks for anything."""
    if request.method not in ("GET", "HEAD"):
        return False
    return request.accept_mimetypes.best_match(["application/json", "text/html"]) == "text/html"


def _http(error: HTTPException) -> Response:
    status = known(error.code or 500)
    response = jsonify(refusal(status))
    response.status_code = status
    for name, value in error.get_headers():
        if name in ("Allow", "Content-Range"):
            response.headers[name] = value
    return response


def _unexpected(error: Exception) -> Response:
    log.error("%s at %s", type(error).__name__, place(error))
    response = jsonify(refusal(500))
    response.status_code = 500
    return response


def place(error: Exception) -> str:
    """Where an error was raised, as `file.py:line`: all that a log may say of it but its type."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "unknown place"


def refuse_other_version(response: Response) -> None:
    """Raises 412 when another version is asked for than that of `response` (RFC 9110 13.1.1).

    Werkzeug 3.1 would send the file along with its 412, and takes `*` for another version.
    """
    wanted, (etag, _) = request.if_match, response.get_etag()
    request.environ.pop("HTTP_IF_MATCH", None)
    if wanted and not wanted.contains(etag or ""):
        abort(412)
