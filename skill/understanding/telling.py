"""What a text tells of medicine that went down, against what it asks, supposes or denies.

For the counting in amounts.py, on texts with their numbers in figures (`normalise.figures`, where
articles are a 1) and a space on either side.
"""

from __future__ import annotations

import re


def any_of(*parts: str) -> str:
    """A regular expression for any of these."""
    return f"(?:{'|'.join(parts)})"


def words(text: str) -> str:
    """A regular expression for any of these words."""
    return any_of(*text.split())


def pattern(*parts: str) -> re.Pattern[str]:
    """Any of these, as whole words; the spaces around them stay."""
    return re.compile(rf"(?<= ){any_of(*parts)}(?= )")


NUMBER = r"\d+(?:\.\d+)?"
"""In figures, also a broken one."""
_PAINKILLERS = words(
    r"para\w* pare\w* parc\w* paro\w* pcm\w* daf\w* perdol\w* panad\w* pana acetam\w* dolip\w* "
    r"effer\w* hedex tylen\w* finimal\w* sinas\w* pijn\w*stil\w* painkil\w* pijnpil\w* bruis\w* "
    r"zetpil\w*"
)
_ANY_PILLS = words(r"pil pille\w* tab\w* caps\w*")
PILLS = any_of(_PAINKILLERS, _ANY_PILLS, words("stuks? poeders? zakjes?"))
"""What can be counted; long names by their beginning, for half-heard ones (`para ce ta mol`)."""
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

_MEDICINE = any_of(PILLS, r"medic\w*", r"geneesm\w*", r"\w+pillen", r"\w+tabletten")
_TELLS_AFTER = any_of(
    rf"(?<!als )(?<!stel )(?<!of )(?<!dat ){WHO} (?:{HAVE}|{TAKE}|ben|zit|zat|kom|kwam|sta|tel)",
    r"heb (?:er|dr|der|al|net|vandaag)",
    rf"(?:en|maar|dus|vandaag|toen) (?:{HAVE}|{TAKE}|zit)|want",
    rf"(?:dat|nu|nadat|omdat|doordat) {WHO}"
    rf"(?= (?:(?!mag |mogen |kan )\S+ ){{0,9}}(?:heb|heeft|had|nam|op) )",
    rf"als {WHO} er al(?= {NUMBER} )",
    rf"al {NUMBER} (?:{PILLS} )?{GONE}",
)
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
_TURN = re.compile(rf"(?<= )(?:(?P<told>{_TELLS_AFTER})|{_ASKS_AFTER})(?= )")


def told(text: str) -> str:
    """The parts in which something is told; `|` where a question was."""
    parts, tells, at = [], True, 0
    for turn in _TURN.finditer(text):
        parts.append(text[at : turn.start()] if tells else "|")
        tells, at = turn["told"] is not None, turn.start()
    parts.append(text[at:] if tells else "|")
    return f" {' '.join(' '.join(parts).split())} "


_SOMETHING_WENT = pattern(
    TAKE,
    SWALLOWED,
    words("genomen gepakt gehad gebruikt binnen opgedaan weggewerkt gegeten toegediend"),
    PART,
    rf"{HAVE} (?:\S+ )*?op",
    rf"{NUMBER} (?:{PILLS} )?op",
    r"(?:zit|kom|sta) (?:\S+ ){0,3}(?:op|aan)",
    r"sinds|sedert|tot nu toe|gisteren|tegelijk|per (?:ongeluk|abuis|vergissing)|in 1 keer",
    r"geteld|foutje|oeps|meer niet",
    r"(?:zijn|waren) (?:het|er)|in mijn lijf|elke? dag|elk uur|dat was|over de (?:hele )?dag",
    r"(?:toen|daarna) (?:nog|weer)|zit er (?:net |nu |al )?in",
)


def something_went(text: str) -> bool:
    """Whether a told text says by itself that something was taken, or when."""
    return _SOMETHING_WENT.search(text) is not None


_IN_A_CUPBOARD = pattern(LEFT)
_LYING = frozenset("ligt liggen lag lagen staat".split())
_PAINKILLER = pattern(_PAINKILLERS)
_PILL = pattern(_ANY_PILLS)
_ANOTHER = pattern(
    r"(?:ibu|diclo|naprox|trama|oxy|morfi|diaze|temaz|oxaz|aspir|brufen|voltar|advil|nurofen)\w*"
)
_EVERY_DAY = pattern(r"(?:per|elken?|iedere?) (?:dag|ochtend|avond)|daags|dagelijks|altijd")
_PAST = pattern(SWALLOWED, words("genomen gepakt gehad nam namen slikte slikten pakte pakten at"))
_TAKES = pattern(TAKE)
_NOW = pattern(PART, "op|uur|tegelijk|per ongeluk|gisteren|in 1 keer")
_STRENGTH = pattern(r"500|1000|mg|milli\w*|gram")
_SHORT = 12
"""Words of a text that may do no more than name an amount."""
_MORE_THAN_NAMED = re.compile(
    rf"^[^\d]* {HAVE} "
    r"| (?:gevaarlijk|dodelijk|schadelijk|giftig|erg|kwaad|veilig|slecht|dood|max\w*|toegestaan|"
    r"genoeg|normaal|dosering|dosis|bijsluiter|kopen|bestellen|halen|kost|kosten) "
)


