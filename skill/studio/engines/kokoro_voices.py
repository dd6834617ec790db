"""How a voice of Kokoro is named: one of 54, or a weighted mix of several.

A voice is a table of styles, 510 rows (the number of sounds in a sentence) of 256 numbers; the
weighted mean of two tables is a voice between them.
"""

from __future__ import annotations

from skill.errors import EngineError
from skill.studio.engines.kokoro_files import VOICE_SHA256

NAMED = {
    "female": "ef_dora:0.5+if_sara:0.5",
    "male": "em_alex:0.5+pm_alex:0.5",
}
"""Mixes that were chosen by measurement (docs/audio.md)."""
VOICES = tuple(VOICE_SHA256)
"""First letter: the language it was made for; second: f(emale) or m(ale)."""


def mixed(voice: str) -> dict[str, float]:
    """`female`, `ef_dora` or `ef_dora:2+if_sara:1` -> each voice's share; the shares add up to 1.

    EngineError for a voice that does not exist, a weight that is none, or a voice named twice.
    """
    shares: dict[str, float] = {}
    for part in NAMED.get(voice, voice).split("+"):
        name, colon, weight = part.strip().partition(":")
        if name not in VOICES:
            raise EngineError(
                f"kokoro has no voice {name!r}; try female, male or ef_dora:0.5+if_sara:0.5"
            )
        if name in shares:
            raise EngineError(f"voice {name} is named twice in {voice!r}")
        try:
            shares[name] = float(weight) if colon else 1.0
        except ValueError:
            shares[name] = 0.0
        if not 0 < shares[name] < float("inf"):
            raise EngineError(f"{weight!r} is no weight of {name}; write {name}:0.5")
    total = sum(shares.values())
    return {name: share / total for name, share in sorted(shares.items())}


def label(voice: str) -> str:
    """The one way to write a mix: sorted, with shares of three decimals; a voice alone bare."""
    shares = mixed(voice)
    if len(shares) == 1:
        return next(iter(shares))
    return "+".join(f"{name}:{share:.3g}" for name, share in shares.items())
