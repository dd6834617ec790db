"""The application: which route is answered by whom, and what every answer carries."""

from __future__ import annotations

from dataclasses import replace

from flask import Flask

from skill.channels import Runtime, Sounds, open_runtime
from skill.server import clips, endpoints, pages, phone, refusals
from skill.server.bodies import LARGEST_BODY
from skill.server.editing import Build
from skill.server.editing import install as install_editing
from skill.server.headers import with_headers
from skill.server.review import install as install_review
from skill.settings import Settings


def create_app(
    settings: Settings,
    runtime: Runtime | None = None,
    make_handler: endpoints.MakeHandler | None = None,
    make_verifier: endpoints.MakeVerifier | None = None,
    build: Build | None = None,
) -> Flask:
    """The WSGI application.

    `runtime`, `make_handler` (how an Alexa handler is made) and `make_verifier` (how the check of
    Alexa's signature is made, where there is a skill id) are the real ones when None; `build` is
    that of a server whose texts are edited, which outlives the application.
    Raises ContentError, saying what to run, when the compiled content is missing or damaged, or its
    model is another leaflet's.
    """
    elsewhere = runtime or open_runtime(settings)
    sounds = Sounds(settings.audio_dir)
    runtime = replace(elsewhere, plays=sounds.whole)
    # With AUDIO_BASE_URL others fetch the clips from there, and our copies say nothing about them.
    given = elsewhere if settings.audio_base_url else runtime
    app = Flask("skill.server", static_folder=None, template_folder=str(pages.PAGES))
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    # A preflight gets 405: no other origin may post.
    app.config["PROVIDE_AUTOMATIC_OPTIONS"] = False
    # Dutch stays readable in a terminal.
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.json.sort_keys = False  # type: ignore[attr-defined]
    # A redirect would be answered in HTML.
    app.url_map.merge_slashes = False
    refusals.install(app)
    endpoints.install(app, (runtime, given), settings, make_handler, make_verifier)
    phone.install(app, runtime, given, settings)
    clips.install(app, runtime, sounds)
    pages.install(app, runtime, settings)
    install_editing(app, runtime, settings, build)
    install_review(app, runtime, settings)
    app.wsgi_app = with_headers(app.wsgi_app)  # type: ignore[method-assign, assignment]
    return app
