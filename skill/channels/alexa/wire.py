"""An object of the ASK SDK -> the JSON values that it stands for.

The SDK's own `DefaultSerializer` gives the same (a test compares them), but its module imports
every service client that Amazon has: half of the start of a Lambda. Its classes are kept; only
this walk over them is ours.
"""

from __future__ import annotations

import datetime
from enum import Enum
from typing import Any


def plain(value: Any) -> Any:
    """`value` with every SDK object in it as a dictionary; fields that are None are left out.

    Dates become ISO text and enumerations their value. The SDK names the JSON field of an
    attribute in `attribute_map`, and all attributes in `deserialized_types`.
    """
    if isinstance(value, (str, bool, int, float)) or value is None:
        return value
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items()}
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    fields = {
        value.attribute_map.get(name, name): getattr(value, name)
        for name in value.deserialized_types
    }
    return {name: plain(one) for name, one in fields.items() if one is not None}
