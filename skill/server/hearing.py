"""`POST /api/listen`: speech in, text and certainty out.

A recogniser takes all of a processor for a second or more, and one sound at a time. So a few may
wait, and whoever comes then is told to come back: the threads that answer turns stay free. What is
sent is in memory while it is heard, and nowhere afterwards.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from flask import Flask, Request, Response, jsonify, request

from skill.channels import Runtime
from skill.ears import Ear, Heard, ear, hint_words, read_wav, seconds
from skill.errors import AudioError, BadRequest, EarError
from skill.server.callers import public_settings, require_local
from skill.server.kept import Kept
from skill.settings import Settings

log = logging.getLogger(__name__)

LONGEST = 15.0
"""Seconds of speech. A question lasts three; Whisper hears thirty at once."""
LARGEST_SOUND = 1024 * 1024
"""Bytes of a body: twice what 15 seconds take, so that too long is told as such."""
MOST_WAITING = 2
"""Of the server's threads (`connections.THREADS`) this many wait at the most, besides one that
listens."""
PATIENCE = 20.0
"""Seconds that somebody waits for their turn."""

WAV = ("audio/wav", "audio/x-wav", "audio/wave", "audio/vnd.wave")
RAW = "application/octet-stream"
"""Content types: a WAV file by its registered and its usual names, and samples without a header
(16 kHz, mono, 16 bits, little-endian), for which no type is registered: audio/L16 is big-endian."""

MakeEar = Callable[[], Ear]
"""Loads the ear that is set; EarError when it cannot be had."""


def install(
    app: Flask, runtime: Runtime, settings: Settings, kept: Kept, make: MakeEar | None = None
) -> None:
    """Adds the route to `app`; `make` is how the ear is made, the real way when None."""
    hearing = kept.get("ear", Hearing)
    if settings.ear:
        words = hint_words(runtime.leaflet)
        hearing.expect(words, make or (lambda: ear(settings.ear, words)))
    if settings.ear and not public_settings(settings):
        # Who speaks first does not wait for it, and who started the server reads what is missing.
        threading.Thread(target=hearing.wake, daemon=True).start()

    @app.post("/api/listen")
    def answer_listen() -> Response:
        require_local(request, settings)
        if not settings.ear:
            raise BadRequest("no_ear", "no ear is set: see EAR in docs/settings.md", 501)
        sound = read_body(request)
        heard = hearing.hear(sound)
        return jsonify({"text": heard.text, "sure": heard.sure})


class Hearing:
    """One ear for all who speak, loaded when it is first needed."""

    def __init__(self) -> None:
        self._make: MakeEar | None = None
        self._words: object = None
        self._ear: Ear | None = None
        self._one = threading.Lock()
        self._places = threading.BoundedSemaphore(1 + MOST_WAITING)

    def expect(self, words: object, make: MakeEar) -> None:
        """How the ear is loaded; one that was loaded for the same words stays."""
        with self._one:
            if self._make is None or words != self._words:
                self._ear, self._make, self._words = None, make, words

    def hear(self, sound: bytes) -> Heard:
        """What is said in a sound.

        Raises BadRequest: 503 when too many wait, 501 when the ear cannot be loaded (which is tried
        again at the next sound).
        """
        if not self._places.acquire(blocking=False):
            raise _busy()
        try:
            if not self._one.acquire(timeout=PATIENCE):
                raise _busy()
            try:
                return self._loaded().hear(sound)
            finally:
                self._one.release()
        finally:
            self._places.release()

    def wake(self) -> None:
        """Loads the ear; what it lacks is logged, for there is nobody to be told yet."""
        with self._one:
            try:
                self._loaded()
            except BadRequest as error:
                log.warning("EAR: %s", error)

    def _loaded(self) -> Ear:
        if self._ear is None:
            assert self._make is not None, "an ear is set before anybody is heard"
            try:
                self._ear = self._make()
            except EarError as error:
                raise BadRequest("no_ear", str(error), 501) from error
        return self._ear


def _busy() -> BadRequest:
    return BadRequest(
        "ear_busy", "somebody else is being listened to; send it again in a moment", 503
    )


def read_body(asked: Request) -> bytes:
    """The sound in a body: 16 kHz, mono, 16 bits, little-endian.

    Raises BadRequest: 415 for another content type or encoding, 400 for what is no such sound, 413
    for one that is too long. Werkzeug raises 413 for a body of more than LARGEST_SOUND.
    """
    encoding = asked.headers.get("Content-Encoding", "identity").lower()
    if asked.mimetype not in (*WAV, RAW) or encoding != "identity":
        raise BadRequest("unsupported_media_type", f"send {WAV[0]} or {RAW}, not compressed", 415)
    asked.max_content_length = LARGEST_SOUND
    body = asked.get_data(cache=False)
    sound = body if asked.mimetype == RAW else _of_wav(body)
    if not sound or len(sound) % 2:
        raise BadRequest("bad_sound", "there are no whole samples of 16 bits in the body")
    if seconds(sound) > LONGEST:
        raise BadRequest("too_long", f"a sound may last {LONGEST:.0f} seconds", 413)
    return sound


def _of_wav(body: bytes) -> bytes:
    try:
        return read_wav(body)
    except AudioError as error:
        raise BadRequest("bad_sound", str(error)) from error
