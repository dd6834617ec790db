"""No command prints a setting that is a secret, and nothing that it makes holds one."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from command_line import Run

SECRET = "wachtwoord-van-ons"
SETTINGS = {
    "ALEXA_SKILL_ID": f"amzn1.ask.skill.{SECRET}",
    "TWILIO_AUTH_TOKEN": SECRET,
    "REVIEW_SECRET": SECRET,
    "PUBLIC_URL": f"https://bel.example/{SECRET}",
    "AUDIO_BASE_URL": f"https://klanken.example/{SECRET}",
}
COMMANDS = [
    ("ask", "--json", "hoeveel water"),
    ("check",),
    ("compile",),
    ("signoff",),
    ("phone", "map"),
    ("alexa", "model"),
    ("audio", "status"),
    ("audio", "build", "--engine", "nergens"),
    ("serve", "--host", "nergens.example"),
    ("alexa", "package", "--concept", "--out", "OUT"),
    ("lambda", "build", "--concept", "--out", "OUT/lambda.zip"),
    ("phone", "card", "--out", "OUT/kaart.html"),
]


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: " ".join(words[:2]))
def test_no_secret_is_printed_or_written(words: tuple[str, ...], run: Run, tmp_path: Path) -> None:
    out = tmp_path / "uit"
    ran = run(*(word.replace("OUT", str(out)) for word in words), **SETTINGS)

    made = {path.name: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    assert made or "--out" not in words, ran.stderr.decode()
    for name, data in list(made.items()):
        if name.endswith(".zip"):
            with zipfile.ZipFile(io.BytesIO(data)) as packed:
                made |= {one: packed.read(one) for one in packed.namelist()}
    held = [name for name, data in made.items() if SECRET.encode() in data]
    assert held == []
    assert SECRET.encode() not in ran.stdout + ran.stderr


@pytest.mark.parametrize("name", ["PUBLIC_URL", "AUDIO_BASE_URL"])
def test_a_setting_that_is_refused_is_not_repeated(run: Run, name: str) -> None:
    ran = run("ask", "hoeveel water", **{name: f"ftp://wij:{SECRET}@nergens.example"})

    assert ran.returncode == 2
    assert name.encode() in ran.stderr
    assert SECRET.encode() not in ran.stdout + ran.stderr
