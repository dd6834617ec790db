"""Reading what editors write: every mistake with file, line and fix, all at once."""

from skill.editorial.content import Content
from skill.editorial.read import (
    checked_content,
    compile_content,
    freshness,
    read_content,
    required_content,
)
from skill.editorial.rehearsal_file import read_rehearsals
from skill.editorial.rules import editorial_findings
from skill.editorial.words_file import left_alone, read_words
from skill.editorial.written_out import written_out

__all__ = [
    "Content",
    "checked_content",
    "compile_content",
    "editorial_findings",
    "freshness",
    "left_alone",
    "read_content",
    "read_rehearsals",
    "read_words",
    "required_content",
    "written_out",
]
