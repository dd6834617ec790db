"""Which voice speaks when nobody names one."""

from __future__ import annotations

from skill.settings import Settings
from skill.studio import ledger
from skill.studio.engines import named
from skill.studio.engines.kokoro_files import here


def chosen(engine: str | None, voice: str | None, settings: Settings) -> tuple[str, str | None]:
    """Engine and voice by name: what was asked for, else the voice that the clips have.

    One voice speaks all, so a build of three changed lines must not bring in another one because
    its machine has more or fewer models. Without clips: kokoro where its model is, else espeak.
    """
    if engine:
        return engine, voice
    known, its_voice = named(ledger.read(settings.audio_dir)[0].engine)
    if known and known != "silent":
        return known, voice or its_voice
    return ("kokoro" if here(settings.kokoro_dir) else "espeak"), voice
