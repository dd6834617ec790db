"""How well the voices are understood by a recogniser, in one run: a table, and a picture.

    python -m bench.voice --model base --half held-out --lines 40 --markdown
    python -m bench.voice --model base --half all --lines 30 --marks --markdown
    python -m bench.voice --model base --picture docs/pictures/voices.svg

Every sentence of the script is said by every voice, mastered and encoded as a clip is, decoded, and
read back; on the telephone it goes through the same bytes as the export for an exchange. Sentences
are split into two halves by their own hash: what is tuned is tuned on one, and counted on the
other. A voice whose engine is not installed is left out, and said so.

With `--marks` espeak alone says sentences that hold a word whose sounds were checked: by letters,
as it is given them when clips are made, and with more words by their sounds.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

import numpy as np

from skill.editorial import Content, read_content
from skill.errors import EngineError
from skill.leaflet import Line, script
from skill.settings import ROOT
from skill.studio import Engine, Samples, engine, sentences
from skill.studio.clip import finish
from skill.studio.compare import Difference, difference
from skill.studio.lexicon import Lexicon, pronounced
from skill.studio.line_sound import over_the_telephone
from skill.studio.mp3 import decode
from skill.studio.notations import espeak_mnemonics
from skill.studio.plan import plan
from skill.studio.recogniser import Recogniser, recogniser
from skill.studio.speak import speak
from skill.studio.spoken import spoken

VOICES = (("espeak", None), ("kokoro", "female"), ("kokoro", "male"))
HALVES = ("all", "tuned", "held-out")
FAR = 3.0
"""Times the voice's average, as `check` judges a clip."""
SENTENCE = "Neem vier keer per dag twee tabletten."
"""What the picture shows."""
COLUMNS = ("voice", "sentences", "words wrong", "characters wrong", "clips with a fact wrong",
           "beyond 3 x average", "characters a second", "seconds of work per second")  # fmt: skip


MARKS: dict[str, Callable[[Lexicon], Lexicon]] = {
    "by letters": lambda lexicon: {},
    "as for clips": lambda lexicon: lexicon,
    "every word with stress": lambda lexicon: {
        word: replace(way, checked=True) for word, way in lexicon.items()
    },
    "every word": lambda lexicon: {
        word: replace(way, espeak=way.espeak or espeak_mnemonics(way.sound))
        for word, way in lexicon.items()
    },
}
"""Which words espeak is given by their sounds; it reads the rest itself."""


@dataclass
class Row:
    """One voice in one tempo over one way."""

    name: str
    found: list[Difference] = field(default_factory=list)
    characters: int = 0
    seconds: float = 0.0
    """Of sound, ends included."""
    work: float = 0.0
    """Seconds that making the sound took; nothing for the telephone, which is made of it."""

    def hear(self, text: str, sound: Samples, listener: Recogniser) -> None:
        """Counts one more sentence."""
        self.found.append(difference(text, listener.hear(sound)))
        self.characters += len(text)
        self.seconds += sound.seconds

    def cells(self) -> list[str]:
        shares = [one.characters for one in self.found]
        mean = sum(shares) / len(shares)
        words = sum(one.words for one in self.found) / len(self.found)
        return [
            self.name,
            str(len(self.found)),
            f"{words:.3f}",
            f"{mean:.3f}",
            str(sum(bool(one.wrong) for one in self.found)),
            str(sum(share > FAR * mean for share in shares)),
            f"{self.characters / self.seconds:.1f}",
            f"{self.work / self.seconds:.2f}" if self.work else "",
        ]


def half_of(sentence: str) -> str:
    """`tuned` or `held-out`, by the sentence's own hash: it stays where it is for ever."""
    return "held-out" if hashlib.sha256(sentence.encode()).digest()[-1] % 2 else "tuned"


def chosen(
    content: Content, half: str, count: int, wanted: Callable[[str], bool] = lambda _: True
) -> list[str]:
    """At most `count` sentences of the script that are `wanted`, evenly over all of them."""
    every = dict.fromkeys(
        sentence for line in script(content.leaflet).values() for sentence in sentences(line.text)
    )
    rows = [
        sentence for sentence in every if half in ("all", half_of(sentence)) and wanted(sentence)
    ]
    step = max(1.0, len(rows) / count) if count else 1.0
    return [rows[int(at * step)] for at in range(min(len(rows), count or len(rows)))]


def said(text: str, content: Content, voice: Engine, *, slow: bool) -> bytes:
    """The clip of one sentence."""
    wanted = plan(Line("zin", text, "", ""), content.lexicon, voice.name, {}, {}).normal
    return finish(speak(wanted.utterances, voice, slow=slow))[0]


