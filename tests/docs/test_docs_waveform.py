"""The sound at the top of the README is the clip that is shipped, and so is its picture."""

from __future__ import annotations

import re

from docs_pages import ROOT, page

from skill.manifest import read_manifest

LINE = "goed-tillen"


def test_the_picture_and_the_link_are_of_the_shipped_clip() -> None:
    clip = read_manifest(ROOT / "audio").clips[LINE].normal
    readme = page("../README.md")
    (linked,) = re.findall(r"docs/pictures/goed-tillen\.svg\)\]\(audio/([^)]+)\)", readme)
    drawn = (ROOT / "docs" / "pictures" / f"{LINE}.svg").read_text("utf-8")
    again = f"python -m bench.waveform {LINE} docs/pictures/{LINE}.svg"
    assert linked == clip.file, "link the clip that is shipped in the README"
    assert f"<title>{clip.file}, {clip.seconds:.1f} s</title>" in drawn, f"draw it anew: {again}"
