"""`learn`: questions and word groups -> `compiled/model.json`, the same bytes every time.

scikit-learn does the fitting (a linear SVM, one label against the rest); what is kept is a table of
small integers that run time reads with the standard library alone.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from skill import labels
from skill.leaflet import Leaflet, identity
from skill.training.augment import frames, harmless, in_passing, other_names
from skill.training.misheard import misheard, read_letters, recipe
from skill.training.questions import Question
from skill.understanding.ear import sum_of
from skill.understanding.features import FEATURE_VERSION, features, words_of
from skill.understanding.model import LEVELS, entry, weight_level
from skill.understanding.normalise import NUMBERS, plain
from skill.understanding.rules import compiled, group_bits, marks, pattern_index
from skill.understanding.string_table import BUCKETS, pack

C = 1.0
"""Regularisation of the SVM, chosen on the development voices."""
SHARPNESS = 8.0
"""How strongly a difference of SVM scores counts in the shares; chosen the same way."""
TOLERANCE = 1e-3
"""When the SVM is near enough; with a tenth of it the development voices read the same."""
PARTS = 2
"""Processes that each fit a part of the labels, on any machine: the model is the same on all."""
MOST_WEIGHTS = 920_000
"""Weights that are kept, the ones that say most first: the file stays under 4 MB however many
questions there are. What it costs is in docs/understanding.md."""
LEAST = 0.05
"""Smaller SVM weights are never kept."""
FEWEST = 3
"""A feature that occurs in fewer sentences is not kept."""
FRAMES = 1200
SHORT = 3
"""Texts of at most so many words are also matched exactly."""

Raw = dict[str, Any]


def fingerprint(questions: Sequence[Question], words: Mapping[str, Any], leaflet: Leaflet) -> str:
    """What the model is made of, as a hash: `check` compares it, and training is not repeated."""
    rows = [
        (row.text, row.label, row.voice, "heard") if row.heard else (row.text, row.label, row.voice)
        for row in questions
    ]
    settings = (
        FEATURE_VERSION,
        C,
        TOLERANCE,
        PARTS,
        SHARPNESS,
        MOST_WEIGHTS,
        LEAST,
        FEWEST,
        FRAMES,
        SHORT,
        LEVELS,
        BUCKETS,
        recipe(),
    )
    told = [rows, words, settings, _careful(leaflet), _doses(leaflet), _urgency(leaflet)]
    told += [_checked(leaflet), identity(leaflet)]
    text = json.dumps(told, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _careful(leaflet: Leaflet) -> list[str]:
    """Passages about medicines: they need more certainty before they are said."""
    return sorted(p.id for p in leaflet.passages.values() if p.risk in ("medicine", "dose"))


def _doses(leaflet: Leaflet) -> list[str]:
    """Passages with a dose: said only for the medicine that was asked about."""
    return sorted(p.id for p in leaflet.passages.values() if p.risk == "dose")


def _named(words: Mapping[str, Any]) -> list[str]:
    """Word groups that name a medicine."""
    told = words.get("strange_names") or {"groups": [], "also": []}
    return sorted({*told["groups"], *told["also"]})


def _checked(leaflet: Leaflet) -> list[str]:
    """Alarms of which we can ask whether the sign was heard right."""
    return sorted(alarm.code for alarm in leaflet.alarms.values() if alarm.check)


def _urgency(leaflet: Leaflet) -> dict[str, int]:
    return {code: labels.LEVELS.index(leaflet.alarms[code].level) for code in leaflet.alarms}


def learn(questions: Sequence[Question], words: Mapping[str, Any], leaflet: Leaflet) -> Raw:
    """The model as JSON values; `words` is the compiled `words.yaml`."""
    import numpy
    from sklearn.feature_extraction.text import TfidfVectorizer

    tables = compiled(words)
    index, groups = pattern_index(tables["patterns"]), group_bits(tables["groups"])

    def analyse(text: str) -> list[str]:
        return features(text, marks(groups, index.find(words_of(text))))

    said = [row for row in questions if not row.heard]
    told = [row for row in said if labels.kind(row.label) not in _EXACT_ONLY]
    rows = [*told, *in_passing(told), *harmless(told), *other_names(told, words)]
    rows += frames(said, words["function_words"], words["everyday_words"], FRAMES)
    rows += [row for row in questions if row.heard]
    rows += misheard(told, read_letters())
    vectorizer = TfidfVectorizer(
        analyzer=analyse, min_df=FEWEST, sublinear_tf=True, dtype=numpy.float64
    )
    matrix = vectorizer.fit_transform([plain(row.text) for row in rows])
    classes, weights, bias = _fitted(matrix, [row.label for row in rows])
    return {
        "inputs": fingerprint(questions, words, leaflet),
        "leaflet": identity(leaflet),
        "classes": classes,
        "bias": [round(float(value), 5) for value in bias],
        "sharpness": SHARPNESS,
        **_table(vectorizer.get_feature_names_out(), vectorizer.idf_, weights, len(rows)),
        "exact": _exact(questions),
        "careful": _careful(leaflet),
        "doses": _doses(leaflet),
        "named": _named(words),
        "small": sorted({*words["function_words"], *NUMBERS}),
        "naming": words["naming_words"],
        "about": words["about_words"],
        "urgency": _urgency(leaflet),
        "checked": _checked(leaflet),
        "amounts": words["amounts"],
        **tables,
    }


def _fitted(matrix: Any, labelled: Sequence[str]) -> tuple[list[str], Any, Any]:
    """The labels in order, the weights of their features (one row a label), and their biases.

    Each label against the rest is a problem by itself, so that processes can share them.
    """
    import numpy
    from joblib import Parallel, delayed

    classes = sorted(set(labelled))
    parts = [part for part in (classes[at::PARTS] for at in range(PARTS)) if part]
    fitted = Parallel(n_jobs=len(parts))(
        delayed(_fitted_part)(matrix, [label if label in part else "" for label in labelled])
        for part in map(frozenset, parts)
    )
    rows = [label for part in parts for label in part]
    order = [rows.index(label) for label in classes]
    weights = numpy.concatenate([weights for weights, _ in fitted])[order]
    return classes, weights, numpy.concatenate([bias for _, bias in fitted])[order]


def _fitted_part(matrix: Any, labelled: Sequence[str]) -> tuple[Any, Any]:
    """Weights and biases of some labels in order, against all rows; every other label is empty."""
    from sklearn.svm import LinearSVC

    machine = LinearSVC(C=C, tol=TOLERANCE, random_state=0, max_iter=2000)
    machine.fit(matrix, labelled)
    # Of two labels, scikit-learn gives the row of the second alone.
    own = slice(len(machine.classes_) > 2, None)
    return machine.coef_[own], machine.intercept_[own]


def _table(names: Any, idf: Any, weights: Any, count: int) -> Raw:
    """Features with their idf and weights as characters (skill.understanding.model).

    A weight says the more, the more it adds to a score and the more often its feature occurs in
    the `count` sentences.
    """
    import numpy

    largest = float(numpy.abs(weights).max())
    idf_step = float(idf.max()) / (LEVELS - 1)
    often = (1 + count) * numpy.exp(1 - idf)
    says = numpy.where(numpy.abs(weights) < LEAST, 0, numpy.abs(weights) * idf * often**0.5)
    most = min(MOST_WEIGHTS, says.size)
    least = numpy.partition(says, says.size - most, axis=None)[says.size - most]
    kept = ((says >= least) & (says > 0)).T.copy()
    table = {}
    for column, name in enumerate(names):
        used = numpy.flatnonzero(kept[column])
        pairs = [(int(row), weight_level(float(weights[row, column]), largest)) for row in used]
        if pairs:
            table[str(name)] = entry(round(float(idf[column]) / idf_step), pairs)
    return {
        "largest": round(largest, 6),
        "idf_step": round(idf_step, 8),
        "features": pack(table),
    }


_EXACT_ONLY = ("confirm", "clarify")
"""What is only matched exactly: words that are unsure, or ambiguous, for a person too."""
_LEARNT_ONLY = ("alarm", "answer")
"""What an exact match may not decide: an answer depends on what was asked, a sign on more."""


def _exact(questions: Sequence[Question]) -> dict[str, str]:
    """Short sentences that were written down: these mean one thing only. What a recogniser made of
    one may be many things."""
    exact: dict[str, str] = {}
    for row in (one for one in questions if not one.heard):
        text = plain(row.text)
        kind = labels.kind(row.label)
        if kind in _EXACT_ONLY or (len(text.split()) <= SHORT and kind not in _LEARNT_ONLY):
            exact[text] = row.label
    return dict(sorted(exact.items()))


def dump_model(raw: Raw) -> str:
    """The model file's text, which begins with the hash of its rest."""
    body = json.dumps(raw, ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n"
    return f'{{"sum":"{sum_of(body)}",{body[1:]}'
