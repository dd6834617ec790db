"""The classifier: the same scores as written down plainly, and the same choices as scikit-learn."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.training import Question
from skill.training.augment import frames, harmless, in_passing, other_names
from skill.training.learn import FEWEST, FRAMES, C
from skill.training.misheard import misheard, read_letters
from skill.understanding.features import features, sounds, words_of
from skill.understanding.model import ALPHABET, LEVELS, entry, model, weight, weight_level
from skill.understanding.normalise import LONGEST, plain
from skill.understanding.rules import compiled, group_bits, marks, pattern_index
from skill.understanding.string_table import StringTable, pack, string_table

PLAIN: dict[str, Any] = {
    "classes": ["passage:a", "passage:b", "alarm:c"],
    "bias": [0.1, -0.2, 0.0],
    "largest": 2.0,
    "idf_step": 0.05,
    "sharpness": 3.0,
    "features": {
        "kat ": entry(40, [(0, 90), (1, 10)]),
        "hond ": entry(93, [(1, 93), (2, 0)]),
        "kat hond": entry(20, [(2, 70)]),
        ".kat": entry(5, [(0, 47), (1, 60)]),
        "@dier": entry(60, [(2, 80)]),
    },
}


TINY = PLAIN | {"features": pack(PLAIN["features"])}


def unpacked(raw: dict[str, Any]) -> dict[str, str]:
    """The entries of a compiled model by feature."""
    rows = [row.split("\t") for bucket in raw["features"] for row in bucket.split("\n") if row]
    return dict(rows)


def plainly(raw: dict[str, Any], text: str, marks: list[str]) -> list[float]:
    """Shares by the book: tf-idf to length one, weights, softmax."""
    heard = list(features(text, marks))
    table = unpacked(raw)
    vector = {}
    for name in set(heard) & set(table):
        idf = ALPHABET.index(table[name][0]) * raw["idf_step"]
        vector[name] = (1 + math.log(heard.count(name))) * idf
    length = math.sqrt(sum(value**2 for value in vector.values())) or 1.0
    scores = list(raw["bias"])
    for name, value in vector.items():
        pairs = table[name][1:]
        for at in range(0, len(pairs), 2):
            part = (ALPHABET.index(pairs[at + 1]) - LEVELS // 2) / (LEVELS // 2)
            weighs = raw["largest"] * math.copysign(part**2, part)
            scores[ALPHABET.index(pairs[at])] += value / length * weighs
    powers = [math.exp(raw["sharpness"] * score) for score in scores]
    return [power / sum(powers) for power in powers]


sentences = st.lists(st.sampled_from(["kat", "hond", "vis", "katten"]), max_size=8).map(" ".join)


@settings(deadline=None)
@given(sentences, st.lists(st.sampled_from(["dier", "ding"]), max_size=2))
def test_shares_are_what_the_book_says(text: str, marks: list[str]) -> None:
    made = model(TINY)

    assert made.shares(text, marks) == pytest.approx(plainly(TINY, text, marks), abs=1e-5)
    assert made.shares(text, marks) == made.shares(text, marks), "a second time is the same"


@settings(deadline=None, max_examples=50)
@given(st.text(max_size=60).map(plain))
def test_a_learned_model_too(small_model: dict[str, Any], text: str) -> None:
    shares = model(small_model).shares(text)

    assert shares == pytest.approx(plainly(small_model, text, []), abs=1e-5)
    assert sum(shares) == pytest.approx(1.0)


def test_weights_that_would_run_into_each_other_are_no_model() -> None:
    with pytest.raises(ValueError, match="reaches 256"):
        model(TINY | {"largest": 60.0})


@settings(deadline=None, max_examples=20)
@given(st.integers(1, 500), st.booleans())
def test_the_longest_text_with_the_largest_weights(times: int, more: bool) -> None:
    raw = TINY | {"largest": 55.0, "bias": [0.0, 0.0, 0.0]}
    text = " ".join(["kat", "hond"] * times + ["kat"] * more)

    assert model(raw).shares(text) == pytest.approx(plainly(raw, text, []), abs=1e-5)


@pytest.mark.parametrize("said", ["99999 ", "9 ", "22:30 ", "777777777777 ", "a "])
def test_the_longest_text_of_which_every_feature_weighs_as_much_as_can_be(said: str) -> None:
    """Numbers become words: a text of LONGEST characters can be much longer when it is heard."""
    text = plain(said * LONGEST)
    heaviest = entry(LEVELS - 1, [(0, LEVELS - 1), (1, 0)])
    table = dict.fromkeys(features(text), heaviest)
    raw = TINY | {"largest": 55.0, "bias": [0.0, 0.0, 0.0], "sharpness": 0.01}
    raw |= {"features": pack(table)}

    assert model(raw).shares(text) == pytest.approx(plainly(raw, text, []), abs=1e-5)


def test_nothing_known_is_the_bias() -> None:
    assert model(TINY).shares("vis") == model(TINY).shares("")


def test_a_scale_has_a_middle() -> None:
    steps = [weight(level, 2.0) for level in range(LEVELS)]

    assert steps == sorted(steps)
    assert steps[LEVELS // 2] == 0.0
    assert steps[0] == -2.0


@given(st.floats(-2.0, 2.0))
def test_a_weight_finds_its_level(value: float) -> None:
    level = weight_level(value, 2.0)

    assert 0 <= level < LEVELS
    nearest = min(abs(weight(other, 2.0) - value) for other in range(LEVELS))
    assert abs(weight(level, 2.0) - value) <= nearest + 0.05


def test_the_alphabet_needs_no_escape() -> None:
    assert len(set(ALPHABET)) == len(ALPHABET) > LEVELS
    assert json.dumps(ALPHABET, ensure_ascii=False) == f'"{ALPHABET}"'


@pytest.mark.parametrize("name", ["classes", "bias", "features", "largest", "idf_step"])
def test_a_model_without_a_part(name: str) -> None:
    with pytest.raises((KeyError, TypeError)):
        model({key: value for key, value in TINY.items() if key != name})


def test_run_time_chooses_as_the_workshop_does(
    small_material: tuple[list[Question], dict[str, Any]], small_model: dict[str, Any]
) -> None:
    """Small integers and dropped weights change no choice: top one on 99 % of the sentences."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.svm import LinearSVC

    questions, words = small_material
    tables = compiled(words)
    index, groups = pattern_index(tables["patterns"]), group_bits(tables["groups"])

    def groups_in(text: str) -> tuple[str, ...]:
        return marks(groups, index.find(words_of(text)))

    rows = [*questions, *in_passing(questions), *harmless(questions)]
    rows += other_names(questions, words)
    rows += frames(questions, words["function_words"], words["everyday_words"], FRAMES)
    rows += misheard(questions, read_letters())
    texts = [plain(row.text) for row in rows]
    tfidf = TfidfVectorizer(
        analyzer=lambda text: features(text, groups_in(text)),
        min_df=FEWEST,
        sublinear_tf=True,
    )
    machine = LinearSVC(C=C, random_state=0, max_iter=2000)
    machine.fit(tfidf.fit_transform(texts), [row.label for row in rows])
    chosen = machine.predict(tfidf.transform(texts))

    made = model(small_model)
    same = 0
    for text, label in zip(texts, chosen, strict=True):
        shares = made.shares(text, groups_in(text))
        same += made.classes[shares.index(max(shares))] == label
    assert len(texts) > 300
    assert same >= 0.99 * len(texts)


