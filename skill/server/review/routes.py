"""The routes of the review page: the list, an item, approving, recordings, the sheet."""

from __future__ import annotations

import re
from threading import Event, Thread
from typing import Any

from flask import Flask, Response, jsonify, render_template, request

from skill.channels import Runtime, Sounds
from skill.editorial.signoff import ROLES, all_items, open_items, parts, sheet
from skill.errors import BadRequest
from skill.server.bodies import read_json
from skill.server.callers import require_reviewer, require_same_site
from skill.server.clips import give
from skill.server.headers import html, html_by_itself
from skill.server.kept import Kept
from skill.server.review import takes as recordings
from skill.server.review.approving import approve_lines, withdraw_lines
from skill.server.review.background import questions_about, warm
from skill.server.review.building import Builder
from skill.server.review.catalogue import KINDS, catalogue, part_title, row
from skill.server.review.detail import detail
from skill.server.review.folder import Folder, Snapshot
from skill.settings import Settings

_OF_THE_LEAFLET = ("title", "source", "edition", "review_by", "fingerprint", "trial")
_CLIP = re.compile(r"[\w.-]+\.mp3")


def install(app: Flask, runtime: Runtime, settings: Settings, kept: Kept) -> Folder:
    """Adds the routes to `app`. Every one is for a reviewer, and what writes for our own pages.

    Gives the folder that they share: who writes the same files holds its lock (`writing`).
    """
    folder = kept.get("folder", lambda: Folder(settings))
    waiting = kept.get("takes", recordings.Takes)
    builder = kept.get("builder", lambda: Builder(folder, settings))
    sounds = Sounds(settings.audio_dir)
    warmed = Event()

    def readers() -> None:
        require_reviewer(request, settings)

    def writers() -> None:
        require_reviewer(request, settings)
        require_same_site(request)

    @app.get("/review")
    def show_review() -> Response:
        readers()
        text = render_template(
            "review.html",
            leaflet=runtime.leaflet,
            roles=ROLES,
            edit=settings.edit,
            login=bool(settings.review_secret),
        )
        response = html(text)
        # With `no-referrer` a browser sends `Origin: null` with the form that logs out.
        response.headers["Referrer-Policy"] = "same-origin"
        return response

    @app.get("/review/items")
    def give_items() -> Response:
        readers()
        snapshot, findings = folder.read()
        if not warmed.is_set():
            # The first alarm that somebody opens should not have to wait for them.
            warmed.set()
            Thread(target=warm, args=(folder.content_dir,), daemon=True).start()
        found = _index(snapshot) if snapshot else {"items": [], "parts": {}, "kinds": KINDS}
        return jsonify(found | {"findings": [str(one) for one in findings]})

    @app.get("/review/items/<item>")
    def give_item(item: str) -> Response:
        readers()
        snapshot, findings = folder.read()
        found = catalogue(snapshot).get(item) if snapshot else None
        if snapshot is None or found is None:
            if findings:
                folder.sound()
            raise BadRequest("no_item", "there is no such text", 404)
        return jsonify(detail(snapshot, folder.content_dir, found))

    @app.post("/review/approve")
    def approve() -> Response:
        writers()
        return jsonify(approve_lines(folder, read_json(request)))

    @app.post("/review/withdraw")
    def withdraw() -> Response:
        writers()
        return jsonify(withdraw_lines(folder, read_json(request)))

    @app.get("/review/sheet")
    def show_sheet() -> Response:
        readers()
        snapshot = folder.sound()
        leaflet = snapshot.content.leaflet
        lines = all_items(leaflet, snapshot.manifest, snapshot.signoff)
        text = sheet(leaflet, parts(leaflet, lines), snapshot.signoff)
        return html_by_itself(text)

    @app.get("/review/clips/<file>")
    def give_clip(file: str) -> Response:
        # What the manifest names now: it may be newer than what this server began with.
        readers()
        snapshot = folder.read()[0]
        clips = snapshot.manifest.every_clip() if snapshot and _CLIP.fullmatch(file) else ()
        clip = next((one for one in clips if one.file == file), None)
        sound = sounds.read(clip) if clip else None
        if clip is None or sound is None:
            raise BadRequest("no_clip", "there is no such clip", 404)
        return give(sound, clip.sha256, kept=False)

    @app.post("/review/takes/<line>/<tempo>")
    def offer(line: str, tempo: str) -> Response:
        writers()
        request.max_content_length = recordings.LARGEST_TAKE
        kind = request.mimetype
        if not kind.startswith("audio/") and kind != "application/octet-stream":
            raise BadRequest("unsupported_media_type", "send a sound as `audio/...`", 415)
        data = request.get_data(cache=False)
        return jsonify(recordings.offer(folder, waiting, line, tempo, data))

    @app.get("/review/takes/<take>")
    def give_take(take: str) -> Response:
        readers()
        return give(waiting.get(take).clip, take, kept=False)

    @app.post("/review/takes/<take>/accept")
    def accept(take: str) -> Response:
        writers()
        return jsonify(recordings.accept(folder, waiting, take))

    @app.post("/review/recordings/<line>/<tempo>/remove")
    def remove(line: str, tempo: str) -> Response:
        writers()
        return jsonify(recordings.remove(folder, line, tempo))

    @app.get("/review/build")
    def give_build() -> Response:
        readers()
        return jsonify(builder.state())

    @app.post("/review/build")
    def start_build() -> Response:
        writers()
        return jsonify(builder.start(read_json(request)))

    return folder


def _index(snapshot: Snapshot) -> dict[str, Any]:
    """The whole list, and what stands above it."""
    leaflet, items = snapshot.content.leaflet, catalogue(snapshot)
    asked = questions_about(snapshot, items)
    waiting = open_items(leaflet, snapshot.manifest, snapshot.signoff)
    return {
        "leaflet": {name: getattr(leaflet, name) for name in _OF_THE_LEAFLET},
        "kinds": KINDS,
        "parts": {one.part: part_title(leaflet, one.part) for one in items.values()},
        "open": len(waiting),
        "total": len(snapshot.to_approve),
        "items": [row(snapshot, one, asked.get(one.id, ())) for one in items.values()],
    }
