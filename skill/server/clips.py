"""`GET /audio/<file>`: a clip, cached for ever and played from any second.

A clip's name carries the hash of its content, so it never changes under the same name.
Only names that the manifest knows are served: a path cannot lead outside the audio folder.

`GET /audio/<file>/<file>`: clips one after another as one sound, for a telephone exchange in which
a key cuts off one address only. MP3 frames of one rate, without tags or a count of frames, which is
what every clip is, may be put after each other.
"""

from __future__ import annotations

import hashlib
import re

from flask import Flask, Response, abort, request

from skill.channels import Runtime, Sounds
from skill.leaflet import Leaflet, menu
from skill.server.refusals import refuse_other_version

MOST_TOGETHER = 6
"""Clips of one address: a reply has no more lines."""
FOR_EVER = "public, max-age=31536000, immutable"

_OF_A_PASSAGE = ("title", "offer", "first", "second")
"""Kinds of lines that name a passage."""

_ONE_RANGE = re.compile(r"bytes=(?:[0-9]+-[0-9]*|-([0-9]+))")


def install(app: Flask, runtime: Runtime, sounds: Sounds) -> None:
    """Adds the route to `app`. A file with other bytes than the manifest names is not there, and
    neither is one of a passage that was withdrawn.

    What an older text of another line says is given: who asked a moment ago may be about to hear
    it, and no alarm falls silent because a build took over meanwhile.
    """
    known = {
        clip.file: clip
        for line_id, entry in runtime.manifest.clips.items()
        for clip in (entry.normal, entry.slow)
        if re.fullmatch(r"[\w.-]+\.mp3", clip.file) and not _is_gone(runtime.leaflet, line_id)
    }

    @app.get("/audio/<file>")
    def answer_clip(file: str) -> Response:
        return together([file])

    @app.get("/audio/<path:files>")
    def answer_clips(files: str) -> Response:
        return together(files.split("/"))

    def together(names: list[str]) -> Response:
        if len(names) > MOST_TOGETHER or not known.keys() >= set(names):
            abort(404)
        parts = [sounds.read(known[name]) for name in names]
        found = [part for part in parts if part is not None]
        if len(found) < len(parts):
            abort(404)
        sums = [known[name].sha256 for name in names]
        response = give(b"".join(found), sums[0] if len(sums) == 1 else _sum_of(sums))
        # A simulator in a browser is another site, and plays it.
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response


def _is_gone(leaflet: Leaflet, line_id: str) -> bool:
    """Whether a line is of a passage that was withdrawn, or that is not there any more."""
    kind, below, name = line_id.partition("_")
    if below and kind not in _OF_A_PASSAGE:
        return False
    passage = leaflet.passages.get(name if below else line_id)
    return passage is None or passage.status == menu.WITHDRAWN


def give(sound: bytes, etag: str, *, kept: bool = True) -> Response:
    """An MP3, or the part of it that the request asks for.

    `kept`: a cache may keep it for ever, because its address never has another sound.
    """
    response = Response(sound, mimetype="audio/mpeg")
    response.set_etag(etag)
    refuse_other_version(response)
    _settle_range(len(sound))
    response.make_conditional(request, accept_ranges=True, complete_length=len(sound))
    response.headers["Cache-Control"] = FOR_EVER if kept else "no-store"
    return response


def _sum_of(sums: list[str]) -> str:
    return hashlib.sha256(" ".join(sums).encode()).hexdigest()


def _settle_range(length: int) -> None:
    """Makes of the Range header what Werkzeug needs to answer it by the book.

    RFC 9110 section 14.2: a unit that is not known, and a range with another method than GET,
    must be ignored, and more than one range may be: then the whole clip is given. Section
    14.1.2: when more than all of the last bytes are asked for, that is all of them; Werkzeug
    3.1 would refuse.
    """
    wish = _ONE_RANGE.fullmatch(request.environ.get("HTTP_RANGE", ""))
    if request.method != "GET" or wish is None:
        request.environ.pop("HTTP_RANGE", None)
    elif (last := (wish.group(1) or "").lstrip("0")) and (
        len(last) > len(str(length)) or int(last) > length
    ):
        request.environ["HTTP_RANGE"] = "bytes=0-"
