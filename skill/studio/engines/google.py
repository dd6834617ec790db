"""Google's online voice, in the wire format of gTTS, with what gTTS leaves out.

gTTS packs the request; this file sends it and reads the answer, because gTTS (2.5.4) switches TLS
verification off, has no timeout, and gives an empty file for a consent page. The voice needs the
network, belongs to Google, and may change or refuse at any time: for trials, not for a release.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
import requests  # type: ignore[import-untyped, unused-ignore]
from gtts import gTTS  # type: ignore[import-untyped, unused-ignore]

from skill.errors import AudioError, EngineError
from skill.studio.engines import engine_name
from skill.studio.mp3 import decode
from skill.studio.recipe import ENGINE_SETTINGS
from skill.studio.samples import trimmed
from skill.studio.speech_engine import Samples

if TYPE_CHECKING:
    from numpy.typing import NDArray

GOOGLE = "https://translate.google.com"
_PATH = "/_/TranslateWebserverUi/data/batchexecute"
_LONGEST = 100
"""Characters that the service takes at once."""
_TIMEOUT = (5, 20)
"""Seconds to connect, and to wait for bytes."""
_TRIES = 4
_FIRST_WAIT_S = 1.0
_BETWEEN_S = 0.5
"""Between two calls, so that the service does not answer 429."""
_CLAUSE_MS: int = ENGINE_SETTINGS["gtts"]["clause_ms"]


class Google:
    """The Dutch voice behind `base_url`. `wait` gets seconds to sleep."""

    kind = "gtts"

    def __init__(
        self,
        voice: str = "nl",
        *,
        base_url: str = GOOGLE,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        if voice != "nl":
            raise EngineError(f"gtts has one Dutch voice, nl, and no {voice!r}")
        self.name = engine_name("gtts", voice)
        self._url = base_url.rstrip("/") + _PATH
        self._wait = wait
        self._session = requests.Session()

    def speak(self, sentence: str, *, slow: bool) -> Samples:
        said: list[NDArray[np.float32]] = []
        rate = 0
        for clause in clauses(sentence):
            if said:
                self._wait(_BETWEEN_S)
            samples = self._call(clause, slow=slow)
            rate = rate or samples.rate
            if samples.rate != rate:
                raise EngineError(f"gtts gives {samples.rate} Hz after {rate} Hz for {clause!r}")
            if said:
                said.append(np.zeros(rate * _CLAUSE_MS // 1000, dtype=np.float32))
            said.append(trimmed(samples.wave, rate))
        if not said:
            raise EngineError(f"gtts: there is nothing to say in {sentence!r}")
        return Samples(np.concatenate(said), rate)

    def _call(self, clause: str, *, slow: bool) -> Samples:
        body = _request(clause, slow=slow)
        for attempt in range(_TRIES):
            if attempt:
                self._wait(_FIRST_WAIT_S * 2 ** (attempt - 1))
            try:
                answer = self._session.post(
                    self._url,
                    data=body,
                    headers=gTTS.GOOGLE_TTS_HEADERS,
                    timeout=_TIMEOUT,
                    allow_redirects=False,
                )
            except requests.exceptions.SSLError as error:
                raise EngineError(f"gtts: {self._url} has no certificate to trust") from error
            except requests.exceptions.RequestException as error:
                problem = f"cannot be reached ({type(error).__name__})"
                continue
            if answer.status_code == 200:
                return _sound(answer.text, clause)
            problem = f"answers {answer.status_code}"
            if answer.status_code != 429 and answer.status_code < 500:
                break
        raise EngineError(f"gtts: {self._url} {problem} for {clause!r}; try again later")


def clauses(sentence: str, longest: int = _LONGEST) -> list[str]:
    """The sentence in parts of at most `longest` characters, cut where a speaker would breathe.

    After a comma, colon or dash if there is one, else between words; a word that is longer by
    itself is cut anywhere.
    """
    rest, parts = sentence.strip(), []
    while len(rest) > longest:
        head = rest[: longest + 1]
        breaths = [found.end() for found in re.finditer(r"[,;:)\u2013-](?=\s)", head)]
        spaces = [found.start() for found in re.finditer(r"\s", head)]
        # A breath near the start would leave a stump; then a space further on is better.
        fitting = [at for at in breaths if longest // 4 <= at <= longest] or spaces or [longest]
        parts.append(rest[: fitting[-1]].strip())
        rest = rest[fitting[-1] :].strip()
    return [part for part in [*parts, rest] if any(map(str.isalnum, part))]


def load(voice: str) -> Google:
    return Google(voice)


def _request(clause: str, *, slow: bool) -> str:
    """The body, packed by gTTS; without its English abbreviations and its own cutting."""
    packed = gTTS(
        clause,
        lang="nl",
        slow=slow,
        lang_check=False,
        pre_processor_funcs=[],
        tokenizer_func=lambda text: [text],
    ).get_bodies()
    if len(packed) != 1:
        raise EngineError(f"gtts makes {len(packed)} calls of {clause!r}")
    return str(packed[0])


def _sound(answer: str, clause: str) -> Samples:
    """The MP3 in an answer: `)]}'`, then lines of JSON, one of them `[["wrb.fr", "jQ1olc", ...`."""
    for line in answer.splitlines():
        if '"jQ1olc"' not in line:
            continue
        try:
            sound = base64.b64decode(_audio(json.loads(line)), validate=True)
            if sound:
                return decode(sound)
        except (ValueError, TypeError, LookupError, binascii.Error, AudioError) as error:
            raise EngineError(f"gtts: no sound in the answer for {clause!r} ({error})") from error
    raise EngineError(f"gtts: the answer for {clause!r} is no speech (a consent or error page?)")


def _audio(rows: Any) -> str:
    row = next(row for row in rows if row[1] == "jQ1olc")
    return str(json.loads(row[2])[0])
