"""WAV files as a telephone exchange reads them: PCM, or A-law and mu-law in the same wrapping.

Layout after "Multimedia Programming Interface and Data Specifications 1.0" (IBM and Microsoft,
1991) with the codes of RFC 2361: 1 is PCM, 6 A-law, 7 mu-law. What is not PCM has a longer `fmt `
chunk, and a `fact` chunk with the number of samples. A chunk of an odd length is followed by a
zero.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable

from skill.errors import AudioError

CODECS = {"pcm": (1, 2), "alaw": (6, 1), "ulaw": (7, 1)}
"""Name -> its code in the file, and bytes a sample."""

_BEGIN = struct.Struct("<4sI4s")
_CHUNK = struct.Struct("<4sI")
_FORMAT = struct.Struct("<HHIIHH")


def wav_file(sound: bytes, codec: str, rate: int) -> bytes:
    """The file of one channel of sound in a codec of CODECS, at `rate` Hz."""
    number, width = CODECS[codec]
    format = _FORMAT.pack(number, 1, rate, rate * width, width, 8 * width)
    chunks = [_chunk(b"fmt ", format)]
    if codec != "pcm":
        chunks = [_chunk(b"fmt ", format + b"\0\0"), _chunk(b"fact", struct.pack("<I", len(sound)))]
    body = b"".join([*chunks, _chunk(b"data", sound)])
    return _BEGIN.pack(b"RIFF", 4 + len(body), b"WAVE") + body


def wav_seconds(file: bytes) -> float:
    """How long a file of `wav_file` sounds. AudioError when it is none."""
    chunks = _chunks(file)
    bytes_a_second = _FORMAT.unpack_from(chunks[b"fmt "])[3]
    if not bytes_a_second:
        raise AudioError("its header says that it has no bytes a second")
    return float(len(chunks[b"data"]) / bytes_a_second)


def wav_samples(file: bytes) -> bytes:
    """The sound in a file of `wav_file`, without what is written about it. AudioError when it is
    none."""
    return _chunks(file)[b"data"]


def joined(files: Iterable[bytes]) -> bytes:
    """Files of `wav_file` behind one another, as one. AudioError when they are not of one kind."""
    parts = [_chunks(file) for file in files]
    kinds = {_FORMAT.unpack_from(part[b"fmt "]) for part in parts}
    codecs = {number: name for name, (number, _) in CODECS.items()}
    if len(kinds) != 1:
        raise AudioError("only WAV files of one format can be joined")
    number, _, rate, *_ = kinds.pop()
    return wav_file(b"".join(part[b"data"] for part in parts), codecs[number], rate)


def _chunks(file: bytes) -> dict[bytes, bytes]:
    """What is in a file, by its name. AudioError when it is no whole WAV file."""
    begin, rest = file[: _BEGIN.size], file[_BEGIN.size :]
    chunks: dict[bytes, bytes] = {}
    if begin[:4] == b"RIFF" and begin[8:] == b"WAVE":
        while len(rest) >= _CHUNK.size:
            name, length = _CHUNK.unpack_from(rest)
            inside = rest[_CHUNK.size : _CHUNK.size + length]
            if len(inside) < length:
                break
            chunks[name] = inside
            rest = rest[_CHUNK.size + length + length % 2 :]
    if not {b"fmt ", b"data"} <= chunks.keys() or len(chunks[b"fmt "]) < _FORMAT.size:
        raise AudioError("it is no WAV file, or it was cut off")
    return chunks


def _chunk(name: bytes, inside: bytes) -> bytes:
    return _CHUNK.pack(name, len(inside)) + inside + b"\0" * (len(inside) % 2)
