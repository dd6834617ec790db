"""What patients might say on a telephone, in voices that no clip is made with, clean and in noise.

    python -m bench.exchange_voices FOLDER

Makes a file of A-law at 8 kHz for every sentence of spoken_sentences.tsv and every kind of line,
and `utterances.json`, which `bench/exchange.py` reads. Each sentence has one voice, in turn: six of
Kokoro, which were made for other languages and are given Dutch sounds, and two of eSpeak NG. The
same voice always says it the same way. Noise is 10 dB below the speech: white on every other
sentence, and on the rest five of the other sentences at once.
"""

from __future__ import annotations

import argparse
import json
import sys
from functools import cache
from pathlib import Path

import numpy as np

from skill.editorial import required_content
from skill.leaflet import Line
from skill.settings import ROOT
from skill.studio import Engine, engine
from skill.studio.lexicon import Lexicon
from skill.studio.line_sound import audioop
from skill.studio.plan import plan
from skill.studio.samples import resampled, to_int16
from skill.studio.speak import speak

SENTENCES = Path(__file__).with_name("spoken_sentences.tsv")
VOICES = (
    ("kokoro", "bf_emma"),
    ("kokoro", "bm_george"),
    ("kokoro", "ff_siwis"),
    ("espeak", "nl+f2"),
    ("kokoro", "im_nicola"),
    ("kokoro", "af_heart"),
    ("kokoro", "am_michael"),
    ("espeak", "nl+m3"),
)
RATE = 8_000
LEVEL = 0.1
"""Root mean square of the speech: -20 dB of full scale, as a telephone has it."""
NOISE_DB = -10.0
OTHERS = 5
"""Voices that make a babble."""


def sentences() -> list[tuple[str, str]]:
    """Label and text of every sentence."""
    rows = SENTENCES.read_text("utf-8").splitlines()
    return [(label, text) for label, _, text in (row.partition("\t") for row in rows)]


def said(text: str, voice: Engine, lexicon: Lexicon) -> np.ndarray:
    """A sentence at LEVEL and RATE."""
    wanted = plan(Line("zin", text, "", ""), lexicon, voice.name, {}, {}).normal
    return levelled(resampled(speak(wanted.utterances, voice, slow=False), RATE).wave)


def levelled(wave: np.ndarray) -> np.ndarray:
    """The same at LEVEL."""
    return wave * (LEVEL / max(1e-9, float(np.sqrt(np.mean(wave**2)))))


def with_noise(wave: np.ndarray, noise: np.ndarray, db: float = NOISE_DB) -> np.ndarray:
    """Speech and what sounds through it, by `db` beside it."""
    level = float(np.sqrt(np.mean(noise**2)))
    return wave + noise * (LEVEL * 10 ** (db / 20) / max(1e-9, level))


def babble(waves: list[np.ndarray], at: int, length: int) -> np.ndarray:
    """OTHERS of the other sentences at once, each as often as it takes."""
    others = [waves[(at + step) % len(waves)] for step in range(7, 7 * OTHERS + 1, 7)]
    return sum((np.resize(other, length) for other in others), np.zeros(length))


def alaw(wave: np.ndarray) -> bytes:
    """The bytes on the line."""
    linear = to_int16(np.clip(wave, -1, 1).astype(np.float32))
    return bytes(audioop.lin2alaw(linear, 2))


def main() -> None:
    """Makes what is not there yet."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    load, lexicon = cache(engine), required_content(ROOT / "content").lexicon
    waves: list[np.ndarray] = []
    rows = sentences()
    for at, (_, text) in enumerate(rows):
        kept = folder / f"{at:02}.npy"
        if not kept.exists():
            np.save(kept, said(text, load(*VOICES[at % len(VOICES)]), lexicon).astype(np.float32))
        waves.append(np.load(kept))
        print(f"{at + 1}/{len(rows)}", end="\r", file=sys.stderr, flush=True)
    noise = np.random.default_rng(1)
    told: list[dict[str, str]] = []
    for at, ((label, text), wave) in enumerate(zip(rows, waves, strict=True)):
        white = at % 2 == 0
        around = noise.standard_normal(len(wave)) if white else babble(waves, at, len(wave))
        lines = {"clean": wave, "white" if white else "babble": with_noise(wave, around)}
        for line, sound in lines.items():
            file = f"{at:02}-{line}.alaw"
            (folder / file).write_bytes(alaw(sound))
            name = " ".join(VOICES[at % len(VOICES)])
            told.append({"label": label, "text": text, "voice": name, "line": line, "file": file})
    (folder / "utterances.json").write_text(json.dumps(told, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
