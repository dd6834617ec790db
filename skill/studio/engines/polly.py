"""Amazon Polly, an online voice that is paid for by the character (boto3, AWS credentials).

nl-NL: Laura (neural), Lotte, Ruben (standard); nl-BE: Lisa (neural). The lexicon arrives as SSML.
"""

from __future__ import annotations

from typing import Any

from skill.errors import AudioError, EngineError
from skill.studio.engines import engine_name
from skill.studio.mp3 import decode
from skill.studio.recipe import ENGINE_SETTINGS
from skill.studio.speech_engine import Samples

_VOICES = {
    "Laura": ("neural", "nl-NL"),
    "Lotte": ("standard", "nl-NL"),
    "Ruben": ("standard", "nl-NL"),
    "Lisa": ("neural", "nl-BE"),
}
_SETTINGS: dict[str, Any] = ENGINE_SETTINGS["polly"]


class Polly:
    """One voice behind boto3's client for Polly."""

    kind = "polly"

    def __init__(self, client: Any, voice: str) -> None:
        if voice not in _VOICES:
            raise EngineError(f"polly has no Dutch voice {voice!r}; it has {', '.join(_VOICES)}")
        self.name = engine_name("polly", voice)
        self._client = client
        self._voice = voice

    def speak(self, sentence: str, *, slow: bool) -> Samples:
        """`sentence` is a piece of SSML, as the lexicon gives it for this kind."""
        model, language = _VOICES[self._voice]
        rate = _SETTINGS["rate"][slow]
        inside = sentence if rate == 100 else f'<prosody rate="{rate}%">{sentence}</prosody>'
        try:
            answer = self._client.synthesize_speech(
                Text=f"<speak>{inside}</speak>",
                TextType="ssml",
                VoiceId=self._voice,
                Engine=model,
                LanguageCode=language,
                OutputFormat="mp3",
                SampleRate="24000",
            )
            return decode(answer["AudioStream"].read())
        except AudioError as error:
            raise EngineError(f"{self.name}: no sound for {sentence!r} ({error})") from error
        except Exception as error:  # botocore makes its error classes at run time
            raise EngineError(f"{self.name} refuses {sentence!r}: {error}") from error


def load(voice: str) -> Polly:
    """The voice with the credentials of this computer. ImportError without boto3."""
    import boto3  # type: ignore[import-untyped, import-not-found, unused-ignore]

    return Polly(boto3.client("polly"), voice)
