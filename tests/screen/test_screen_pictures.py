"""The document laid out by Amazon's renderer, on every kind of screen, and looked at."""

from __future__ import annotations

import copy
from collections.abc import Iterator

import pytest

from skill.channels.alexa import layout
from skill.channels.alexa.screen import marked
from tests.screen.answers import SCREENS, buttons, directive, words
from tests.screen.viewhost import VIEWPORTS, Viewhost, open_viewhost

RECTANGLES = [name for name in VIEWPORTS if name != "spot"]


@pytest.fixture(scope="module")
def viewhost() -> Iterator[Viewhost]:
    with open_viewhost() as found:
        yield found


@pytest.mark.parametrize("name", SCREENS)
def test_every_word_that_is_said_is_on_the_screen_and_nothing_is_fetched(
    viewhost: Viewhost, name: str
) -> None:
    data = directive(name)["datasources"]["screen"]
    shown = viewhost.show(directive(name), VIEWPORTS["show-10"])
    seen = shown.words()
    number = [data["number"]] if data["number"] else []
    expected = [*number, *words(name), *buttons(name).values()]
    assert seen == " ".join(expected)
    assert {address.rpartition(".")[2] for address in shown.asked_for} <= {"ttf", "otf"}


@pytest.mark.parametrize("screen", VIEWPORTS)
def test_an_alarm_is_red_and_its_number_is_in_sight(viewhost: Viewhost, screen: str) -> None:
    viewport = VIEWPORTS[screen]
    shown = viewhost.show(directive("alarm-112"), viewport)
    box = shown.box("112")
    assert 0 < box["y"] < box["y"] + box["height"] < viewport.height / 2
    assert box["height"] > viewport.height / 12
    assert shown.colours()[layout.ALARM_GROUND] > 0.5
    assert layout.GROUND not in shown.colours()


@pytest.mark.parametrize("screen", VIEWPORTS)
def test_a_passage_is_quiet_and_begins_with_its_title(viewhost: Viewhost, screen: str) -> None:
    shown = viewhost.show(directive("offer"), VIEWPORTS[screen])
    title, *rest = words("offer")
    assert shown.box(title)["y"] < shown.box(rest[0])["y"]
    colours = shown.colours()
    assert colours[layout.GROUND] > 0.4
    assert layout.ALARM_GROUND not in colours


@pytest.mark.parametrize("screen", RECTANGLES)
@pytest.mark.parametrize("name", ["offer", "choices"])
def test_what_is_offered_is_in_sight_and_can_be_hit_by_a_finger(
    viewhost: Viewhost, screen: str, name: str
) -> None:
    viewport = VIEWPORTS[screen]
    shown = viewhost.show(directive(name), viewport)
    for button in buttons(name).values():
        box = shown.box(button)
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= viewport.width
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= viewport.height
        assert box["height"] >= 36


@pytest.mark.parametrize(
    ("name", "screen"), [("offer", "show-5"), ("choices", "show-10"), ("choices", "upright")]
)
def test_a_tap_sends_what_the_program_reads(viewhost: Viewhost, name: str, screen: str) -> None:
    choice, button = list(buttons(name).items())[-1]
    shown = viewhost.show(directive(name), VIEWPORTS[screen], fresh=True)
    assert shown.tap(button) == [["kies", choice]]


def test_a_text_longer_than_the_screen_can_be_scrolled_to_its_end(viewhost: Viewhost) -> None:
    last = words("passage")[-1]
    shown = viewhost.show(directive("passage"), VIEWPORTS["show-5"])
    assert shown.box(last)["y"] > VIEWPORTS["show-5"].height
    shown.page.mouse.move(400, 200)
    shown.page.mouse.wheel(0, 3000)
    shown.page.wait_for_timeout(500)
    assert shown.box(last)["y"] < VIEWPORTS["show-5"].height


def test_a_mark_in_a_text_is_a_mark_on_the_screen(viewhost: Viewhost) -> None:
    odd = copy.deepcopy(directive("offer"))
    lines = odd["datasources"]["screen"]["lines"]
    lines[1]["text"] = marked("Til <b>5 & 3</b> kg ${1+1}.")
    shown = viewhost.show(odd, VIEWPORTS["show-10"])
    assert "Til <b>5 & 3</b> kg ${1+1}." in shown.words()


@pytest.mark.parametrize("name", ["passage", "menu", "alarm-112"])
def test_no_word_is_cut_off_at_the_side(viewhost: Viewhost, name: str) -> None:
    for screen in ("spot", "show-5"):
        viewport = VIEWPORTS[screen]
        shown = viewhost.show(directive(name), viewport)
        for text in (*words(name), *buttons(name).values()):
            box = shown.box(text)
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= viewport.width
