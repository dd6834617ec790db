"""Amounts in a text -> marks that can be added up (amounts.py), one step after the other.

Numbers that are no amounts (ages, boxes, streets) become `~`. The marks:

    #2      two tablets             ×3      three times
    m1000   milligrams              /dag    a day
    =       a sum follows           ÷7      in seven days; ÷0 in nobody knows how many
    @       a time, a meal

A number is tablets by what stands before it or behind it; any other number says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from skill.numbers import ordinal
from skill.understanding.normalise import plain
from skill.understanding.telling import (
    GONE,
    LEFT,
    NUMBER,
    PART,
    PEOPLE,
    PILLS,
    SWALLOWED,
    TAKE,
    any_of,
    pattern,
    words,
)

_IN_STRIP = 10
"""Tablets, when nobody says how many."""
_ORDINALS = {plain(ordinal(number)): number for number in range(2, 41)}
_FEW = r"(?:100|\d\d?(?:\.\d+)?)"
"""A number of tablets, times or grams; a larger one is taken for something else."""

NEXT = any_of(
    words(
        "en of maar dat die dus want ik k je hij ze zij we mag mogen kan toen daarna nu nog weer "
        "al dan is was zijn werd waren van voor met bij in na tegen per om tot sinds over omdat "
        "door ook er daar het tegelijk achter zonder te gisteren eergisteren totaal samen sedert "
        "telkens steeds zeker oeps foutje heb heeft had [|]"
    ),
    PART,
    GONE,
    r"m\d\S*|[×÷/@=~]\S*",
)
"""Words that may stand behind a number of tablets that are not named again."""
LINK = words(
    r"/dag telkens steeds vandaag er van de een mg ik k neem nam heb we ze hij pak nog al zo per "
    r"keer x dan op [|]"
)
"""Words that may stand between the times and the tablets of each time."""
_CALM = words(
    "al nu net wel maar ook zeker nog er dr der weer gewoon gwn iets ongeveer dan vandaag daar ik "
    "zo denk geloof zelf"
)
"""Words that may stand before a number and tell nothing about it ..."""
_SOON = rf"(?= (?:{_CALM} ){{0,3}}{NUMBER} )"
"""... when it comes."""
_KIND = words("gewone witte grote hele volle losse sterke andere van die deze dat de dikke")
"""Words that may stand between a number and its tablets."""
_NOT_PILLS = rf"(?! (?:{_KIND} ){{0,2}}{PILLS} )"
_LONG = words(
    "dag dagen week weken maand maanden jaar jaren januari februari maart april mei juni juli "
    "augustus september oktober november december"
)
_UNIT = any_of(
    _LONG,
    words(
        r"uren minuten minuutjes? min jarige kilo\w* kg pond meter km cm procent euro graden e ste "
        r"ml druppels stappen oefening\w* mensen kinderen"
    ),
)
_OTHERWISE = words(
    r"gel zalf creme suiker zout magnesium vitamine\w* creatine eiwit\w* metform\w* keppra "
    r"levetir\w* depakine valpro\w*"
)
"""Taken by the gram, and no tablets."""
_A = "(?:1 )?"
"""The article of a score: `een acht`."""
_BOX = words(
    "doos doosje doosjes dozen strip stripje pak pakje pot potje verpakking blister recept"
)
_HOUR = words("uur u ure uren oer oere")
_MEAL = words(r"ontbijt\w* lunch\w* \w*eten diner koffie slapen\w* bedtijd")

Step = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]


def _days(match: re.Match[str]) -> str:
    unit = {"d": 1, "w": 7, "m": 30}[match["unit"][0]]
    return f"÷{max(float(match['days'] or 1), 1) * unit:g}"


def _every(match: re.Match[str]) -> str:
    """Times in a day, or in the part of it that is told of."""
    said, hours = match.string, 24
    if not re.search(r" (?:hele|heel|helen|haile) (?:den )?(?:dag|daag) ", said):
        if re.search(r" (?:sinds|vanaf|van af|af|deze (?:morgen|ochtend)) ", said):
            hours = 12
        elif re.search(r" van(?:morgen|ochtend|middag|avond|nacht) ", said):
            hours = 6
    return f"×{hours / max(float(match['hours'] or 1), 0.25):g}"


_PERIODS: tuple[Step, ...] = (
    (pattern(r"s (?P<part>(?:ochtend|morgen|middag|avond|nacht)s)"), r"\g<part>"),
    (pattern(rf"(?:bij|na|voor|tijdens|met|rond) (?:(?:het|de|t|mijn|mn) )?{_MEAL}"), "@"),
    (pattern(r"(?:in|op) 1 keer"), "tegelijk"),
    (pattern(rf"1 op (?:de )?{NUMBER}(?: keer)?"), "~"),
    (pattern(r"(?:in|binnen|per) (?:24|12|18) uur"), "/dag"),
    (pattern(r"(?:per|elken?|iedere?|alle) (?:dag|daag|dagen|etmaal)"), "/dag"),
    (pattern(r"(?:op|in|per) (?:1|de|nen|dezelfde) (?:hele )?(?:dag|daag|etmaal)"), "/dag"),
    (pattern(r"daags|dagelijks"), "/dag"),
    (
        pattern(
            rf"(?:in|over|binnen|afgelopen|laatste) (?P<days>{NUMBER} )?"
            r"(?P<unit>dag|dagen|week|weken|maand|maanden)"
        ),
        _days,
    ),
    (pattern(r"(?:per|in de|deze|vorige) week"), "÷7"),
    (pattern(r"(?:per|in de|deze|vorige) maand"), "÷30"),
    (pattern(r"sinds gisteren"), "÷1.5"),
    (
        pattern(
            rf"(?:sinds|sedert|vanaf) (?:(?!van)\w*dag|{NUMBER} {_LONG}|de \w+maand|vorige \w+"
            r"|(?:vorig|begin|eind) \w+|pasen|kerst\w*)"
        ),
        "÷0",
    ),
    (
        pattern(
            r"(?:(?:om|um) (?:de|den|het|t|ut)|elke?|iedere?|alle|per) "
            rf"(?:{NUMBER} (?:a|of|tot) )?(?:(?P<hours>{NUMBER}) )?{_HOUR}"
        ),
        _every,
    ),
    (
        # At eight, ten, and twelve o'clock.
        pattern(rf"om {NUMBER}(?: (?:en )?{NUMBER})+ {_HOUR}"),
        lambda match: f"×{len(re.findall(NUMBER, match[0]))}",
    ),
    (
        pattern(
            r"(?:(?:om|um|rond|tegen|vanaf|tot|na|voor) )?"
            rf"(?:(?:kwart|{NUMBER}) (?:over|voor) (?:half )?{NUMBER}|half {NUMBER}"
            rf"|1 {_HOUR} of (?:half )?{NUMBER})(?: {_HOUR})?",
            rf"(?:(?:om|um|rond|tegen|vanaf|tot|na|voor|sinds|over) )?{NUMBER} {_HOUR}"
            rf"(?: (?:0 \d|15|30|45|[1-5]\d{_NOT_PILLS}(?! van )))?",
            rf"(?:om|um|rond|tegen) {NUMBER}(?: (?:0|[1-5]\d){_NOT_PILLS}(?! van ))?",
            r"\d\d? 0",
        ),
        "@",
    ),
    (pattern(rf"(?P<times>{_FEW}) (?:keer|maal|x|dd|kier)(?! zo| te)"), r"×\g<times>"),
)
"""How often, and in what time."""

_MASSES: tuple[Step, ...] = (
    (pattern(rf"(?P<mg>{NUMBER}) (?:mg|mgr|mili\w*|milli\w*)(?: gram)?"), r"m\g<mg>"),
    (
        pattern(rf"(?P<grams>{_FEW}) (?:gram\w*|gr|g)"),
        lambda match: f"m{float(match['grams']) * 1000:g}",
    ),
    (pattern(r"(?P<mg>500|650|1000)(?! (?:meter|euro|km|kilo\w*|stappen|keer|maal))"), r"m\g<mg>"),
    (
        pattern(r"forte|duizenders?|(?:sterke|zware|dubbele)(?= (?:para|pcm|dafal|panad)\w* )"),
        "m1000",
    ),
    (pattern(rf"m\d\S* (?:van (?:de|het) )?{_OTHERWISE}|{_OTHERWISE} m\d\S*"), "~"),
)

_NO_AMOUNTS = pattern(
    r"(?<!tegen de )(?<!tegen )(?<!voor de )(?:pijn\w*|score|cijfer|schaal)"
    rf"(?: (?:is|was|nu|zit|staat|op|van|nog|wel|zo|rond|geef ik|{PART})){{0,4}}"
    rf" {_A}{NUMBER}(?: op {_A}(?:schaal van )?{NUMBER})?{_NOT_PILLS}",
    rf"{_A}{NUMBER} op {_A}(?:schaal van )?{NUMBER}",
    rf"1 \d+{_NOT_PILLS}",
    r"(?<!dat )(?<!het )(?<!t )(?<!totaal )(?:ben|is|was|wordt|leeftijd)"
    rf" (?:nu |al |pas )?{_A}{NUMBER}{_NOT_PILLS}",
    rf"(?:{'|'.join(sorted(PEOPLE))}|jongen|meisje) van {NUMBER}",
    rf"(?:max\w*|hooguit|hoogstens|minder dan|limiet|grens) (?:van |is )?{NUMBER}",
    rf"(?:staat|stond|zegt|zei|zeggen|schreef|adviseert) (?:max\w* |er |nog )*{NUMBER}",
    rf"(?:in ?plaats van|ipv|i p v|niet|geen|nooit|van de|van die) {NUMBER}",
    rf"(?:mijn|mn|haar|zijn|hun) {NUMBER}(?= (?:pil|pille\w*|tab\w*|caps\w*) )",
    rf"(?:nummer|nr|kamer|huisnummer|bus|lijn|\w+straat|\w+laan|\w+weg) {NUMBER}",
    rf"{_BOX} (?:{PILLS} )?(?:van|met|a|voor) {NUMBER}"
    rf"(?! (?:{PILLS} )?(?:is )?(?:al )?(?:sinds )?(?:{GONE}|{PART}|/dag|leeg\w*) )",
    rf"(?:liggen|ligt|zitten|staan) (?:er )?(?:nu )?(?:nog )?(?:maar )?{NUMBER}",
    rf"{NUMBER}(?= (?:{_KIND} )?(?:{PILLS} )?(?:er |thuis )?{LEFT} )",
    rf"{NUMBER} {_UNIT}|dag {NUMBER}",
)


def _larger(match: re.Match[str]) -> str:
    return max(match["one"], match["other"], key=float)


def _strips(match: re.Match[str]) -> str:
    strips = float(match["strips"] or 1)
    return f"#{strips * float(match['each'] or _IN_STRIP):g} strips"


_BEHIND = any_of(
    PILLS,
    GONE,
    PART,
    r"(?:(?:van|a|x) )?(?:de )?m\d\S*|van (?:die|deze|dat)|/dag|@|per keer",
    r"van (?:de|mijn|haar|zijn) \w*(?:pillen|tabletten|para\w*)",
    r"(?:en )?(?:daarna|later|toen (?:ook )?(?:nog|weer))|te ?veel|tegelijk|per ongeluk",
    r"in totaal|bij elkaar",
)
_AHEAD = any_of(
    words(
        "er dr der al telkens steeds daarna toen weer nog plus minstens zeker wel bijna ongeveer "
        "ruim eerst erbij keer = @ /dag"
    ),
    TAKE,
    PART,
    r"en (?:ik|hij|ze|zij)",
)
_COUNTS: tuple[Step, ...] = (
    (pattern(rf"(?P<one>{NUMBER}) (?:of|a|tot) (?P<other>{NUMBER})"), _larger),
    (
        pattern(rf"(?:mijn|mn|de|haar|zijn) (?P<count>{'|'.join(_ORDINALS)})(?= {PILLS} )"),
        lambda match: f"#{_ORDINALS[match['count']]}",
    ),
    (
        pattern(
            rf"(?:(?:dat|het|t|nu) )?(?:zijn|waren|is|was|wore)(?: het)?(?: d?er)?{_SOON}",
            rf"(?:in totaal|totaal|samen|bij elkaar|dus|oftewel|uit op|dat maakt){_SOON}",
            rf"(?:zit|kom|kwam|sta|ben) (?:{_CALM} ){{0,3}}(?:op|aan){_SOON}",
        ),
        "=",
    ),
    (
        pattern(
            rf"(?P<strips>{_FEW}) (?:{_KIND} )?(?:strips?|stripjes?|strippen|blisters?)"
            rf"(?: {PILLS})?(?: (?:van|met) (?P<each>{_FEW}))?(?= (?:{GONE}|gegeten) )"
        ),
        _strips,
    ),
    (
        pattern(
            rf"(?P<strips>{_FEW} )?(?:hele |heel )?{_BOX} (?:{PILLS} )?van (?P<each>{_FEW})"
            rf"(?: is)?(?= (?:al )?(?:(?:sinds )?{PART}|/dag) (?:al )?(?:leeg\w*|op) "
            rf"| leeg\w* (?:{PART}|/dag|sinds) )"
        ),
        _strips,
    ),
    (pattern(rf"(?P<count>{_FEW})(?= (?:{_KIND} ){{0,2}}{_BEHIND} )"), r"#\g<count>"),
    (
        pattern(rf"(?P<ahead>{_AHEAD} (?:{_CALM} ){{0,3}})(?P<count>{_FEW})(?= {NEXT} )"),
        r"\g<ahead>#\g<count>",
    ),
    (
        pattern(rf"(?P<ahead>×\S+ (?:{LINK} ){{0,5}})(?P<count>{_FEW})(?= {NEXT} )"),
        r"\g<ahead>#\g<count>",
    ),
)

_STEPS: tuple[Step, ...] = (
    # Round about: `een stuk of tien`, `meer dan acht`.
    (pattern(rf"(?:(?:1 )?(?:stuk|man) of|iets van|zo ?n)(?= {NUMBER} )"), "er"),
    (pattern(r"(?:nooit|niet) meer dan(?= \d)"), "er"),
    (pattern(r"meer dan (?P<more>\d+)"), lambda match: f"er {int(match['more']) + 1}"),
    *_PERIODS,
    *_MASSES,
    (_NO_AMOUNTS, "~"),
    *_COUNTS,
)
_OF_NOTHING_ELSE = pattern(
    r"#\S+ (?:\S+ ){0,2}(?:van|a|x) (?:de )?m(?:500|1000)",
    rf"(?:er|dr|der) (?:{_CALM} ){{0,3}}#\S+ (?:{_CALM} )?(?:op|genomen|binnen|{SWALLOWED})",
    rf"(?:er|dr|der) (?:{_CALM} ){{0,3}}#\S+ (?:{PART} )?(?:gehad|gepakt|{PART})",
    rf"{TAKE} (?:(?:{_CALM}|{PART}|/dag|hij|ze|zij) ){{0,3}}#\S+ (?:stuks|{NEXT})",
    rf"= (?:{_CALM} ){{0,3}}#\S+ (?:van die (?:dingen|witte) )?{PART}",
    rf"#\S+ (?:\S+ ){{0,4}}{SWALLOWED}",
    rf"#\S+ stuks (?:{PART}|/dag|sinds|sedert|per ongeluk|op)|#\S+ strips",
    rf"(?:{NEXT}|nam|de|#\S+) m\d\S* {NEXT}",
    r"×\S+ m(?:500|1000)",
)


def marked(text: str) -> str:
    """A told text (`telling.told`) with its amounts as marks."""
    text = f" | {text.strip()} | "
    for step, mark in _STEPS:
        text = step.sub(mark, text)
    return text


def of_nothing_else(text: str) -> bool:
    """Whether a marked text counts medicine though it names none."""
    return _OF_NOTHING_ELSE.search(text) is not None
