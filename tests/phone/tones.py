"""Tones instead of sentences: what a caller sends, and the program that listens knows."""

from __future__ import annotations

import math

SAYINGS = (
    "hoe til ik goed",
    "ja",
    "langzamer",
    "ik kan mijn plas niet ophouden",
    "herhaal",
    "stop",
    "bla blie blo",
)
SECONDS, PLAIN = 0.8, 8_000
"""How long a tone lasts, and its samples a second."""


def pitch(text: str) -> int:
    """Of what is said, in Hz."""
    return 300 + 200 * SAYINGS.index(text)


def tone(text: str) -> bytes:
    """What a caller sends to say it, in A-law."""
    turn = 2 * math.pi * pitch(text) / PLAIN
    return bytes(_alaw(int(8000 * math.sin(turn * at))) for at in range(int(SECONDS * PLAIN)))


def _alaw(sample: int) -> int:
    """One sample of 16 bits by G.711: a sign, three bits of exponent, four of mantissa, and every
    second bit turned over."""
    sign, height = (0x80, sample) if sample >= 0 else (0, ~sample)
    height >>= 4
    exponent = max(0, height.bit_length() - 4)
    mantissa = height >> max(0, exponent - 1) & 15
    return (sign | exponent << 4 | mantissa) ^ 0x55
