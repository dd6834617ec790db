"""`python -m skill`: see skill/cli."""

import sys

from skill.cli import main

if __name__ == "__main__":
    sys.exit(main())
