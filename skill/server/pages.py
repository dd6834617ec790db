"""The pages: at `/` the console or the patient page; the files of all pages; `/privacy`."""

from __future__ import annotations

from pathlib import Path

from flask import Flask, Response, abort, render_template, request

from skill.channels import Runtime
from skill.exports.alexa import privacy_page
from skill.server.callers import require_local, require_reviewer
from skill.server.headers import html, html_by_itself
from skill.server.patient import examples, patient_headers, patient_page
from skill.server.refusals import refuse_other_version
from skill.settings import Settings

PAGES = Path(__file__).resolve().parent.parent / "pages"

KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
"""Suffix -> content type; fixed here, because a machine's own table may say otherwise."""

PATIENT_FILES = frozenset(
    ("icon.svg", "house.css", "patient.css", "patient.js", "bubbles.js", "player.js")
)
LOGIN_FILES = frozenset(("icon.svg", "house.css", "login.css"))
"""What a page for others loads; the rest is for who may review."""


def install(app: Flask, runtime: Runtime, settings: Settings) -> None:
    """Adds the routes to `app`."""
    files = {path.name: path for path in PAGES.iterdir() if path.suffix in KINDS}

    opened = (PATIENT_FILES if settings.public else frozenset()) | (
        LOGIN_FILES if settings.review_secret else frozenset()
    )
    questions = tuple(examples(runtime)) if settings.public else ()

    @app.get("/")
    def show_console() -> Response:
        if settings.public:
            shown = patient_page(runtime, questions)
            return patient_headers(html(render_template("patient.html", **shown)))
        require_local(request, settings)
        ear = bool(settings.ear)
        return html(render_template("console.html", leaflet=runtime.leaflet, ear=ear))

    @app.get("/privacy")
    def show_privacy() -> Response:
        # For everybody.
        return html_by_itself(privacy_page(runtime.leaflet, website=settings.public))

    @app.get("/pages/<file>")
    def give_file(file: str) -> Response:
        if file not in opened:
            require_reviewer(request, settings)
        if file not in files:
            abort(404)
        response = Response(files[file].read_bytes(), mimetype=KINDS[files[file].suffix])
        response.add_etag()
        refuse_other_version(response)
        response.headers["Cache-Control"] = "no-cache"
        return response.make_conditional(request)  # type: ignore[return-value]
