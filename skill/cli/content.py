"""`check`, `compile`, `learn`, `evaluate`: the commands of editors."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from skill.atomic_write import write_whole
from skill.channels import open_runtime
from skill.channels.turn import label_json
from skill.cli.progress import working
from skill.cli.streams import tell
from skill.editorial import compile_content
from skill.errors import ContentError, Finding
from skill.settings import read_settings
from skill.training import (
    conversation_table,
    dump_model,
    evaluate,
    is_conversation,
    learn,
    play,
    read_conversations,
    read_labelled,
    what_went_wrong,
)
from skill.understanding import MODEL_FILE

FEWEST_LABELS = 2
"""Between fewer there is nothing to choose."""

Commands = Any
"""argparse's sub-parsers object, which has no public type."""


def add_commands(commands: Commands) -> None:
    """Adds the commands of this module."""
    command = commands.add_parser("check", help="every editorial and platform check")
    command.set_defaults(run=_check)
    command = commands.add_parser("compile", help="content -> content/compiled/leaflet.json")
    command.set_defaults(run=_compile)
    command = commands.add_parser("learn", help="questions -> content/compiled/model.json")
    command.set_defaults(run=_learn)
    command = commands.add_parser(
        "evaluate", help="score labelled questions and conversations (JSON Lines)"
    )
    command.add_argument("files", nargs="+", type=Path, metavar="FILE.jsonl")
    command.add_argument(
        "--worst", type=int, default=0, metavar="N", help="also list the N most confident mistakes"
    )
    command.set_defaults(run=_evaluate)


def _check(_: argparse.Namespace) -> int:
    from skill.checks import findings

    with working("checking content, model and clips"):
        found = findings(read_settings())
    for finding in found:
        print(finding)
    tell(f"{len(found)} findings" if found else "no findings")
    return 1 if found else 0


def _compile(_: argparse.Namespace) -> int:
    leaflet = compile_content(read_settings().content_dir)
    print(f"{len(leaflet.passages)} passages, content version {leaflet.fingerprint}")
    return 0


def _learn(_: argparse.Namespace) -> int:
    from skill.checks import required_sources

    folder = read_settings().content_dir
    sources = required_sources(folder)
    questions = sources.questions
    kinds = {row.label for row in questions}
    if len(kinds) < FEWEST_LABELS:
        what = f"holds questions for {len(kinds)} labels"
        fix = f"write questions for {FEWEST_LABELS} at least; `check` lists what is missing"
        raise ContentError([Finding(f"{folder.name}/questions", 0, what, fix)])
    with working("learning") as say:
        say(f"learning from {len(questions)} questions ...")
        text = dump_model(learn(questions, sources.words, sources.content.leaflet)).encode()
    write_whole(folder / MODEL_FILE, text)
    print(f"{folder / MODEL_FILE}: {len(text) / 1e6:.2f} MB")
    return 0


def _evaluate(options: argparse.Namespace) -> int:
    talks = [path for path in options.files if _holds_conversations(path)]
    rows = read_labelled([path for path in options.files if path not in talks])
    conversations = read_conversations(talks)
    runtime = open_runtime(read_settings())

    def hear(text: str) -> tuple[str, float]:
        heard = runtime.hear(text)
        return str(label_json(runtime.leaflet, heard.label)["label"]), heard.score

    if rows:
        score = evaluate(rows, hear)
        print(score.table())
        print("\nwanted -> given, most frequent first")
        print(score.confusions())
        if options.worst:
            print("\nmost confident mistakes")
            print(score.worst(options.worst))
    if conversations:
        played = [play(one, runtime.leaflet, runtime.respond) for one in conversations]
        print(conversation_table(played))
        if options.worst:
            print("\nturns that went otherwise")
            print("\n".join(what_went_wrong(played).split("\n")[: options.worst]))
    return 0


def _holds_conversations(path: Path) -> bool:
    """Whether the first row of a file is a conversation; a file that cannot be read has none."""
    try:
        with path.open(encoding="utf-8-sig") as rows:
            return is_conversation(next((row for row in rows if row.strip()), ""))
    except (OSError, UnicodeDecodeError):
        return False