names = st.text("abc *.@", min_size=1, max_size=8)
entries = st.dictionaries(names, st.text(ALPHABET, min_size=1, max_size=6))


@settings(deadline=None)
@given(entries, names, st.integers(1, 9))
def test_a_table_gives_what_was_put_in_it(table: dict[str, str], name: str, count: int) -> None:
    packed = string_table(json.loads(json.dumps(pack(table, count))))

    assert {key: packed.get(key) for key in table} == table
    assert packed.get(name) == table.get(name)
    assert (name in packed) == (name in table)


@pytest.mark.parametrize("raw", [None, {}, [], "abc", [1], ["a", None]])
def test_what_is_no_table_is_refused(raw: object) -> None:
    with pytest.raises(TypeError):
        string_table(raw)


def test_an_empty_table_finds_nothing() -> None:
    assert StringTable(("",)).get("kat ") is None


def test_what_is_heard_badly_sounds_as_it_was_said() -> None:
    assert sounds("mijn kruis is doof") == sounds("men kraus is dof")
    assert sounds("ik kan niet meer plassen") == sounds("ik kan neet mer blasen")
    assert sounds("mijn been") != sounds("mijn been tintelt")


@given(st.text(max_size=60))
def test_every_word_has_a_sound(text: str) -> None:
    said = plain(text)
    assert len(sounds(said).split()) == len(said.split())
