"""Which package has which licence: every one that a requirements file pins and that is installed.

python bench/licences.py [requirements.txt]
"""

from __future__ import annotations

import re
import sys
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path


def licence(package: str) -> str:
    """What a package says of itself: an expression, its classifiers, or its own words."""
    try:
        about = metadata(package)
    except PackageNotFoundError:
        return "not installed here"
    kinds = [
        row.rpartition("::")[2].strip()
        for row in about.get_all("Classifier") or []
        if row.startswith("License ::")
    ]
    own = (about.get("License") or "").strip().split("\n")[0][:60]
    return about.get("License-Expression") or ", ".join(kinds) or own or "it does not say"


if __name__ == "__main__":
    file = Path(sys.argv[1] if len(sys.argv) > 1 else "requirements.txt")
    for name in re.findall(r"^([\w.-]+)==", file.read_text(encoding="utf-8"), re.MULTILINE):
        print(f"{name:28}{licence(name)}")
