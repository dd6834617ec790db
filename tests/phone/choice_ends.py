"""Where a choice of a menu has been said: found in the sound itself, and not by its text.

A menu is one sound with a pause of half a second behind each sentence; within a sentence no silence
is as long.
"""

from __future__ import annotations

from itertools import groupby

from rtp_stream import FRAME

from skill.studio.line_sound import audioop

LONG = 20
"""Pieces of 20 ms: a silence as long as this stands between two sentences."""
SOFT = 100
"""Root mean square of a piece (of 32,768) below which it is silent."""


def choice_ends(menu: bytes, sentences: int) -> list[int]:
    """Pieces of 20 ms of an A-law sound after which each of its sentences has been said.

    ValueError when its long silences are not those between so many sentences.
    """
    runs = []
    begin = 0
    for silent, pieces in groupby(_silent(menu)):
        length = len(list(pieces))
        runs.append((silent, begin, length))
        begin += length
    inner = runs[1:-1] if runs[-1][0] else runs[1:]
    ends = [begin for silent, begin, length in inner if silent and length >= LONG]
    if len(ends) != sentences - 1:
        raise ValueError(f"{len(ends)} long silences in a menu of {sentences} sentences")
    return [*ends, runs[-1][1] if runs[-1][0] else begin]


def first_sound(clip: bytes) -> int:
    """Silent pieces of 20 ms at the begin of an A-law sound."""
    return next(number for number, silent in enumerate(_silent(clip)) if not silent)


def pieces_of(clip: bytes) -> int:
    """How many pieces of 20 ms a sound has; the last may be a part of one."""
    return -(-len(clip) // FRAME)


def _silent(sound: bytes) -> list[bool]:
    cut = (sound[at : at + FRAME] for at in range(0, len(sound), FRAME))
    return [audioop.rms(audioop.alaw2lin(piece, 2), 2) < SOFT for piece in cut]
