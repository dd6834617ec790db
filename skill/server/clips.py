"""`GET /audio/<file>`: a clip, cached for ever and played from any second.

A clip's name carries the hash of its content, so it never changes under the same name.
Only names that the manifest knows are served: a path cannot lead outside the audio folder.
"""

from __future__ import annotations

import re

from flask import Flask, Response, abort, request

from skill.channels import Runtime, Sounds
from skill.server.refusals import refuse_other_version

FOR_EVER = "public, max-age=31536000, immutable"

_ONE_RANGE = re.compile(r"bytes=(?:[0-9]+-[0-9]*|-([0-9]+))")


def install(app: Flask, runtime: Runtime, sounds: Sounds) -> None:
    """Adds the route to `app`. A file with other bytes than the manifest names is not there."""
    known = {
        clip.file: clip
        for entry in runtime.manifest.clips.values()
        for clip in (entry.normal, entry.slow)
        if re.fullmatch(r"[\w.-]+\.mp3", clip.file)
    }

    @app.get("/audio/<file>")
    def answer_clip(file: str) -> Response:
        sound = sounds.read(known[file]) if file in known else None
        if sound is None:
            abort(404)
        response = Response(sound, mimetype="audio/mpeg")
        response.set_etag(known[file].sha256)
        refuse_other_version(response)
        _settle_range(len(sound))
        response.make_conditional(request, accept_ranges=True, complete_length=len(sound))
        response.headers["Cache-Control"] = FOR_EVER
        # A simulator in a browser is another site, and plays it.
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response


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
    elif wish.group(1) and len(wish.group(1)) < 20 and int(wish.group(1)) > length:
        request.environ["HTTP_RANGE"] = "bytes=0-"