def names_pills(text: str) -> bool:
    """Whether a text names paracetamol or a word for tablets."""
    return _PAINKILLER.search(text) is not None or _PILL.search(text) is not None


def names_another(text: str) -> bool:
    """Whether a text names a medicine of which the maximum is another, and not paracetamol."""
    return _ANOTHER.search(text) is not None and _PAINKILLER.search(text) is None


def is_prescribed(text: str) -> bool:
    """Whether these are the pills of every day: nine may be right, where no painkiller is named."""
    usual = _EVERY_DAY.search(text) or (_TAKES.search(text) and not _NOW.search(text))
    known = _PAINKILLER.search(text) or _STRENGTH.search(text) or _PAST.search(text)
    return bool(_PILL.search(text) and usual and not known)


def is_short(text: str) -> bool:
    """Whether it only names something; `ik heb tien paracetamol` may be what is in the house."""
    return len(text.split()) <= _SHORT and _MORE_THAN_NAMED.search(text) is None


_NEAR = 6
"""Words between too much and what was done with it."""
_NOT = frozenset("niet geen nooit niks niets zonder voor bijna".split())
_NEVER = re.compile(r"(?:slik|neem|pak|doe|wil) (?:ik|hij|ze) (?:niet|nooit)\b")
_LONG_AGO = frozenset("ooit vroeger destijds indertijd".split())
_SO = frozenset("veel zo al wat iets er eens zeker lang 1 echt".split())
"""May stand between a denial and what it denies: `niet zo veel te veel`."""
_WHOLE = words("hele helen heel volle ganse complete")
_STRIP = words(r"strip\w* blister\w* doordrukstrip\w* plaquette plaatje velletje kaart")
_FIGURE = words(
    "geluk pech humor liefde plezier ellende stress energie zout suiker koffie zon nieuws"
)
_NO_FIGURE = rf"(?! {_FIGURE} )"
"""`Een overdosis zon` is a figure of speech."""
_TOO_MUCH = pattern(
    rf"te ?ve[eu]l (?:(?:van|die|de|dat|deze|mijn|zijn|haar) ){{0,3}}(?:{_MEDICINE}|{SWALLOWED})",
    r"(?:te ?ve[eu]l|dubbel|het dubbele?) (?:(?:er|van|die|dat|spul) ){0,3}genomen",
    rf"{HAVE} (?:\S+ ){{0,2}}over ?doo?sis{_NO_FIGURE}|over ?doo?sis (?:heb|heeft|{GONE})",
    r"over ?doo?sis(?= .*per ongeluk )",
    rf"(?:dubbele?|dubbel de) (?:doo?sis|dosering|hoeveelheid|portie){_NO_FIGURE}",
    rf"dubbel {SWALLOWED}",
    rf"{_WHOLE} {_STRIP}",
    rf"(?:hand ?vol|handen ?vol|handje ?vol) {_MEDICINE}(?= (?:\S+ ){{0,3}}{GONE} )",
    rf"(?:paar|{NUMBER}) (?:handen(?: vol)?|handjes(?: vol)?|handenvol|handvollen) {_MEDICINE}",
    rf"(?:meer dan|over|boven) (?:het |de )?max\w*(?= (?:\S+ ){{0,4}}{GONE} )",
    rf"{GONE} (?:\S+ ){{0,2}}meer dan (?:het |de )?max\w*",
    rf"(?<!zijn )alle {_MEDICINE}(?! (?:van|voor) vandaag)(?= (?:\S+ ){{0,3}}{GONE} )",
    rf"ze allemaal (?:tegelijk )?{SWALLOWED}",
)
"""Said of medicines only ..."""
_TOO_MUCH_OF_IT = pattern(
    rf"te ?ve[eu]l (?:(?:er|van|ervan|die|dat|spul) ){{0,3}}{GONE}",
    r"dubbel (?:genomen|gepakt|gehad|gegeven)",
    r"het (?:drie)?dubbele?",
    rf"{NUMBER} (?:keer|maal) (?:zo ?veel|te ?veel)(?! (?:pijn|last|klachten) )",
    rf"{_WHOLE} (?:doos|doosje|pot|potje|pak|pakje|verpakking|fles)(?! (?:{PILLS} )?(?:is|zijn) )",
    rf"(?:handvol|hand vol|handen vol)(?= (?:\S+ ){{0,3}}(?:{SWALLOWED}|genomen|gepakt|gehad) )",
    rf"ze allemaal (?:tegelijk )?{GONE}",
)
"""... and said of medicines when one is named."""
_DOWN = pattern(
    GONE,
    PART,
    r"gegeten|leeg\w*(?! te)|toegediend|gegeven|per ongeluk|over ?doo?sis",
    words("nam namen slikte slikten pakte pakten kreeg eet at gaf"),
)
"""Not what somebody takes every day: a handful of pills may be right."""


def too_much(text: str, medicine: bool) -> bool:
    """Whether a told text says in plain words that too much was taken, and does not deny it."""
    for hits in (_TOO_MUCH, _TOO_MUCH_OF_IT) if medicine else (_TOO_MUCH,):
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
