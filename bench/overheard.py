"""What a recogniser writes of sentences that are spoken to it, in many voices.

    python -m bench.overheard train FOLDER --ear whisper:/srv/whisper-base --most 3000
    python -m bench.overheard held FOLDER --ear whisper:/srv/whisper-base --most 400

`train` speaks questions of the content folder in voices of Kokoro; `held` speaks questions of
`tests/questions`, in the voices of exchange_voices.py, which `train` and our clips never use. Each
is said once, at a pace of its own, and heard twice: as it is and over a telephone, either of them
in noise two times in five. What is heard is added to `train.jsonl` or `held.jsonl`; what is there
is not said again, so it may be stopped. `--part 1/2` takes every second sentence, for a processor
of its own.

`bench/overheard_lines.py` makes questions of it, and measures what they are worth.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from bench.exchange_voices import VOICES as HELD_VOICES
from bench.exchange_voices import alaw, levelled, with_noise
from bench.kept import Row, keep, kept
from skill import labels
from skill.ears import RATE, Ear, ear, hint_words
from skill.editorial import required_content
from skill.errors import EngineError
from skill.leaflet import Line
from skill.settings import ROOT
from skill.studio import engine
from skill.studio.engines.kokoro import Kokoro
from skill.studio.engines.kokoro_voices import NAMED, VOICES, mixed
from skill.studio.lexicon import Lexicon
from skill.studio.line_sound import from_alaw
from skill.studio.plan import plan
from skill.studio.samples import resampled, to_int16, trimmed
from skill.studio.speech_engine import Engine, Samples
from skill.training import Question, read_questions

SHARES = {
    "alarm": 0.44,
    "lookalike": 0.1,
    "passage": 0.22,
    "opening": 0.08,
    "control": 0.06,
    "not_covered": 0.05,
    "answer": 0.03,
    "out_of_scope": 0.02,
}
"""Of every kind, how much of what is said: signs first, for they may not be missed."""
WORDS = (3, 18)
"""Fewer say nothing once one is misheard; more take long and lose little."""
PACES = (0.85, 1.2)
NOISE_DB = (-16.0, -6.0)
"""Noise beside the speech, from little to much."""
NOISE = 0.4
"""Share of what is heard that is heard in noise."""


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence, and how it is said."""

    key: str
    question: Question
    voice: tuple[str, str]
    pace: float
    noise_db: tuple[float | None, float | None]
    """As it is, and over a telephone."""


def trained_voices() -> list[tuple[str, str]]:
    """Voices of Kokoro that are neither held out nor in our clips."""
    kept = {name for mix in NAMED.values() for name in mixed(mix)}
    kept |= {voice for kind, voice in HELD_VOICES if kind == "kokoro"}
    return [("kokoro", voice) for voice in VOICES if voice not in kept]


def kind(question: Question) -> str:
    """The key of SHARES that a question counts for."""
    return "lookalike" if question.lookalike else labels.kind(question.label)


def chosen(questions: Iterable[Question], most: int, chance: random.Random) -> list[Question]:
    """At most `most`, by SHARES, and within a kind as many of each label."""
    piles: dict[str, dict[str, list[Question]]] = {}
    for one in questions:
        if WORDS[0] <= len(one.text.split()) <= WORDS[1]:
            piles.setdefault(kind(one), {}).setdefault(one.label, []).append(one)
    found: list[Question] = []
    for name, share in SHARES.items():
        left = [chance.sample(pile, len(pile)) for pile in piles.get(name, {}).values()]
        wanted = round(most * share)
        while left and wanted:
            for pile in list(left):
                if wanted and pile:
                    found.append(pile.pop())
                    wanted -= 1
                if not pile:
                    left.remove(pile)
    chance.shuffle(found)
    return found


def ways(
    questions: list[Question], voices: list[tuple[str, str]], seed: str, chance: random.Random
) -> list[Said]:
    """How each is said: every voice in turn."""

    def noise() -> float | None:
        return round(chance.uniform(*NOISE_DB), 1) if chance.random() < NOISE else None

    made = []
    for at, question in enumerate(questions):
        pace, voice = round(chance.uniform(*PACES), 2), voices[at % len(voices)]
        made.append(Said(f"{seed}-{at:04}", question, voice, pace, (noise(), noise())))
    return made


