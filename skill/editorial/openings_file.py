"""`openings/<id>.md`: what people say that asks for no passage, and what is answered to it."""

from __future__ import annotations

from skill.editorial.fields import Fields
from skill.editorial.prompts_file import DEVICE_STATUSES
from skill.editorial.reader import Reader
from skill.leaflet import DEVICE_SPEECH, Opening

MOST_CHOICES = 3
"""More cannot be told apart by ear in one breath."""


def read_openings(reader: Reader) -> dict[str, Opening]:
    """All openings by id; what is wrong goes to the findings of `reader`."""
    openings: dict[str, Opening] = {}
    for name in reader.names("openings"):
        page, body, body_line = reader.page(f"openings/{name}.md")
        text = " ".join((body or "").split())
        if body is not None and not text:
            page.report(body_line, "the reply is empty", "write what is said below the fields")
        choices = page.map("choices", required=False)
        names = tuple(choices.text(passage) for passage in choices.value.fields)
        if choices.value.fields and not 2 <= len(names) <= MOST_CHOICES:
            page.report(page.line("choices"), f"offers {len(names)} choices", "give two or three")
        found = Opening(
            id=name,
            kind=page.text("kind"),
            title=page.text("title"),
            text=text,
            phone=page.text("phone", required=False),
            screen=page.text("screen", required=False),
            closing=page.text("closing", required=False),
            choices=tuple(choices.value.fields),
            names=names,
            signs=page.texts("signs", required=False),
            status=page.text("status", choices=DEVICE_STATUSES),
        )
        page.text("source", required=found.status == DEVICE_SPEECH)
        page.done()
        openings[name] = found
        _place(reader, name, page, choices, body_line)
    return openings


def _place(reader: Reader, name: str, page: Fields, choices: Fields, body_line: int) -> None:
    reader.places[f"opening_{name}"] = (page.where, body_line)
    for field in ("choices", "closing", "signs"):
        reader.places[f"opening_{name}.{field}"] = (page.where, page.line(field))
    for passage in choices.value.fields:
        reader.places[f"opening_{name}.{passage}"] = (page.where, choices.line(passage))
