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

from skill.numbers import ordinal
from skill.understanding.counted import NUMBER, Counted, any_of, forms, pattern, words
from skill.understanding.normalise import plain
from skill.understanding.periods import FEW, KIND, LONG, Step, not_pills, periods
from skill.understanding.telling import GONE, LEFT, PART, PEOPLE, SWALLOWED, TAKE

_ORDINALS = {plain(ordinal(number)): number for number in range(2, 41)}
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
_UNIT = any_of(
    LONG,
    words(
        r"uren minuten minuutjes? min jarige kilo\w* kg pond meter km cm procent euro graden e ste"
    ),
)
_A = "(?:1 )?"
"""The article of a score: `een acht`."""
_BOX = words(
    "doos doosje doosjes dozen strip stripje pak pakje pot potje verpakking blister recept"
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


def _masses(of: Counted) -> tuple[Step, ...]:
    """Milligrams, grams and strengths."""
    said = forms([str(one) for one in of.strengths])
    return (
        (pattern(rf"(?P<mg>{NUMBER}) (?:mg|mgr|mili\w*|milli\w*)(?: gram)?"), r"m\g<mg>"),
        (
            pattern(rf"(?P<grams>{FEW}) (?:gram\w*|gr|g)"),
            lambda match: f"m{float(match['grams']) * 1000:g}",
        ),
        (
            pattern(rf"(?P<mg>{said})(?! (?:meter|euro|km|kilo\w*|{of.units}|keer|maal))"),
            r"m\g<mg>",
        ),
        (
            pattern(rf"forte|duizenders?|(?:sterke|zware|dubbele)(?= {of.strong_names} )"),
            f"m{of.strongest}",
        ),
        (pattern(rf"m\d\S* (?:van (?:de|het) )?{of.by_gram}|{of.by_gram} m\d\S*"), "~"),
    )


def _no_amounts(of: Counted) -> re.Pattern[str]:
    """Numbers of something else."""
    no_pills = not_pills(of)
    return pattern(
        rf"(?<!tegen de )(?<!tegen )(?<!voor de ){of.scores}"
        rf"(?: (?:is|was|nu|zit|staat|op|van|nog|wel|zo|rond|geef ik|{PART})){{0,4}}"
        rf" {_A}{NUMBER}(?: op {_A}(?:schaal van )?{NUMBER})?{no_pills}",
        rf"{_A}{NUMBER} op {_A}(?:schaal van )?{NUMBER}",
        rf"1 \d+{no_pills}",
        r"(?<!dat )(?<!het )(?<!t )(?<!totaal )(?:ben|is|was|wordt|leeftijd)"
        rf" (?:nu |al |pas )?{_A}{NUMBER}{no_pills}",
        rf"(?:{'|'.join(sorted(PEOPLE))}|jongen|meisje) van {NUMBER}",
        rf"(?:max\w*|hooguit|hoogstens|minder dan|limiet|grens) (?:van |is )?{NUMBER}",
        rf"(?:staat|stond|zegt|zei|zeggen|schreef|adviseert) (?:max\w* |er |nog )*{NUMBER}",
        rf"(?:in ?plaats van|ipv|i p v|niet|geen|nooit|van de|van die) {NUMBER}",
        rf"(?:mijn|mn|haar|zijn|hun) {NUMBER}(?= {of.pills} )",
        rf"(?:nummer|nr|kamer|huisnummer|bus|lijn|\w+straat|\w+laan|\w+weg) {NUMBER}",
        rf"{_BOX} (?:{of.countable} )?(?:van|met|a|voor) {NUMBER}"
        rf"(?! (?:{of.countable} )?(?:is )?(?:al )?(?:sinds )?(?:{GONE}|{PART}|/dag|leeg\w*) )",
        rf"(?:liggen|ligt|zitten|staan) (?:er )?(?:nu )?(?:nog )?(?:maar )?{NUMBER}",
        rf"{NUMBER}(?= (?:{KIND} )?(?:{of.countable} )?(?:er |thuis )?{LEFT} )",
        rf"{NUMBER} (?:{_UNIT}|{of.units})|dag {NUMBER}",
    )


def _larger(match: re.Match[str]) -> str:
    return max(match["one"], match["other"], key=float)


def _behind(of: Counted) -> str:
    """What stands behind a number of tablets."""
    return any_of(
        of.countable,
        GONE,
        PART,
        r"(?:(?:van|a|x) )?(?:de )?m\d\S*|van (?:die|deze|dat)|/dag|@|per keer",
        rf"van (?:de|mijn|haar|zijn) (?:{of.kinds}|{of.names})",
        r"(?:en )?(?:daarna|later|toen (?:ook )?(?:nog|weer))|te ?veel|tegelijk|per ongeluk",
        r"in totaal|bij elkaar",
    )


def _counts(of: Counted) -> tuple[Step, ...]:
    """Tablets by what stands before them or behind."""

    def strips(match: re.Match[str]) -> str:
        many = float(match["strips"] or 1)
        return f"#{many * float(match['each'] or of.strip):g} strips"

    return (
        (pattern(rf"(?P<one>{NUMBER}) (?:of|a|tot) (?P<other>{NUMBER})"), _larger),
        (
            pattern(
                rf"(?:mijn|mn|de|haar|zijn) (?P<count>{'|'.join(_ORDINALS)})(?= {of.countable} )"
            ),
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
                rf"(?P<strips>{FEW}) (?:{KIND} )?(?:strips?|stripjes?|strippen|blisters?)"
                rf"(?: {of.countable})?(?: (?:van|met) (?P<each>{FEW}))?(?= (?:{GONE}|gegeten) )"
            ),
            strips,
        ),
        (
            pattern(
                rf"(?P<strips>{FEW} )?(?:hele |heel )?{_BOX} (?:{of.countable} )?"
                rf"van (?P<each>{FEW})(?: is)?"
                rf"(?= (?:al )?(?:(?:sinds )?{PART}|/dag) (?:al )?(?:leeg\w*|op) "
                rf"| leeg\w* (?:{PART}|/dag|sinds) )"
            ),
            strips,
        ),
        (pattern(rf"(?P<count>{FEW})(?= (?:{KIND} ){{0,2}}{_behind(of)} )"), r"#\g<count>"),
        (
            pattern(rf"(?P<ahead>{_AHEAD} (?:{_CALM} ){{0,3}})(?P<count>{FEW})(?= {NEXT} )"),
            r"\g<ahead>#\g<count>",
        ),
        (
            pattern(rf"(?P<ahead>×\S+ (?:{LINK} ){{0,5}})(?P<count>{FEW})(?= {NEXT} )"),
            r"\g<ahead>#\g<count>",
        ),
    )


