"""Pictures of an Echo with a screen, for the documentation.

    .venv/bin/python -m tests.screen.pictures docs/pictures

Writes `show-<name>.png`: what Amazon's own renderer makes of the answers of answers.py.
"""

from __future__ import annotations

import sys
from pathlib import Path

from skill.atomic_write import write_together
from tests.screen.answers import directive
from tests.screen.viewhost import VIEWPORTS, open_viewhost

PICTURES = {
    "welcome": "show-7",
    "passage": "show-7",
    "offer": "show-10",
    "menu": "show-10",
    "alarm-112": "show-5",
    "choices": "spot",
}
"""Answer -> the screen on which it is shown."""


def draw() -> dict[str, bytes]:
    """File name -> PNG, of all PICTURES."""
    made = {}
    with open_viewhost() as viewhost:
        for name, screen in PICTURES.items():
            shown = viewhost.show(directive(name), VIEWPORTS[screen])
            made[f"show-{name}.png"] = shown.picture()
    return made


if __name__ == "__main__":
    write_together(Path(sys.argv[1]), draw())
