"""The examples in docs/http.md: each `http` block is sent, the `json` block below it is the answer.

PYTHONPATH=. python tests/docs/http_examples.py      writes the answers anew
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from docs_pages import DOCS, EXAMPLE

from skill.channels import Runtime, open_runtime
from skill.cli import main
from skill.manifest import Clip, Entry, Manifest
from skill.server import create_app
from skill.settings import Settings

SOUND = b"no sound, but always the same bytes"

_EXAMPLE = re.compile(
    r"```http\n(?P<method>GET|POST) (?P<path>\S+)\n(?P<headers>(?:[\w-]+: [^\n]+\n)*)"
    r"(?:\n(?P<body>.*?))?```\n(?P<between>[^`]*?)```json\n(?P<answer>.*?)```",
    re.DOTALL,
)


def with_clips(runtime: Runtime) -> Runtime:
    """The runtime as it is with a clip for every line, each of one second and one name."""
    entries = {
        line.id: Entry(line.text, line.text, _clip(line.id, ""), _clip(line.id, "-slow"))
        for line in runtime.lines.values()
    }
    manifest = Manifest("espeak 1.52 nl", entries)
    runtime.settings.audio_dir.mkdir(exist_ok=True)
    for clip in manifest.every_clip():
        (runtime.settings.audio_dir / clip.file).write_bytes(SOUND)
    return replace(runtime, manifest=manifest)


def _clip(line_id: str, slow: str) -> Clip:
    digest = hashlib.sha256(SOUND).hexdigest()
    return Clip(f"{line_id}-0123abcd{slow}.mp3", digest, 1.0, -16.0, -3.0, "espeak 1.52 nl")


def examples(text: str) -> list[re.Match[str]]:
    """Every example of the page."""
    return list(_EXAMPLE.finditer(text))


def answer(runtime: Runtime, example: re.Match[str]) -> Any:
    """What the application answers to an example, as data."""
    client = create_app(runtime.settings, with_clips(runtime)).test_client()
    headers = dict(row.split(": ", 1) for row in example["headers"].splitlines())
    extra: dict[str, Any] = {"json": json.loads(example["body"])} if example["body"] else {}
    response = client.open(
        example["path"],
        method=example["method"],
        headers=headers,
        base_url="http://127.0.0.1:5000",
        **extra,
    )
    return response.get_json()


def settled(value: Any) -> Any:
    """An answer without what changes with every edit or start: versions, and the seal of a call."""
    text = json.dumps(value, ensure_ascii=False)
    text = re.sub(r'"version": "[0-9]+[.][0-9]+[.][^"]+"', '"version": "0.1.0"', text)
    text = re.sub(r"tekst [0-9a-f]{12}", "tekst 0123456789ab", text)
    text = re.sub(r"\?state=[\w.-]+", "?state=...", text)
    return json.loads(re.sub(r'"content": "[0-9a-f]{12}"', '"content": "0123456789ab"', text))


def rewritten(text: str, runtime: Runtime) -> str:
    """The page with every answer as it is now."""

    def fresh(example: re.Match[str]) -> str:
        said = json.dumps(settled(answer(runtime, example)), ensure_ascii=False, indent=2)
        return example[0].replace(f"```json\n{example['answer']}```", f"```json\n{said}\n```")

    return _EXAMPLE.sub(fresh, text)


def small_runtime(folder: Path) -> Runtime:
    """The small leaflet in `folder`, made with the commands that an editor uses; no clips."""
    content = folder / "voeten"
    shutil.copytree(EXAMPLE, content, ignore=shutil.ignore_patterns("compiled"))
    before = {name: os.environ.get(name) for name in ("CONTENT_DIR", "AUDIO_DIR")}
    os.environ |= {"CONTENT_DIR": str(content), "AUDIO_DIR": str(folder / "audio")}
    try:
        for command in ("compile", "learn"):
            if main([command]) != 0:
                raise AssertionError(f"`{command}` refuses {EXAMPLE}")
    finally:
        for name, value in before.items():
            os.environ.pop(name)
            if value is not None:
                os.environ[name] = value
    return open_runtime(Settings(content_dir=content, audio_dir=folder / "audio"))


if __name__ == "__main__":
    guide = DOCS / "http.md"
    with tempfile.TemporaryDirectory() as name:
        text = rewritten(guide.read_text(encoding="utf-8"), small_runtime(Path(name)))
        guide.write_text(text, encoding="utf-8")
