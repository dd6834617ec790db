"""Reading a JSON body that anybody may have written.

What comes out is plain data of bounded size and depth without characters that cannot be
written again; what a field means is for the channel to judge.
"""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

from flask import Request

from skill.errors import BadRequest

JSON = "application/json"

LARGEST_BODY = 64 * 1024
"""Bytes; an Alexa envelope is a few kB, a turn below 5 kB."""

DEEPEST = 32
"""Levels of nesting; an Alexa envelope has about ten."""

_UNWRITABLE = re.compile("[\0\ud800-\udfff]")
"""NUL, and half surrogates."""


def read_json(request: Request) -> object:
    """The body as data.

    Raises BadRequest: 415 for another content type or encoding, 400 for what is not JSON.
    Werkzeug raises 413 while reading, with and without a Content-Length.
    """
    if request.environ.get("CONTENT_TYPE") != JSON:
        _require_json(request)
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise _not_plain()
    return parse_json(request.get_data(cache=False))


def read_object(request: Request) -> dict[str, Any]:
    """The JSON object in a body. Raises BadRequest as `read_json` does, and for anything else."""
    body = read_json(request)
    if not isinstance(body, dict):
        raise BadRequest("bad_request", "the body must be a JSON object")
    return body


def _require_json(request: Request) -> None:
    """Looks at how a content type is spelt that is not the usual one."""
    if request.mimetype != JSON:
        raise BadRequest("unsupported_media_type", f"send `Content-Type: {JSON}`", 415)
    if request.mimetype_params.get("charset", "utf-8").lower() not in ("utf-8", "utf8"):
        raise _not_plain()


def _not_plain() -> BadRequest:
    return BadRequest("unsupported_media_type", "send UTF-8, not compressed", 415)


def parse_json(raw: bytes) -> object:
    """Strict JSON (RFC 8259): no NaN, no NUL, no half surrogates, at most DEEPEST levels.

    Raises BadRequest; its message gives a place, never a piece of the body.
    """
    try:
        text = raw.decode("utf-8")
        value: object = _READER.decode(text)
    except UnicodeDecodeError as error:
        raise BadRequest("bad_json", f"the body is not UTF-8 (byte {error.start})") from None
    except json.JSONDecodeError as error:
        place = f"line {error.lineno} column {error.colno}"
        raise BadRequest("bad_json", f"the body is not JSON: {error.msg}, {place}") from None
    except RecursionError:
        raise _too_deep() from None
    except ValueError:
        raise BadRequest("bad_json", "a number in the body cannot be used") from None
    # Without an escape no such character gets past UTF-8 and the reader of JSON.
    if "\\u" in text or text.count("{") + text.count("[") > DEEPEST:
        _examine(value)
    return value


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


_READER = json.JSONDecoder(parse_constant=_no_constant)


def _too_deep() -> BadRequest:
    return BadRequest("bad_json", f"the body is nested deeper than {DEEPEST} levels")


def _examine(value: object) -> None:
    level = [value]
    for _ in range(DEEPEST + 1):
        below: list[object] = []
        for item in level:
            if isinstance(item, str):
                _examine_text(item)
            elif isinstance(item, dict):
                below += item.keys()
                below += item.values()
            elif isinstance(item, list):
                below += item
        if not below:
            return
        level = below
    raise _too_deep()


def _examine_text(text: str) -> None:
    if _UNWRITABLE.search(text):
        raise BadRequest("bad_characters", "a string holds NUL or half a surrogate pair")
