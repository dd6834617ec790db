"""docs/telefoon.md and the telephone in docs/http.md against the application."""

from __future__ import annotations

import re

from docs_pages import fences, page, sections
from http_examples import with_clips

from skill.channels import Runtime
from skill.dialogue import KEYS
from skill.server import create_app


def test_the_document_that_is_shown_is_what_is_answered(voeten: Runtime) -> None:
    blocks = dict(fences(sections(page("http.md"))["Telephone"]))
    form = dict([blocks["sh"].split(" -d ")[1].strip().split("=")])
    client = create_app(voeten.settings, with_clips(voeten)).test_client()
    answer = client.post("/phone/turn", data=form, base_url="http://127.0.0.1:5000")

    assert re.sub(r"\?state=[^\"]+", "?state=...", answer.text) == blocks["xml"].strip()


def test_every_key_is_explained() -> None:
    rows = re.findall(r"^\| (.+?) \|", page("telefoon.md"), re.MULTILINE)
    keys = set(re.findall(r"[0-9*#]", " ".join(rows[1:])))

    assert keys | set("2345") == set(KEYS)
