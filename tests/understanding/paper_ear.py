"""An ear whose model believes what a table says: decisions by themselves, without any learning."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, cast

from skill.labels import LEVELS, kind
from skill.understanding import Hear
from skill.understanding.counted import FORMS, counted
from skill.understanding.decide import understand
from skill.understanding.heard import Ear
from skill.understanding.model import Model
from skill.understanding.rules import compiled, group_bits, pattern_index, rules

Beliefs = Mapping[str, Mapping[str, float]]
"""Plain text -> label -> share; what is left goes to `out_of_scope`."""

NOISE = "out_of_scope"

LEVEL_OF = {
    "niet-leven": "113",
    "hart": "112",
    "doof": "nu",
    "te-veel-pillen": "nu",
    "maximum-bereikt": "vandaag",
    "koorts": "vandaag",
    "kind-ziek": "vandaag",
    "afvallen": "afspraak",
}
"""Alarms of the paper leaflet."""

SMALL = "ik je het een er is ben wil kan niet meer nog en ja nee de op maar twee drie acht".split()
NAMING = "en dan met wat de het een over".split()
ABOUT = "iets weten vertel".split()

WORDS: dict[str, Any] = {
    "groups": {
        "paracetamol": ["paracetamol"],
        "taken": ["genomen", "geslikt"],
        "cat": ["kat", "poes*"],
    },
    "alarms": [
        {"label": "alarm:doof", "when": [["kruis"], ["doof"]], "unless": [["hond"]]},
    ],
    "guards": [
        {"label": "not_covered:katten", "when": [["kat", "poes*"]], "spares": ["stoel"]},
        {"label": "not_covered:sport", "when": [["voetbal*"]], "soft": True},
    ],
    "told": [
        {"label": "not_covered:zwanger", "when": [["zwanger"]], "unless": [["niet zwanger"]]},
        {"label": "not_covered:kind", "when": [["zoontje"]]},
    ],
    "taken_back": [
        {"label": "not_covered:kind", "when": [["mezelf"]]},
        {"label": "not_covered:zwanger", "when": [["niet zwanger"]]},
    ],
    "needs": [{"label": "alarm:kind-ziek", "when": [["koorts", "ziek"]]}],
}


AMOUNTS: dict[str, Any] = {
    **dict.fromkeys(FORMS, ()),
    "too_many": "te-veel-pillen",
    "near": "maximum-bereikt",
    "groups": ["paracetamol"],
    "taken": "taken",
    "most": 8,
    "near_from": 7,
    "milligrams": 500,
    "strongest": 1000,
    "strengths": [500, 1000],
    "strip": 10,
    "names": ["paracetamol*"],
    "pills": ["pil", "pille*"],
}


@dataclass(frozen=True)
class PaperModel:
    """Answers as `skill.understanding.model.Model` does."""

    beliefs: Beliefs
    strange: frozenset[str]
    """Words that it never learnt."""
    classes: tuple[str, ...] = field(default=())

    def shares(self, text: str, marks: Iterable[str] = ()) -> Sequence[float]:
        told = self.beliefs.get(text, {})
        rest = {NOISE: 1.0 - sum(told.values())} if NOISE not in told else {}
        believed = {**rest, **told}
        return [believed.get(label, 0.0) for label in self.classes]

    def knows(self, word: str) -> bool:
        return word not in self.strange


def paper_ear(
    beliefs: Beliefs,
    *,
    exact: Mapping[str, str] | None = None,
    checked: Iterable[str] = LEVEL_OF,
    without: Iterable[str] = (),
    strange: str = "",
    named: Iterable[str] = ("paracetamol",),
) -> Hear:
    """An ear for the paper leaflet: alarms as in LEVEL_OF, the passages `pil` (a dose), `stoel` and
    `bank`.

    `checked` are the alarms of which we can ask, `without` alarms that the leaflet does not have,
    `strange` words that nothing was learnt from.
    """
    levels = {code: level for code, level in LEVEL_OF.items() if code not in set(without)}
    labels = {NOISE, *(label for table in beliefs.values() for label in table)}
    model = PaperModel(beliefs, frozenset(strange.split()), tuple(sorted(labels)))
    kinds: dict[str, tuple[int, ...]] = {}
    for index, label in enumerate(model.classes):
        kinds[kind(label)] = (*kinds.get(kind(label), ()), index)
    raw = compiled(WORDS)
    ear = Ear(
        model=cast(Model, model),
        kinds=kinds,
        exact=exact or {},
        index=pattern_index(raw["patterns"]),
        alarms=rules(raw["alarms"]),
        guards=rules(raw["guards"]),
        told=rules(raw["told"]),
        taken_back=rules(raw["taken_back"]),
        needs={one.label: one for one in rules(raw["needs"])},
        groups=group_bits(raw["groups"]),
        careful=frozenset({"pil"}),
        doses=frozenset({"pil"}),
        named=frozenset(named),
        small=frozenset(SMALL),
        naming=frozenset(NAMING),
        about=frozenset(ABOUT),
        urgency={code: LEVELS.index(level) for code, level in levels.items()},  # type: ignore[arg-type]
        checked=frozenset(checked),
        counted=counted(AMOUNTS),
    )
    return partial(understand, ear)
