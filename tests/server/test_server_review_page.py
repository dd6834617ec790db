"""The review page in a real browser: finding a text, reading it, by keyboard, at every width."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect
from review_browser import opened, rows, told
from review_desk import Desk, small_runtime

from skill.server import create_app
from skill.settings import Settings
from tests.accessibility.axe import violations
from tests.browser import served, sideways
from tests.conftest import OpenPage


def test_the_list_is_searched_and_filtered(page: Page, address: str) -> None:
    opened(page, address)
    assert len(rows(page)) > 200

    page.get_by_label("Zoek in alle teksten").fill("RECHTE rug")
    assert "goed-tillen" in rows(page)
    assert len(rows(page)) < 20
    page.get_by_label("Zoek in alle teksten").fill("nergens te vinden")
    expect(page.locator("#count")).to_contain_text("Niets gevonden")

    page.get_by_label("Zoek in alle teksten").fill("")
    page.get_by_label("Soort").select_option("alarm")
    page.get_by_role("button", name="Zonder bron").click()
    assert len(rows(page)) == 8
    assert "alarm_nachtzweten" in rows(page)
    expect(page.locator("#count")).to_have_text("8 onderdelen, 19 teksten, 19 open")


def test_the_address_names_the_item(page: Page, address: str) -> None:
    opened(page, address, "goed-tillen")
    expect(page.locator("#item-title")).to_have_text("Hoe tilt en draagt u goed?")
    expect(page.locator('[data-row="goed-tillen"] a')).to_have_attribute("aria-current", "true")

    opened(page, address, "title_paracetamol")  # a line leads to where it stands
    expect(page.locator("#item-title")).to_have_text("Welke pijnstiller eerst, en hoeveel?")
    page.goto(f"{address}#nergens")
    expect(page.locator("#item")).to_contain_text("Deze tekst is er niet (meer).")


def test_an_alarm_without_a_source_says_so_in_red(page: Page, address: str) -> None:
    opened(page, address, "alarm_nachtzweten")
    expect(page.locator(".missing-source")).to_contain_text("Geen bron gevonden.")

    opened(page, address, "alarm_doof-kruis")
    expect(page.locator(".missing-source")).to_have_count(0)
    expect(page.locator('#item a[href^="https://richtlijnen.nhg.org"]')).to_be_visible()
    expect(page.locator("#item")).to_contain_text("als ik mij afkuis op 't toilet")
    page.get_by_role("link", name="Vraag 1:").click()
    expect(page.locator("#item-title")).to_contain_text("medisch hulpmiddel")


def test_the_keyboard_alone_reads_plays_and_approves(page: Page, garden: str, plants: Desk) -> None:
    opened(page, garden)
    page.keyboard.press("j")
    expect(page.locator("#item-title")).to_be_focused()
    first = page.locator("#item-title").inner_text()
    page.keyboard.press("j")
    expect(page.locator("#item-title")).not_to_have_text(first)
    page.keyboard.press("k")
    expect(page.locator("#item-title")).to_have_text(first)

    page.keyboard.press("p")
    expect(page.locator("#player")).to_be_visible()
    expect(page.locator('[data-play][aria-pressed="true"]')).to_have_count(1)
    page.keyboard.press("l")
    expect(page.locator("#playing-name")).to_contain_text("langzaam")

    page.keyboard.press("v")
    expect(page.locator("#ticked")).to_have_text("6 van 6 open teksten aangevinkt")
    page.keyboard.press("g")
    told(page).to_contain_text("Kies eerst uw functie")
    expect(page.get_by_label("Uw functie")).to_be_focused()
    page.keyboard.type("medisch")
    page.keyboard.press("Tab")
    page.keyboard.press("g")
    told(page).to_contain_text("6 teksten goedgekeurd")
    assert len(plants.signoff().approvals) == 6


def test_keys_can_be_switched_off_and_do_nothing_while_typing(page: Page, garden: str) -> None:
    opened(page, garden)
    page.keyboard.press("/")
    page.keyboard.type("jkv")
    expect(page.get_by_label("Zoek in alle teksten")).to_have_value("jkv")
    page.get_by_label("Zoek in alle teksten").fill("")
    page.get_by_label("Sneltoetsen").uncheck()
    page.locator("#item-title").focus()
    page.keyboard.press("j")
    expect(page.locator("#item-title")).to_have_text("Overzicht")


def test_who_edits_is_told_what_is_shown_and_tells_what_changed(
    page: Page, garden: str, plants: Desk
) -> None:
    page.add_init_script(
        """window.seen = [];
           document.addEventListener("item-shown", (event) => {
             const { item, element } = event.detail;
             const tools = element.querySelector(".edit-tools");
             window.seen.push([item.id, tools.dataset.item, tools.childElementCount]);
           });"""
    )
    opened(page, garden, "water")
    page.wait_for_function("window.seen.length > 0")
    assert page.evaluate("window.seen") == [["water", "water", 0]]

    page.locator('[data-line="water"]').get_by_role("checkbox").check()
    plants.rewrite("passages/water.md", "title: ", "title: Nieuw, ")
    page.evaluate(
        'document.dispatchEvent(new CustomEvent("item-changed", {detail: {id: "water"}}))'
    )
    expect(page.locator("#item-title")).to_contain_text("Nieuw, ")
    expect(page.locator('[data-row="water"]')).to_contain_text("Nieuw, ")
    expect(page.locator('[data-line="water"]').get_by_role("checkbox")).to_be_checked()


def test_who_comes_back_from_another_window_sees_what_changed(
    page: Page, garden: str, plants: Desk
) -> None:
    opened(page, garden, "water")
    page.locator('[data-line="title_water"]').get_by_role("checkbox").check()
    page.locator('[data-studio="water"] summary').click()
    page.evaluate('document.dispatchEvent(new Event("visibilitychange"))')
    expect(page.locator('[data-studio="water"]')).to_have_attribute("open", "")

    plants.rewrite("passages/water.md", "twee keer per week", "drie keer per week")
    page.evaluate('document.dispatchEvent(new Event("visibilitychange"))')
    expect(page.locator('[data-line="water"]')).to_contain_text("drie keer per week")
    expect(page.locator('[data-line="title_water"]').get_by_role("checkbox")).to_be_checked()


@dataclass(frozen=True, slots=True)
class Editing(Settings):
    """Settings with which texts may be edited in the browser."""

    edit: bool = True


def test_the_tools_of_editors_are_loaded_only_where_somebody_edits(plants: Desk) -> None:
    assert "/pages/edit.js" not in plants.client.get("/review").text

    folders = {"content_dir": plants.content, "audio_dir": plants.audio}
    editing = create_app(Editing(**folders), small_runtime(plants.content, plants.audio))
    assert "/pages/edit.js" in editing.test_client().get("/review").text


@pytest.mark.parametrize("width", [320, 768, 1440])
def test_every_kind_of_item_fits_and_axe_finds_nothing(
    open_page: OpenPage, backs: Desk, width: int
) -> None:
    page = open_page(width=width)
    with served(backs.app) as where:
        for item in ("", "goed-tillen", "alarm_nachtzweten", "opening_complaint", "question_2"):
            opened(page, f"{where}/review", item)
            page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
            assert sideways(page) == 0, item
            # The list beside an item is the same for each, but for which is the current one.
            seen = item not in ("", "goed-tillen")
            assert violations(page, without="#list" if seen else "") == [], item
