"""The skill package: what Amazon takes, the same bytes each time, and a trial that says so."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import jsonschema
import pytest

from skill.errors import ContentError, SettingsError
from skill.exports.alexa import interaction_model
from skill.exports.alexa.package import MODEL, SKILL, package_files
from skill.exports.alexa.skill_json import LOCALE, skill_json
from skill.exports.alexa.skill_json_limits import skill_limits
from skill.leaflet import Leaflet
from tests import shipped
from tests.channels.alexa.certification import shipped_ear
from tests.channels.alexa.conftest import ROOT

SCHEMAS = ROOT / "tests" / "schemas"
ARN = "arn:aws:lambda:eu-west-1:123456789012:function:rugwijzer:live"
URLS = {
    "privacy": "https://folders.example.nl/rug/privacy",
    "terms": "https://folders.example.nl/rug/voorwaarden",
}

Raw = dict[str, Any]


@pytest.fixture(scope="module")
def model() -> Raw:
    """The real interaction model."""
    return shipped.interaction()


@pytest.fixture(scope="module")
def short(model: Raw) -> Raw:
    """The same with three sentences of each intent, for what is told of the rest of a package."""
    return _few(copy.deepcopy(model))


@pytest.fixture(scope="module")
def trial(leaflet: Leaflet, model: Raw) -> dict[str, bytes]:
    """The package of a trial, as the content gives it now."""
    return package_files(leaflet, model, concept=True)


@pytest.fixture
def published(leaflet: Leaflet) -> Leaflet:
    """The leaflet of an owner who has given the addresses."""
    return replace(leaflet, urls=URLS)


def schema(name: str) -> jsonschema.Draft202012Validator:
    text = (SCHEMAS / f"{name}.json").read_text(encoding="utf-8")
    jsonschema.Draft202012Validator.check_schema(json.loads(text))
    return jsonschema.Draft202012Validator(json.loads(text))


def mistakes(name: str, values: Raw) -> list[str]:
    return [f"{one.json_path}: {one.message}" for one in schema(name).iter_errors(values)]


def local(skill: Raw) -> Raw:
    found: Raw = skill["manifest"]["publishingInformation"]["locales"][LOCALE]
    return found


def test_the_files_are_where_the_cli_looks_for_them(trial: dict[str, bytes]) -> None:
    assert set(trial) == {
        "ask-resources.json",
        "privacy.html",
        "skill-package/skill.json",
        "skill-package/interactionModels/custom/nl-NL.json",
        "skill-package/assets/images/nl-NL_smallIcon.png",
        "skill-package/assets/images/nl-NL_largeIcon.png",
    }
    assert json.loads(trial["ask-resources.json"]) == {
        "askcliResourcesVersion": "2020-03-31",
        "profiles": {"default": {"skillMetadata": {"src": "skill-package"}}},
    }
    for uri in ("smallIconUri", "largeIconUri"):
        path = local(json.loads(trial[SKILL]))[uri].removeprefix("file://")
        assert f"skill-package/{path}" in trial


def test_the_same_content_gives_the_same_bytes(
    leaflet: Leaflet, model: Raw, trial: dict[str, bytes]
) -> None:
    assert package_files(leaflet, model, concept=True) == trial


def test_amazon_takes_the_trial_and_the_real_one(
    published: Leaflet, model: Raw, trial: dict[str, bytes]
) -> None:
    real = package_files(published, model, concept=False, endpoint=ARN)

    for files in (trial, real):
        assert mistakes("skill", json.loads(files[SKILL])) == []
        assert mistakes("interaction-model", json.loads(files[MODEL])) == []


def test_example_phrases_are_sentences_of_the_model(model: Raw, trial: dict[str, bytes]) -> None:
    opened, one_shot, open_session = local(json.loads(trial[SKILL]))["examplePhrases"]
    intents = model["interactionModel"]["languageModel"]["intents"]
    known = {text for intent in intents for text in intent["samples"]}

    assert opened == "Alexa, open mijn rugwijzer"
    assert one_shot.removeprefix("Alexa, vraag mijn rugwijzer naar ") in known
    assert open_session in known
    assert "Alexa" not in open_session


def test_help_decides_which_question_is_shown(leaflet: Leaflet) -> None:
    """What help tells people to ask goes before any other question."""
    asked = {"passage:schoenen": ["welke schoenen", "wat trek ik aan"]}
    told = replace(leaflet.prompts["prompt_help"], text="Vraag bijvoorbeeld, wat trek ik aan.")
    other = replace(leaflet, prompts=leaflet.prompts | {"prompt_help": told})

    made = interaction_model(other, asked, shipped_ear())
    phrases = local(skill_json(other, made, concept=True))

    assert phrases["examplePhrases"][2] == "wat trek ik aan"


def test_a_trial_says_so_and_a_real_skill_does_not(
    published: Leaflet, model: Raw, trial: dict[str, bytes]
) -> None:
    real = package_files(published, model, concept=False)
    concept, skill = local(json.loads(trial[SKILL])), local(json.loads(real[SKILL]))

    assert concept["name"] == "Mijn Rugwijzer (concept)"
    assert concept["description"].startswith("CONCEPT, niet voor patiënten.")
    assert concept["summary"].startswith("CONCEPT, niet voor patiënten.")
    assert "Dit is een proef" in trial["privacy.html"].decode()
    assert skill["name"] == "Mijn Rugwijzer"
    for data in (real[SKILL], real["privacy.html"]):
        assert "concept" not in data.decode().lower()
        assert "proef" not in data.decode()


def test_addresses_are_given_or_left_out_and_never_made_up(
    leaflet: Leaflet, published: Leaflet, short: Raw, trial: dict[str, bytes]
) -> None:
    concept = json.loads(trial[SKILL])["manifest"]
    assert "locales" not in concept["privacyAndCompliance"]
    assert "privacyPolicyUrl" in concept["publishingInformation"]["testingInstructions"]

    with pytest.raises(ContentError, match=r"leaflet.yaml: `urls.privacy` is onbekend"):
        package_files(leaflet, short, concept=False)

    real = json.loads(package_files(published, short, concept=False)[SKILL])["manifest"]
    assert real["privacyAndCompliance"]["locales"][LOCALE] == {
        "privacyPolicyUrl": URLS["privacy"],
        "termsOfUseUrl": URLS["terms"],
    }


def test_an_endpoint_is_for_everywhere_and_for_europe(leaflet: Leaflet, model: Raw) -> None:
    custom = skill_json(leaflet, model, concept=True, endpoint=ARN)["manifest"]["apis"]["custom"]

    assert custom["endpoint"] == custom["regions"]["EU"]["endpoint"] == {"uri": ARN}


@pytest.mark.parametrize(
    "endpoint",
    [
        "rugwijzer",
        "https://rug.example.nl/alexa",
        ARN.replace("eu-west-1", "eu-central-1"),
        ARN.replace("123456789012", "12345"),
        ARN + "\n",
    ],
)
def test_an_endpoint_that_alexa_cannot_call_is_refused(
    leaflet: Leaflet, short: Raw, endpoint: str
) -> None:
    with pytest.raises(SettingsError, match="not a Lambda function"):
        package_files(leaflet, short, concept=True, endpoint=endpoint)


BROKEN: list[tuple[str, object, str]] = [
    ("name", "", "name has 0 characters"),
    ("name", "Rug Alexa Skill", "holds 'alexa'"),
    ("summary", "x" * 161, "summary has 161 characters"),
    ("description", "112 huisarts", "does not say 'geen vervanging"),
    ("description", "Geen vervanging van professioneel advies. Huisarts.", "does not say '112'"),
    ("keywords", [], "0 keywords"),
    ("keywords", ["rug"] * 31, "31 keywords"),
    ("keywords", ["rug", "Rug"], "twice"),
    ("keywords", ["rug, been"], "holds a comma"),
    ("examplePhrases", ["Alexa, open mijn rugwijzer"], "1 example phrases"),
    ("examplePhrases", ["Alexa, start rug", "goed tillen", "schoenen"], "must be 'Alexa, open"),
    (
        "examplePhrases",
        ["Alexa, open mijn rugwijzer", "zomaar iets", "schoenen"],
        "is not a sample",
    ),
]


@pytest.mark.parametrize(("field", "value", "finding"), BROKEN)
def test_a_broken_manifest_is_found_out(
    leaflet: Leaflet, model: Raw, field: str, value: object, finding: str
) -> None:
    broken = copy.deepcopy(skill_json(leaflet, model, concept=True))
    local(broken)[field] = value

    assert any(finding in found for found in skill_limits(broken, model))


def test_the_skill_asks_for_nothing_but_a_screen(trial: dict[str, bytes]) -> None:
    (screen,) = json.loads(trial[SKILL])["manifest"]["apis"]["custom"]["interfaces"]
    shapes = {(one["mode"], one["shape"]) for one in screen["supportedViewports"]}

    assert screen["type"] == "ALEXA_PRESENTATION_APL"
    assert shapes == {("HUB", "ROUND"), ("HUB", "RECTANGLE"), ("TV", "RECTANGLE")}
    for one in screen["supportedViewports"]:
        for side in ("Width", "Height"):
            assert 100 <= one[f"min{side}"] <= one[f"max{side}"] <= 1920, "Amazon's own example"


@pytest.mark.parametrize(
    "url", ["http://rug.nl/privacy", "rug.nl", "https://", "https://alexa.rug.nl/p", "https://["]
)
def test_an_address_that_amazon_refuses_is_found_out(
    leaflet: Leaflet, short: Raw, url: str
) -> None:
    with pytest.raises(ContentError, match="privacyPolicyUrl"):
        package_files(replace(leaflet, urls=URLS | {"privacy": url}), short, concept=True)


SPOIL: list[tuple[str, Callable[[Raw], object]]] = [
    ("skill", lambda raw: raw["manifest"].pop("apis")),
    ("skill", lambda raw: raw["manifest"]["privacyAndCompliance"].update(usesHealthInfo=True)),
    ("skill", lambda raw: raw["manifest"]["publishingInformation"].update(extra=1)),
    ("skill", lambda raw: local(raw).update(examplePhrases=["Alexa, start rug", "b", "c"])),
    ("skill", lambda raw: local(raw).update(description="Dit helpt altijd.")),
    ("skill", lambda raw: local(raw).update(name="Rug skill")),
    ("interaction-model", lambda raw: _language(raw).update(invocationName="rugwijzer")),
    ("interaction-model", lambda raw: _language(raw).update(invocationName="open mijn rug")),
    ("interaction-model", lambda raw: _language(raw).update(modelConfiguration={})),
    ("interaction-model", lambda raw: _language(raw)["intents"].append(_own("Til2Intent", "til"))),
    ("interaction-model", lambda raw: _language(raw)["intents"].append(_own("TilIntent", "til?"))),
    ("interaction-model", lambda raw: _language(raw)["intents"].append(_own("TilIntent"))),
    ("interaction-model", lambda raw: _language(raw)["intents"].append(_own("AMAZON.TilIntent"))),
]


def _language(raw: Raw) -> Raw:
    found: Raw = raw["interactionModel"]["languageModel"]
    return found


def _own(name: str, *said: str) -> Raw:
    return {"name": name, "slots": [], "samples": list(said)}


@pytest.mark.parametrize(("name", "spoil"), SPOIL)
def test_the_schemas_refuse_what_amazon_refuses(
    trial: dict[str, bytes], name: str, spoil: Callable[[Raw], object]
) -> None:
    raw = _few(json.loads(trial[SKILL if name == "skill" else MODEL]))
    assert mistakes(name, raw) == []

    spoil(raw)

    assert mistakes(name, raw)


def _few(raw: Raw) -> Raw:
    """A model with a few sentences of each intent, so that the schemas are quick with it."""
    if "interactionModel" in raw:
        for intent in _language(raw)["intents"]:
            del intent["samples"][3:]
        del _language(raw)["types"][0]["values"][3:]
    return raw
