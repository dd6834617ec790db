"""What an editor does in the browser: change, withdraw, add, hear it, and never lose a word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from edit_desk import Desk
from playwright.sync_api import Locator, Page, expect
from test_server_edit import BODY
from test_server_edit_alarm import FORM, QUESTIONS

from tests.accessibility.axe import violations
from tests.browser import served, sideways
from tests.conftest import OpenPage


@pytest.fixture
def desk(learned: Path) -> Desk:
    return Desk(learned)


@pytest.fixture
def stop() -> Iterator[ExitStack]:
    """Closing it stops the server."""
    with ExitStack() as running:
        yield running


@pytest.fixture
def address(desk: Desk, stop: ExitStack) -> str:
    return stop.enter_context(served(desk.server))


def edit(page: Page, address: str, item: str = "water") -> None:
    """Opens the form of an item."""
    page.goto(f"{address}/review#{item}")
    page.get_by_role("button", name="Bewerken").click()


def field(page: Page, name: str) -> Locator:
    """A field of a form with its buttons and what is told of it."""
    label = page.get_by_text(name, exact=True).and_(page.locator("label"))
    return page.locator(".edit-field").filter(has=label)


def textbox(page: Page, name: str) -> Locator:
    return field(page, name).locator("textarea, select")


def save(page: Page, name: str) -> None:
    field(page, name).get_by_role("button", name="Bewaren").click()


def told(page: Page, name: str) -> Locator:
    return field(page, name).get_by_role("status")


def build(page: Page) -> None:
    page.get_by_role("button", name="Opbouwen en luisteren").click()
    expect(page.locator(".edit-bar").get_by_role("status")).to_contain_text("Klaar", timeout=60_000)


def test_a_sentence_is_changed_built_and_heard(page: Page, address: str, desk: Desk) -> None:
    before = desk.file("passages/water.md")
    edit(page, address)
    textbox(page, "Tekst").fill(BODY.replace("op vaste dagen", "in de ochtend"))
    expect(told(page, "Tekst")).to_contain_text("27 woorden, ongeveer")
    save(page, "Tekst")

    expect(told(page, "Tekst")).to_contain_text("Bewaard")
    assert desk.file("passages/water.md") == before.replace("op vaste dagen", "in de ochtend")
    expect(page.locator("article .text").first).to_contain_text("in de ochtend")
    build(page)
    expect(page.get_by_text("Zo klinkt het nu in een gesprek:")).to_be_visible()
    expect(page.locator(".edit-heard li").nth(1)).to_contain_text("in de ochtend")


def test_a_passage_is_withdrawn(page: Page, address: str, desk: Desk) -> None:
    edit(page, address)
    textbox(page, "Status").select_option("ingetrokken")
    save(page, "Status")
    expect(told(page, "Status")).to_contain_text("Bewaard")
    build(page)

    assert "status: ingetrokken\n" in desk.file("passages/water.md")
    expect(page.locator(".edit-heard li")).to_have_text(
        [re.compile("Zin withdrawn"), re.compile("Zin ask open")]
    )


def test_what_a_build_told_stays_until_something_is_saved(page: Page, address: str) -> None:
    edit(page, address)
    textbox(page, "Titel").fill("Hoe vaak water?")
    save(page, "Titel")
    build(page)
    bar = page.locator(".edit-bar").get_by_role("status")
    with page.expect_response("**/edit/job"):
        page.goto(f"{address}/review#licht")
    page.get_by_role("heading", name="Waar staat de plant?").wait_for()
    expect(bar).to_contain_text("Klaar")

    page.goto(f"{address}/review#water")
    textbox(page, "Titel").fill("Hoeveel water?")
    save(page, "Titel")
    expect(bar).to_have_text("Er is iets bewaard dat nog niet klinkt.")


HOLDS_BACK = """
const asks = window.fetch;
window.fetch = async (address, options) => {
  const answer = await asks(address, options);
  if (window.holds && !options?.body && String(address).endsWith("/edit/job")) {
    window.holds = false;
    await new Promise((done) => { window.release = done; });
  }
  return answer;
};
"""
"""One answer of the server comes later than what is asked after it."""


def test_news_from_before_a_build_does_not_wipe_out_how_it_ended(page: Page, address: str) -> None:
    page.add_init_script(HOLDS_BACK)
    edit(page, address)
    textbox(page, "Status").select_option("ingetrokken")
    save(page, "Status")
    expect(page.get_by_role("button", name="Opbouwen en luisteren")).to_be_visible()
    page.evaluate("window.holds = true")
    textbox(page, "Titel").fill("Hoe vaak water?")
    save(page, "Titel")
    # The page's policy forbids the way in which Playwright waits for a function.
    while not page.evaluate("Boolean(window.release)"):
        page.wait_for_timeout(50)
    build(page)
    page.evaluate(
        "async () => { window.release(); await new Promise((done) => setTimeout(done)); }"
    )

    expect(page.locator(".edit-bar").get_by_role("status")).to_contain_text("Klaar")


def test_an_alarm_is_added_built_and_raised(page: Page, address: str, desk: Desk) -> None:
    page.goto(f"{address}/review")
    page.get_by_role("button", name="Nieuw alarmteken").click()
    form = page.get_by_role("dialog")
    for name, label in (
        ("code", "Code"), ("label", "Omschrijving"), ("check", "Navraag bij twijfel"),
        ("body", "Uitleg"), ("questions", "Hoe mensen het zeggen"),
    ):  # fmt: skip
        form.get_by_label(label, exact=True).fill(FORM[name])
    form.get_by_label("Niveau").select_option("vandaag")
    form.get_by_role("button", name="Alarmteken maken").click()

    expect(page.get_by_role("heading", name=FORM["label"])).to_be_visible()
    assert "source: geen bron gevonden\n" in desk.file("alarms/omgevallen.md")
    assert "status: wacht op klinische goedkeuring\n" in desk.file("alarms/omgevallen.md")
    assert desk.file("questions/alarm/omgevallen.txt") == QUESTIONS + "\n"
    build(page)
    turn = {"channel": "web", "text": "de plant ligt ineens op de grond"}
    assert desk.client.post("/api/turn", json=turn).get_json()["alarm"] == "omgevallen"


def test_what_an_alarm_lacks_is_told_and_the_form_keeps_what_was_typed(
    page: Page, address: str, desk: Desk
) -> None:
    page.goto(f"{address}/review")
    page.get_by_role("button", name="Nieuw alarmteken").click()
    form = page.get_by_role("dialog")
    form.get_by_label("Code", exact=True).fill("Om gevallen")
    form.get_by_label("Hoe mensen het zeggen").fill("de plant ligt om")
    form.get_by_role("button", name="Alarmteken maken").click()

    expect(form.get_by_text("Gebruik kleine letters")).to_be_visible()
    expect(form.get_by_text("Vul dit in.")).to_have_count(2)
    expect(form.get_by_label("Code", exact=True)).to_be_focused()
    expect(form.get_by_label("Hoe mensen het zeggen")).to_have_value("de plant ligt om")
    page.once("dialog", lambda asked: asked.dismiss())
    page.keyboard.press("Escape")
    expect(form).to_be_visible()


@pytest.mark.parametrize(
    ("text", "say"),
    [
        (BODY.replace("twee keer", "2 keer"), "Regel 1: Er staat een getal in cijfers"),
        (BODY.replace(" [S02]", ""), "Regel 2: Deze zin heeft geen spoor"),
        (BODY.replace("fris", "“fris”"), "Deze tekens klinken niet: “ ”"),
        (BODY + "\nZo blijft de plant het hele jaar door fris en groen. [eigen]" * 4, "71 woorden"),
        ("", "Er staat geen tekst."),
    ],
    ids=["a digit", "no statement", "quotes", "too long", "nothing"],
)
def test_what_is_wrong_is_told_while_typing_and_is_not_saved(
    page: Page, address: str, desk: Desk, text: str, say: str
) -> None:
    before = desk.file("passages/water.md")
    edit(page, address)
    textbox(page, "Tekst").fill(text)

    expect(told(page, "Tekst")).to_contain_text("Zo kan het niet worden bewaard")
    expect(told(page, "Tekst")).to_contain_text(say)
    save(page, "Tekst")
    expect(told(page, "Tekst")).to_contain_text("Niet bewaard. Los dit eerst op")
    expect(textbox(page, "Tekst")).to_have_value(text)
    assert desk.file("passages/water.md") == before


def test_two_tabs_that_change_the_same_field_lose_neither_text(
    open_page: OpenPage, address: str, desk: Desk
) -> None:
    one, other = open_page(), open_page()
    edit(one, address)
    edit(other, address)
    textbox(one, "Titel").fill("Hoe vaak water?")
    textbox(other, "Titel").fill("Hoe geeft u water?")
    save(one, "Titel")
    expect(told(one, "Titel")).to_contain_text("Bewaard")
    save(other, "Titel")

    expect(told(other, "Titel").locator("blockquote")).to_have_text("Hoe vaak water?")
    expect(textbox(other, "Titel")).to_have_value("Hoe geeft u water?")
    assert "title: Hoe vaak water?" in desk.file("passages/water.md")
    other.get_by_role("button", name="Bewaar toch mijn tekst").click()
    expect(told(other, "Titel")).to_contain_text("Bewaard")
    assert "title: Hoe geeft u water?" in desk.file("passages/water.md")


def test_the_text_of_somebody_else_can_be_taken(page: Page, address: str, desk: Desk) -> None:
    edit(page, address)
    textbox(page, "Titel").fill("Hoe geeft u water?")
    path = desk.folder / "passages" / "water.md"
    path.write_text(path.read_text().replace("Hoeveel water?", "Hoe vaak water?"))
    save(page, "Titel")
    page.get_by_role("button", name="Neem wat er nu staat").click()

    expect(textbox(page, "Titel")).to_have_value("Hoe vaak water?")
    expect(page.get_by_text("Niet bewaard", exact=True)).to_be_hidden()


def test_who_leaves_with_something_unsaved_is_warned(page: Page, address: str) -> None:
    edit(page, address)
    textbox(page, "Titel").fill("Hoe vaak water?")
    asked: list[str] = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.evaluate("setTimeout(() => location.reload())")
    expect(textbox(page, "Titel")).to_have_value("Hoe vaak water?")

    page.wait_for_function("true")
    assert asked == ["beforeunload"]


def test_nothing_is_kept_where_others_could_find_it(page: Page, address: str) -> None:
    edit(page, address)
    textbox(page, "Titel").fill("Hoe vaak water?")
    save(page, "Titel")
    expect(told(page, "Titel")).to_contain_text("Bewaard")

    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [
        0,
        0,
        "",
    ]


def test_what_was_typed_is_still_there_after_looking_at_another_text(
    page: Page, address: str
) -> None:
    edit(page, address)
    textbox(page, "Titel").fill("Hoe vaak water?")
    page.evaluate("location.hash = 'licht'")
    expect(page.locator("#item-title")).not_to_contain_text("water")
    page.evaluate("location.hash = 'water'")

    expect(textbox(page, "Titel")).to_have_value("Hoe vaak water?")
    expect(page.get_by_text("Niet bewaard", exact=True)).to_be_visible()


def test_the_page_that_shows_an_item_anew_takes_nobody_out_of_a_field(
    page: Page, address: str
) -> None:
    edit(page, address)
    box = textbox(page, "Titel")
    box.fill("Hoe va")
    page.evaluate(
        "document.dispatchEvent(new CustomEvent('item-changed', {detail: {id: 'water'}}))"
    )
    page.wait_for_load_state("networkidle")
    page.keyboard.type("ak?")

    expect(box).to_have_value("Hoe vaak?")


def test_who_works_with_the_keyboard_alone_saves_and_stays_in_the_field(
    page: Page, address: str, desk: Desk
) -> None:
    page.goto(f"{address}/review#water")
    page.get_by_role("button", name="Bewerken").focus()
    page.keyboard.press("Enter")
    box = textbox(page, "Titel")
    box.focus()
    page.keyboard.press("End")
    page.keyboard.type("?")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(told(page, "Titel")).to_contain_text("Bewaard")
    page.wait_for_load_state("networkidle")
    expect(box).to_be_focused()
    assert "title: Hoeveel water??" in desk.file("passages/water.md")


def test_a_server_that_is_gone_is_told_and_the_text_stays(
    page: Page, address: str, stop: ExitStack
) -> None:
    edit(page, address)
    textbox(page, "Titel").fill("Hoe vaak")
    stop.close()
    textbox(page, "Titel").fill("Hoe vaak water?")
    save(page, "Titel")

    expect(told(page, "Titel")).to_contain_text("De server is niet bereikbaar.")
    expect(textbox(page, "Titel")).to_have_value("Hoe vaak water?")


def test_a_text_goes_back_to_what_it_was(page: Page, address: str) -> None:
    edit(page, address)
    textbox(page, "Titel").fill("Hoe vaak?")
    field(page, "Titel").get_by_role("button", name="Terug naar wat er stond").click()

    expect(textbox(page, "Titel")).to_have_value("Hoeveel water?")
    expect(textbox(page, "Titel")).to_be_focused()
    expect(field(page, "Titel").get_by_role("button", name="Bewaren")).to_be_hidden()


def test_a_build_that_is_refused_says_what_to_mend(page: Page, address: str, desk: Desk) -> None:
    edit(page, address)
    path = desk.folder / "passages" / "licht.md"
    path.write_text(path.read_text().replace("meestal", "altijd"))
    textbox(page, "Titel").fill("Hoe vaak water?")
    save(page, "Titel")
    page.get_by_role("button", name="Opbouwen en luisteren").click()

    bar = page.locator(".edit-bar")
    expect(bar).to_contain_text("Het opbouwen is gestopt; er klinkt nog wat er klonk.")
    expect(bar).to_contain_text("“meestal”, de tekst niet")
    expect(bar).to_contain_text("plant/passages/licht.md")


@pytest.mark.parametrize("item", ["menu_root", "voice"])
def test_what_cannot_be_edited_has_no_button(page: Page, address: str, item: str) -> None:
    page.goto(f"{address}/review#{item}")
    page.locator("#item-title").wait_for()

    expect(page.get_by_role("button", name="Bewerken")).to_have_count(0)


def test_without_edit_the_page_has_nothing_of_it(page: Page, learned: Path) -> None:
    with served(Desk(learned, edit=False).app) as address:
        page.goto(f"{address}/review#water")
        page.locator("#item-title").wait_for()

        expect(page.get_by_role("button", name="Bewerken")).to_have_count(0)
        expect(page.locator(".edit-bar")).to_have_count(0)


@pytest.mark.parametrize("width", [320, 1440])
def test_the_form_fits_and_can_be_read(open_page: OpenPage, address: str, width: int) -> None:
    page = open_page(width=width)
    edit(page, address)
    textbox(page, "Tekst").fill(BODY.replace("twee keer", "2 keer"))
    expect(told(page, "Tekst")).to_contain_text("cijfers")

    assert sideways(page) == 0
    assert violations(page) == []
    page.get_by_role("button", name="Nieuw alarmteken").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert sideways(page) == 0
    assert violations(page) == []