def measured(
    voice: Engine, name: str, texts: list[str], content: Content, listener: Recogniser
) -> Iterator[Row]:
    """Rows of one voice: normal, slow, and both ways over the telephone for normal."""
    normal, slow, phone = Row(name), Row(f"{name}, slow"), Row(f"{name}, telephone")
    for at, text in enumerate(texts, start=1):
        for row, is_slow in ((normal, False), (slow, True)):
            start = time.perf_counter()
            clip = said(text, content, voice, slow=is_slow)
            row.work += time.perf_counter() - start
            ways: list[tuple[Row, Samples]] = [(row, decode(clip))]
            if not is_slow:
                ways.append((phone, over_the_telephone(clip)))
            for one, sound in ways:
                one.hear(text, sound, listener)
        print(f"{name} {at}/{len(texts)}", end="\r", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    yield from (normal, slow, phone)


def marked(content: Content, half: str, count: int, listener: Recogniser) -> Iterator[Row]:
    """A row of espeak for each way of giving words by their sounds, on the same sentences."""
    voice = engine("espeak")

    def differs(text: str) -> bool:
        return pronounced(spoken(text), content.lexicon, voice.kind) != spoken(text)

    texts = chosen(content, half, count, differs)
    for name, marks in MARKS.items():
        row, trial = Row(name), replace(content, lexicon=marks(content.lexicon))
        for text in texts:
            row.hear(text, decode(said(text, trial, voice, slow=False)), listener)
        yield row


def voices(say: Callable[[str], None]) -> Iterator[tuple[str, Engine]]:
    """The voices that are installed here, each with the name of its row."""
    for name, voice in VOICES:
        try:
            yield f"{name}{' ' + voice if voice else ''}", engine(name, voice)
        except EngineError as error:
            say(f"left out: {error}")


def table(rows: list[list[str]], *, markdown: bool) -> str:
    """Aligned text, or Markdown."""
    if markdown:
        lines = ["| " + " | ".join(row) + " |" for row in [list(COLUMNS), *rows]]
        return "\n".join([lines[0], "|---" * len(COLUMNS) + "|", *lines[1:]])
    widths = [max(len(row[at]) for row in [list(COLUMNS), *rows]) for at in range(len(COLUMNS))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in [list(COLUMNS), *rows]
    )


def picture(content: Content) -> str:
    """The same sentence in every voice, as SVG: the highest and lowest sample per pixel."""
    width, height, shown = 900, 90, []
    for name, voice in voices(lambda _: None):
        for slow in (False, True):
            sound = decode(said(SENTENCE, content, voice, slow=slow))
            shown.append((f"{name}{', slow' if slow else ''}: {sound.seconds:.1f} s", sound))
    longest = max(sound.seconds for _, sound in shown)
    parts = []
    for at, (name, sound) in enumerate(shown):
        columns = max(1, round(width * sound.seconds / longest))
        edges = np.linspace(0, len(sound.wave), columns + 1).astype(int)
        pieces = [sound.wave[a:b] for a, b in pairwise(edges)]
        middle = height * at + 54
        path = "".join(
            f"M{x} {middle - 32 * piece.max():.1f}V{middle - 32 * piece.min() + 0.5:.1f}"
            for x, piece in enumerate(pieces)
        )
        parts.append(
            f'<text x="0" y="{height * at + 14}">{name}</text><path d="{path}" stroke="#2a6f97"/>'
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height * len(shown)}" '
        f'font-family="sans-serif" font-size="14"><title>{SENTENCE}</title>'
        f'<rect width="100%" height="100%" fill="#fff"/>{"".join(parts)}</svg>\n'
    )


def main() -> None:
    """Reads the options, measures, prints."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--model", default="base", help="a Whisper model, by name or folder")
    parser.add_argument("--half", choices=HALVES, default="held-out")
    parser.add_argument("--lines", type=int, default=40, help="sentences; 0 for all")
    parser.add_argument("--marks", action="store_true", help="espeak with fewer and more sounds")
    parser.add_argument("--markdown", action="store_true", help="the table as Markdown")
    parser.add_argument("--picture", type=Path, help="write this SVG and measure nothing")
    options = parser.parse_args()
    content, findings = read_content(ROOT / "content")
    if findings:
        raise SystemExit("\n".join(map(str, findings)))
    if options.picture:
        options.picture.write_text(picture(content), encoding="utf-8")
        return
    listener = recogniser(options.model)
    if options.marks:
        rows = list(marked(content, options.half, options.lines, listener))
    else:
        texts = chosen(content, options.half, options.lines)
        rows = [
            row
            for name, voice in voices(lambda told: print(told, file=sys.stderr))
            for row in measured(voice, name, texts, content, listener)
        ]
    print(f"{len(rows[0].found)} sentences ({options.half}), heard by {listener.name}\n")
    print(table([row.cells() for row in rows], markdown=options.markdown))


if __name__ == "__main__":
    main()
