"""The routes under `/edit`: only where the server was started with `serve --edit`."""

from __future__ import annotations

from typing import Any

from flask import Flask, Response, jsonify, request

from skill.channels import Runtime
from skill.errors import BadRequest
from skill.server.bodies import read_json
from skill.server.callers import require_reviewer, require_same_site
from skill.server.editing import alarms, change
from skill.server.editing.build import Build, waits
from skill.server.editing.heard import heard
from skill.settings import Settings


def install(app: Flask, runtime: Runtime, settings: Settings, build: Build | None = None) -> None:
    """Adds the routes to `app`; `build` outlives it, where the application is made anew."""
    building = build or Build(settings)
    folder = settings.content_dir

    def admit() -> None:
        """Lets an editor pass; raises BadRequest for anybody else, and where editing is off."""
        require_reviewer(request, settings)
        if not settings.edit:
            raise BadRequest("editing_off", "texts are changed where `serve --edit` runs", 404)
        if request.method == "POST":
            require_same_site(request)

    def payload() -> dict[str, Any]:
        admit()
        body = read_json(request)
        if not isinstance(body, dict):
            raise BadRequest("bad_edit", "the body must be a JSON object")
        return body

    @app.get("/edit/item/<path:name>")
    def give_fields(name: str) -> Response:
        admit()
        return jsonify(change.form(folder, change.known_item(folder, name)))

    @app.post("/edit/check")
    def check_change() -> Response:
        return jsonify(change.look(runtime, change.read_change(folder, payload())))

    @app.post("/edit/save")
    def save_change() -> Response:
        body = payload()
        return jsonify(change.save(runtime, change.read_change(folder, body), body.get("was")))

    @app.get("/edit/alarm")
    def give_form() -> Response:
        admit()
        return jsonify(alarms.blank())

    @app.post("/edit/alarm/check")
    def check_alarm() -> Response:
        return jsonify(alarms.add(runtime, payload(), only_look=True))

    @app.post("/edit/alarm")
    def add_alarm() -> Response:
        return jsonify(alarms.add(runtime, payload()))

    @app.get("/edit/heard/<path:name>")
    def give_heard(name: str) -> Response:
        admit()
        return jsonify(heard(runtime, change.known_item(folder, name)))

    @app.post("/edit/job")
    def start_job() -> Response:
        payload()
        building.start()
        return jsonify(building.state() | {"waits": True})

    @app.get("/edit/job")
    def give_job() -> Response:
        admit()
        return jsonify(building.state() | {"waits": waits(runtime)})
