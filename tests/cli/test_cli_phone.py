"""`phone map` and `phone card`."""

from __future__ import annotations

import re
from pathlib import Path

from command_line import Run


def test_the_map_of_the_small_leaflet(run: Run) -> None:
    ran = run("phone", "map")

    assert (ran.returncode, ran.stderr) == (0, b"")
    out = ran.stdout.decode()
    # The small leaflet has no number to connect with.
    assert "0 help   7 slower" in out
    for code in ("101", "102", "104"):
        assert f" {code} " in out
    assert "103" not in out
    assert re.search(r"hearing each menu up to the choice +mean +[0-9.]+ +worst +[0-9.]+", out)


def test_a_card_stands_by_itself(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "kaart.html"
    ran = run("phone", "card", "--out", str(path), "--number", "043  123 45 67")
    page = path.read_text("utf-8")

    assert (ran.returncode, ran.stderr) == (0, b"")
    assert ran.stdout.decode() == f"{path}: 3 topics (a trial: not all is signed off)\n"
    assert "<b>043 123 45 67</b>" in page
    assert "Is het spoed? Bel 112." in page
    assert page.count("Proef: niet voor patiënten") == 2
    assert re.findall(r"<b>(\d{3})</b>", page) == ["101", "102", "104"]
    assert not re.search(r"<script|<link|src=|url\(|https?:", page)


def test_a_card_without_a_number_has_a_line_to_write_on(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "kaart.html"
    run("phone", "card", "--out", str(path))

    assert 'class="blank"' in path.read_text("utf-8")


def test_what_is_given_stands_on_the_card_as_text(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "kaart.html"
    run("phone", "card", "--out", str(path), "--number", "<script>")

    assert "<script>" not in path.read_text("utf-8")


def test_a_card_of_content_that_is_wrong_is_not_made(
    run: Run, learned: Path, tmp_path: Path
) -> None:
    (learned / "codes.txt").write_text("1 water\n")
    ran = run("phone", "card", "--out", str(tmp_path / "kaart.html"))
    assert ran.returncode == 1
    assert b"codes.txt:1: is not a code and a passage" in ran.stderr
    assert not (tmp_path / "kaart.html").exists()
