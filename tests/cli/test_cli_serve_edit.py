"""`serve --edit`: the only way in which texts may be changed in the browser."""

from __future__ import annotations

from pathlib import Path

import pytest

from skill import server
from skill.cli import main
from skill.server.listen import bind, told
from skill.settings import Settings, read_settings


@pytest.mark.parametrize(("words", "edit"), [((), False), (("--edit",), True)])
def test_the_option_turns_it_on(
    monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], edit: bool
) -> None:
    given: list[Settings] = []
    monkeypatch.setattr(server, "serve", lambda settings, **_: given.append(settings))

    assert main(["serve", "--port", "0", *words]) == 0
    assert [one.edit for one in given] == [edit]


def test_no_variable_turns_it_on() -> None:
    assert read_settings({"EDIT": "1", "SERVE_EDIT": "1"}).edit is False


def test_who_starts_it_is_told_which_folder_is_changed(tmp_path: Path) -> None:
    with bind("127.0.0.1", 0) as listening:
        plain = list(told(Settings(content_dir=tmp_path), listening))
        editing = list(told(Settings(content_dir=tmp_path, edit=True), listening))

    assert [line for line in editing if line not in plain] == [
        f"Texts in {tmp_path} can be changed at {plain[0].split()[1]}/review."
    ]
