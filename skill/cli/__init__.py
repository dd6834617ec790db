"""The command line: `python -m skill COMMAND`, or `rugwijzer COMMAND` where it is installed.

A mistake that was foreseen is told on standard error; a traceback is always a bug of ours.

Only the module of the command that is asked for is imported: what answers starts without the
packages that make clips or train the model, and where those are not installed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Collection, Sequence
from enum import IntEnum
from importlib import import_module
from pathlib import Path

from skill import __version__
from skill.cli.streams import Parser, let_go, open_streams, tell
from skill.errors import ContentError, RugwijzerError, SettingsError
from skill.settings import read_settings

ROOMS: dict[str, tuple[str, ...]] = {
    "talk": ("serve", "ask", "chat"),
    "hear": ("hear",),
    "content": ("check", "compile", "learn", "evaluate"),
    "signoff": ("signoff",),
    "audio": ("audio",),
    "alexa": ("alexa",),
    "phone": ("phone",),
    "wyoming": ("wyoming",),
    "aws": ("lambda",),
}
"""Module of this package -> its commands, in the order of the help."""

MODULE = "python -m skill"
SCRIPT = "rugwijzer"


class Exit(IntEnum):
    """Exit codes; docs/commands.md has the same table, and a test compares them."""

    DONE = 0
    FINDINGS = 1
    """Something in the content or audio is not right, or a disk or output takes nothing."""
    WRONG_USE = 2
    """An unknown option, or a setting that cannot be used; argparse gives it too."""
    STOPPED = 130
    """Ctrl-C."""


def parser(rooms: Collection[str] = tuple(ROOMS)) -> argparse.ArgumentParser:
    """The command line of these modules; without a choice all, as the documentation lists it.

    Of several, one whose packages are not installed is listed with what it lacks; of one alone,
    ModuleNotFoundError is raised.
    """
    top = Parser(
        prog=SCRIPT if Path(sys.argv[0]).stem == SCRIPT else MODULE,
        description="Rugwijzer: a Dutch voice assistant that answers from one leaflet.",
    )
    top.add_argument("--version", action="version", version=f"Rugwijzer {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for room in rooms:
        try:
            import_module(f"skill.cli.{room}").add_commands(commands)
        except ModuleNotFoundError as error:
            if len(rooms) == 1 or _package(error) == "skill":
                raise
            for name in ROOMS[room]:
                commands.add_parser(name, help=f"needs {_package(error)}, which is not installed")
    return top


def _package(error: ModuleNotFoundError) -> str:
    return (error.name or "").partition(".")[0]


def _rooms(arguments: Sequence[str]) -> Collection[str]:
    """The module of the command that is asked for; all of them when it is none."""
    named = arguments[0] if arguments else ""
    return [room for room, commands in ROOMS.items() if named in commands] or ROOMS


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and gives its exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    open_streams()
    try:
        options = parser(_rooms(given)).parse_args(given)
        code = int(options.run(options))
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        # Whoever read our output has gone (`ask ... | head`): not an error, and nobody to tell.
        code = Exit.DONE
    except ContentError as error:
        tell(*error.findings, *_no_leaflet())
        code = Exit.FINDINGS
    except SettingsError as error:
        tell(f"error: {error}")
        code = Exit.WRONG_USE
    except RugwijzerError as error:
        tell(f"error: {error}")
        code = Exit.FINDINGS
    except ModuleNotFoundError as error:
        if _package(error) == "skill":
            raise
        tell(f"error: this command needs {_package(error)}, which is not installed; {_how()}")
        code = Exit.FINDINGS
    except OSError as error:
        tell(f"error: {_refused(error)}")
        code = Exit.FINDINGS
    except KeyboardInterrupt:
        tell("stopped")
        code = Exit.STOPPED
    let_go()
    return code


def _no_leaflet() -> list[str]:
    """What to do when the folder that is looked at is not a leaflet's."""
    folder = read_settings().content_dir
    if (folder / "leaflet.yaml").is_file():
        return []
    where = "the folder of a leaflet, as `content` of a checkout"
    return [f"{folder} holds no leaflet.yaml; set CONTENT_DIR to {where}"]


def _refused(error: OSError) -> str:
    """A full disk, a folder that is read-only, standard output that takes nothing."""
    place = f"{error.filename}: " if error.filename else ""
    return f"{place}{error.strerror or error} (look at the rights and the room on that disk)"


def _how() -> str:
    """How to install what is missing: in a checkout, or where the package was installed."""
    if (Path(__file__).resolve().parents[2] / "requirements-dev.txt").is_file():
        return "run `make workshop`"
    return "run `pip install '.[server,train,studio]'` in a checkout"
