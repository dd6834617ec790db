"""The whole skill package in the layout of the ASK CLI, as files in memory.

    ask-resources.json                              where the package is; no code, no infrastructure
    privacy.html                                    to be hosted; its address goes into leaflet.yaml
    skill-package/skill.json                        skill_json.py
    skill-package/interactionModels/custom/nl-NL.json
    skill-package/assets/images/nl-NL_smallIcon.png, nl-NL_largeIcon.png

Layout: https://developer.amazon.com/en-US/docs/alexa/smapi/skill-package-api-reference.html. The
CLI's own templates know no nl-NL, so the files are made here; `ask deploy` sends them as they are.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from skill.errors import ContentError, Finding, SettingsError, raise_all
from skill.exports.alexa.model_limits import limits
from skill.exports.alexa.privacy import privacy_page
from skill.exports.alexa.skill_json import IMAGES, LOCALE, UNKNOWN, skill_json, urls
from skill.exports.alexa.skill_json_limits import skill_limits
from skill.exports.alexa.store import CONCEPT
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


def package_options(project: Path) -> tuple[bool, str] | None:
    """Whether the package in `project` is a trial, and its endpoint; None when there is none.

    A skill.json that cannot be read is a trial without endpoint: it is then not what it should be.
    """
    if not (project / FOLDER).exists() and not (project / RESOURCES).exists():
        return None
    try:
        manifest = json.loads((project / SKILL).read_text(encoding="utf-8"))["manifest"]
        text = manifest["publishingInformation"]["locales"][LOCALE]["description"]
        endpoint = manifest["apis"]["custom"].get("endpoint", {}).get("uri", "")
        return str(text).startswith(CONCEPT), str(endpoint)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return True, ""


def package_findings(
    project: Path, leaflet: Leaflet, model: dict[str, Any], *, approved: bool
) -> list[Finding]:
    """What is not as `alexa package` would write it now; nothing when there is no package.

    `approved` says whether everything was signed off: without that only a trial may lie there.
    """
    options = package_options(project)
    if options is None:
        return []
    concept, endpoint = options
    if not concept and not approved:
        fix = "run `python -m skill alexa package --concept`, or get the approvals"
        return [Finding(SKILL, 0, "is not marked as a trial, and texts wait for approval", fix)]
    try:
        files = package_files(leaflet, model, concept=concept, endpoint=endpoint)
    except ContentError as error:
        return error.findings
    except SettingsError as error:
        return [Finding(SKILL, 0, str(error))]
    again = (" --concept" if concept else "") + (f" --endpoint {endpoint}" if endpoint else "")
    fix = f"run `python -m skill alexa package{again}`"
    found = [
        Finding(name, 0, "is not what the content gives now", fix)
        for name, data in files.items()
        if not _same(project / name, data)
    ]
    for path in sorted((project / FOLDER).rglob("*")):
        name = path.relative_to(project).as_posix()
        if path.is_file() and name not in files:
            found.append(Finding(name, 0, "does not belong to the package", "remove it"))
    return found


def _same(path: Path, data: bytes) -> bool:
    try:
        return path.read_bytes() == data
    except OSError:
        return False
