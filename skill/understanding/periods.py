"""How often medicine was taken and in what time -> marks (marking.py): the first step of marking.

Times of day and meals go too, so that no hour is taken for an amount.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from skill.understanding.counted import NUMBER, Counted, pattern, words

Step = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]
"""What is looked for, and the mark that it becomes."""
FEW = r"(?:100|\d\d?(?:\.\d+)?)"
"""A number of tablets, times or grams; a larger one is taken for something else."""
KIND = words("gewone witte grote hele volle losse sterke andere van die deze dat de dikke")
"""Words that may stand between a number and its tablets."""
LONG = words(
    "dag dagen week weken maand maanden jaar jaren januari februari maart april mei juni juli "
    "augustus september oktober november december"
)
_HOUR = words("uur u ure uren oer oere")
_MEAL = words(r"ontbijt\w* lunch\w* \w*eten diner koffie slapen\w* bedtijd")


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


def not_pills(of: Counted) -> str:
    """A regular expression for a place behind which no tablets stand."""
    return rf"(?! (?:{KIND} ){{0,2}}{of.countable} )"


def periods(of: Counted) -> tuple[Step, ...]:
    """How often, and in what time."""
    no_pills = not_pills(of)
    return (
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
                rf"(?:sinds|sedert|vanaf) (?:(?!van)\w*dag|{NUMBER} {LONG}|de \w+maand|vorige \w+"
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
                rf"(?: (?:0 \d|15|30|45|[1-5]\d{no_pills}(?! van )))?",
                rf"(?:om|um|rond|tegen) {NUMBER}(?: (?:0|[1-5]\d){no_pills}(?! van ))?",
                r"\d\d? 0",
            ),
            "@",
        ),
        (pattern(rf"(?P<times>{FEW}) (?:keer|maal|x|dd|kier)(?! zo| te)"), r"×\g<times>"),
    )
