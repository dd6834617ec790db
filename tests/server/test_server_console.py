"""The console, worked by hand in a real browser: typed, tapped, heard, loaded again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from skill.channels import Runtime
from skill.server import create_app
from tests.accessibility.axe import violations
from tests.browser import served, sideways
from tests.conftest import OpenPage

SCREENS = {
    "wide": (1440, 900),
    "tablet": (768, 1024),
    "on its side": (740, 360),
    "small": (320, 700),
}

WATCHED = """() => {
  window.told = [];
  const region = document.getElementById("assertive");
  new MutationObserver(() => window.told.push(region.textContent))
    .observe(region, { childList: true, characterData: true, subtree: true });
}"""

TOLD_TWICE = """() => new Promise((done, failed) => {
  const twice = () => window.told.filter(Boolean).length > 1 && done(window.told);
  const looking = setInterval(twice, 20);
  setTimeout(() => { clearInterval(looking); failed(new Error("it was told once")); }, 5000);
})"""


@pytest.fixture
def address(runtime: Runtime) -> Iterator[str]:
    """The server with a fake ear and three voiced lines."""
    with served(create_app(runtime.settings, runtime)) as where:
        yield where


def say(page: Page, text: str) -> None:
    """Asks by keyboard and waits until it was answered."""
    answers = page.locator(".bubble.said")
    before = answers.count()
    page.locator("#question").fill(text)
    page.locator("#question").press("Enter")
    expect(answers).to_have_count(before + 1)
    expect(page.locator("#send")).to_have_attribute("aria-disabled", "false")


def test_an_example_is_tapped_and_answered(page: Page, address: str, runtime: Runtime) -> None:
    page.goto(address)
    examples = page.get_by_role("list", name="Voorbeeldvragen").get_by_role("button")

    assert tuple(examples.all_inner_texts()) == runtime.leaflet.examples
    examples.first.click()

    expect(page.locator(".asked")).to_have_text(f"U: {runtime.leaflet.examples[0]}")
    expect(page.locator('[data-outcome="answer"]')).to_be_visible()
    expect(page.locator("#conversation")).to_be_focused()
    expect(examples).to_have_count(0)


def test_two_fast_clicks_ask_once(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="Hoe til ik goed?").evaluate(
        "one => (one.click(), one.click())"
    )
    page.locator(".bubble.said").wait_for()

    expect(page.locator(".asked")).to_have_count(1)


class TestLoadingAgain:
    """The conversation is kept in this tab, and nowhere else."""

    def test_it_comes_back_and_goes_on_where_it_was(self, page: Page, address: str) -> None:
        page.goto(address)
        say(page, "Hoe til ik goed?")
        reasons = page.locator("#reasons").inner_text()

        page.reload()

        expect(page.locator(".asked")).to_have_text("U: Hoe til ik goed?")
        assert page.locator("#reasons").inner_text() == reasons
        assert page.locator("#assertive").inner_text() == page.locator("#polite").inner_text() == ""
        say(page, "ja")
        expect(page.locator("#reasons")).to_contain_text("Een opdracht: ‘ja’")
        assert "oprapen-niet-draaien-en-buigen" in page.locator("#state").text_content()

    def test_it_is_there_after_going_elsewhere_and_back(self, page: Page, address: str) -> None:
        page.goto(address)
        say(page, "Hoe til ik goed?")
        page.goto(f"{address}/health")
        page.go_back()

        expect(page.locator(".bubble.said")).to_have_count(1)

    def test_another_tab_does_not_see_it(self, page: Page, address: str) -> None:
        page.goto(address)
        say(page, "Hoe til ik goed?")
        other = page.context.new_page()
        other.goto(address)

        expect(other.locator("#empty")).to_be_visible()
        assert other.evaluate("localStorage.length + sessionStorage.length") == 0
        assert page.evaluate("localStorage.length") == 0

    def test_it_is_wiped(self, page: Page, address: str, runtime: Runtime) -> None:
        page.goto(address)
        say(page, "Mijn kruis is doof.")
        page.get_by_role("button", name="Wis gesprek").click()

        expect(page.locator("#empty")).to_be_visible()
        expect(page.locator("#question")).to_be_focused()
        expect(page.locator("#polite")).to_have_text("Het gesprek is gewist.")
        expect(page.locator("#reasons")).to_be_empty()
        assert page.evaluate("sessionStorage.length") == 0
        assert page.get_by_text(runtime.leaflet.examples[0]).is_visible()
        page.reload()
        expect(page.locator("#empty")).to_be_visible()
        say(page, "Hoe til ik goed?")
        expect(page.locator('[data-outcome="answer"]')).to_be_visible()

    def test_what_was_asked_before_it_was_wiped_is_not_answered_after(
        self, page: Page, address: str
    ) -> None:
        held: list[Route] = []
        page.goto(address)
        page.route("**/api/turn", lambda route: held.append(route))
        page.locator("#question").fill("Hoe til ik goed?")
        page.locator("#question").press("Enter")
        expect(page.locator(".asked")).to_have_count(1)
        page.get_by_role("button", name="Wis gesprek").click()
        held[0].continue_()
        expect(page.locator("#send")).to_have_attribute("aria-disabled", "false")

        expect(page.locator("#empty")).to_be_visible()
        expect(page.locator(".bubble")).to_have_count(0)
        assert page.evaluate("sessionStorage.length") == 0

    def test_a_code_that_was_keyed_is_still_a_code(self, page: Page, address: str) -> None:
        page.goto(f"{address}/?kanaal=phone")
        for number, key in enumerate("8109", start=1):
            page.locator(f'[data-key="{key}"]').click()
            expect(page.locator(".bubble.said")).to_have_count(number)
        page.reload()

        expect(page.locator('[data-outcome="answer"]')).to_be_visible()
        expect(page.get_by_role("radio", name="Telefoon")).to_be_checked()

    def test_the_page_says_so(self, page: Page, address: str) -> None:
        page.goto(address)

        expect(page.locator("#privacy")).to_contain_text("De server bewaart niets.")
        expect(page.locator("#privacy")).to_contain_text("Dit tabblad onthoudt het gesprek")

    @pytest.mark.parametrize(
        "kept",
        [
            "{",
            "[1, null, {}]",
            '[{"kind": "turn"}]',
            '[{"kind": "turn", "answer": {"clips": []}}]',
            '"x"',
        ],
    )
    def test_what_cannot_be_read_is_as_if_nothing_was_kept(
        self, page: Page, address: str, kept: str
    ) -> None:
        page.goto(address)
        page.evaluate("kept => sessionStorage.setItem('rugwijzer-gesprek', kept)", kept)
        page.reload()

        say(page, "Hoe til ik goed?")

    def test_without_room_it_goes_on_and_says_so_once(self, page: Page, address: str) -> None:
        page.goto(address)
        page.evaluate(
            "void (Storage.prototype.setItem = () => { throw new DOMException('', 'Quota') })"
        )
        say(page, "Hoe til ik goed?")
        say(page, "ja")

        expect(page.locator(".notice.problem")).to_have_count(1)
        expect(page.locator(".notice.problem")).to_contain_text("geen plaats meer")


class TestWhy:
    """Why this answer, in words for who is no developer."""

    def test_it_names_what_was_understood_and_how_sure(self, page: Page, address: str) -> None:
        page.goto(address)
        say(page, "Hoe til ik goed?")
        reasons = page.locator("#reasons")

        expect(reasons).to_contain_text(
            "Een vraag die de folder beantwoordt: ‘Hoe tilt en draagt u goed?’"
        )
        expect(reasons).to_contain_text("Zeker: 93%")
        assert "passage:" not in reasons.inner_text()

    def test_word_groups_are_told_by_what_was_said(self, page: Page, address: str) -> None:
        page.goto(address)
        told = page.evaluate(
            """async () => {
                const { reasonsOf } = await import("/pages/reasons.js");
                const heard = { label: "unclear", also: [], others: [] };
                const why = "woordgroepen: leg (voet), lower-leg (voet), person (mijn)";
                const rows = reasonsOf({ heard, why, score: 0.5, outcome: "fallback", asks: "" });
                return rows.find(([name]) => name === "Waardoor")[1];
            }"""
        )

        assert told == ["Woorden uit een woordgroep: voet, mijn."]

    def test_json_is_behind_a_fold(self, page: Page, address: str) -> None:
        page.goto(address)
        say(page, "Hoe til ik goed?")

        expect(page.locator("#answer")).to_be_hidden()
        page.get_by_text("Ruwe gegevens").click()
        expect(page.locator("#answer")).to_be_visible()
        expect(page.locator("#answer")).to_contain_text('"label": "passage:goed-tillen"')

    def test_a_key_has_no_words(self, page: Page, address: str) -> None:
        page.goto(f"{address}/?kanaal=phone&toets=1")

        expect(page.locator("#reasons")).to_contain_text("Er is niets gezegd")


class TestAlarm:
    """Whoever repeats an alarm gets all of it again."""

    @pytest.mark.parametrize("again", ["Herhaal", "Langzamer", "Stilte", "Ja"])
    def test_a_repeat_keeps_level_banner_and_announcement(
        self, page: Page, address: str, again: str
    ) -> None:
        page.goto(address)
        page.evaluate(WATCHED)
        say(page, "Mijn kruis is doof.")
        page.get_by_role("button", name=again, exact=True).click()
        expect(page.locator(".bubble.said.alarm")).to_have_count(2)
        told = page.evaluate(TOLD_TWICE)

        expect(page.locator(".level")).to_have_text(["Alarm: bel nu de huisarts"] * 2)
        expect(page.locator("#reasons")).to_contain_text("Alarm: bel nu de huisarts")
        first, gone, second = told[-3:]
        assert first == second
        assert gone == ""
        assert first.startswith("Alarm: bel nu de huisarts. ")

    def test_no_to_an_alarm_leaves_its_level(self, page: Page, address: str) -> None:
        page.goto(address)
        say(page, "Mijn kruis is doof.")
        say(page, "nee")

        expect(page.locator(".level")).to_have_text(["Alarm: bel nu de huisarts"] * 2)

    def test_silence_after_a_call_for_help_repeats_its_banner(
        self, page: Page, address: str
    ) -> None:
        page.goto(address)
        say(page, "Bel een ambulance!")
        page.get_by_role("button", name="Stilte").click()

        expect(page.locator(".level")).to_have_text(["Hulproep: bel bij levensgevaar zelf 112"] * 2)

    def test_it_looks_the_same_after_loading_again(self, page: Page, address: str) -> None:
        page.goto(address)
        say(page, "Mijn kruis is doof.")
        page.reload()

        expect(page.locator(".level")).to_have_text("Alarm: bel nu de huisarts")


END_IN_SIGHT = """() => {
  const list = document.getElementById("conversation");
  list.scrollTop = list.scrollHeight;
  const last = [...document.querySelectorAll(".bubble.said")].at(-1);
  last.scrollIntoView({ block: "end" });
  const place = last.getBoundingClientRect();
  const rooms = [list.getBoundingClientRect(), { top: 0, bottom: window.innerHeight }];
  const inside = ({ top, bottom }) => place.bottom <= bottom + 1 && place.bottom > top;
  if (!rooms.every(inside)) return "out of sight";
  const x = (place.left + place.right) / 2;
  const top = document.elementFromPoint(x, place.bottom - 6);
  return last.contains(top) ? "in sight" : `covered by ${top?.outerHTML}`;
}"""


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("question", ["Hoe til ik goed?", "Mijn kruis is doof."])
def test_the_player_leaves_the_end_of_an_answer_in_sight(
    open_page: OpenPage, address: str, screen: str, question: str
) -> None:
    width, height = SCREENS[screen]
    page = open_page(width=width, height=height)
    page.goto(address)
    page.evaluate("void (HTMLMediaElement.prototype.play = () => new Promise(() => {}))")
    page.evaluate("void (speechSynthesis.getVoices = () => [])")
    say(page, question)

    if question == "Hoe til ik goed?":
        expect(page.locator("#playing")).to_have_text("Te horen: Goed tillen.")
    else:
        expect(page.locator("#playing")).to_contain_text("Hiervan is geen opname")
    assert page.evaluate(END_IN_SIGHT) == "in sight"
    assert sideways(page) == 0


def test_a_conversation_by_keyboard_alone(page: Page, address: str) -> None:
    """Every stop is seen, and the way goes round."""
    page.goto(address)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.type("Mijn kruis is doof.")
    page.keyboard.press("Enter")
    expect(page.locator(".bubble.said")).to_have_count(1)
    stops = []
    for _ in range(60):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            """() => {
              const one = document.activeElement;
              if (one === document.body) return null;
              const { outlineStyle, outlineWidth } = getComputedStyle(one);
              return [one.id || one.textContent.trim(), `${outlineStyle} ${outlineWidth}`];
            }"""
        )
        if stop is None or (stops and stop == stops[0]):
            break
        stops.append(stop)
    names = [name for name, _ in stops]

    assert len(names) == len(set(names))
    assert {"speak", "send", "forget", "Herhaal", "Waarom dit antwoord?"} <= set(names)
    assert {outline for _, outline in stops} == {"solid 3px"}
    page.get_by_role("button", name="Herhaal").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".bubble.said")).to_have_count(2)


def test_the_focus_stays_when_the_player_goes(page: Page, address: str) -> None:
    page.goto(address)
    page.evaluate("void (HTMLMediaElement.prototype.play = () => new Promise(() => {}))")
    say(page, "Hoe til ik goed?")
    page.get_by_role("button", name="Stop geluid").press("Enter")

    expect(page.locator("#player")).to_be_hidden()
    expect(page.locator("#conversation")).to_be_focused()


@pytest.mark.parametrize("screen", SCREENS)
def test_everything_open_fits_and_can_be_read(
    open_page: OpenPage, address: str, screen: str
) -> None:
    width, height = SCREENS[screen]
    page = open_page(width=width, height=height)
    page.goto(address)
    page.get_by_label("Speaker").check()
    for name in ("Alexa: verzoek en antwoord", "Bewaren en naspelen"):
        page.get_by_text(name).click()
    say(page, "Mijn kruis is doof.")
    page.get_by_text("Ruwe gegevens").click()
    page.locator("#alexa-answer").wait_for(state="visible")

    assert sideways(page) == 0
    assert violations(page) == []


def test_who_wants_no_motion_gets_none(open_page: OpenPage, address: str) -> None:
    page = open_page(reduced_motion="reduce")
    page.goto(address)
    say(page, "Hoe til ik goed?")

    moving = "[...document.querySelectorAll('*')].filter((one) => "
    moving += "getComputedStyle(one).transitionDuration !== '0s' || one.getAnimations().length)"
    assert page.evaluate(f"{moving}.map((one) => one.outerHTML)") == []


def test_a_question_that_nobody_answered_is_put_back(page: Page, address: str) -> None:
    page.goto(address)
    page.route("**/api/turn", lambda route: route.abort())
    page.locator("#question").fill("Hoe til ik goed? 🙂")
    page.locator("#question").press("Enter")

    expect(page.locator(".notice.problem")).to_contain_text("De server is niet bereikbaar.")
    expect(page.locator("#assertive")).to_contain_text("De server is niet bereikbaar.")
    expect(page.locator("#question")).to_have_value("Hoe til ik goed? 🙂")
    page.unroute("**/api/turn")
    page.locator("#question").press("Enter")
    expect(page.locator(".bubble.said")).to_have_count(1)
