"""The application: which route is answered by whom, and what every answer carries."""

from __future__ import annotations

from dataclasses import replace

from flask import Flask

from skill.channels import Runtime, Sounds, open_runtime
from skill.server import clips, endpoints, hearing, login, pages, phone, refusals, rehearse
from skill.server.bodies import LARGEST_BODY
from skill.server.editing import Build
from skill.server.editing import install as install_editing
from skill.server.headers import with_headers
from skill.server.kept import Kept
from skill.server.proxies import behind_proxy
from skill.server.review import install as install_review
from skill.server.sessions import Sessions
from skill.settings import Settings


def create_app(
    settings: Settings,
    runtime: Runtime | None = None,
    make_handler: endpoints.MakeHandler | None = None,
    make_verifier: endpoints.MakeVerifier | None = None,
    build: Build | None = None,
    make_ear: hearing.MakeEar | None = None,
    sessions: Sessions | None = None,
    kept: Kept | None = None,
) -> Flask:
    """The WSGI application.

    `runtime`, `make_handler` (how an Alexa handler is made), `make_verifier` (how the check of
    Alexa's signature is made, where there is a skill id) and `make_ear` (how the ear that EAR names
    is loaded) are the real ones when None; `build`, that of a server whose texts are edited,
    `sessions`, the logins, and `kept` are those of an application that this one takes over from.
    Raises ContentError, saying what to run, when the compiled content is missing or damaged, or its
    model is another leaflet's.
    """
    elsewhere = runtime or open_runtime(settings)
    sounds = Sounds(settings.audio_dir)
    runtime = replace(elsewhere, plays=sounds.whole)
    # With AUDIO_BASE_URL others fetch the clips from there, and our copies say nothing about them.
    given = elsewhere if settings.audio_base_url else runtime
    kept = kept or Kept()
    app = Flask("skill.server", static_folder=None, template_folder=str(pages.PAGES))
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    # A preflight gets 405: no other origin may post.
    app.config["PROVIDE_AUTOMATIC_OPTIONS"] = False
    # Dutch stays readable in a terminal.
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.json.sort_keys = False  # type: ignore[attr-defined]
    # A redirect would be answered in HTML.
    app.url_map.merge_slashes = False
    # No two routes lead to one address, so that no request need be held against that.
    app.url_map.redirect_defaults = False
    refusals.install(app)
    endpoints.install(app, (runtime, given), settings, kept, make_handler, make_verifier)
    hearing.install(app, runtime, settings, kept, make_ear)
    rehearse.install(app, runtime, settings)
    phone.install(app, runtime, given, settings, kept)
    clips.install(app, runtime, sounds)
    login.install(app, settings, kept, sessions)
    pages.install(app, runtime, settings)
    install_editing(app, runtime, settings, build)
    install_review(app, runtime, settings, kept)
    proxied = behind_proxy(app.wsgi_app, settings.trusted_proxy)
    app.wsgi_app = with_headers(proxied)  # type: ignore[method-assign, assignment]
    return app
