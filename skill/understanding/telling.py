"""What a text tells of medicine that went down, against what it asks, supposes or denies.

For the counting in amounts.py, on texts with their numbers in figures (`normalise.figures`, where
articles are a 1) and a space on either side.
"""

from __future__ import annotations

import re

from skill.understanding.counted import NUMBER, Counted, any_of, pattern, words

SWALLOWED = words(
    r"geslikt ingenomen doorgeslikt ingeslikt opgegeten opgedronken leegge\w+ "
    r"achterover\w*"
)
GONE = any_of(
    SWALLOWED, words("genomen gepakt gehad gebruikt binnen opgedaan opgemaakt weggewerkt op")
)
TAKE = words(
    "neem neemt nam namen slik slikt slikte slikten pak pakt pakte pakten krijgt kreeg eet at gaf"
)
HAVE = words("heb hep heeft hebben had hadden hee haet kheb")
PEOPLE = frozenset(
    "man vrouw vader moeder pa ma papa mama opa oma bompa zoon dochter broer zus oom tante "
    "buurvrouw buurman vriend vriendin kind dochtertje zoontje collega meneer mevrouw client "
    "patient bewoner".split()
)
WHO = words(f"ik k hij ie ze zij we wij {' '.join(sorted(PEOPLE))}")
PART = any_of(
    r"van ?(?:daag|morgen|ochtend|middag|avond|nacht)",
    words("ochtends? middags? avonds? nachts? morgens? gisteravond"),
)
"""Parts of one day."""
LEFT = any_of(
    "liggen|ligt|gekocht|besteld|gehaald|meegekregen|meegegeven|gekregen|voorgeschreven|bewaard",
    r"klaar\w*|opgespaard|staan|over(?! de | 1 )|in huis|in voorraad|mee",
    r"in (?:de|het|mijn|mn) (?:kast\w*|la|lade|doos\w*|strip\w*|tas|auto|keuken\w*)",
    r"van (?:de |mijn )?(?:dokter|huisarts|apothe\w+)",
)
"""Behind a number: these tablets were bought or kept, and not taken."""

_ASKS_AFTER = any_of(
    words("mag mogen mocht hoeveel hoeveul hoelang wanneer waarom stel zodra voordat"),
    r"als (?:ik|je|jij|u|men|er|het|dat|de|mijn|iemand|hij|ze|zij|we)",
    words("wil wilt wilde wou zou zal zullen vind vindt"),
    r"hoe (?!dan )\S+|van plan",
    r"wat (?:is|zijn|als|gebeurt|mag|kan|doet|moet|zegt|nu)",
    r"(?:kan|kun|kunt|kunnen|moet|moeten|ga|gaan|gaat) (?:ik|je|jij|u|men|we|er|het|hij|ze|dat)",
    r"(?:gelezen|gehoord|horen zeggen) dat",
    r"(?:ik ga|we gaan|hij gaat|ze gaat)|wordt (?:1|de|het|dat|die)",
    r"of (?:ik|je|u|hij|ze|het|dat|er)",
    r"(?<!dat )(?<!dit )(?<!het )(?<!t )(?<!nu )(?<!totaal )(?:is|zijn)"
    rf"(?= (?:dat|dit|het|er te|{NUMBER}) )(?! het (?:er )?(?:\S+ )?{NUMBER} )",
)
_IN_A_CUPBOARD = pattern(LEFT)
_LYING = frozenset("ligt liggen lag lagen staat".split())
_EVERY_DAY = pattern(r"(?:per|elken?|iedere?) (?:dag|ochtend|avond)|daags|dagelijks|altijd")
_PAST = pattern(SWALLOWED, words("genomen gepakt gehad nam namen slikte slikten pakte pakten at"))
_TAKES = pattern(TAKE)
_NOW = pattern(PART, "op|uur|tegelijk|per ongeluk|gisteren|in 1 keer")
_SHORT = 12
"""Words of a text that may do no more than name an amount."""
_NEAR = 6
"""Words between too much and what was done with it."""
_NOT = frozenset("niet geen nooit niks niets zonder voor bijna".split())
_NEVER = re.compile(r"(?:slik|neem|pak|doe|wil) (?:ik|hij|ze) (?:niet|nooit)\b")
_LONG_AGO = frozenset("ooit vroeger destijds indertijd".split())
_SO = frozenset("veel zo al wat iets er eens zeker lang 1 echt".split())
"""May stand between a denial and what it denies: `niet zo veel te veel`."""
_WHOLE = words("hele helen heel volle ganse complete")
_STRIP = words(r"strip\w* blister\w* doordrukstrip\w* plaquette plaatje velletje kaart")
_DOWN = pattern(
    GONE,
    PART,
    r"gegeten|leeg\w*(?! te)|toegediend|gegeven|per ongeluk|over ?doo?sis",
    words("nam namen slikte slikten pakte pakten kreeg eet at gaf"),
)
"""Not what somebody takes every day: a handful of pills may be right."""


