"""`prompts.yaml`: the fixed sentences of the device; has the conversation all that it needs?"""

from __future__ import annotations

import re

from skill.editorial.content import Background
from skill.editorial.fields import ID_FIX, Fields, is_id
from skill.labels import HANDS, LEVELS
from skill.leaflet import DEVICE_SPEECH, Prompt

STATUSES = ("concept", "goedgekeurd", "ingetrokken")
DEVICE_STATUSES = (DEVICE_SPEECH, *STATUSES)

TEMPLATES = {
    "offer": ("about",),
    "first": ("about",),
    "second": ("about",),
    "menu": ("choices",),
    "key": ("about", "key"),
    "key-next": ("about", "key"),
    "key-more": (),
    "choose": ("choices",),
}
"""Name of a template -> what is filled in; each must be said."""

PROMPTS = tuple(
    "welcome welcome-due welcome-phone trial ask-open ask-more reprompt reprompt-yes-no "
    "reprompt-two reprompt-menu help help-alarm help-phone help-person may-speak fallback "
    "fallback-alarm-word misses out-of-scope refusal-net withdrawn not-in-leaflet unhearable "
    "nothing-to-repeat nothing-before no-question first-passage last-passage slower faster "
    "slowest fastest start-over reading reading-on reading-done goodbye goodbye-alarm "
    "goodbye-silence goodbye-misses alarm-again alarm-understood alarm-release "
    "alarm-released person connect after-phone bad-key code bad-code menu-root review-due".split()
)
"""Sentences without which a conversation would stop in the middle (skill/dialogue names them)."""

STANDING = tuple(f"{level}-{number}" for level in HANDS for number in (1, 2))
"""Two for each grave level, so that the same advice is not heard in the same words."""

SECTIONS = {
    "prompt": PROMPTS,
    "closing": (),
    "level": LEVELS,
    "standing": STANDING,
    "template": tuple(TEMPLATES),
}
"""Section -> the names that it must have; others are allowed."""

_WARNING = ("prompt", "closing")
"""Sections of which a sentence may name signs, so that `dat heb ik` is an answer to it."""

_NAME = re.compile(r"\{([^{}]*)\}")


def read_prompts(
    top: Fields, places: dict[str, tuple[str, int]], backgrounds: dict[str, Background]
) -> dict[str, Prompt]:
    """All prompts by `<section>_<name>`; what is wrong goes to the findings of `top`."""
    prompts: dict[str, Prompt] = {}
    for section, needed in SECTIONS.items():
        group = top.map(section)
        for name in needed:
            if name not in group.value.fields:
                group.map(name)
        for name in group.value.fields:
            row = group.map(name)
            prompt = Prompt(
                name=name,
                section=section,
                text=row.text("text"),
                phone=row.text("phone", required=False),
                signs=row.texts("signs", required=False) if section in _WARNING else (),
                status=row.text("status", choices=DEVICE_STATUSES),
            )
            source = row.text("source", required=prompt.status == DEVICE_SPEECH)
            row.done()
            if not is_id(name):
                row.report(row.value.line, f"`{name}` is not an id", ID_FIX)
            for field in ("text", "phone"):
                _check_names(row, field, TEMPLATES.get(name, ()) if section == "template" else ())
            line_id = f"alarm_{name}" if section == "level" else f"{section}_{name}"
            backgrounds[line_id] = Background(source)
            places[line_id] = (top.where, row.value.line)
            places[f"{line_id}.signs"] = (top.where, row.line("signs"))
            prompts[f"{section}_{name}"] = prompt
    top.done()
    return prompts


def _check_names(row: Fields, field: str, names: tuple[str, ...]) -> None:
    """Only `names` stand in curly brackets, and each of them does."""
    found = row.value.fields.get(field)
    if found is None or found.kind != "text":
        return
    allowed = ", ".join(f"{{{name}}}" for name in names) or "no curly brackets"
    used = _NAME.findall(found.text)
    strange = [name for name in used if name not in names]
    missing = [name for name in names if name not in used and found.text and field == "text"]
    if set("{}") & set(_NAME.sub("", found.text)):
        row.report(found.line, "a curly bracket is not closed", f"it can hold {allowed}")
    elif strange:
        row.report(found.line, f"holds `{{{strange[0]}}}`; it can hold {allowed}")
    elif missing:
        row.report(found.line, f"does not say {{{missing[0]}}}", "put it where the words belong")
