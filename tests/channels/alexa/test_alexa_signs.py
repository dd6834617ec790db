"""What a conversation gives that Amazon cut into intents: given, asked, heard.

An intent carries no words, so a warning is confirmed, a sign checked and an alarm taken back by
intents of their own, and by yes and no. A turn is an intent, or the label that the ear hears.
"""

from __future__ import annotations

import pytest

from tests.channels.alexa.certification import VOICES, passages_in, text
from tests.channels.alexa.conversations import stands, talk

Turns = tuple[str, ...]

SAW_SIGN = "confirm:koorts"
ASKED_TOO = "confirm:koorts + passage:goed-tillen"

EXAMPLES: list[tuple[Turns, str, str]] = [
    # A warning of ours, and what is said to it.
    (("ComplaintIntent",), "DatHebIkIntent", "alarm_nu"),
    (("WorryIntent",), "DatHebIkIntent", "alarm_nu"),
    (("NietInFolderHerniaIntent",), "DatHebIkIntent", "alarm_nu"),
    (("NaarDeHuisartsIntent",), "DatHebIkIntent", "alarm_nu"),
    (("AMAZON.HelpIntent",), "DatHebIkIntent", "alarm_nu"),
    (("NoodhulpIntent",), "DatHebIkIntent", "alarm_112"),
    (("ComplaintIntent",), "WelkeTekensIntent", "closing_veiligheid-gevoel"),
    (("ComplaintIntent",), "DatHebIkNietIntent", "prompt_no-question"),
    (("ComplaintIntent", "WelkeTekensIntent"), "DatHebIkIntent", "alarm_nu"),
    # Where nothing was warned of there is nothing to answer.
    ((), "DatHebIkIntent", "prompt_fallback"),
    (("SchoenenIntent", "AMAZON.NoIntent"), "DatHebIkIntent", "prompt_fallback"),
    (("SchoenenIntent",), "GaatNietOverMijIntent", "prompt_fallback"),
    # `Begrijp ik goed dat u koorts heeft?`
    ((), SAW_SIGN, "check_koorts"),
    ((SAW_SIGN,), "AMAZON.YesIntent", "alarm_vandaag"),
    ((SAW_SIGN,), "DatHebIkIntent", "alarm_vandaag"),
    ((SAW_SIGN,), SAW_SIGN, "alarm_vandaag"),
    ((SAW_SIGN,), "AlarmKoortsIntent", "alarm_vandaag"),
    ((SAW_SIGN,), "AMAZON.NoIntent", "prompt_no-question"),
    ((SAW_SIGN,), "DatHebIkNietIntent", "prompt_no-question"),
    ((SAW_SIGN,), "GaatNietOverMijIntent", "prompt_alarm-released"),
    ((ASKED_TOO,), "AMAZON.NoIntent", "title_goed-tillen"),
    ((ASKED_TOO,), "AMAZON.YesIntent", "alarm_vandaag"),
    ((SAW_SIGN,), "AMAZON.FallbackIntent", "check_koorts"),
    ((SAW_SIGN, "AMAZON.FallbackIntent"), "AMAZON.YesIntent", "alarm_vandaag"),
    ((SAW_SIGN, "AMAZON.FallbackIntent"), "AMAZON.FallbackIntent", "prompt_fallback-alarm-word"),
    ((SAW_SIGN,), "SchoenenIntent", "title_schoenen"),
    # A call for help.
    ((), "NoodhulpIntent", "opening_noodhulp"),
    ((SAW_SIGN,), "NoodhulpIntent", "opening_noodhulp"),
    (("NoodhulpIntent",), "AMAZON.YesIntent", "opening_noodhulp"),
    (("NoodhulpIntent",), "AlarmBewusteloosIntent", "alarm_112"),
    # An alarm that stands, and one that does not.
    (("AlarmDoofKruisIntent",), "GaatNietOverMijIntent", "prompt_alarm-released"),
    (("AlarmDoofKruisIntent",), "AMAZON.StartOverIntent", "prompt_start-over"),
    (("AlarmKoortsIntent",), "GaatNietOverMijIntent", "prompt_alarm-released"),
    (("AlarmKoortsIntent",), "SchoenenIntent", "title_schoenen"),
    (("AlarmAfvallenIntent",), "SchoenenIntent", "title_schoenen"),
    # Whether it was asked or told cannot be heard (docs/deploy.md): it counts as told.
    (("NietInFolderZwangerschapIntent",), "ParacetamolIntent", "subject_zwangerschap"),
]


@pytest.mark.parametrize(("given", "asked", "heard"), EXAMPLES)
def test_given_asked_heard(given: Turns, asked: str, heard: str) -> None:
    assert talk(*given, asked).text.startswith(text(heard))


TOPICS = ("GoedTillenIntent", "ComplaintIntent", "NietInFolderSportIntent", "VagueIntent")


@pytest.mark.parametrize("release", ["AMAZON.StartOverIntent", "GaatNietOverMijIntent"])
@pytest.mark.parametrize("voice", VOICES)
def test_a_grave_alarm_stands_until_it_is_taken_back(voice: str, release: str) -> None:
    turns: Turns = ("AlarmDoofKruisIntent",)
    for topic in (*TOPICS, "AMAZON.FallbackIntent", "passage:schoenen", "DatHebIkIntent"):
        turns = (*turns, topic)
        heard = talk(*turns, voice=voice)
        assert stands(heard)
        assert heard.clips == 0
    after = talk(*turns, release, "GoedTillenIntent", voice=voice)
    assert passages_in(after) == ["goed-tillen"]


def test_a_sign_that_stands_is_not_asked_about() -> None:
    assert stands(talk("AlarmDoofKruisIntent", SAW_SIGN))
