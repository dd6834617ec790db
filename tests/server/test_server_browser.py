"""The console in a real browser (headless Chromium) against the real server."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient

from tests.browser import find_browser, look


@pytest.fixture(scope="session")
def browser() -> str:
    return find_browser()


def ask(running: tuple[str, Path], browser: str, folder: Path, *fields: tuple[str, str]) -> str:
    """The page after it was asked by its address."""
    return look(browser, folder, f"{running[0]}/?{urlencode(fields)}")


def test_a_question_and_its_answer(running: tuple[str, Path], browser: str, tmp_path: Path) -> None:
    page = ask(running, browser, tmp_path, ("vraag", "Hoe til ik goed?"), ("vraag", "ja"))

    assert "Hoe til ik goed?" in page
    assert 'data-outcome="answer"' in page
    assert '"passage": "oprapen-niet-draaien-en-buigen"' in page
    assert page.count('class="bubble said') == 2
    assert "niet bereikbaar" not in page


def test_the_keys_of_the_telephone(running: tuple[str, Path], browser: str, tmp_path: Path) -> None:
    page = ask(running, browser, tmp_path, ("kanaal", "phone"), ("toets", "11"))

    assert page.count('class="bubble asked event"') == 2
    assert "Voor goed tillen en dragen, toets één." in page
    assert "Om dit nog eens te horen, toets sterretje." in page
    assert '"passage": "goed-tillen"' in page
    assert 'aria-label="Toetsen van de telefoon">' in page


def test_behind_a_code_a_moment_passes(
    running: tuple[str, Path], browser: str, tmp_path: Path
) -> None:
    right, wrong = (
        ask(running, browser, tmp_path, ("kanaal", "phone"), ("toets", keys))
        for keys in ("8109", "81109")
    )

    assert '"passage": "goed-tillen"' in right
    assert "Deze code ken ik niet." not in right
    assert "Deze code ken ik niet." in wrong
    assert '"passage": null' in wrong


def test_elsewhere_there_are_no_telephone_keys(
    running: tuple[str, Path], browser: str, tmp_path: Path
) -> None:
    page = ask(running, browser, tmp_path, ("toets", "11"))

    assert 'class="bubble' not in page
    assert 'aria-label="Toetsen van de telefoon" hidden' in page


def test_an_alarm_stands_out_and_is_announced_at_once(
    running: tuple[str, Path], browser: str, tmp_path: Path
) -> None:
    page = ask(running, browser, tmp_path, ("vraag", "Mijn kruis is doof."))

    assert 'class="bubble said alarm"' in page
    assert "Alarm: bel nu de huisarts" in page
    assert 'aria-live="assertive">Alarm: bel nu de huisarts. ' in page


@pytest.mark.parametrize(
    ("questions", "above"),
    [
        (("Mijn kruis is doof.", "Hoe til ik goed?"), "Alarm: bel nu de huisarts."),
        (("Koorts",), "Navraag: hoorde ik een alarmteken?"),
        (("Bel een ambulance!",), "Hulproep: bel bij levensgevaar zelf 112."),
    ],
    ids=["an alarm that stands", "a check", "a call for help"],
)
def test_what_is_about_a_sign_stands_out_too(
    running: tuple[str, Path], browser: str, tmp_path: Path, questions: tuple[str, ...], above: str
) -> None:
    page = ask(running, browser, tmp_path, *(("vraag", text) for text in questions))

    assert page.count('class="bubble said alarm"') == len(questions)
    assert 'class="bubble said"' not in page
    assert f'<p class="level">{above.rstrip(".")}</p>' in page
    assert f'aria-live="assertive">{above} ' in page
    assert 'aria-live="polite"></p>' in page


def test_a_complaint_is_no_alarm(running: tuple[str, Path], browser: str, tmp_path: Path) -> None:
    page = ask(running, browser, tmp_path, ("vraag", "Ik heb rugpijn."))

    assert 'class="bubble said"' in page
    assert 'class="bubble said alarm"' not in page
    assert 'aria-live="assertive"></p>' in page
    assert "Iets wat mensen zeggen voor hun vraag" in page


def test_what_is_asked_is_shown_as_text(
    running: tuple[str, Path], browser: str, tmp_path: Path
) -> None:
    page = ask(running, browser, tmp_path, ("vraag", "<img src=x onerror=alert(1)>"))

    assert "&lt;img src=x" in page
    assert "<img src=x" not in page


def test_a_refusal_is_told(running: tuple[str, Path], browser: str, tmp_path: Path) -> None:
    page = ask(running, browser, tmp_path, ("vraag", "rug " * 600))

    assert "De server weigerde dit (too_long)" in page


def test_a_server_that_is_gone_is_told_in_dutch(
    client: FlaskClient, browser: str, tmp_path: Path
) -> None:
    class Gone(BaseHTTPRequestHandler):
        """Gives the page and its files, and breaks off every turn."""

        def do_GET(self) -> None:
            response = client.get(self.path.partition("?")[0])
            self.send_response(response.status_code)
            self.send_header("Content-Type", str(response.content_type))
            self.end_headers()
            self.wfile.write(response.data)

        def do_POST(self) -> None:
            self.close_connection = True

        def log_message(self, *what: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Gone) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        page = look(browser, tmp_path, f"http://127.0.0.1:{server.server_port}/?vraag=hallo")
        server.shutdown()

    assert "De server is niet bereikbaar." in page
