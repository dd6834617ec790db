"""The whole skill package in the layout of the ASK CLI, as files in memory.

    ask-resources.json                              where the package is; no code, no infrastructure
    privacy.html                                    to be hosted; its address goes into leaflet.yaml
    skill-package/skill.json                        skill_json.py
    skill-package/interactionModels/custom/nl-NL.json
    skill-package/assets/images/nl-NL_smallIcon.png, nl-NL_largeIcon.png

Layout: https://developer.amazon.com/en-US/docs/alexa/smapi/skill-package-api-reference.html. The
CLI's own templates know no nl-NL, so the files are made here; `ask deploy` sends them as they are.
They go to `dist/`, where the project's own ask-resources.json points.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from skill.errors import Finding, raise_all
from skill.exports.alexa.model_limits import limits
from skill.exports.alexa.privacy import privacy_page
from skill.exports.alexa.skill_json import IMAGES, LOCALE, UNKNOWN, skill_json, urls
from skill.exports.alexa.skill_json_limits import skill_limits
from skill.leaflet import Leaflet

FOLDER = "skill-package"
RESOURCES = "ask-resources.json"
PRIVACY = "privacy.html"
SKILL = f"{FOLDER}/skill.json"
MODEL = f"{FOLDER}/interactionModels/custom/{LOCALE}.json"

PAGES = Path(__file__).resolve().parents[2] / "pages"

ICONS = {"smallIcon": PAGES / "icon-108.png", "largeIcon": PAGES / "icon-512.png"}
"""The two icons, named for their pixels either side: PNG, which is all that Amazon takes
(https://developer.amazon.com/docs/smapi/skill-manifest.html). Both are pages/icon.svg."""


def package_files(
    leaflet: Leaflet, model: dict[str, Any], *, concept: bool, endpoint: str = ""
) -> dict[str, bytes]:
    """Every file of the package by its path under the project, with `/`.

    The same content gives the same bytes. Raises ContentError with everything that Amazon would
    refuse, and SettingsError for an endpoint that cannot be one.
    """
    skill = skill_json(leaflet, model, concept=concept, endpoint=endpoint)
    found = [Finding(SKILL, 0, what) for what in skill_limits(skill, model)]
    found += [Finding(MODEL, 0, what) for what in limits(model)]
    if not concept:
        found += _addresses(leaflet)
    raise_all(found)
    files = {
        RESOURCES: _json(_resources()),
        PRIVACY: privacy_page(leaflet, concept=concept).encode(),
        SKILL: _json(skill),
        MODEL: _json(model),
    }
    for name, path in ICONS.items():
        files[f"{FOLDER}/{IMAGES}/{LOCALE}_{name}.png"] = path.read_bytes()
    return files


def _addresses(leaflet: Leaflet) -> Iterator[Finding]:
    known = urls(leaflet)
    for key, name in (("privacyPolicyUrl", "privacy"), ("termsOfUseUrl", "terms")):
        if key not in known:
            fix = "give the address; a trial is made without it (--concept)"
            yield Finding("leaflet.yaml", 0, f"`urls.{name}` is {UNKNOWN}", fix)


def _resources() -> dict[str, Any]:
    return {
        "askcliResourcesVersion": "2020-03-31",
        "profiles": {"default": {"skillMetadata": {"src": FOLDER}}},
    }


def _json(values: dict[str, Any]) -> bytes:
    return (json.dumps(values, ensure_ascii=False, indent=1) + "\n").encode()
