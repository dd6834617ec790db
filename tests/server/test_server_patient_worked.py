"""The patient page and the login, worked in a real browser as a patient and a reviewer would."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from caller import voiced_runtime
from playwright.sync_api import Page, Route, expect
from server_stand_in import leaflet

from skill.channels import Runtime
from skill.leaflet import as_trial
from skill.server import create_app
from skill.understanding import Hear
from tests.accessibility.axe import violations
from tests.browser import served, sideways
from tests.conftest import OpenPage

SECRET = "een lang geheim van de kliniek"
HELP = "Ik kan niet voor u bellen. Is het levensgevaar? Bel zelf één één twee."


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory, real_ear: Hear) -> Runtime:
    """A trial for others, with the shipped ear and every line voiced."""
    folder = tmp_path_factory.mktemp("patient")
    runtime = voiced_runtime(folder, ear=real_ear, text=as_trial(leaflet()))
    settings = replace(runtime.settings, public=True, review_secret=SECRET)
    return replace(runtime, settings=settings)


@pytest.fixture
def address(trial: Runtime) -> Iterator[str]:
    with served(create_app(trial.settings, trial)) as where:
        yield where


def ask(page: Page, text: str) -> None:
    page.get_by_role("textbox").fill(text)
    page.get_by_role("textbox").press("Enter")
    expect(page.get_by_role("heading", name=f"U vroeg: {text}")).to_be_visible()


def hold_sounds(page: Page) -> list[str]:
    """The sounds that the page asks for; none arrives, so each plays until it is stopped."""
    asked: list[str] = []
    page.route("**/audio/**", lambda route: asked.append(route.request.url))
    return asked


def test_an_example_is_tapped_and_its_sound_is_played(page: Page, address: str) -> None:
    played = hold_sounds(page)
    page.goto(address)
    expect(page.get_by_text("Dit is een proef.")).to_be_visible()
    expect(page.get_by_text("werkt alleen met JavaScript")).to_have_count(0)

    page.get_by_role("button", name="Hoe tilt en draagt u goed?").click()

    expect(page.locator("#said").get_by_text("Buig door uw knieën")).to_be_visible()
    expect(page.locator("#polite")).to_contain_text("Buig door uw knieën")
    expect(page.locator(".spoken.now")).to_have_count(1)
    assert played


def test_yes_slower_and_again_are_a_tap_each(page: Page, address: str) -> None:
    hold_sounds(page)
    page.goto(address)
    ask(page, "hoe til ik goed")
    page.get_by_role("button", name="Ja", exact=True).click()
    expect(page.get_by_role("heading", name="U vroeg: Ja")).to_be_visible()
    with page.expect_request("**/audio/*-slow.mp3"):
        page.get_by_role("button", name="Langzamer").click()
    expect(page.get_by_role("button", name="Sneller")).to_be_visible()

    page.get_by_role("button", name="Stop").click()
    expect(page.locator(".spoken.now")).to_have_count(0)
    page.get_by_role("button", name="Herhaal").click()
    expect(page.locator(".spoken.now")).to_have_count(1)


def test_stop_and_escape_are_silence(page: Page, address: str) -> None:
    hold_sounds(page)
    page.goto(address)
    for silence in (
        lambda: page.get_by_role("button", name="Stop").click(),
        lambda: page.keyboard.press("Escape"),
        lambda: page.get_by_role("button", name="Geluid: aan").click(),
    ):
        ask(page, "hoe til ik goed")
        expect(page.locator(".spoken.now")).to_have_count(1)
        silence()
        expect(page.locator(".spoken.now")).to_have_count(0)
        expect(page.locator("#said").get_by_text("Buig door uw knieën")).to_be_visible()


def test_an_alarm_is_announced_at_once_and_stays(page: Page, address: str) -> None:
    page.goto(address)
    ask(page, "ik kan niet meer plassen")

    expect(page.locator(".answer.alarm")).to_be_visible()
    expect(page.locator("#assertive")).to_contain_text("Alarm: bel nu de huisarts.")
    expect(page.locator("#polite")).to_be_empty()

    ask(page, "hoe til ik goed")
    expect(page.locator(".answer.alarm")).to_contain_text("Bel eerst uw huisarts")
    expect(page.locator("#said").get_by_text("Buig door uw knieën")).to_have_count(0)


def test_an_alarm_that_was_not_about_them_is_taken_back_with_a_tap(
    page: Page, address: str
) -> None:
    page.goto(address)
    ask(page, "ik kan niet plassen")
    ask(page, "hoe til ik goed")
    choices = page.get_by_role("group", name="Antwoord hierop")
    expect(page.locator("#said")).to_contain_text("Ging het niet over u?")
    expect(choices.get_by_role("button")).to_have_text(["Het ging niet over mij"])

    choices.get_by_role("button").click()

    expect(page.locator("#said")).to_have_text("Goed, dan vergeet ik dat. Wat wilt u weten?")
    expect(page.locator(".answer.alarm")).to_have_count(0)


def test_where_112_must_be_called_it_is_a_tap(page: Page, address: str) -> None:
    page.goto(address)
    ask(page, "ik krijg geen lucht meer en heb pijn op mijn borst")

    expect(page.get_by_role("link", name="Bel 112")).to_have_attribute("href", "tel:112")


def limited(route: Route) -> None:
    route.fulfill(status=429, json={"error": {"code": "limited", "message": "wait"}})


def by_the_proxy(route: Route) -> None:
    route.fulfill(status=503, body="<html>503</html>", content_type="text/html")


def broken(route: Route) -> None:
    route.fulfill(status=502, body="<html>502</html>", content_type="text/html")


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (limited, "Wacht een minuut"),
        (by_the_proxy, "Wacht een minuut"),
        (broken, "niet te bereiken"),
        (lambda route: route.abort(), "niet te bereiken"),
        (lambda route: route.fulfill(status=413, json={"error": {"code": "too_long"}}), "korter"),
        (lambda route: route.fulfill(status=200, body="geen JSON"), "niet te bereiken"),
    ],
    ids=["limited", "by the proxy", "broken", "gone", "refused", "nonsense"],
)
def test_no_answer_says_what_to_do_and_who_to_call_and_leaves_the_alarm(
    page: Page, address: str, answer: Callable[[Route], None], told: str
) -> None:
    page.goto(address)
    ask(page, "ik kan niet meer plassen")
    page.route("**/api/turn", answer)

    page.get_by_role("textbox").fill("hoe til ik goed")
    page.get_by_role("textbox").press("Enter")

    expect(page.locator("#trouble")).to_contain_text(told)
    expect(page.locator("#trouble")).to_contain_text(HELP)
    expect(page.locator("#assertive")).to_contain_text(HELP)
    expect(page.locator(".answer.alarm")).to_contain_text("bel nu uw huisarts")
    expect(page.get_by_role("textbox")).to_have_value("hoe til ik goed")
    page.unroute("**/api/turn")
    ask(page, "opnieuw")
    expect(page.locator("#trouble")).to_be_hidden()


def test_what_fails_right_after_an_alarm_is_told_and_not_the_alarm_over_it(
    page: Page, address: str
) -> None:
    page.clock.install(time=0)
    page.goto(address)
    page.clock.pause_at(10_000)
    page.get_by_role("textbox").fill("ik kan niet meer plassen")
    page.get_by_role("textbox").press("Enter")
    expect(page.locator(".answer.alarm")).to_contain_text("bel nu uw huisarts")
    page.route("**/api/turn", broken)
    page.get_by_role("textbox").fill("hoe til ik goed")
    page.get_by_role("textbox").press("Enter")
    expect(page.locator("#trouble")).to_contain_text("niet te bereiken")

    page.clock.run_for(1000)
    expect(page.locator("#assertive")).to_contain_text(HELP)


def test_the_limit_itself_is_told(page: Page, address: str) -> None:
    page.goto(address)
    turn = """async () => {
      for (let one = 0; one < 200; one += 1) {
        const body = JSON.stringify({ text: "ja" });
        const headers = { "Content-Type": "application/json" };
        const got = await fetch("/api/turn", { method: "POST", headers, body });
        if (got.status === 429) return one;
      }
      return 0;
    }"""
    assert page.evaluate(turn) > 0

    # Whatever flows back in meanwhile is used up as well.
    expect(page.locator("#without")).to_have_count(0)
    for _ in range(5):
        page.get_by_role("textbox").fill("hoe til ik goed")
        page.get_by_role("textbox").press("Enter")
        expect(page.locator("#send[aria-disabled=true]")).to_have_count(0)
        if page.locator("#trouble").is_visible():
            break
        page.evaluate(turn)
    expect(page.locator("#trouble")).to_contain_text("Wacht een minuut")


def test_nothing_is_kept_in_the_browser(page: Page, address: str) -> None:
    page.goto(address)
    ask(page, "hoe til ik goed")

    kept = "[localStorage.length, sessionStorage.length, document.cookie, location.href]"
    assert page.evaluate(kept) == [0, 0, "", f"{address}/"]
    assert page.context.cookies() == []
    page.reload()
    expect(page.locator("#conversation")).to_be_hidden()


def test_nothing_comes_from_elsewhere(page: Page, address: str) -> None:
    asked: set[str] = set()
    page.on("request", lambda one: asked.add(one.url))
    page.goto(address)
    ask(page, "hoe til ik goed")

    assert {url.startswith(f"{address}/") for url in asked} == {True}


def test_keys_alone_are_enough(page: Page, address: str) -> None:
    page.goto(address)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Naar het vraagveld")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox")).to_be_focused()
    page.keyboard.type("hoe til ik goed")
    page.keyboard.press("Enter")
    expect(page.locator("#said").get_by_text("Buig door uw knieën")).to_be_visible()

    reached = []
    for _ in range(8):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.textContent.trim()"))
    assert reached == [
        "Vraag",
        "Privacy",
        "Ja",
        "Nee",
        "Herhaal",
        "Langzamer",
        "Stop",
        "Geluid: aan",
    ]
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Sneller")).to_be_focused()


def test_without_a_script_it_says_so(open_page: OpenPage, address: str) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(address)

    expect(page.get_by_text("werkt alleen met JavaScript")).to_be_visible()
    expect(page.locator("#without").get_by_text(HELP)).to_be_visible()
    expect(page.get_by_role("textbox")).to_have_count(0)


def test_a_script_that_does_not_load_is_told(page: Page, address: str) -> None:
    page.route("**/pages/player.js", lambda route: route.abort())
    page.goto(address)

    expect(page.get_by_text("werkt alleen met JavaScript")).to_be_visible()


@pytest.mark.parametrize(("width", "height"), [(320, 640), (740, 360), (1440, 900)])
def test_it_fits_and_can_be_read(
    open_page: OpenPage, address: str, width: int, height: int
) -> None:
    page = open_page(width=width, height=height)
    page.goto(address)
    expect(page.locator("#talk")).to_be_visible()
    assert (sideways(page), violations(page)) == (0, [])

    for text in ("hoe til ik goed", "x" * 400, "ik kan niet meer plassen"):
        ask(page, text)
        assert sideways(page) == 0, text
    page.route("**/api/turn", limited)
    page.get_by_role("button", name="Ja").click()
    expect(page.locator("#trouble")).to_be_visible()
    assert (sideways(page), violations(page)) == (0, [])


@pytest.mark.parametrize("width", [320, 1440])
def test_the_login_fits_and_lets_in_and_out(open_page: OpenPage, address: str, width: int) -> None:
    page = open_page(width=width)
    page.goto(f"{address}/review")
    expect(page).to_have_url(f"{address}/login")
    expect(page.get_by_label("Wachtwoord")).to_be_focused()
    assert (sideways(page), violations(page)) == (0, [])

    page.keyboard.type("iets anders")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("klopt niet")
    assert (sideways(page), violations(page)) == (0, [])
    page.keyboard.type(SECRET)
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{address}/review")

    page.get_by_role("button", name="Afmelden").click()
    expect(page).to_have_url(f"{address}/login")
    page.goto(f"{address}/review")
    expect(page).to_have_url(f"{address}/login")