def spoken(said: Said, voice: Engine, lexicon: Lexicon) -> np.ndarray:
    """The sentence at LEVEL and RATE."""
    wanted = plan(Line("zin", said.question.text, "", ""), lexicon, voice.name, {}, {}).normal
    parts = [
        voice.paced(one.given, slow=False, pace=said.pace)
        if isinstance(voice, Kokoro)
        else voice.speak(one.given, slow=False)
        for one in wanted.utterances
    ]
    # An engine has one rate.
    whole = np.concatenate([trimmed(part.wave, part.rate) for part in parts])
    return levelled(resampled(Samples(whole, parts[0].rate), RATE).wave)


def around(
    wave: np.ndarray, noise_db: float | None, before: list[np.ndarray], seed: int
) -> np.ndarray:
    """With white noise or five of the sentences `before` at once, if it is said in noise."""
    if noise_db is None:
        return wave
    if len(before) < 5 or seed % 2:
        noise = np.random.default_rng(seed).standard_normal(len(wave))
    else:
        noise = np.sum([np.resize(other, len(wave)) for other in before[-5:]], axis=0)
    return with_noise(wave, noise, noise_db)


def over_telephone(wave: np.ndarray) -> np.ndarray:
    """As it comes out of A-law at 8 kHz."""
    narrow = resampled(Samples(wave.astype(np.float32), RATE), 8_000).wave
    return resampled(from_alaw(alaw(narrow)), RATE).wave


def heard(said: Said, telephone: bool, wave: np.ndarray, listener: Ear) -> Row:
    """A row of the file: what was said, how, and what was written down."""
    if telephone:
        wave = over_telephone(wave)
    words = listener.hear(to_int16(np.clip(wave, -1, 1).astype(np.float32)))
    return {
        "key": said.key + ("t" if telephone else ""),
        "text": said.question.text,
        "label": said.question.label,
        "lookalike": said.question.lookalike,
        "voice": " ".join(said.voice),
        "pace": said.pace,
        "telephone": telephone,
        "noise_db": said.noise_db[telephone],
        "heard": words.text,
        "sure": words.sure,
    }


def held_rows(pattern: str) -> dict[str, Row]:
    """Rows of tests/questions by their text."""
    found: dict[str, Row] = {}
    for path in sorted((ROOT / "tests/questions").glob(pattern)):
        if not path.stem.endswith("-talks"):
            found |= {row["text"]: row for row in kept(path)}
    return found


def held_question(row: Row) -> Question:
    """A row as it counts for SHARES."""
    alike = "lookalike" in (row["label"], *row.get("note", "").split())
    return Question(row["text"], row["label"], "", alike)


def main() -> None:
    """Says what was not said before."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("what", choices=("train", "held"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--ear", default="whisper", metavar="NAME[:MODEL]")
    parser.add_argument("--most", type=int, default=3000)
    parser.add_argument("--seed", default="1", help="another one says other sentences")
    parser.add_argument("--part", default="1/1", help="every second sentence: 1/2 and 2/2")
    parser.add_argument("--rows", default="test-*.jsonl", help="files of tests/questions")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    content = required_content(ROOT / "content")
    part, parts = map(int, options.part.split("/"))
    chance = random.Random(f"{options.what} {options.seed}")
    held: dict[str, Row] = {}
    if options.what == "train":
        questions, voices = read_questions(ROOT / "content")[0], trained_voices()
    else:
        held = held_rows(options.rows)
        questions, voices = [held_question(row) for row in held.values()], list(HELD_VOICES)
    target: Path = options.folder / f"{options.what}.jsonl"
    there = kept(target)
    done, said_before = {row["key"] for row in there}, {row["text"] for row in there}
    order = ways(chosen(questions, options.most, chance), voices, options.seed, chance)
    listener = ear(options.ear, hint_words(content.leaflet), attentive=False)
    load, before = cache(engine), list[np.ndarray]()
    for at, said in enumerate(order):
        missing = [way for way in (False, True) if said.key + ("t" if way else "") not in done]
        other = len(missing) == 2 and said.question.text in said_before
        if at % parts != part - 1 or not missing or other:
            continue
        try:
            wave = spoken(said, load(*said.voice), content.lexicon)
        except EngineError as error:
            print(f"{said.key}: {error}", file=sys.stderr)
            continue
        for way in missing:
            sound = around(wave, said.noise_db[way], before, at + way)
            row = heard(said, way, sound, listener)
            if options.what == "held":
                row["row"] = held[said.question.text]
            keep(target, row)
        before = [*before[-4:], wave]
        print(f"{at + 1}/{len(order)}", end="\r", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
