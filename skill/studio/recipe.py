"""How a clip is made, in numbers: rates, pauses, loudness, format, and the windows it must fall in.

The contract (`audio/manifest.json`) gives the windows; measurements on real clips gave the aims.
Everything that changes how a clip sounds is part of `fingerprint()`, and so of its file name:
a changed number makes every clip stale by itself.
"""

from __future__ import annotations

from typing import Any

VERSION = 1
"""Raise it when the code of the chain changes what is heard while every number stays."""

SAMPLE_RATE = 22_050
"""Hz; what most engines give, so that no resampling is needed."""
SAMPLE_RATES = (22_050, 24_000)
"""Hz; what a finished clip may have. An engine that gives 24,000 keeps it."""
KBPS = 48
"""Constant bit rate that Alexa asks for."""

TARGET_LUFS = -16.0
"""Loudness that is aimed at; a limiter is needed to get there with speech."""
CEILING_DB = -3.0
"""dBTP before encoding: MP3 overshoots by up to 0.7 dB, and -2 must hold after decoding."""
LUFS_WINDOW = (-19.0, -14.0)
PEAK_LIMIT_DB = -2.0

PAUSE_MS = {False: 250, True: 400}
"""Between sentences, by `slow`."""
OPTION_PAUSE_MS = {False: 500, True: 700}
"""Between the options of a menu by keys: time to decide whether that was the one. The ACIXD's wiki
on menus asks for 500 to 750 ms (docs/telefoon.md)."""
END_MS = 85
"""Silence put at both ends. The MP3 decoder adds 50 ms at the start, the last frame 0-80 ms."""
END_WINDOW_MS = (50, 250)
SILENCE_DB = -42.0
"""Below the clip's own peak by this much counts as silence."""

PACE = {False: (7.0, 20.0), True: (5.0, 16.0)}
"""Characters a second that a listener can follow, by `slow`."""
VOICE_PACE = {"kokoro": {False: (8.0, 19.5), True: (6.5, 16.0)}}
"""A narrower window for an engine whose pace was measured (docs/audio.md): a clip outside it was
cut short, or says something else."""
PACE_FROM = 20
"""Characters; a shorter text says too little about its pace."""

TELEPHONE_LUFS = -19.0
"""Loudness on a telephone line: the median of Asterisk's own English prompts (206 measured, their
peaks near -3 dB)."""
TELEPHONE_CEILING_DB = -3.0
TELEPHONE_RATES = {
    "alaw": 8_000,
    "ulaw": 8_000,
    "g722": 16_000,
    "pcm.wav": 8_000,
    "alaw.wav": 8_000,
    "ulaw.wav": 8_000,
}
"""Hz, per format: as it goes over the line, or in a WAV file."""
G722_BITS = 64_000
"""Bits a second of G.722 on a telephone line (RFC 3551, 4.5.2)."""
TELEPHONE_VERSION = 1
"""Raise it when what is heard on the line changes while every number stays."""

ENGINE_SETTINGS: dict[str, dict[str, Any]] = {
    "espeak": {"rate": (140, 110), "volume": 60, "pitch": 45, "seed": 1},
    "gtts": {"slow": "flag", "clause_ms": 120},
    "kokoro": {
        "speed": (0.95, 0.8),
        "pause_ms": (300, 450),
        "phrase_ms": (300, 420),
        "short": 16,
        "lead": "dˈit ɣˈaːt ˈoʊvər ət ˈɔndərvɛrp.",
    },
    "piper": {"length_scale": (1.0, 1.25), "noise": 0},
    "polly": {"rate": (100, 80), "format": "mp3 24000"},
    "silent": {"characters_per_second": (14, 11)},
}
"""By kind; pairs are (normal, slow). Older listeners do worse with very slow synthetic speech,
so slow is about 0.8 of normal and not less."""


def fingerprint(kind: str) -> str:
    """All that makes a clip of this kind sound as it does, as text to hash."""
    return repr(
        (
            VERSION,
            SAMPLE_RATES,
            KBPS,
            TARGET_LUFS,
            CEILING_DB,
            sorted(PAUSE_MS.items()),
            END_MS,
            SILENCE_DB,
            sorted(ENGINE_SETTINGS.get(kind, {}).items()),
        )
    )


def telephone_recipe() -> str:
    """Everything but the clip that makes a sound for the telephone what it is."""
    return f"{TELEPHONE_VERSION} {TELEPHONE_LUFS:g} LUFS {TELEPHONE_CEILING_DB:g} dB"


def pause_ms(kind: str, *, slow: bool) -> int:
    """Milliseconds between two sentences of this kind of engine."""
    own = ENGINE_SETTINGS.get(kind, {}).get("pause_ms")
    return int(own[slow] if own else PAUSE_MS[slow])


def pace_problem(characters: int, seconds: float, *, slow: bool, kind: str = "") -> str:
    """What is wrong with the pace of a clip; empty when nothing is, or when it is too short.

    `kind` narrows the window to what that kind of engine does.
    """
    if characters < PACE_FROM:
        return ""
    low, high = VOICE_PACE.get(kind, PACE)[slow]
    pace = characters / seconds if seconds else float("inf")
    if low <= pace <= high:
        return ""
    return f"{pace:.1f} characters a second (window {low:g}-{high:g})"
