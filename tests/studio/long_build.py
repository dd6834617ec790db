"""A build that takes long enough to be stopped: `long_build.py FOLDER JOBS` (run by tests)."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from skill.leaflet.types import Line
from skill.studio import build

LINES = [
    Line(f"regel-{number:02}", f"Dit is regel {number}. Rust is goed. " * 2, "passage", "concept")
    for number in range(40)
]

if __name__ == "__main__":
    build(LINES, {}, Path(sys.argv[1]), engine="silent", jobs=int(sys.argv[2]))
