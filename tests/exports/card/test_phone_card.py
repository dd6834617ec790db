"""What stands on the card for paper."""

from __future__ import annotations

from dataclasses import replace

from skill.exports.card.card import card_page, chapters
from skill.leaflet import Leaflet


def test_every_topic_stands_on_it_once_with_its_code(leaflet: Leaflet) -> None:
    topics = [
        (topic.code, topic.title)
        for chapter in chapters(leaflet)
        for group in chapter.groups
        for topic in group.topics
    ]

    wanted = {code: leaflet.passages[name].spoken_title for code, name in leaflet.codes.items()}
    assert dict(topics) == wanted
    assert len(topics) == len(wanted)


def test_chapters_stand_under_their_keys(leaflet: Leaflet) -> None:
    shown = chapters(leaflet)

    assert [chapter.key for chapter in shown] == list("123456")
    assert [chapter.title for chapter in shown][:2] == [
        "Tillen, bukken en opstaan",
        "Medicijnen",
    ]
    assert [group.title for group in shown[2].groups] == [""]


def test_codes_stand_in_ascending_order_in_each_chapter(leaflet: Leaflet) -> None:
    for chapter in chapters(leaflet):
        codes = [topic.code for group in chapter.groups for topic in group.topics]
        assert codes == sorted(codes)


def test_there_is_a_card_for_keys_only_and_one_for_speech_too(leaflet: Leaflet) -> None:
    keys, both = (card_page(leaflet, "", trial=True, speech=one).decode() for one in (False, True))

    assert "Stel uw vraag" not in keys
    assert "Stel uw vraag, of kies een toets." in both
    assert "kan verstaan" not in keys + both


def test_a_person_is_promised_only_where_there_is_a_number(leaflet: Leaflet) -> None:
    reachable = replace(leaflet, contact={"person": "de poli", "phone": "+31 43 000 00 00"})
    pages = [card_page(one, "", trial=True, speech=True).decode() for one in (leaflet, reachable)]

    assert ["een mens" in page for page in pages] == [False, True]


def test_no_code_can_be_mistaken_for_an_emergency_number(leaflet: Leaflet) -> None:
    assert not {"112", "113"} & set(leaflet.codes)


def test_what_was_withdrawn_is_not_on_it(leaflet: Leaflet) -> None:
    passages = dict(leaflet.passages)
    for name in ("nsaid-eerst-overleggen", "nsaid-bijwerkingen", "schoenen"):
        passages[name] = replace(passages[name], status="ingetrokken")
    shown = chapters(replace(leaflet, passages=passages))

    titles = [
        topic.title for chapter in shown for group in chapter.groups for topic in group.topics
    ]
    assert len(titles) == len(passages) - 3
    assert "Schoenen" not in titles


def test_the_alarm_text_is_what_the_line_says_at_help(leaflet: Leaflet) -> None:
    page = card_page(leaflet, "", trial=True, speech=False).decode()

    assert f"<p>{leaflet.prompts['prompt_help-alarm'].text}</p>" in page
