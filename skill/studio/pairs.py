"""A page on which a person compares two voices by ear, without knowing which is which.

A recogniser cannot tell how a voice sounds, or what a person can follow. The page holds its sounds
itself, so that it can be mailed; the answers are copied from it.
"""

from __future__ import annotations

import base64
import hashlib
from html import escape
from pathlib import Path

from skill.atomic_write import write_whole
from skill.errors import AudioError
from skill.manifest import Manifest, read_manifest

_HEAD = """<!doctype html>
<html lang="nl"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Twee stemmen vergelijken</title><style>
body {{ font: 18px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto }}
body, fieldset {{ padding: .5rem 1rem 1rem }}
fieldset {{ border: 1px solid #888; border-radius: .5rem; margin: 0 0 1.5rem }}
audio {{ display: block; width: 100%; margin: .2rem 0 .6rem }} label {{ margin-right: 1.2rem }}
textarea {{ width: 100%; height: 8rem }} .small {{ color: #555; font-size: .9rem }}
</style></head><body>
<h1>Twee stemmen vergelijken</h1>
<p>Hieronder klinkt {count} keer dezelfde zin in twee stemmen. Luister zonder mee te lezen: klap de
tekst pas open als u gekozen hebt. Kies wat u <strong>beter verstaat</strong>. Welke stem A is,
wisselt per zin. Gebruik wat een patiënt gebruikt: een luidspreker op tafel, of een telefoon.</p>
<p class="small">Deze stemmen zijn gekozen met een programma dat spraak herkent. Er heeft nog
niemand naar geluisterd: uw oordeel is het eerste.</p>
"""
_PAIR = """<fieldset><legend>{number}</legend>
<p>A<audio controls preload="none" src="{a}" aria-label="zin {number}, stem A"></audio>
B<audio controls preload="none" src="{b}" aria-label="zin {number}, stem B"></audio></p>
<p>{choices}</p>
<details><summary>De tekst</summary>{text}</details></fieldset>
"""
_CHOICE = '<label><input type="radio" name="{id}" value="{value}"> {said}</label>'
_TAIL = """<h2>Uw antwoorden</h2>
<p><button type="button" id="gather">Antwoorden verzamelen</button></p>
<p><label for="answers">Kopieer dit en stuur het op:</label><textarea id="answers"></textarea></p>
<details><summary>Welke stem was welke?</summary>
<p>{one} tegenover {other}. {key}</p></details>
<script>
document.getElementById('gather').onclick = () => {{
  const chosen = [...document.querySelectorAll('input:checked')];
  document.getElementById('answers').value = chosen.map(i => i.name + ': ' + i.value).join('\\n');
}};
</script></body></html>
"""


def write_page(one: Path, other: Path, out: Path, *, pairs: int) -> int:
    """Writes the page with at most `pairs` lines that both audio folders have; gives how many.

    Lines are taken evenly over all kinds, the shortest texts left in: titles fail most. AudioError
    when the folders have no line in common that sounds different.
    """
    first, second = read_manifest(one), read_manifest(other)
    lines = _both(first, second)
    if not lines:
        raise AudioError(f"{one} and {other} have no line with the same text and another sound")
    step = max(1, len(lines) // pairs)
    chosen = lines[::step][:pairs]
    body, key = [], []
    for number, line_id in enumerate(chosen, start=1):
        clips = [
            (folder, manifest.clips[line_id].normal.file)
            for folder, manifest in ((one, first), (other, second))
        ]
        turned = bool(hashlib.sha256(line_id.encode()).digest()[0] % 2)
        a, b = (_data(folder / file) for folder, file in (clips[::-1] if turned else clips))
        body.append(
            _PAIR.format(
                number=number, a=a, b=b, choices=_choices(line_id),
                text=escape(first.clips[line_id].text),
            )
        )  # fmt: skip
        key.append(f"{number}: A is {escape((second if turned else first).engine)}")
    tail = _TAIL.format(
        one=escape(first.engine), other=escape(second.engine), key="; ".join(key) + "."
    )
    page = _HEAD.format(count=len(chosen)) + "".join(body) + tail
    write_whole(out, page.encode("utf-8"))
    return len(chosen)


def _both(first: Manifest, second: Manifest) -> list[str]:
    return [
        line_id
        for line_id, entry in first.clips.items()
        if (same := second.clips.get(line_id)) is not None
        and same.text == entry.text
        and same.normal.sha256 != entry.normal.sha256
    ]


def _choices(line_id: str) -> str:
    return "".join(
        _CHOICE.format(id=escape(line_id), value=value, said=said)
        for value, said in (
            ("A", "A is beter"),
            ("B", "B is beter"),
            ("gelijk", "even goed"),
            ("geen", "geen van beide versta ik"),
        )
    )


def _data(path: Path) -> str:
    try:
        return "data:audio/mpeg;base64," + base64.b64encode(path.read_bytes()).decode("ascii")
    except OSError as error:
        raise AudioError(f"{path}: {error.strerror}") from error
