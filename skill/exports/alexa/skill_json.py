"""`skill.json`: what Amazon must know about the skill besides its sentences.

Schema: https://developer.amazon.com/docs/smapi/skill-manifest.html, examples:
https://www.developer.amazon.com/en-GB/docs/alexa/smapi/skill-manifest-examples.html

Choices:
- `usesHealthInfo` is for HIPAA programmes in the United States only
  (https://developer.amazon.com/docs/custom-skills/requirements-for-hipaa-eligible-skills.html);
  nothing is collected here, so it is false, and so is `usesPersonalInfo`.
- An address that nobody gave is left out, never made up; without one only a trial is made.
- The default endpoint and Europe's are the same function: Alexa wants both.
- One interface, for screens; a device without one is asked nothing of it.
"""

from __future__ import annotations

import re
from typing import Any

from skill.errors import SettingsError
from skill.exports.alexa import store
from skill.leaflet import Leaflet

LOCALE = "nl-NL"
UNKNOWN = "onbekend"
"""What stands in leaflet.yaml where the owner has not said yet."""

IMAGES = "assets/images"


def _viewport(mode: str, shape: str, width: tuple[int, int], height: tuple[int, int]) -> Any:
    """A kind of screen; widths and heights in dp, at least and at most."""
    sizes = dict(zip(("minWidth", "maxWidth"), width, strict=True))
    sizes |= dict(zip(("minHeight", "maxHeight"), height, strict=True))
    return {"mode": mode, "shape": shape, **sizes}


VIEWPORTS = (
    _viewport("HUB", "ROUND", (100, 599), (100, 599)),
    _viewport("HUB", "RECTANGLE", (960, 1279), (100, 599)),
    _viewport("HUB", "RECTANGLE", (960, 1279), (600, 959)),
    _viewport("HUB", "RECTANGLE", (1280, 1920), (600, 1279)),
    _viewport("TV", "RECTANGLE", (960, 960), (540, 540)),
)
"""Screens that the skill is made for: the round hub, 5 inches, 7, 8 to 15, and a television
(https://developer.amazon.com/docs/alexa-presentation-language/apl-support-for-your-skill.html). To
others Amazon sends the same document, which lays itself out by their width and height."""

_ARN = re.compile(
    r"arn:aws:lambda:(eu-west-1|us-east-1|us-west-2|ap-northeast-1):\d{12}:function:"
    r"[A-Za-z0-9_-]{1,64}(:[A-Za-z0-9_$-]{1,128})?"
)


def check_endpoint(endpoint: str) -> str:
    """The ARN itself. Raises SettingsError unless it is of a Lambda function in a region that
    Alexa may call (eu-west-1 is the near one)."""
    if not _ARN.fullmatch(endpoint):
        raise SettingsError(
            f"endpoint {endpoint!r} is not a Lambda function that Alexa can call; write "
            "arn:aws:lambda:eu-west-1:<twelve digits>:function:<name>"
        )
    return endpoint


def urls(leaflet: Leaflet) -> dict[str, str]:
    """The addresses that are known, by Amazon's names."""
    named = {"privacyPolicyUrl": "privacy", "termsOfUseUrl": "terms"}
    found = {key: leaflet.urls.get(name, UNKNOWN) for key, name in named.items()}
    return {key: url for key, url in found.items() if url not in ("", UNKNOWN)}


def skill_json(
    leaflet: Leaflet, model: dict[str, Any], *, concept: bool, endpoint: str = ""
) -> dict[str, Any]:
    """The skill manifest as JSON values; the same content always gives the same.

    `model` is the interaction model, `endpoint` the ARN of the Lambda function; without one the
    package holds no endpoint. Raises SettingsError for an endpoint that cannot be one.
    """
    address = {"endpoint": {"uri": check_endpoint(endpoint)}} if endpoint else {}
    screen = {"type": "ALEXA_PRESENTATION_APL", "supportedViewports": list(VIEWPORTS)}
    custom: dict[str, Any] = {"interfaces": [screen], **address}
    if address:
        custom["regions"] = {"EU": address}
    local: dict[str, Any] = {
        "name": store.name(leaflet, concept=concept),
        "summary": store.summary(leaflet, concept=concept),
        "description": store.description(leaflet, model, concept=concept),
        "examplePhrases": store.example_phrases(leaflet, model),
        "keywords": store.keywords(leaflet),
        "smallIconUri": f"file://{IMAGES}/{LOCALE}_smallIcon.png",
        "largeIconUri": f"file://{IMAGES}/{LOCALE}_largeIcon.png",
    }
    privacy: dict[str, Any] = {
        "allowsPurchases": False,
        "usesPersonalInfo": False,
        "isChildDirected": False,
        "isExportCompliant": True,
        "containsAds": False,
        "usesHealthInfo": False,
    }
    known = urls(leaflet)
    if known:
        privacy["locales"] = {LOCALE: known}
    return {
        "manifest": {
            "manifestVersion": "1.0",
            "publishingInformation": {
                "locales": {LOCALE: local},
                "isAvailableWorldwide": False,
                "distributionCountries": ["NL"],
                "distributionMode": "PUBLIC",
                "category": "HEALTH_AND_FITNESS",
                "testingInstructions": _instructions(leaflet, local["examplePhrases"], concept),
            },
            "apis": {"custom": custom},
            "permissions": [],
            "privacyAndCompliance": privacy,
        }
    }


def _instructions(leaflet: Leaflet, phrases: list[str], concept: bool) -> str:
    """For Amazon's testers, who read English."""
    said = "\n".join(f'{number}. "{phrase}"' for number, phrase in enumerate(phrases, start=1))
    missing = {"privacyPolicyUrl", "termsOfUseUrl"} - set(urls(leaflet))
    trial = "TRIAL, NOT FOR PATIENTS AND NOT FOR CERTIFICATION: texts await clinical approval.\n\n"
    left_out = (
        f"Left out because the owner has not provided it yet: {', '.join(sorted(missing))}.\n\n"
    )
    return f"""{trial if concept else ""}{left_out if missing else ""}\
No account, no linked service, no payment and no special device is needed. The skill is in Dutch \
(nl-NL). It speaks the text of one leaflet ("{leaflet.title}") from recorded clips, and in Alexa's \
own Dutch voice where a clip is missing and for every warning.

Say:
{said}

The session stays open exactly when a question was asked. In every state: help, stop, cancel, \
repeat ("herhaal"), next ("volgende"), previous ("vorige"), topics ("onderwerpen"), slower \
("langzamer").
What the leaflet does not cover is refused with a referral to the person's own doctor or pharmacist.
A sentence that sounds like an alarm sign gets a fixed referral (112, or the doctor today); the \
skill asks no questions about symptoms, gives no diagnosis and keeps \
no words and no personal data."""
