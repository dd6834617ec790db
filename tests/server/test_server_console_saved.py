"""A conversation in the console is saved as a test, and such a test is played again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from skill.channels import Runtime
from skill.dialogue import State, differences, events, staged
from skill.editorial import read_rehearsals
from skill.server import create_app
from skill.understanding import Hear
from tests.browser import served

TEST = """
- naam: tillen
  beurten:
    - zegt: hoe til ik goed
      uitkomst: answer
      passage: goed-tillen
    - zegt: ja
      uitkomst: alarm
      hoort: [alarm_112]
    - stilte: true
"""


@pytest.fixture
def hearing(runtime: Runtime, real_ear: Hear) -> Runtime:
    """The real leaflet with the real ear."""
    return replace(runtime, hear=real_ear)


@pytest.fixture
def console(page: Page, hearing: Runtime) -> Iterator[Page]:
    """The console of a server with the real ear, with the panel of tests open."""
    with served(create_app(hearing.settings, hearing)) as address:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
        page.goto(address)
        page.get_by_label("Geluid afspelen").uncheck()
        page.get_by_text("Bewaren en naspelen").click()
        yield page


def say(page: Page, text: str) -> None:
    answers = page.locator(".bubble.said")
    before = answers.count()
    page.locator("#question").fill(text)
    page.locator("#question").press("Enter")
    expect(answers).to_have_count(before + 1)
    expect(page.locator("#send")).to_have_attribute("aria-disabled", "false")


def passes(runtime: Runtime, text: str) -> int:
    """Plays the conversations in a text, as the tests of the dialogue do; gives their turns."""
    rehearsals, findings = read_rehearsals(text, "saved.yaml")
    assert findings == []
    for rehearsal in rehearsals:
        leaflet, state = staged(runtime.leaflet, rehearsal), State()
        stage = replace(runtime, leaflet=leaflet)
        for cue in rehearsal.cues:
            for event in events(cue, rehearsal):
                state, reply = stage.respond(state, event)
            assert differences(leaflet, cue, reply) == [], cue
    return sum(len(one.cues) for one in rehearsals)


def test_what_is_copied_loads_and_passes(console: Page, hearing: Runtime) -> None:
    console.get_by_role("button", name="Begin").click()
    expect(console.locator(".bubble.said")).to_have_count(1)
    for text in (
        "Hoe til ik goed?",
        "ja",
        "langzamer",
        "Ik heb een hernia: wat nu? # help",
        "no",
        "'mijn' \"kruis\" is doof 🙂, zei ze\u2028ineens",
        "hoe slaap ik",
        "stop",
    ):
        say(console, text)
    console.get_by_label("Naam van de toets").fill("een: naam")
    console.get_by_role("button", name="Kopieer als toets").click()
    expect(console.locator("#rehearsal-status")).to_have_text("Gekopieerd.")
    copied = console.evaluate("navigator.clipboard.readText()")

    assert passes(hearing, copied) == 9
    assert "niveau: " in copied


def test_a_call_with_keys_and_speech_passes_too(console: Page, hearing: Runtime) -> None:
    console.get_by_role("radio", name="Telefoon").check()
    console.get_by_role("button", name="Begin").click()
    expect(console.locator(".bubble.said")).to_have_count(1)
    for number, key in enumerate("11*", start=2):
        console.locator(f'[data-key="{key}"]').click()
        expect(console.locator(".bubble.said")).to_have_count(number)
    say(console, "mag ik paracetamol")
    console.get_by_role("radio", name="Scherm").check()
    say(console, "herhaal")

    saved = console.locator("#rehearsal-saved").inner_text()
    assert passes(hearing, saved) == 6
    assert "verstaat: ja" in saved


def test_each_beginning_is_a_conversation(console: Page, hearing: Runtime) -> None:
    say(console, "Hoe til ik goed?")
    console.get_by_role("button", name="Begin").click()
    expect(console.locator(".bubble.said")).to_have_count(2)

    saved = console.locator("#rehearsal-saved").inner_text()
    assert passes(hearing, saved) == 2
    assert [one.name for one in read_rehearsals(saved, "x")[0]] == [
        "gesprek uit de console (1)",
        "gesprek uit de console (2)",
    ]


def test_it_is_saved_as_a_file(console: Page, hearing: Runtime, tmp_path: Path) -> None:
    say(console, "Mijn kruis is doof.")
    with console.expect_download() as saving:
        console.get_by_role("button", name="Bewaar als toets").click()
    saving.value.save_as(tmp_path / "gesprek.yaml")

    assert saving.value.suggested_filename == "gesprek.yaml"
    assert passes(hearing, (tmp_path / "gesprek.yaml").read_text("utf-8")) == 1


def test_nothing_is_no_test(console: Page) -> None:
    for name in ("Kopieer als toets", "Bewaar als toets", "Speel dit na"):
        console.get_by_role("button", name=name).click()
        expect(console.locator("#rehearsal-status")).to_contain_text("Er is nog geen gesprek")


def test_this_conversation_is_played_again(console: Page) -> None:
    say(console, "Hoe til ik goed?")
    say(console, "ja")
    console.get_by_role("button", name="Speel dit na").click()
    console.get_by_role("button", name="Speel alles").click()

    expect(console.locator("#rehearsal-status")).to_contain_text("alles klopt (2 beurten)")
    expect(console.get_by_text("Klopt met de toets.")).to_have_count(2)


def test_a_test_is_played_step_by_step_and_shows_where_it_differs(console: Page) -> None:
    console.get_by_label("Plak een toets (YAML)").fill(TEST)
    console.get_by_role("button", name="Lees de toets").click()
    step = console.get_by_role("button", name="Volgende beurt")
    step.click()
    expect(console.locator("#rehearsal-status")).to_have_text("Beurt 1 van 3: klopt.")
    expect(console.get_by_text("Klopt met de toets.")).to_have_count(1)
    step.click()
    expect(console.locator("#rehearsal-status")).to_have_text("Beurt 2 van 3: anders dan de toets.")

    wrong = console.locator(".notice.problem")
    expect(wrong).to_contain_text("uitkomst: verwacht ‘alarm’, nu ‘answer’")
    expect(wrong.get_by_role("listitem").last).to_be_in_viewport(ratio=1)
    expect(wrong).to_contain_text("hoort: verwacht [alarm_112], nu [title_oprapen")
    step.click()
    expect(console.locator("#rehearsal-status")).to_have_text(
        "‘tillen’ is klaar: van 3 beurten kloppen er 2."
    )


def test_a_file_of_the_repository_is_chosen_and_goes_as_written(console: Page) -> None:
    file = Path(__file__).parents[1] / "dialogues" / "telefoon.yaml"
    console.get_by_label("of kies een bestand").set_input_files(file)
    console.get_by_label("Welk gesprek").select_option("een code van drie cijfers")
    console.get_by_role("button", name="Speel alles").click()

    expect(console.locator("#rehearsal-status")).to_contain_text("is klaar: alles klopt")
    expect(console.locator(".notice.problem")).to_have_count(0)


@pytest.mark.parametrize(
    ("yaml", "told"),
    [
        ("- naam: [", "yaml:"),
        ("hallo", "is not a list of conversations"),
        ("- naam: x\n  beurten:\n    - zecht: hallo", "`zecht` is not known"),
        ("- naam: x\n  beurten:\n    - zegt: a\n      toets: '1'", "yaml:3:"),
        ("", "Plak eerst een toets"),
        ("x" * 70_000, "te lang"),
    ],
    ids=["no yaml", "no list", "a typing mistake", "two at once", "nothing", "too long"],
)
def test_a_broken_test_is_told_and_stays_in_the_field(console: Page, yaml: str, told: str) -> None:
    field = console.get_by_label("Plak een toets (YAML)")
    field.fill(yaml)
    console.get_by_role("button", name="Lees de toets").click()

    expect(console.locator("#rehearsal-status")).to_contain_text(told)
    expect(console.get_by_role("button", name="Speel alles")).to_be_hidden()
    assert field.input_value() == yaml


def test_what_is_asked_after_a_rehearsal_is_a_conversation_of_its_own(
    console: Page, hearing: Runtime
) -> None:
    console.get_by_label("Plak een toets (YAML)").fill(TEST)
    console.get_by_role("button", name="Lees de toets").click()
    console.get_by_role("button", name="Volgende beurt").click()
    expect(console.locator(".bubble.said")).to_have_count(1)
    say(console, "ja")

    assert passes(hearing, console.locator("#rehearsal-saved").inner_text()) == 1
    console.reload()
    expect(console.locator(".bubble.said")).to_have_count(2)
    expect(console.get_by_text("Klopt met de toets.")).to_have_count(1)


def test_a_server_that_is_gone_is_told(console: Page) -> None:
    console.get_by_label("Plak een toets (YAML)").fill(TEST)
    console.get_by_role("button", name="Lees de toets").click()
    expect(console.get_by_role("button", name="Speel alles")).to_be_visible()
    console.route("**/api/**", lambda route: route.abort())
    console.get_by_role("button", name="Speel alles").click()

    expect(console.locator(".notice.problem")).to_contain_text("De server is niet bereikbaar.")
    console.unroute("**/api/**")
    console.get_by_role("button", name="Speel alles").click()
    expect(console.locator("#rehearsal-status")).to_contain_text("is klaar")
