"""Questions become samples that Amazon accepts, and still read as they are said."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.exports.alexa.sentences import number, sample


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Hoe til ik goed?", "hoe til ik goed"),
        ("Help! Mijn rug, au...", "help mijn rug au"),
        ("Mag ik ’s nachts op mijn zij liggen?", "mag ik 's nachts op mijn zij liggen"),
        ("Wat zijn NSAID’s?", "wat zijn nsaid's"),
        ("zo'n 'hernia' bij m'n buurvrouw", "zo'n hernia bij m'n buurvrouw"),
        ("mijn linker- en rechterbeen", "mijn linker en rechterbeen"),
        ("e-bike – of niet", "e-bike of niet"),
        ("hoeveel kilo (max.) mag ik?", "hoeveel kilo max mag ik"),
        ("Kan ik dat a.u.b. horen", "kan ik dat a. u. b. horen"),
        ("Kan ik dat a. u. b. horen", "kan ik dat a. u. b. horen"),
        ("Vitamine D.. helpt dat", "vitamine d helpt dat"),
        ("Een ibuprofen van 400mg", "een ibuprofen van vierhonderd mg"),
        ("2 x 500 mg, 4x per dag", "twee x vijfhonderd mg vier x per dag"),
        ("39,5 graden", "negenendertig komma vijf graden"),
        ("1.000 stappen in 2004", "duizend stappen in tweeduizend vier"),
        ("moet ik 112 bellen", "moet ik een een twee bellen"),
        ("voor 50% beter & zonder pijn", "voor vijftig procent beter en zonder pijn"),
        ("en/of {vraag}", "en of vraag"),
        ("oké, één coördinaat", "oké één coördinaat"),
        ("bel 0612345678", ""),
        ("?!", ""),
        ("rug " * 60, ""),
    ],
)
def test_a_question_becomes_a_sample(written: str, said: str) -> None:
    assert sample(written) == said


@pytest.mark.parametrize(
    ("digits", "words"),
    [
        ("0", "nul"),
        ("007", "zeven"),
        ("14", "veertien"),
        ("20", "twintig"),
        ("21", "eenentwintig"),
        ("22", "tweeëntwintig"),
        ("83", "drieëntachtig"),
        ("100", "honderd"),
        ("250", "tweehonderdvijftig"),
        ("1813", "achttienhonderd dertien"),
        ("9999", "negenduizend negenhonderdnegenennegentig"),
        ("113", "een een drie"),
    ],
)
def test_numbers_are_written_as_they_are_said(digits: str, words: str) -> None:
    assert number(digits) == words


@given(st.text(max_size=60))
def test_any_text_gives_a_sample_that_amazon_accepts_or_none(text: str) -> None:
    said = sample(text)
    assert sample(said) == said
    assert said == " ".join(said.split())
    assert len(said) <= 200
    assert all(letter.isalpha() or letter in " .'-" for letter in said)
    assert not re.search(r"[^\W\d_]{2}\.", said), "a period belongs to an abbreviation"