def _of_nothing_else(of: Counted) -> re.Pattern[str]:
    mg = any_of(str(of.milligrams), str(of.strongest))
    return pattern(
        rf"#\S+ (?:\S+ ){{0,2}}(?:van|a|x) (?:de )?m{mg}",
        rf"(?:er|dr|der) (?:{_CALM} ){{0,3}}#\S+ (?:{_CALM} )?(?:op|genomen|binnen|{SWALLOWED})",
        rf"(?:er|dr|der) (?:{_CALM} ){{0,3}}#\S+ (?:{PART} )?(?:gehad|gepakt|{PART})",
        rf"{TAKE} (?:(?:{_CALM}|{PART}|/dag|hij|ze|zij) ){{0,3}}#\S+ (?:stuks|{NEXT})",
        rf"= (?:{_CALM} ){{0,3}}#\S+ (?:van die (?:dingen|witte) )?{PART}",
        rf"#\S+ (?:\S+ ){{0,4}}{SWALLOWED}",
        rf"#\S+ stuks (?:{PART}|/dag|sinds|sedert|per ongeluk|op)|#\S+ strips",
        rf"(?:{NEXT}|nam|de|#\S+) m\d\S* {NEXT}",
        rf"×\S+ m{mg}",
    )


class Marking:
    """The marks for what one table counts."""

    def __init__(self, of: Counted) -> None:
        self._steps: tuple[Step, ...] = (
            # Round about: `een stuk of tien`, `meer dan acht`.
            (pattern(rf"(?:(?:1 )?(?:stuk|man) of|iets van|zo ?n)(?= {NUMBER} )"), "er"),
            (pattern(r"(?:nooit|niet) meer dan(?= \d)"), "er"),
            (pattern(r"meer dan (?P<more>\d+)"), lambda match: f"er {int(match['more']) + 1}"),
            *periods(of),
            *_masses(of),
            (_no_amounts(of), "~"),
            *_counts(of),
        )
        self._of_nothing_else = _of_nothing_else(of)

    def marked(self, text: str) -> str:
        """A told text (`Telling.told`) with its amounts as marks."""
        text = f" | {text.strip()} | "
        for step, mark in self._steps:
            text = step.sub(mark, text)
        return text

    def of_nothing_else(self, text: str) -> bool:
        """Whether a marked text counts medicine though it names none."""
        return self._of_nothing_else.search(text) is not None
