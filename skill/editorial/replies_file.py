"""`alarms/`, `openings/` and `subjects/`: what is answered to who asks for no passage."""

from __future__ import annotations

from skill.editorial.content import Background
from skill.editorial.fields import Fields
from skill.editorial.prompts_file import DEVICE_STATUSES
from skill.editorial.reader import Reader
from skill.labels import LEVELS, Level
from skill.leaflet import DEVICE_SPEECH, Alarm, Opening, Subject

MOST_CHOICES = 3
"""More cannot be told apart by ear in one breath."""


def read_alarms(reader: Reader) -> dict[str, Alarm]:
    """All alarm signs by code; what is wrong goes to the findings of `reader`."""
    alarms: dict[str, Alarm] = {}
    for name in reader.names("alarms"):
        page, body, body_line = reader.page(f"alarms/{name}.md")
        alarms[name] = Alarm(
            code=name,
            group=page.text("group"),
            label=page.text("label"),
            level=_level(page),
            say=page.text("say", required=False),
            say_phone=page.text("say_phone", required=False),
            also=page.text("also", required=False),
            check=page.text("check", required=False),
            never=page.texts("never", required=False),
            together=page.texts("together", required=False),
            status=page.text("status", choices=DEVICE_STATUSES),
        )
        reader.backgrounds[f"alarm_{name}"] = Background(
            page.text("source"), page.text("evidence"), " ".join((body or "").split())
        )
        page.done()
        reader.places[f"alarm_{name}"] = (page.where, body_line)
        for field in ("check", "never", "together"):
            reader.places[f"alarm_{name}.{field}"] = (page.where, page.line(field))
    return alarms


def _level(page: Fields) -> Level:
    level = page.text("level", choices=LEVELS)
    return next((known for known in LEVELS if known == level), LEVELS[0])


def _reply(page: Fields, body: str | None, line: int) -> str:
    """The text below the fields, as it is said."""
    text = " ".join((body or "").split())
    if body is not None and not text:
        page.report(line, "the reply is empty", "write what is said below the fields")
    return text


def read_openings(reader: Reader) -> dict[str, Opening]:
    """All openings by id; what is wrong goes to the findings of `reader`."""
    openings: dict[str, Opening] = {}
    for name in reader.names("openings"):
        page, body, body_line = reader.page(f"openings/{name}.md")
        text = _reply(page, body, body_line)
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
        source = page.text("source", required=found.status == DEVICE_SPEECH)
        reader.backgrounds[f"opening_{name}"] = Background(source)
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


def read_subjects(reader: Reader) -> dict[str, Subject]:
    """All subjects by id; what is wrong goes to the findings of `reader`."""
    subjects: dict[str, Subject] = {}
    for name in reader.names("subjects"):
        page, body, body_line = reader.page(f"subjects/{name}.md")
        text = _reply(page, body, body_line)
        subjects[name] = Subject(
            id=name,
            title=page.text("title"),
            about=page.text("about"),
            ask=page.text("ask"),
            text=text,
            offer=page.texts("offer", required=False),
            never=page.texts("never", required=False),
            remember=page.text("remember", required=False, choices=("ja",)) == "ja",
            net=page.text("net", required=False, choices=("nee",)) != "nee",
            status=page.text("status", choices=DEVICE_STATUSES),
        )
        reader.backgrounds[f"subject_{name}"] = Background(page.text("source"))
        page.done()
        reader.places[f"subject_{name}"] = (page.where, body_line)
        for field in ("offer", "never"):
            reader.places[f"subject_{name}.{field}"] = (page.where, page.line(field))
    return subjects
