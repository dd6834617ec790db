"""The document by Amazon's own schemas."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from skill.channels.alexa.layout import DOCUMENT
from tests.screen.viewhost import validate

Document = dict[str, Any]


def test_amazons_schemas_find_nothing_in_the_document() -> None:
    assert validate(DOCUMENT) == []


def frame(document: Document) -> Document:
    """What the whole screen is made of."""
    found: Document = document["mainTemplate"]["items"][0]
    return found


SPOILT: list[tuple[Callable[[Document], object], str]] = [
    (lambda document: document.pop("version"), "version"),
    (lambda document: frame(document).update(width=True), "width"),
    (lambda document: document["layouts"]["Words"]["item"].update(width=["x"]), "width"),
]


@pytest.mark.parametrize(("spoil", "where"), SPOILT)
def test_they_see_what_is_wrong(spoil: Callable[[Document], object], where: str) -> None:
    broken = copy.deepcopy(DOCUMENT)
    spoil(broken)
    assert any(where in found for found in validate(broken))
