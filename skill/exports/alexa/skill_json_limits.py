"""Amazon's limits on a skill manifest, checked before Amazon does.

https://developer.amazon.com/docs/smapi/skill-manifest.html (fields). Lengths are those of the
developer console; where the readable pages give none, the careful number stands here. The rules on
phrases, names and addresses are those of certification:
https://developer.amazon.com/docs/custom-skills/functional-testing-for-a-custom-skill.html
https://developer.amazon.com/en-US/blogs/alexa/alexa-skills-kit/2020/08/Policy-Certification-Tips-on-Amazon-IP-and-ISP
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from skill.exports.alexa import store
from skill.exports.alexa.sentences import sample
from skill.exports.alexa.skill_json import LOCALE

LENGTHS = {"name": (2, 50), "summary": (1, 160), "description": (1, 4000)}
"""Characters, at least and at most."""
LONGEST_KEYWORDS = 150
"""Characters of one keyword."""
PHRASES = 3
LONGEST_PHRASE = 200
LONGEST_INSTRUCTIONS = 4000
_NOT_IN_NAME = ("alexa", "amazon", "skill", "echo")
_ONE_SHOT = ("naar", "over", "voor")
"""Words after the invocation name in `vraag <name> ...`
(https://developer.amazon.com/docs/custom-skills/choose-the-invocation-name-for-a-custom-skill.html)."""


def skill_limits(skill: dict[str, Any], model: dict[str, Any]) -> list[str]:
    """What Amazon would refuse in a manifest of `skill_json`, one sentence each."""
    manifest = skill["manifest"]
    publishing = manifest["publishingInformation"]
    local = publishing["locales"][LOCALE]
    return [
        *_texts(local),
        *_disclaimer(local["description"]),
        *_keywords(local["keywords"]),
        *_phrases(local["examplePhrases"], model),
        *_instructions(publishing["testingInstructions"]),
        *_urls(manifest["privacyAndCompliance"].get("locales", {}).get(LOCALE, {})),
    ]


def _texts(local: dict[str, Any]) -> Iterator[str]:
    for field, (least, most) in LENGTHS.items():
        if not least <= len(local[field]) <= most:
            count = len(local[field])
            yield f"{field} has {count} characters; {least} to {most} are allowed"
    for word in _NOT_IN_NAME:
        if word in local["name"].lower().split():
            yield f"the name {local['name']!r} holds {word!r}"


def _disclaimer(description: str) -> Iterator[str]:
    for words in (store.DISCLAIMER, store.NUMBER, store.DOCTOR):
        if words not in description.lower():
            yield f"the description does not say {words!r}, which a health skill must"


def _keywords(keywords: list[str]) -> Iterator[str]:
    if not 1 <= len(keywords) <= store.MOST_KEYWORDS:
        yield f"{len(keywords)} keywords; 1 to {store.MOST_KEYWORDS} are allowed"
    if len(set(map(str.casefold, keywords))) != len(keywords):
        yield "a keyword stands there twice"
    for word in keywords:
        if not word.strip() or "," in word or len(word) > LONGEST_KEYWORDS:
            yield f"keyword {word!r} is empty, too long, or holds a comma"


def _phrases(phrases: list[str], model: dict[str, Any]) -> Iterator[str]:
    language = model["interactionModel"]["languageModel"]
    opened = language["invocationName"]
    known = {text for intent in language["intents"] for text in intent["samples"]}
    if len(phrases) != PHRASES:
        yield f"{len(phrases)} example phrases; {PHRASES} are needed"
    if phrases[:1] != [f"Alexa, open {opened}"]:
        yield f"the first example phrase must be 'Alexa, open {opened}'"
    for phrase in phrases[1:]:
        asked = phrase
        for word in _ONE_SHOT:
            asked = asked.removeprefix(f"Alexa, vraag {opened} {word} ")
        if asked not in known:
            yield f"the example phrase {phrase!r} is not a sample of the model"
        elif asked != sample(asked):
            yield f"the example phrase {phrase!r} holds characters that Amazon refuses"
    for phrase in phrases:
        if len(phrase) > LONGEST_PHRASE:
            yield f"an example phrase has {len(phrase)} characters; {LONGEST_PHRASE} are allowed"


def _instructions(text: str) -> Iterator[str]:
    if not 1 <= len(text) <= LONGEST_INSTRUCTIONS:
        yield f"testing instructions have {len(text)} characters; at most {LONGEST_INSTRUCTIONS}"


def _urls(urls: dict[str, str]) -> Iterator[str]:
    for field, url in urls.items():
        try:
            parts = urlsplit(url)
            host = parts.hostname or ""
        except ValueError:
            parts, host = urlsplit(""), ""
        if parts.scheme != "https" or "." not in host or any(map(str.isspace, url)):
            yield f"{field} {url!r} is not an https:// address"
        if "alexa" in host or "amazon" in host:
            yield f"{field} {url!r}: the domain may not hold 'alexa' or 'amazon'"
