"""What stands on the card for paper."""

from __future__ import annotations

from dataclasses import replace

from skill.exports.card.card import card
from skill.leaflet import Leaflet


def test_every_topic_stands_on_it_once_with_its_code(leaflet: Leaflet) -> None:
    topics = [
        (topic.code, topic.title)
        for chapter in card(leaflet).chapters
        for group in chapter.groups
        for topic in group.topics
    ]

    wanted = {code: leaflet.passages[name].spoken_title for code, name in leaflet.codes.items()}
    assert dict(topics) == wanted
    assert len(topics) == len(wanted)


def test_chapters_stand_under_their_keys_and_groups_under_their_names(leaflet: Leaflet) -> None:
    chapters = card(leaflet).chapters

    assert [chapter.key for chapter in chapters] == list("123456")
    assert [group.title for group in chapters[2].groups] == [
        "Tillen en bukken",
        "Zitten en opstaan",
        "Slapen en bed",
    ]
    assert [group.title for group in chapters[4].groups] == ["", "Ibuprofen en andere NSAID's"]


def test_no_code_can_be_mistaken_for_an_emergency_number(leaflet: Leaflet) -> None:
    assert not {"112", "113"} & set(leaflet.codes)


def test_what_was_withdrawn_is_not_on_it(leaflet: Leaflet) -> None:
    passages = dict(leaflet.passages)
    for name in ("nsaid-eerst-overleggen", "nsaid-bijwerkingen", "schoenen"):
        passages[name] = replace(passages[name], status="ingetrokken")
    chapters = card(replace(leaflet, passages=passages)).chapters

    assert [group.title for group in chapters[4].groups] == [""]
    titles = [topic.title for group in chapters[2].groups for topic in group.topics]
    assert "Schoenen" not in titles


def test_the_alarm_text_is_what_the_line_says_at_help(leaflet: Leaflet) -> None:
    assert card(leaflet).alarm == leaflet.prompts["prompt_help-alarm"].text
