"""Every shipped clip as a caller hears it: over A-law at 8 kHz, read back by a recogniser.

    python -m bench.telephone_clips FILE --model /srv/whisper-base
    python -m bench.telephone_clips FILE --table

What is heard of each clip is added to FILE (JSON Lines) by its hash, and a clip that is there is
not heard again. Judged as `audio listen` judges; beside it stands what the manifest says of the
same clips without a telephone.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import fmean

from bench.kept import Row, keep, kept
from bench.voice import over_the_telephone
from skill.settings import ROOT
from skill.studio import manifest_writer
from skill.studio.compare import difference
from skill.studio.read_back import read_heard
from skill.studio.recogniser import recogniser

AUDIO = ROOT / "audio"


def clips() -> Iterator[tuple[str, str, str, bool]]:
    """(sha256, file, text, slow) of every clip, each once."""
    seen: set[str] = set()
    for entry in manifest_writer.read(AUDIO)[0].clips.values():
        for clip, slow in ((entry.normal, False), (entry.slow, True)):
            if clip.sha256 not in seen:
                seen.add(clip.sha256)
                yield clip.sha256, clip.file, entry.text, slow


def rows(path: Path) -> dict[str, Row]:
    """What was heard before, by the clip's hash."""
    return {row["sha256"]: row for row in kept(path)}


def listen(path: Path, model: str, part: int, parts: int) -> None:
    """Hears what was not heard yet."""
    listener, done, work = recogniser(model), rows(path), list(clips())
    for at, (digest, file, text, slow) in enumerate(work, start=1):
        if digest in done or at % parts != part % parts:
            continue
        found = difference(text, listener.hear(over_the_telephone((AUDIO / file).read_bytes())))
        row = {"sha256": digest, "slow": slow, "characters": found.characters}
        row |= {"wrong": bool(found.wrong), "letters": len(text)}
        keep(path, row)
        print(f"{at}/{len(work)}", end="\r", file=sys.stderr, flush=True)


def table(path: Path) -> Iterator[str]:
    """Both ways by tempo: the mean over clips, and by length. Markdown."""
    here, heard = read_heard(AUDIO), rows(path)
    phone = {digest: heard[digest] for digest, _, _, _ in clips() if digest in heard}
    yield "| tempo | clips | way | characters wrong | by length | clips with a fact wrong |"
    yield "|---|---|---|---|---|---|"
    for slow in (False, True):
        both = [row for row in phone.values() if row["slow"] == slow and row["sha256"] in here]
        plain = [
            {
                "characters": here[row["sha256"]].characters,
                "wrong": bool(here[row["sha256"]].wrong),
                "letters": row["letters"],
            }
            for row in both
        ]
        for way, found in (("as it is", plain), ("telephone", both)):
            mean = fmean(row["characters"] for row in found)
            letters = sum(row["letters"] for row in found)
            long = sum(row["characters"] * row["letters"] for row in found) / letters
            wrong = sum(row["wrong"] for row in found)
            tempo = "slow" if slow else "normal"
            yield f"| {tempo} | {len(found)} | {way} | {mean:.3f} | {long:.3f} | {wrong} |"


def main() -> None:
    """Hears, or prints what was heard."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("file", type=Path)
    parser.add_argument("--model", default="base")
    parser.add_argument("--part", default="1/1", help="every second clip: 1/2 and 2/2")
    parser.add_argument("--table", action="store_true", help="print what was heard before")
    options = parser.parse_args()
    if not options.table:
        listen(options.file, options.model, *map(int, options.part.split("/")))
    print("\n".join(table(options.file)))


if __name__ == "__main__":
    main()
