"""What `bench/overheard.py` heard, as questions to learn from, and as rows to measure with.

    python -m bench.overheard_lines learn FOLDER
    python -m bench.overheard_lines measure FOLDER

`learn` adds what `train.jsonl` holds to `content/questions/heard`: a voice of its own, `verhoord`.
Left out is what was heard as it was said, what nothing is left of, and what is a question of
another label as well. `measure` asks the compiled model what it makes of `held.jsonl`, and of the
same sentences as they were said, and prints both by kind.
"""

from __future__ import annotations

import argparse
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from bench.kept import Row, kept
from skill import labels
from skill.channels import open_runtime
from skill.channels.turn import label_json
from skill.dialogue import SURE, Event, State
from skill.settings import ROOT, read_settings
from skill.training import read_questions
from skill.training.evaluate import Labelled, Verdict
from skill.training.questions import HEARD, LOOKALIKE
from skill.understanding.normalise import plain

VOICE = "verhoord"
MOST_WRONG = 0.35
"""Share of the characters above which nothing of the sentence is left to learn from."""
LEAST_WORDS = 2
HEAD = f"""\
# Wat een herkenner van gesproken zinnen maakte (bench/overheard.py). Niet met de hand wijzigen.
# stem: {VOICE}
"""


def wrong(said: str, heard: str) -> float:
    """Share of the characters of a plain text that were heard otherwise."""
    return Levenshtein.distance(said, heard) / max(1, len(said))


def place(label: str, lookalike: bool) -> Path:
    """The file of a label below the folder HEARD."""
    name, _, rest = label.partition(":")
    path = Path(name, f"{rest or VOICE}.txt")
    return Path(LOOKALIKE) / path if lookalike else path


def lines(heard: Iterable[Row], known: Collection[str]) -> Iterator[tuple[Path, str]]:
    """(file, line) of what can be learnt from; `known` are the plain texts that are questions."""
    taken = set(known)
    for row in heard:
        said, text = plain(row["text"]), plain(row["heard"])
        fits = row["sure"] >= SURE and len(text.split()) >= LEAST_WORDS
        if fits and text not in taken and wrong(said, text) <= MOST_WRONG:
            taken.add(text)
            yield place(row["label"], row["lookalike"]), text


def write(content: Path, folder: Path) -> int:
    """Writes the files; gives how many lines they have."""
    questions, findings = read_questions(content)
    if findings:
        raise SystemExit("\n".join(map(str, findings)))
    files: dict[Path, list[str]] = {}
    for one in questions:
        if one.heard:
            files.setdefault(place(one.label, one.lookalike), []).append(one.text)
    known = {plain(one.text) for one in questions}
    for path, line in lines(kept(folder / "train.jsonl"), known):
        files.setdefault(path, []).append(line)
    for path, found in files.items():
        target = content / "questions" / HEARD / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(HEAD + "\n".join(sorted(found)) + "\n", "utf-8")
    return sum(map(len, files.values()))


@dataclass(slots=True)
class Tally:
    """Of one kind: rows, and what became of them."""

    rows: int = 0
    right: int = 0
    alarm: int = 0
    asked: int = 0
    passage: int = 0
    """Passages that would be played and were not asked for."""
    again: int = 0
    """Asked to say it again, or told that the leaflet does not say."""


def measured(heard: Iterable[tuple[str, float, Row]]) -> dict[str, Tally]:
    """By kind, what a caller gets who says (text, how sure the ear is, row of tests/questions)."""
    runtime = open_runtime(read_settings())
    opened, _ = runtime.respond(State(), Event("launch", medium="phone", hears=True))
    found: dict[str, Tally] = {}
    for text, sure, row in heard:
        event = Event("text", text=text, medium="phone", hears=True, unsure=sure < SURE)
        reply = runtime.respond(opened, event)[1]
        label = str(label_json(runtime.leaflet, reply.label)["label"])
        also = tuple(row.get("also_ok", ()))
        verdict = Verdict(Labelled(text, row["label"], also, row.get("note", ""), ""), label, 1.0)
        tally, what = found.setdefault(verdict.row.kind, Tally()), labels.kind(label)
        tally.rows += 1
        tally.right += verdict.right
        tally.alarm += what == "alarm"
        tally.asked += what == "confirm"
        tally.passage += verdict.answered
        tally.again += what in (labels.UNCLEAR, labels.OUT_OF_SCOPE, labels.NOT_COVERED)
    return found


def table(found: dict[str, Tally]) -> Iterator[str]:
    """Markdown."""
    yield "| kind | rows | right | alarm | asked back | another passage | refused or again |"
    yield "|---|---|---|---|---|---|---|"
    for name, tally in sorted(found.items()):
        cells = (tally.rows, tally.right, tally.alarm, tally.asked, tally.passage, tally.again)
        yield f"| {name} | {' | '.join(map(str, cells))} |"


def main() -> None:
    """Reads the options; writes or prints."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("what", choices=("learn", "measure"))
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    if options.what == "learn":
        print(f"{write(ROOT / 'content', options.folder)} lines")
        return
    heard = kept(options.folder / "held.jsonl")
    print("As they were said:\n")
    print("\n".join(table(measured((row["text"], 1.0, row["row"]) for row in heard))))
    print("\nAs they were heard:\n")
    print("\n".join(table(measured((row["heard"], row["sure"], row["row"]) for row in heard))))


if __name__ == "__main__":
    main()