def _turns(of: Counted) -> re.Pattern[str]:
    """Where a text begins to tell (`told`), or to ask."""
    tells = any_of(
        rf"(?<!als )(?<!stel )(?<!of )(?<!dat ){WHO} "
        rf"(?:{HAVE}|{TAKE}|ben|zit|zat|kom|kwam|sta|tel)",
        r"heb (?:er|dr|der|al|net|vandaag)",
        rf"(?:en|maar|dus|vandaag|toen) (?:{HAVE}|{TAKE}|zit)|want",
        rf"(?:dat|nu|nadat|omdat|doordat) {WHO}"
        rf"(?= (?:(?!mag |mogen |kan )\S+ ){{0,9}}(?:heb|heeft|had|nam|op) )",
        rf"als {WHO} er al(?= {NUMBER} )",
        rf"al {NUMBER} (?:{of.countable} )?{GONE}",
    )
    return re.compile(rf"(?<= )(?:(?P<told>{tells})|{_ASKS_AFTER})(?= )")


def _something_went(of: Counted) -> re.Pattern[str]:
    return pattern(
        TAKE,
        SWALLOWED,
        words("genomen gepakt gehad gebruikt binnen opgedaan weggewerkt gegeten toegediend"),
        PART,
        rf"{HAVE} (?:\S+ )*?op",
        rf"{NUMBER} (?:{of.countable} )?op",
        r"(?:zit|kom|sta) (?:\S+ ){0,3}(?:op|aan)",
        r"sinds|sedert|tot nu toe|gisteren|tegelijk|per (?:ongeluk|abuis|vergissing)|in 1 keer",
        r"geteld|foutje|oeps|meer niet",
        r"(?:zijn|waren) (?:het|er)|in mijn lijf|elke? dag|elk uur|dat was|over de (?:hele )?dag",
        r"(?:toen|daarna) (?:nog|weer)|zit er (?:net |nu |al )?in",
    )


def _too_much(of: Counted) -> re.Pattern[str]:
    """Too much, said of medicines only ..."""
    other_thing = rf"(?! {of.other_things} )"
    return pattern(
        rf"te ?ve[eu]l (?:(?:van|die|de|dat|deze|mijn|zijn|haar) ){{0,3}}"
        rf"(?:{of.medicine}|{SWALLOWED})",
        r"(?:te ?ve[eu]l|dubbel|het dubbele?) (?:(?:er|van|die|dat|spul) ){0,3}genomen",
        rf"{HAVE} (?:\S+ ){{0,2}}over ?doo?sis{other_thing}|over ?doo?sis (?:heb|heeft|{GONE})",
        r"over ?doo?sis(?= .*per ongeluk )",
        rf"(?:dubbele?|dubbel de) (?:doo?sis|dosering|hoeveelheid|portie){other_thing}",
        rf"dubbel {SWALLOWED}",
        rf"{_WHOLE} {_STRIP}",
        rf"(?:hand ?vol|handen ?vol|handje ?vol) {of.medicine}(?= (?:\S+ ){{0,3}}{GONE} )",
        rf"(?:paar|{NUMBER}) (?:handen(?: vol)?|handjes(?: vol)?|handenvol|handvollen) "
        rf"{of.medicine}",
        rf"(?:meer dan|over|boven) (?:het |de )?max\w*(?= (?:\S+ ){{0,4}}{GONE} )",
        rf"{GONE} (?:\S+ ){{0,2}}meer dan (?:het |de )?max\w*",
        rf"(?<!zijn )alle {of.medicine}(?! (?:van|voor) vandaag)(?= (?:\S+ ){{0,3}}{GONE} )",
        rf"ze allemaal (?:tegelijk )?{SWALLOWED}",
    )


