"""`check`: the findings of every room, in one list.

Nothing is written. A finding is `file:line: what (fix)`; an empty list means that what is in the
folder can be shipped (sign-off aside).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from skill import labels
from skill.editorial import (
    Content,
    checked_content,
    editorial_findings,
    freshness,
    read_content,
    read_words,
    written_out,
)
from skill.editorial.signoff import read_signoff, signoff_findings
from skill.errors import ContentError, Finding, raise_all
from skill.exports.alexa import interaction_model, limits
from skill.leaflet import Leaflet, Line, script
from skill.manifest import Manifest, read_manifest
from skill.settings import Settings
from skill.studio import missing_words, recording_findings, rendition_findings, status
from skill.studio.answer_length import (
    LONGEST_ANSWER,
    LONGEST_TITLE,
    LONGEST_WELCOME,
    SHORTEST_ANSWER,
    parts,
    whole_seconds,
)
from skill.studio.phonemes import unsayable
from skill.studio.read_back import (
    ACCEPTED_FILE,
    MISHEARD_FILE,
    misheard,
    read_accepted,
    read_heard,
    read_misheard,
    told,
)
from skill.training import (
    Question,
    fingerprint,
    model_findings,
    question_findings,
    read_questions,
    samples,
)
from skill.understanding import Hear, read_ear


@dataclass(frozen=True, slots=True)
class Sources:
    """What editors wrote, as far as it could be read."""

    content: Content
    words: dict[str, Any]
    """words.yaml in its compiled form."""
    questions: list[Question]


def read_sources(folder: Path) -> tuple[Sources, tuple[list[Finding], ...]]:
    """Everything in a content folder; and what is wrong with the content, words and questions."""
    content, found = read_content(folder)
    leaflet = content.leaflet
    words, wrong = read_words(
        folder, alarms=leaflet.alarms, subjects=leaflet.subjects, passages=leaflet.passages
    )
    questions, more = read_questions(folder)
    return Sources(content, words, questions), (found, wrong, more)


def required_sources(folder: Path, *, ships: bool = False, fresh: bool = False) -> Sources:
    """The same for who cannot go on with a mistake: ContentError has all of them.

    `ships` also asks that no rule of the editors is broken, for whatever is given away, a trial
    included; `fresh` that the compiled leaflet and model are made of what stands there now.
    """
    sources, found = read_sources(folder)
    raise_all(*found)
    if ships:
        checked_content(folder)
        raise_all(question_findings(folder, sources.content.leaflet, sources.questions))
    if fresh:
        leaflet = sources.content.leaflet
        made_of = fingerprint(sources.questions, sources.words, leaflet)
        raise_all(freshness(folder, leaflet), model_findings(folder, made_of))
    return sources


def findings(settings: Settings) -> list[Finding]:
    """Everything that is wrong with content, model and audio."""
    folder = settings.content_dir
    sources, (found, wrong_words, wrong_questions) = read_sources(folder)
    if found:
        return found
    content, questions = sources.content, sources.questions
    leaflet = content.leaflet
    found += [*editorial_findings(content), *written_out(content)]
    found += freshness(folder, leaflet)
    found += [*wrong_words, *wrong_questions]
    found += question_findings(folder, leaflet, questions)
    stale = list[Finding]()
    if not wrong_words:
        stale += model_findings(folder, fingerprint(questions, sources.words, leaflet))
    found += stale
    try:
        ear = read_ear(folder, leaflet)
        found += alexa_findings(leaflet, questions, ear)
        found += example_findings(folder, leaflet, ear)
    except ContentError as error:
        found += error.findings if not stale else []
    found += pronunciation_findings(content)
    found += audio_findings(content, settings)
    found += heard_findings(settings)
    found += approval_findings(content, settings)
    return found


def alexa_findings(
    leaflet: Leaflet, questions: Sequence[Question], hear: Hear
) -> Iterator[Finding]:
    """Limits of the Alexa interaction model; `hear` is the ear of the same content."""
    try:
        model = interaction_model(leaflet, samples(questions), hear)
    except ContentError as error:
        yield from error.findings
        return
    for what in limits(model):
        yield Finding("alexa model", 0, what)


def example_findings(folder: Path, leaflet: Leaflet, hear: Hear) -> Iterator[Finding]:
    """What a page offers as an example is a question that the leaflet answers."""
    for question in leaflet.examples:
        label = hear(question).label
        if labels.kind(label) != "passage":
            what = f"example {question!r} is heard as {label}"
            fix = "choose a question that a passage answers"
            yield Finding(f"{folder.name}/leaflet.yaml", 0, what, fix)


def audio_findings(content: Content, settings: Settings) -> Iterator[Finding]:
    """Every line has a fresh clip, and an answer is short enough to listen to."""
    lines = script(content.leaflet)
    yield from recording_findings(lines.values(), settings.audio_dir)
    for state in status(list(lines.values()), content.lexicon, settings.audio_dir):
        if state.state != "fresh":
            slow = " (slow)" if state.slow and state.line_id else ""
            where = f"{settings.audio_dir.name}/{state.line_id or state.file}{slow}"
            yield Finding(where, 0, f"{state.state}: {state.reason}", "run `audio build`")
    yield from rendition_findings(lines.values(), content.lexicon, settings.audio_dir)
    try:
        manifest = read_manifest(settings.audio_dir)
    except ContentError as error:
        yield from error.findings
        return
    yield from listening_findings(content, lines, manifest)


def pronunciation_findings(content: Content) -> Iterator[Finding]:
    """Every word of the script has its sounds, where the folder keeps a list of them."""
    if "lexicon" not in content.places:
        return
    where = content.places["lexicon"][0]
    for word, way in content.lexicon.items():
        if strange := unsayable(way.sound):
            at = content.places.get(f"lexicon_{word.lower()}", (where, 0))
            yield Finding(*at, f"`{word}` has sounds that no voice knows: {strange}", "use IPA")
    lines = script(content.leaflet).values()
    for word, (sentence, row) in missing_words(lines, content.lexicon).items():
        what = f"`{word}` is in no lexicon, in {sentence!r}"
        yield Finding(where, 0, what, f"check and add `{row}`; `audio words` gives all such lines")


def heard_findings(settings: Settings) -> Iterator[Finding]:
    """Clips that were heard otherwise than they should be, unless a person accepted them or they
    are known; and what is known that is no longer so."""
    try:
        manifest = read_manifest(settings.audio_dir)
    except ContentError:
        return  # told by audio_findings
    folder = settings.audio_dir
    known = read_misheard(folder)
    for one in misheard(manifest, read_heard(folder), read_accepted(folder)):
        if not known.pop(one.file, "") and not one.accepted:
            where = f"{folder.name}/{one.line_id}{' (slow)' if one.slow else ''}"
            fix = f"another wording or pronunciation; or accept it: {one.file} in {ACCEPTED_FILE}"
            yield Finding(where, 0, told(one), fix)
    for file in known:
        what = f"`{file}` is heard as it should be, or is no clip any more"
        yield Finding(f"{folder.name}/{MISHEARD_FILE}", 0, what, "remove the line")


def listening_findings(
    content: Content, lines: dict[str, Line], manifest: Manifest
) -> Iterator[Finding]:
    """Seconds of whole answers, titles and the welcome, as the clips measure them."""

    def seconds(line_id: str) -> float:
        clip = manifest.clip(line_id, lines[line_id].text)
        return clip.seconds if clip else 0.0

    for passage in content.leaflet.passages.values():
        if not all(map(seconds, parts(passage))):
            continue  # a clip that is not there has a finding of its own
        whole = whole_seconds(passage, seconds)
        at = content.places[passage.id]
        if whole > LONGEST_ANSWER:
            what = f"the whole answer takes {whole:.1f} s, {LONGEST_ANSWER:.0f} s is the longest"
            yield Finding(*at, what, "shorten the text or its closing line")
        if whole < SHORTEST_ANSWER:
            yield Finding(*at, f"the whole answer takes {whole:.1f} s", "that is too short to help")
        if seconds(f"title_{passage.id}") > LONGEST_TITLE:
            what = f"the title takes {seconds(f'title_{passage.id}'):.1f} s"
            yield Finding(*content.places[f"{passage.id}.spoken_title"], what, "shorten it")
    if seconds("prompt_welcome") > LONGEST_WELCOME:
        what = f"the welcome takes {seconds('prompt_welcome'):.1f} s"
        yield Finding(*content.places["prompt_welcome"], what, "six seconds is the longest")


def approval_findings(content: Content, settings: Settings) -> Iterator[Finding]:
    """The sign-off file."""
    leaflet = content.leaflet
    signoff, wrong = read_signoff(settings.content_dir)
    yield from wrong
    try:
        manifest = read_manifest(settings.audio_dir)
    except ContentError:
        return  # told by audio_findings
    yield from signoff_findings(leaflet, manifest, signoff, content.places)
