"""A server on the small folder whose texts may be changed, and an editor who calls it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from skill.server.listen import editable
from skill.server.renewed import Renewed
from skill.settings import Settings

OURS = {"Sec-Fetch-Site": "same-origin"}
"""What a browser says of a request that a page of this server makes."""


class Desk:
    """An editor's way in: JSON to the routes under /edit, and back."""

    def __init__(self, folder: Path, **changes: Any) -> None:
        self.folder = folder
        audio = folder.parent / "audio"
        audio.mkdir(exist_ok=True)
        self.settings = Settings(
            **{"content_dir": folder, "audio_dir": audio, "edit": True} | changes
        )
        self.server: Renewed = editable(self.settings)

    @property
    def app(self) -> Flask:
        app = self.server._app
        assert isinstance(app, Flask)
        return app

    @property
    def client(self) -> FlaskClient:
        return self.app.test_client()

    def get(self, path: str) -> Any:
        answer = self.client.get(f"/edit/{path}")
        return answer.get_json()

    def post(
        self, path: str, headers: dict[str, str] | None = None, **payload: Any
    ) -> tuple[int, Any]:
        answer = self.client.post(f"/edit/{path}", json=payload, headers=headers or OURS)
        return answer.status_code, answer.get_json()

    def text(self, item: str, field: str) -> str:
        """What a field says on disk."""
        fields = self.get(f"item/{item}")["fields"]
        return str(next(one["text"] for one in fields if one["name"] == field))

    def check(self, item: str, field: str, text: str) -> Any:
        status, told = self.post("check", item=item, field=field, text=text)
        assert status == 200, told
        return told

    def save(self, item: str, field: str, text: str, was: str | None = None) -> tuple[int, Any]:
        before = self.text(item, field) if was is None else was
        return self.post("save", item=item, field=field, text=text, was=before)

    def file(self, name: str) -> str:
        return (self.folder / name).read_bytes().decode()


MakeDesk = Callable[..., Desk]
