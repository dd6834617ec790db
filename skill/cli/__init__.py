"""The command line: `python -m skill COMMAND`.

Exit codes: 0 done, 1 findings (or a passage that cannot be made), 2 wrong use. A mistake that was
foreseen is told in one line on standard error; a traceback is always a bug of ours.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from skill import __version__
from skill.cli import alexa, audio, aws, content, phone, signoff, talk
from skill.errors import ContentError, RugwijzerError, SettingsError

ROOMS = (talk, content, signoff, audio, alexa, phone, aws)


def parser() -> argparse.ArgumentParser:
    """The whole command line, as the documentation lists it."""
    top = argparse.ArgumentParser(
        prog="python -m skill",
        description="Rugwijzer: a Dutch voice assistant that answers from one leaflet.",
    )
    top.add_argument("--version", action="version", version=f"Rugwijzer {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for room in ROOMS:
        room.add_commands(commands)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and gives its exit code."""
    options = parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        # Dutch has letters that not every terminal has: better a `\xeb` there than a traceback.
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        code = int(options.run(options))
        sys.stdout.flush()
        return code
    except ContentError as error:
        for finding in error.findings:
            print(finding, file=sys.stderr)
        return 1
    except SettingsError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except RugwijzerError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # Whoever read our output has gone (`ask ... | head`): not an error, and nobody to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
