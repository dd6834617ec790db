"""The pages, `/health`, and what every answer carries."""

from __future__ import annotations

import os
import re
from html.parser import HTMLParser
from typing import get_args

import pytest
from flask.testing import FlaskClient
from server_stand_in import leaflet

import skill.server
from skill.channels.turn import CLIENT_EVENTS
from skill.dialogue.turns import Asks
from skill.labels import ANSWERS, CONTROLS, LEVELS, OUTCOMES
from skill.understanding import LONGEST
from tests import shipped


class Page(HTMLParser):
    """The tags of a page, and the text of its scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.inline: list[str] = []
        self._open = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._open = tag

    def handle_endtag(self, tag: str) -> None:
        self._open = ""

    def handle_data(self, data: str) -> None:
        if self._open in ("script", "style") and data.strip():
            self.inline.append(data)

    def all(self, *names: str) -> list[dict[str, str | None]]:
        """Attributes of every tag of these names."""
        return [attributes for tag, attributes in self.tags if tag in names]


KINDS = {
    "passage",
    "clarify",
    "alarm",
    "confirm",
    "not_covered",
    "out_of_scope",
    "control",
    "opening",
    "answer",
    "unclear",
}
"""Kinds of labels that an ear can give."""

PAGES = pytest.mark.parametrize("path", ["/", "/review"])


@PAGES
def test_a_page_is_dutch_and_has_one_heading(client: FlaskClient, path: str) -> None:
    page = Page(client.get(path).text)

    assert page.all("html")[0]["lang"] == "nl"
    assert len(page.all("h1")) == 1
    assert len(page.all("main")) == 1
    assert page.all("title")


@PAGES
def test_a_page_has_nothing_inline_and_nothing_from_elsewhere(
    client: FlaskClient, path: str
) -> None:
    response = client.get(path)
    page = Page(response.text)

    assert page.inline == []
    for _, attributes in page.tags:
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        for name in ("src", "href"):
            assert not (attributes.get(name) or "/").startswith(("http", "//", "data:"))
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


@PAGES
def test_every_file_of_a_page_is_there(client: FlaskClient, path: str) -> None:
    page = Page(client.get(path).text)
    wanted = [found.get("src") or found.get("href") for found in page.all("script", "link", "img")]

    assert wanted
    for address in wanted:
        assert client.get(address or "").status_code == 200


def test_every_script_that_a_script_loads_is_there(client: FlaskClient) -> None:
    wanted, seen = ["console.js"], set[str]()
    while wanted:
        name = wanted.pop()
        seen.add(name)
        script = client.get(f"/pages/{name}")
        assert script.mimetype == "text/javascript"
        wanted += set(re.findall(r'from "\./([\w.]+)"', script.text)) - seen

    assert {"bubbles.js", "player.js", "speech.js", "written.js"} < seen


@PAGES
def test_every_field_and_button_has_a_name(client: FlaskClient, path: str) -> None:
    text = client.get(path).text
    page = Page(text)
    labelled = {found.get("for") for found in page.all("label")}

    for field in page.all("input", "textarea", "select"):
        wrapped = field.get("type") in ("radio", "checkbox") and "<label>" in text
        assert wrapped or field["id"] in labelled
    for sound in page.all("audio"):
        assert sound["aria-label"]
    for picture in page.all("img"):
        assert "alt" in picture
    assert not re.search(r"<button[^>]*>\s*</button>", text)


@PAGES
def test_every_id_is_unique_and_every_reference_leads_somewhere(
    client: FlaskClient, path: str
) -> None:
    page = Page(client.get(path).text)
    ids = [found["id"] for _, found in page.tags if "id" in found]

    assert len(ids) == len(set(ids))
    for _, attributes in page.tags:
        for name in ("for", "aria-labelledby", "aria-describedby"):
            assert attributes.get(name) is None or attributes[name] in ids
        if (attributes.get("href") or "").startswith("#") and attributes["href"] != "#":
            assert str(attributes["href"])[1:] in ids


def test_the_console_offers_what_a_listener_can_do(client: FlaskClient) -> None:
    page = Page(client.get("/").text)
    buttons = page.all("button")

    assert {found.get("data-event") for found in buttons} >= {"launch", "silence"}
    said = {found.get("data-say") for found in buttons}
    assert said >= {"herhaal", "volgende", "ja", "nee", "stop"}
    assert {found.get("data-key") for found in buttons} >= set("0123456789*#")
    channels = [found["value"] for found in page.all("input") if found.get("name") == "channel"]
    assert channels == ["web", "speaker", "phone"]
    live = {found.get("aria-live") for found in page.all("p")}
    assert live >= {"polite", "assertive"}
    events = {found["data-event"] for found in buttons if "data-event" in found}
    assert events <= set(CLIENT_EVENTS)
    (question,) = [found for found in page.all("input") if found.get("id") == "question"]
    assert question["maxlength"] == str(LONGEST)


def test_the_console_has_a_word_for_every_level_and_for_all_that_is_awaited(
    client: FlaskClient,
) -> None:
    keys = tables(client, "bubbles.js")

    assert keys["LEVELS"] == set(LEVELS)
    assert keys["ASKS"] == set(get_args(Asks)) - {""}


def tables(client: FlaskClient, file: str) -> dict[str, set[str]]:
    """The keys of every table of words in a script."""
    found = re.findall(
        r"^(?:export )?const (\w+) = \{\n(.*?)^\};",
        client.get(f"/pages/{file}").text,
        re.MULTILINE | re.DOTALL,
    )
    return {name: set(re.findall(r"^  (\w+): ", rows, re.MULTILINE)) for name, rows in found}


def test_the_console_has_a_word_for_all_that_can_be_understood(client: FlaskClient) -> None:
    keys = tables(client, "reasons.js")

    assert keys["OUTCOMES"] == set(OUTCOMES)
    assert keys["CONTROLS"] == set(CONTROLS)
    assert keys["ANSWERS"] == set(ANSWERS)
    assert keys["KINDS"] == KINDS


def test_the_console_has_a_sentence_for_every_reason_that_the_ear_gives(
    client: FlaskClient,
) -> None:
    script = client.get("/pages/reasons.js").text
    starts = re.findall(r'^  \["(.+?)", \(', script, re.MULTILINE)
    # A fifth of the questions under CI; they take a millisecond each.
    texts = [one.text for one in shipped.questions()][:: 5 if os.environ.get("CI") else 25]
    given = {piece for text in texts for piece in shipped.ear()(text).evidence}

    assert len(starts) > 10
    assert {one for one in given if not one.startswith(tuple(starts))} == set()
    assert len({start for start in starts if any(one.startswith(start) for one in given)}) > 8


def test_the_console_offers_the_examples_of_the_leaflet(client: FlaskClient) -> None:
    buttons = Page(client.get("/").text).all("button")
    shown = tuple(found["data-example"] for found in buttons if "data-example" in found)

    assert shown == leaflet().examples != ()


def test_speech_input_is_hidden_until_the_browser_has_it(client: FlaskClient) -> None:
    buttons = {found.get("id"): found for found in Page(client.get("/").text).all("button")}

    assert "hidden" in buttons["speak"]


def test_health_says_what_runs_here(client: FlaskClient) -> None:
    health = client.get("/health").get_json()

    assert health == {
        "status": "ok",
        "version": skill.__version__,
        "content": leaflet().fingerprint,
        "edition": leaflet().edition,
        "review_by": leaflet().review_by,
        "passages": len(leaflet().passages),
        "clips": {"fresh": 6, "total": health["clips"]["total"]},
        "engine": "silence",
    }
    assert health["clips"]["total"] > 300


@pytest.mark.parametrize("path", ["/", "/review", "/health", "/nowhere", "/pages/house.css"])
def test_every_answer_is_safe_in_a_browser(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    # A form of the review page says from where it is sent, and no other page does.
    assert headers["Referrer-Policy"] == ("same-origin" if path == "/review" else "no-referrer")
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] in ("no-store", "no-cache")
    assert "Set-Cookie" not in headers


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nowhere", 404, "not_found"),
        ("GET", "/review/", 404, "not_found"),
        ("GET", "/audio//x.mp3", 404, "not_found"),
        ("GET", "/pages/console.html", 404, "not_found"),
        ("GET", "/pages/..%2fsettings.py", 404, "not_found"),
        ("GET", "/%00", 404, "not_found"),
        ("GET", "/phone/voice", 405, "method_not_allowed"),
        ("GET", "/alexa", 405, "method_not_allowed"),
        ("GET", "/api/turn", 405, "method_not_allowed"),
        ("PUT", "/api/turn", 405, "method_not_allowed"),
        ("DELETE", "/health", 405, "method_not_allowed"),
        ("POST", "/", 405, "method_not_allowed"),
        ("DANCE", "/", 405, "method_not_allowed"),
        ("OPTIONS", "/alexa", 405, "method_not_allowed"),
    ],
)
def test_what_is_not_there(
    client: FlaskClient, method: str, path: str, status: int, code: str
) -> None:
    response = client.open(path, method=method)

    assert response.status_code == status
    assert response.mimetype == "application/json"
    assert response.get_json()["error"]["code"] == code
    assert ("Allow" in response.headers) == (status == 405)


def test_a_page_that_has_not_changed_is_not_sent_again(client: FlaskClient) -> None:
    etag = client.get("/pages/house.css").headers["ETag"]

    assert client.get("/pages/house.css", headers={"If-None-Match": etag}).status_code == 304


def test_public_names() -> None:
    assert skill.server.__all__ == ["create_app", "serve"]
