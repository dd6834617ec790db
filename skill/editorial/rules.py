"""Editorial rules over a content folder that could be read: faithful, complete, fit for the ear.

Sources of the rules: the house style in docs/redactie.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from skill.editorial.content import Content
from skill.errors import Finding
from skill.leaflet import Leaflet, Passage
from skill.leaflet.menu import ROOT, parent
from skill.understanding.normalise import NUMBERS, plain

FEWEST_WORDS, MOST_WORDS = 20, 60
"""Words of a passage (docs/redactie.md)."""
MOST_TITLE_WORDS = 4
MOST_ABOUT_WORDS = 7

EMERGENCY = ("112", "113")
"""Never a telephone code: who keys these needs help, and not a text."""

HEDGES = (
    "vaak soms meestal kan kunnen vermoedelijk liefst eventueel nauwelijks misschien bijna "
    "tijdelijk bijvoorbeeld probeer mede minder nodig liever"
).split()
"""Words that make a statement less than certain: they survive."""

NEGATIONS = ("niet", "geen", "nooit", "niets", "zonder")
"""Words that turn a statement round: they survive, and none is added."""

_NOT_COUNTED = frozenset({"een"})
"""`een` is an article far more often than a number; a counted one is written `één`."""

_SPEAKABLE = re.compile(r"[A-Za-zÀ-ÿ0-9 .,?:'’\-]+")
_UNSAYABLE = re.compile(r"\b(hieronder|hierboven|onderstaande|bovenstaande|klik|zie ook)\b", re.I)


def editorial_findings(content: Content) -> list[Finding]:
    """Everything that breaks a rule, in file order."""
    found: list[Finding] = []
    for passage in content.leaflet.passages.values():
        for rule in (_shape, _links, _traces, _facts, _numbers, _hedges, _turned_round):
            found += rule(content, passage)
    found += _coverage(content)
    found += _statements_exist_once(content)
    found += _subjects(content)
    found += _openings(content)
    found += _alarms(content)
    found += _codes(content)
    return found


def _at(content: Content, passage: Passage, field: str = "") -> tuple[str, int]:
    name = f"{passage.id}.{field}" if field else passage.id
    return content.places.get(name) or content.places.get(passage.id) or (passage.id, 0)


def _shape(content: Content, passage: Passage) -> Iterator[Finding]:
    where, line = _at(content, passage)
    count = len(passage.text.split())
    if not FEWEST_WORDS <= count <= MOST_WORDS:
        what = f"the text has {count} words"
        yield Finding(where, line, what, f"{FEWEST_WORDS} to {MOST_WORDS} can be listened to")
    if len(passage.spoken_title.split()) > MOST_TITLE_WORDS:
        at = _at(content, passage, "spoken_title")
        yield Finding(*at, "the spoken title is longer than four words", "shorten it")
    if len(passage.about.split()) > MOST_ABOUT_WORDS:
        yield Finding(*_at(content, passage, "about"), "is too long to be offered", "shorten it")
    for sentence in content.sentences[passage.id]:
        if not _SPEAKABLE.fullmatch(sentence.text):
            odd = "".join(sorted(set(_SPEAKABLE.sub("", sentence.text))))
            what = f"holds signs that cannot be spoken: {odd}"
            yield Finding(where, sentence.line, what, "write it out in words")
        if _UNSAYABLE.search(sentence.text):
            fix = "a listener cannot look: say what is meant"
            yield Finding(where, sentence.line, "points at a page", fix)


def _links(content: Content, passage: Passage) -> Iterator[Finding]:
    leaflet = content.leaflet
    for name in passage.follow_ups:
        at = _at(content, passage, "follow_ups")
        if name not in leaflet.passages:
            yield Finding(*at, f"follow-up `{name}` does not exist")
        elif name == passage.id:
            yield Finding(*at, "a passage cannot follow itself")
    if len(passage.closing) > 1:
        at = _at(content, passage, "closing")
        yield Finding(*at, "names two closing lines", "one is said; write one for both")
    for name in passage.closing:
        if f"closing_{name}" not in leaflet.prompts:
            at = _at(content, passage, "closing")
            yield Finding(*at, f"closing line `{name}` does not exist", "see prompts.yaml")
    if passage.risk in ("medicine", "dose", "reassuring") and not passage.closing:
        at = _at(content, passage, "risk")
        yield Finding(*at, f"risk `{passage.risk}` needs a closing line", "name one in `closing`")
    if passage.chapter not in leaflet.chapters:
        at = _at(content, passage, "chapter")
        yield Finding(*at, f"chapter `{passage.chapter}` does not exist")
    elif passage.chapter != _chapter(leaflet, passage.id):
        at = _at(content, passage, "chapter")
        what = f"stands in chapter `{_chapter(leaflet, passage.id)}` of the menu"
        yield Finding(*at, what, "name that one, or move it in leaflet.yaml")
    others = [p.id for p in leaflet.passages.values() if p.about == passage.about]
    if others[0] != passage.id:
        at = _at(content, passage, "about")
        yield Finding(*at, f"`{others[0]}` is offered with the same words", "make them differ")
    if passage.id not in leaflet.codes.values():
        yield Finding(*_at(content, passage), "has no telephone code", "add a line to codes.txt")


def _chapter(leaflet: Leaflet, passage_id: str) -> str:
    above = parent(leaflet, passage_id)
    return above if above in (ROOT, *leaflet.chapters) else _chapter(leaflet, above)


def _traces(content: Content, passage: Passage) -> Iterator[Finding]:
    where, _ = _at(content, passage)
    last = list(content.statements)[-1:] or ["none"]
    for sentence in content.sentences[passage.id]:
        for name in sentence.statements:
            if name not in content.statements:
                what = f"statement {name} does not exist (the last is {last[0]})"
                yield Finding(where, sentence.line, what)
            elif name not in passage.statements:
                what = f"says {name}, which is not among `statements`"
                yield Finding(where, sentence.line, what, "add it there")
    said = {name for sentence in content.sentences[passage.id] for name in sentence.statements}
    for name in passage.statements:
        if name not in said:
            at = _at(content, passage, "statements")
            yield Finding(*at, f"no sentence says {name}", "mark the sentence that does")


def _spoken(content: Content, passage: Passage, name: str) -> str:
    rows = content.sentences[passage.id]
    return " ".join(row.text for row in rows if name in row.statements).lower()


def _facts(content: Content, passage: Passage) -> Iterator[Finding]:
    for name in passage.statements:
        statement = content.statements.get(name)
        if statement is None:
            continue
        spoken = _spoken(content, passage, name)
        for item in statement.must_say:
            if not any(_is_said(choice.strip().lower(), spoken) for choice in item.split("|")):
                what = f"{name} must say `{item}`"
                yield Finding(*_at(content, passage), what, f"hard fact: {statement.hard_facts}")


def _is_said(phrase: str, spoken: str) -> bool:
    """Whether a phrase is said in whole words: `of` is not said by `hoofd`."""
    return re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", spoken) is not None


def _numbers(content: Content, passage: Passage) -> Iterator[Finding]:
    """No number that the statements do not have."""
    where, _ = _at(content, passage)
    for sentence in content.sentences[passage.id]:
        sources = [content.statements[n] for n in sentence.statements if n in content.statements]
        allowed = plain(
            " ".join(f"{s.paraphrase} {s.hard_facts} {' '.join(s.must_say)}" for s in sources)
        )
        for word in re.findall(r"[\wé]+", sentence.text.lower()):
            number = plain(word)
            counted = number in NUMBERS and (number not in _NOT_COUNTED or word == "één")
            if (counted or word.isdigit()) and number not in allowed.split():
                if word == "één" and not sentence.statements:
                    continue
                source = ", ".join(sentence.statements) or "the leaflet"
                what = f"the number `{word}` is not in {source}"
                yield Finding(where, sentence.line, what, "leave it out, or correct the statement")
            if word.isdigit():
                yield Finding(where, sentence.line, "a number in digits", "write it in words")


def _hedges(content: Content, passage: Passage) -> Iterator[Finding]:
    """Hedges and negations of a statement are heard in its sentences."""
    for name in passage.statements:
        statement = content.statements.get(name)
        if statement is None:
            continue
        spoken = plain(_spoken(content, passage, name)).split()
        said = plain(statement.paraphrase).split()
        for group in (NEGATIONS, *((hedge,) for hedge in HEDGES)):
            if any(w in said for w in group) and not any(_same(w, spoken) for w in group):
                what = f"{name} says `{next(w for w in group if w in said)}`, the text does not"
                yield Finding(*_at(content, passage), what, "keep hedges and negations")


def _turned_round(content: Content, passage: Passage) -> Iterator[Finding]:
    """No negation in a sentence whose statements have none."""
    where, _ = _at(content, passage)
    for sentence in content.sentences[passage.id]:
        sources = [content.statements[n] for n in sentence.statements if n in content.statements]
        said = plain(" ".join(f"{s.paraphrase} {s.hard_facts}" for s in sources)).split()
        for word in plain(sentence.text).split():
            if sources and word in NEGATIONS and not any(w in said for w in NEGATIONS):
                what = f"says `{word}`, which is not in {', '.join(sentence.statements)}"
                yield Finding(where, sentence.line, what, "say it the way the leaflet does")


_FORMS = {"kan": ("kan", "kunt", "kunnen"), "kunnen": ("kan", "kunt", "kunnen")}


def _same(word: str, spoken: list[str]) -> bool:
    return any(form in spoken for form in _FORMS.get(word, (word,)))


def _coverage(content: Content) -> Iterator[Finding]:
    said = {name for passage in content.leaflet.passages.values() for name in passage.statements}
    for name, statement in content.statements.items():
        if name not in said:
            where = content.places["statements"][0]
            what = f"statement {name} is said by no passage"
            yield Finding(where, statement.line, what, statement.paraphrase)


def _statements_exist_once(content: Content) -> Iterator[Finding]:
    for number, (name, statement) in enumerate(content.statements.items(), start=1):
        if name != f"S{number:02}":
            where = content.places["statements"][0]
            yield Finding(where, statement.line, f"{name} stands where S{number:02} is expected")


def _subjects(content: Content) -> Iterator[Finding]:
    passages = content.leaflet.passages
    for subject in content.leaflet.subjects.values():
        at = content.places[f"subject_{subject.id}"]
        for field, names in (("offer", subject.offer), ("never", subject.never)):
            for name in names:
                if name not in passages:
                    place = content.places[f"subject_{subject.id}.{field}"]
                    yield Finding(*place, f"passage `{name}` does not exist")
        for name in subject.offer:
            if name in subject.never:
                what = f"`{name}` is offered and may never answer it"
                place = content.places[f"subject_{subject.id}.offer"]
                yield Finding(*place, what, "choose one")
        if "?" in subject.text:
            yield Finding(*at, "the reply asks something", "a refusal is a statement")


def _openings(content: Content) -> Iterator[Finding]:
    leaflet = content.leaflet
    for one in leaflet.openings.values():
        for name in one.choices:
            if name not in leaflet.passages:
                at = content.places[f"opening_{one.id}.{name}"]
                yield Finding(*at, f"passage `{name}` does not exist")
        if one.closing and f"closing_{one.closing}" not in leaflet.prompts:
            at = content.places[f"opening_{one.id}.closing"]
            yield Finding(*at, f"closing line `{one.closing}` does not exist", "see prompts.yaml")
        yield from _signs(leaflet, one.signs, content.places[f"opening_{one.id}.signs"])
    for line, prompt in leaflet.prompts.items():
        if prompt.signs:
            yield from _signs(leaflet, prompt.signs, content.places[f"{line}.signs"])


def _signs(leaflet: Leaflet, signs: tuple[str, ...], at: tuple[str, int]) -> Iterator[Finding]:
    for code in signs:
        if code not in leaflet.alarms:
            yield Finding(*at, f"alarm `{code}` does not exist", "see the folder alarms")


def _alarms(content: Content) -> Iterator[Finding]:
    leaflet = content.leaflet
    for alarm in leaflet.alarms.values():
        if alarm.code in leaflet.subjects:
            at = content.places[f"alarm_{alarm.code}"]
            what = f"`{alarm.code}` is a subject too"
            yield Finding(*at, what, "what was told of somebody names both: call one otherwise")
        for name in alarm.never:
            if name not in leaflet.passages:
                at = content.places[f"alarm_{alarm.code}.never"]
                yield Finding(*at, f"passage `{name}` does not exist")
        for pair in alarm.together:
            parts = [part.strip() for part in pair.split("+")]
            known = all(part in leaflet.alarms or part in leaflet.subjects for part in parts)
            if len(parts) != 2 or not known:
                what = f"`{pair}` is no pair of alarms or subjects"
                at = content.places[f"alarm_{alarm.code}.together"]
                yield Finding(*at, what, "write `koorts + weinig-weerstand`")
        if alarm.check and not alarm.check.endswith("?"):
            at = content.places[f"alarm_{alarm.code}.check"]
            yield Finding(*at, "`check` asks nothing", "end it with a question mark")


def _codes(content: Content) -> Iterator[Finding]:
    for code, name in content.leaflet.codes.items():
        if name not in content.leaflet.passages:
            what = f"code {code} is of passage `{name}`, which does not exist"
            yield Finding(*content.places[f"code_{code}"], what, "write `-` for a retired code")
        if code in EMERGENCY:
            what = f"code {code} is an emergency number"
            yield Finding(*content.places[f"code_{code}"], what, "give the passage another")
