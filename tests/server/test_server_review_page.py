"""The review page in a real browser, as somebody works there who approves texts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from review_desk import MEDICAL, Desk, spoken

from tests.accessibility.axe import violations
from tests.browser import served, sideways
from tests.conftest import OpenPage
from tests.shipped import ROOT

PAGES = ROOT / "skill" / "pages"


@pytest.fixture
def address(backs: Desk) -> Iterator[str]:
    with served(backs.app) as where:
        yield f"{where}/review"


@pytest.fixture
def own_address(own_backs: Desk) -> Iterator[str]:
    with served(own_backs.app) as where:
        yield f"{where}/review"


@pytest.fixture
def garden(plants: Desk) -> Iterator[str]:
    """The small folder, of which every line has its clips."""
    with served(plants.app) as where:
        yield f"{where}/review"


def opened(page: Page, address: str, item: str = "") -> None:
    page.goto(f"{address}#{item}" if item else address)
    page.locator("#item-title").wait_for()


def rows(page: Page) -> list[str]:
    """Ids of the items that the list shows."""
    found: list[str] = page.locator("[data-row]:visible").evaluate_all(
        "rows => rows.map(row => row.dataset.row)"
    )
    return found


def told(page: Page) -> Any:
    return expect(page.locator("#told"))


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


def test_ten_texts_are_approved_and_one_is_withdrawn(
    page: Page, own_address: str, own_backs: Desk
) -> None:
    opened(page, own_address, "goed-tillen")
    page.get_by_label("Uw functie").select_option(MEDICAL)
    page.get_by_role("button", name="Vink alles op dit scherm aan").click()
    page.get_by_role("button", name="Keur goed").click()
    told(page).to_contain_text("6 teksten goedgekeurd. Nog 493 open.")

    page.locator('[data-row="schoenen"] a').click()
    expect(page.locator("#item-title")).to_have_text("Welke schoenen?")
    for box in page.locator('input[name="line"]').all()[:4]:
        box.check()
    page.get_by_role("button", name="Keur goed").click()
    told(page).to_contain_text("4 teksten goedgekeurd. Nog 489 open.")
    assert len(own_backs.signoff().approvals) == 10
    expect(page.locator('[data-row="goed-tillen"]')).to_contain_text("goedgekeurd")

    withdraw = page.locator("[data-withdraw]").first
    withdraw.click()
    page.get_by_text("Ja, trek in").click()
    told(page).to_contain_text("Ingetrokken")
    assert len(own_backs.signoff().approvals) == 9


def test_a_role_approves_only_what_it_may(page: Page, garden: str, plants: Desk) -> None:
    opened(page, garden, "water")
    for box in page.locator('input[name="line"]').all():
        box.check()
    page.get_by_label("Uw functie").select_option("redactie")
    page.get_by_role("button", name="Keur goed").click()
    told(page).to_contain_text("De redactie mag dit niet goedkeuren: tekst")
    assert plants.signoff().approvals == ()

    page.get_by_label("Uw functie").select_option(MEDICAL)
    page.get_by_role("button", name="Haal de vinkjes weg").click()
    page.get_by_label("Uw functie").select_option("redactie")
    page.get_by_role("button", name="Vink alles op dit scherm aan").click()
    page.get_by_role("button", name="Keur goed").click()
    told(page).to_contain_text("4 teksten goedgekeurd")


def test_nothing_ticked_is_said(page: Page, garden: str) -> None:
    opened(page, garden, "water")
    page.get_by_role("button", name="Keur goed").click()
    told(page).to_have_text("Vink eerst aan wat goed is.")


def test_a_text_that_changed_meanwhile_is_refused_and_the_ticks_stay(
    page: Page, garden: str, plants: Desk
) -> None:
    opened(page, garden, "water")
    page.get_by_label("Uw functie").select_option(MEDICAL)
    page.get_by_role("button", name="Vink alles op dit scherm aan").click()
    plants.rewrite("passages/water.md", "twee keer per week", "drie keer per week")
    page.get_by_role("button", name="Keur goed").click()

    told(page).to_contain_text("Intussen is een tekst op dit scherm gewijzigd")
    assert plants.signoff().approvals == ()
    changed = page.locator('[data-line="water"]')
    expect(changed).to_contain_text("drie keer per week")
    expect(changed.locator(".was")).to_contain_text("U las: Geef uw plant twee keer per week")
    expect(changed.get_by_role("checkbox")).not_to_be_checked()
    expect(page.locator("#ticked")).to_have_text("5 van 6 open teksten aangevinkt")

    page.get_by_role("button", name="Keur goed").click()
    told(page).to_contain_text("5 teksten goedgekeurd")


def test_what_changed_since_the_approval_is_shown_word_by_word(
    page: Page, garden: str, plants: Desk
) -> None:
    plants.approve(plants.hashes("water"))
    plants.rewrite("passages/water.md", "twee keer per week", "drie keer per week")
    opened(page, garden)
    page.get_by_role("button", name="Gewijzigd sinds goedkeuring").click()
    assert rows(page) == ["water"]
    page.locator('[data-row="water"] a').click()

    expect(page.locator('[data-line="water"] del')).to_have_text("twee")
    expect(page.locator('[data-line="water"] ins')).to_have_text("drie")


def test_a_file_of_the_editors_that_is_wrong_is_named(
    page: Page, garden: str, plants: Desk
) -> None:
    opened(page, garden, "water")
    plants.rewrite("passages/licht.md", "risk: ", "risks: ")
    page.get_by_label("Uw functie").select_option(MEDICAL)
    page.get_by_role("button", name="Vink alles op dit scherm aan").click()
    page.get_by_role("button", name="Keur goed").click()
    told(page).to_contain_text("Een bestand van de redactie klopt niet")
    page.reload()

    expect(page.locator("#findings")).to_contain_text("passages/licht.md")


def test_a_server_that_is_gone_loses_nothing(page: Page, garden: str, plants: Desk) -> None:
    opened(page, garden, "water")
    page.get_by_label("Uw functie").select_option(MEDICAL)
    page.get_by_role("button", name="Vink alles op dit scherm aan").click()
    page.context.set_offline(True)
    page.get_by_role("button", name="Keur goed").click()
    told(page).to_contain_text("De server is niet bereikbaar")
    expect(page.locator("#ticked")).to_have_text("6 van 6 open teksten aangevinkt")

    page.context.set_offline(False)
    page.get_by_role("button", name="Keur goed").click()
    told(page).to_contain_text("6 teksten goedgekeurd")
    assert len(plants.signoff().approvals) == 6


def test_a_recording_is_dropped_heard_accepted_built_and_taken_away(
    page: Page, garden: str, plants: Desk, tmp_path: Path
) -> None:
    (tmp_path / "van de telefoon.wav").write_bytes(spoken(9.0))
    opened(page, garden, "water")
    studio = page.locator('[data-studio="water"]')
    studio.locator("summary").click()
    data = page.evaluate_handle(
        """async (bytes) => {
             const file = new File([Uint8Array.from(bytes)], "../../evil.wav");
             const moved = new DataTransfer();
             moved.items.add(file);
             return moved;
           }""",
        list(spoken(9.0)),
    )
    studio.dispatch_event("drop", {"dataTransfer": data})
    expect(studio).to_contain_text("Luister naar beide, en kies.")
    expect(studio).to_contain_text("LUFS")
    expect(studio).to_contain_text("Hier is geen herkenner")
    for button in studio.locator("[data-play]").all():
        button.click()
        expect(button).to_have_attribute("aria-pressed", "true")

    studio.get_by_role("button", name="Neem deze opname").click()
    told(page).to_contain_text("Bewaard als audio/recordings/water.wav")
    assert [path.name for path in (plants.audio / "recordings").iterdir()] == ["water.wav"]
    page.locator('[data-studio="water"]').get_by_role("button", name="Maak de clip").click()
    told(page).to_contain_text("De clip is gemaakt.")
    assert plants.line("water", "water")["sounds"][0]["source"] == "recording"

    page.locator('[data-studio="water"] summary').click()
    page.locator('[data-studio="water"]').get_by_role("button", name="Haal weg").click()
    told(page).to_contain_text("De opname is weggehaald.")
    assert list((plants.audio / "recordings").iterdir()) == []


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("brief.pdf", b"%PDF-1.7", "Dit is geen geluid dat gelezen kan worden."),
        ("kort.wav", spoken(1.0), "De lengte past niet bij deze tekst."),
        ("half.wav", spoken(9.0)[:-9000], "Dit bestand is niet heel"),
        ("groot.wav", b"RIFF" + bytes(9 * 1024 * 1024), "Dit bestand is te groot"),
    ],
)
def test_a_file_that_cannot_be_used_is_told(
    page: Page, garden: str, plants: Desk, name: str, data: bytes, words: str
) -> None:
    opened(page, garden, "water")
    studio = page.locator('[data-studio="water"]')
    studio.locator("summary").click()
    studio.locator('input[type="file"]').set_input_files(
        {"name": name, "mimeType": "audio/wav", "buffer": data}
    )

    expect(studio.locator(".told")).to_contain_text(words)
    assert not (plants.audio / "recordings").exists()


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


def test_the_page_loads_no_tools_of_editors_where_nobody_edits(plants: Desk) -> None:
    assert "/pages/edit.js" not in plants.client.get("/review").text


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [320, 768, 1440])
def test_every_kind_of_item_fits_and_axe_finds_nothing(
    open_page: OpenPage, backs: Desk, width: int, dark: bool
) -> None:
    page = open_page(width=width, dark=dark)
    with served(backs.app) as where:
        for item in (
            "", "goed-tillen", "alarm_nachtzweten", "opening_complaint",
            "subject_zwangerschap", "prompt_welcome", "menu_root", "question_2", "voice",
        ):  # fmt: skip
            opened(page, f"{where}/review", item)
            page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
            assert sideways(page) == 0, item
            assert violations(page) == [], item
