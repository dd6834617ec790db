"""What a command ends with."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes; docs/commands.md has the same table, and a test compares them."""

    DONE = 0
    FINDINGS = 1
    """Something in the content or audio is not right, or a disk or output takes nothing."""
    WRONG_USE = 2
    """An unknown option, or a setting that cannot be used; argparse gives it too."""
    STOPPED = 130
    """Ctrl-C."""