def _too_much_of_it(of: Counted) -> re.Pattern[str]:
    """... and said of medicines when one is named."""
    other_thing = rf"(?! {of.other_things} )"
    return pattern(
        rf"te ?ve[eu]l (?:(?:er|van|ervan|die|dat|spul) ){{0,3}}{GONE}",
        r"dubbel (?:genomen|gepakt|gehad|gegeven)",
        r"het (?:drie)?dubbele?",
        rf"{NUMBER} (?:keer|maal) (?:zo ?veel|te ?veel){other_thing}",
        rf"{_WHOLE} (?:doos|doosje|pot|potje|pak|pakje|verpakking|fles)"
        rf"(?! (?:{of.countable} )?(?:is|zijn) )",
        r"(?:handvol|hand vol|handen vol)"
        rf"(?= (?:\S+ ){{0,3}}(?:{SWALLOWED}|genomen|gepakt|gehad) )",
        rf"ze allemaal (?:tegelijk )?{GONE}",
    )


class Telling:
    """What texts tell of the medicine of one table."""

    def __init__(self, of: Counted) -> None:
        self._turn = _turns(of)
        self._went = _something_went(of)
        self._much, self._much_of_it = _too_much(of), _too_much_of_it(of)
        self._name, self._pill = pattern(of.names), pattern(of.pills)
        self._another = pattern(of.other_names)
        self._strength = pattern(rf"{of.milligrams}|{of.strongest}|mg|milli\w*|gram")
        self._more_than_named = re.compile(rf"^[^\d]* {HAVE} | {of.asked} ")

    def told(self, text: str) -> str:
        """The parts in which something is told; `|` where a question was."""
        parts, tells, at = [], True, 0
        for turn in self._turn.finditer(text):
            parts.append(text[at : turn.start()] if tells else "|")
            tells, at = turn["told"] is not None, turn.start()
        parts.append(text[at:] if tells else "|")
        return f" {' '.join(' '.join(parts).split())} "

    def something_went(self, text: str) -> bool:
        """Whether a told text says by itself that something was taken, or when."""
        return self._went.search(text) is not None

    def names_pills(self, text: str) -> bool:
        """Whether a text names the medicine or a word for tablets."""
        return self._name.search(text) is not None or self._pill.search(text) is not None

    def names_another(self, text: str) -> bool:
        """Whether a text names a medicine of which the maximum is another, and not this one."""
        return self._another.search(text) is not None and self._name.search(text) is None

    def is_prescribed(self, text: str) -> bool:
        """Whether these are the pills of every day: nine may be right, unless this one is named."""
        usual = _EVERY_DAY.search(text) or (_TAKES.search(text) and not _NOW.search(text))
        known = self._name.search(text) or self._strength.search(text) or _PAST.search(text)
        return bool(self._pill.search(text) and usual and not known)

    def is_short(self, text: str) -> bool:
        """Whether it only names something; `ik heb tien` may be what is in the house."""
        return len(text.split()) <= _SHORT and self._more_than_named.search(text) is None

    def too_much(self, text: str, medicine: bool) -> bool:
        """Whether a told text says in plain words that too much was taken, and does not deny it."""
        for hits in (self._much, self._much_of_it) if medicine else (self._much,):
            for found in hits.finditer(text):
                before = text[: found.start()].rpartition("|")[2].split()
                behind = text[found.end() :].partition("|")[0].split()
                around = [*before[-_NEAR:], *found[0].split(), *behind[:_NEAR]]
                if (
                    _DOWN.search(f" {' '.join(around)} ")
                    and _LONG_AGO.isdisjoint(around)
                    and not _IN_A_CUPBOARD.search(f" {' '.join(behind[:3])} ")
                    and _LYING.isdisjoint(before[-4:])
                    and _NOT.isdisjoint(found[0].split())
                    and not (_denied(before) or _NEVER.match(" ".join(behind)))
                ):
                    return True
        return False


def _denied(said: list[str]) -> bool:
    while said and said[-1] in _SO:
        said.pop()
    return bool(said) and (said[-1] in _NOT or said[-2:] == ["plaats", "van"])
