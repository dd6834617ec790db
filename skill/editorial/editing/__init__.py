"""Changing what editors wrote from outside an editor: one field, in the file as it stands."""

from skill.editorial.editing.dutch import in_dutch
from skill.editorial.editing.field import Place, field_text, with_field
from skill.editorial.editing.items import Field, Item, find_item
from skill.editorial.editing.new_alarm import FORM, NewAlarm, files_of, new_alarm, next_group
from skill.editorial.editing.typed import LONGEST_TEXT, one_line, several_lines
from skill.editorial.editing.verdict import Verdict, changed_folder, verdict
from skill.editorial.fields import LONGEST_ID, is_id

__all__ = [
    "FORM",
    "LONGEST_ID",
    "LONGEST_TEXT",
    "Field",
    "Item",
    "NewAlarm",
    "Place",
    "Verdict",
    "changed_folder",
    "field_text",
    "files_of",
    "find_item",
    "in_dutch",
    "is_id",
    "new_alarm",
    "next_group",
    "one_line",
    "several_lines",
    "verdict",
    "with_field",
]
