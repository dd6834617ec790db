"""The review page in a real browser, as somebody approves and records there, with mistakes."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from review_browser import opened, rows, told
from review_desk import MEDICAL, Desk, spoken


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
    page: Page, garden: str, plants: Desk
) -> None:
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
    expect(page.locator("#player")).to_be_visible()
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
        ("groot.wav", b"RIFF" + bytes(8 * 1024 * 1024), "Dit bestand is te groot"),
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
