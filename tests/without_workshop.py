"""A program as it runs where only `requirements.txt` is installed: anything else is not found."""

from __future__ import annotations

from importlib.metadata import packages_distributions
from pathlib import Path

from tests.test_pins import pins, plain

REFUSE = """
import sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {absent!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

sys.meta_path.insert(0, Absent())
"""


def absent(also: frozenset[str] = frozenset()) -> set[str]:
    """Top-level modules that running does not need: of the workshop, and of packages in `also`."""
    kept = set(pins("requirements.txt")) - also
    gone = set()
    for module, packages in packages_distributions().items():
        if not {plain(one) for one in packages} & kept:
            gone.add(module)
    return gone - {"pip", "_distutils_hack"}


def program(*arguments: str, also: frozenset[str] = frozenset()) -> str:
    """Source that runs the command line without those modules."""
    refuse = REFUSE.format(absent=absent(also))
    return f"{refuse}\nfrom skill.cli import main\nsys.exit(main({list(arguments)!r}))\n"


ROOT = Path(__file__).resolve().parents[1]
