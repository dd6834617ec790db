"""The pages: the console at `/`, the review page and their files for developers; `/privacy`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from flask import Flask, Response, abort, render_template, request

from skill.channels import Runtime
from skill.editorial import Statement, read_content
from skill.exports.alexa import privacy_page, style_hash
from skill.server.callers import require_local, require_reviewer
from skill.server.refusals import refuse_other_version
from skill.server.review import read_back, review
from skill.settings import Settings

PAGES = Path(__file__).resolve().parent.parent / "pages"

KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
"""Suffix -> content type; fixed here, because a machine's own table may say otherwise."""


def install(app: Flask, runtime: Runtime, settings: Settings) -> None:
    """Adds the routes to `app`."""
    files = {path.name: path for path in PAGES.iterdir() if path.suffix in KINDS}

    @cache
    def statements() -> dict[str, Statement]:
        # Read at the first look: the compiled leaflet knows statements by id alone.
        return read_content(settings.content_dir)[0].statements

    @app.get("/")
    def show_console() -> Response:
        require_local(request, settings)
        ear = bool(settings.ear)
        return _page(render_template("console.html", leaflet=runtime.leaflet, ear=ear))

    @app.get("/review")
    def show_review() -> Response:
        require_reviewer(request, settings)
        ears = read_back(settings.audio_dir)
        return _page(render_template("review.html", **review(runtime, statements(), ears)))

    @app.get("/privacy")
    def show_privacy() -> Response:
        # For everybody, and by itself: the page brings its own style, which no other page may.
        text = privacy_page(runtime.leaflet)
        response = _page(text)
        policy = f"default-src 'none'; style-src {style_hash(text)}; frame-ancestors 'none'"
        response.headers["Content-Security-Policy"] = f"{policy}; base-uri 'none'"
        return response

    @app.get("/pages/<file>")
    def give_file(file: str) -> Response:
        require_local(request, settings)
        if file not in files:
            abort(404)
        response = Response(files[file].read_bytes(), mimetype=KINDS[files[file].suffix])
        response.add_etag()
        refuse_other_version(response)
        response.headers["Cache-Control"] = "no-cache"
        return response.make_conditional(request)  # type: ignore[return-value]


def _page(text: str) -> Response:
    return Response(text, mimetype="text/html", headers={"Content-Language": "nl"})
