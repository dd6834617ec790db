"""How well and how fast a question is understood, next to seven peers that learnt the same lines.

    pip install -r requirements-dev.txt -r requirements-bench.txt
    python -m bench.understanding [--markdown] [--rounds 5]

Every contender hears the held-out voices (tests/questions/test-*.jsonl). Ours is the compiled model
with its whole chain of decisions. A peer gives its best label and how far that leads the next; it
answers with a passage when that lead is above one threshold. Alarms, refusals and controls need
none. The threshold is set on the development voices, where it makes the peer give as many false
answers as ours.

Nothing is chosen by the held-out voices, except in the column `right at equal`: it reads each
peer's threshold off those voices themselves, for as many false answers as ours gives there.

Times are processor time, so that a busy machine does not count; all else is the same in every run.
A model that is older than the content stops it.
"""

from __future__ import annotations

import argparse
import functools
import hashlib
import importlib
import inspect
import json
import math
import os
import pickle
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock

from skill import labels
from skill.editorial import read_content, read_words
from skill.leaflet import Leaflet
from skill.training import Question, dump_model, fingerprint, learn, read_labelled, read_questions
from skill.training.evaluate import Labelled, Verdict
from skill.understanding import MODEL_FILE
from skill.understanding.ear import load_ear
from skill.understanding.normalise import plain

ROOT = Path(__file__).resolve().parent.parent
CONTENT = ROOT / "content"
VOICES = ROOT / "tests" / "questions"

OURS = "Rugwijzer"
DEV, HELD_OUT = "development", "held out"
EVERY = 40
"""The contenders are timed side by side on every so-manieth held-out row: some need 20 ms each."""
FRESH = 9
"""Fresh processes for the figures of ours alone."""

Hear = Callable[[str], tuple[str, float]]
"""Text -> label, and for a peer how far it leads the next label."""
Contenders = dict[str, tuple[Callable[[str], Hear], str]]
"""Name -> how it is loaded, and from where."""


# Each load_* stands by itself: its source is also run in a bare Python, to time it.
def load_ours(path: str) -> Hear:
    """The ear of a content folder."""
    from pathlib import Path

    from skill.understanding import read_ear

    ear = read_ear(Path(path))

    def hear(text: str) -> tuple[str, float]:
        heard = ear(text)
        return heard.label, heard.score

    return hear


def load_rapidfuzz(path: str) -> Hear:
    """The line that looks most alike, by one of rapidfuzz's ratios."""
    import json
    from pathlib import Path

    from rapidfuzz import fuzz, process

    with Path(path).open(encoding="utf-8") as stream:
        scorer, lines, meanings = json.load(stream)
    ratio = getattr(fuzz, scorer)

    def hear(text: str) -> tuple[str, float]:
        near = process.extract(text, lines, scorer=ratio, limit=100)
        label = meanings[near[0][2]]
        others = (score for _, score, at in near if meanings[at] != label)
        return label, near[0][1] - next(others, near[-1][1])

    return hear


def load_bm25(path: str) -> Hear:
    """The line that shares the rarest words, by BM25."""
    import json
    from pathlib import Path

    from rank_bm25 import BM25Okapi

    with Path(path).open(encoding="utf-8") as stream:
        _, lines, meanings = json.load(stream)
    index = BM25Okapi([line.split() for line in lines])

    def hear(text: str) -> tuple[str, float]:
        scores = index.get_scores(text.split())
        near = (-scores).argsort(kind="stable")[:100]
        label = meanings[near[0]]
        others = (at for at in near if meanings[at] != label)
        return label, float(scores[near[0]] - scores[next(others, near[-1])])

    return hear


def load_hassil(path: str) -> Hear:
    """The line that matches to the letter. A first call makes hassil parse, which it puts off."""
    import json
    from pathlib import Path

    from hassil import Intents, recognize_best

    with Path(path).open(encoding="utf-8") as stream:
        _, lines, meanings = json.load(stream)
    table: dict[str, list[str]] = {}
    for line, meaning in zip(lines, meanings, strict=True):
        table.setdefault(meaning, []).append(line)
    data = {name: {"data": [{"sentences": rows}]} for name, rows in table.items()}
    intents = Intents.from_dict({"language": "nl", "intents": data})
    recognize_best("hoe", intents)

    def hear(text: str) -> tuple[str, float]:
        match = recognize_best(text, intents)
        return (match.intent.name, 1.0) if match else ("unclear", 0.0)

    return hear


def load_sklearn(path: str) -> Hear:
    """A pickled scikit-learn pipeline: its probabilities, or its margins where it has none."""
    import pickle
    from pathlib import Path

    with Path(path).open("rb") as stream:
        pipeline = pickle.load(stream)
    scores_of = getattr(pipeline, "predict_proba", None) or pipeline.decision_function
    names = [str(name) for name in pipeline.classes_]

    def hear(text: str) -> tuple[str, float]:
        scores = scores_of([text])[0]
        second, first = scores.argsort(kind="stable")[-2:]
        return names[first], float(scores[first] - scores[second])

    return hear


def keep_lines(kind: str, texts: Sequence[str], meanings: Sequence[str]) -> bytes:
    """The file of a peer that learns nothing but the lines."""
    return json.dumps([kind, texts, meanings], ensure_ascii=False).encode()


def fit_pipeline(kind: str, texts: Sequence[str], meanings: Sequence[str]) -> bytes:
    """A pickled scikit-learn pipeline: the library's defaults, with a seed."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.neighbors import KNeighborsClassifier
    from sklearn.pipeline import make_pipeline, make_union
    from sklearn.svm import LinearSVC

    chars = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4))
    both = make_union(TfidfVectorizer(ngram_range=(1, 2)), chars)
    steps = {
        "svm": (both, LinearSVC(random_state=0)),
        "logistic": (both, LogisticRegression(random_state=0)),
        "nearest": (chars, KNeighborsClassifier(metric="cosine", weights="distance")),
    }
    return pickle.dumps(make_pipeline(*steps[kind]).fit(texts, meanings))


PEERS: dict[str, tuple[Callable[..., bytes], str, Callable[[str], Hear]]] = {
    "logistic regression": (fit_pipeline, "logistic", load_sklearn),
    "linear SVM": (fit_pipeline, "svm", load_sklearn),
    "char n-grams 5-NN": (fit_pipeline, "nearest", load_sklearn),
    "token_set 1-NN": (keep_lines, "token_set_ratio", load_rapidfuzz),
    "ratio 1-NN": (keep_lines, "ratio", load_rapidfuzz),
    "BM25 1-NN": (keep_lines, "bm25", load_bm25),
    "hassil templates": (keep_lines, "hassil", load_hassil),
}
"""Name -> how its file is made, of which kind it is, how it is loaded; slowest to make first.

What a peer leaves open was set in its favour on the development voices: five neighbours weighed by
distance rather than one or equal weights, and for each the lead over the next label, not the score.
"""


@dataclass(frozen=True, slots=True)
class Material:
    """What is learnt from and what is heard."""

    leaflet: Leaflet
    words: Mapping[str, Any]
    questions: list[Question] = field(repr=False)
    parts: Mapping[str, list[Labelled]] = field(repr=False)
    """The labelled rows by what they are for: DEV and HELD_OUT."""

    def verdict(self, row: Labelled, label: str, score: float) -> Verdict:
        """What was understood of a row, by its precise label."""
        alarm = self.leaflet.alarms.get(labels.name(label))
        return Verdict(row, labels.public(label, alarm.level if alarm else None), score)


@functools.cache
def material() -> Material:
    """Content and labelled questions, read once in each process."""
    leaflet = read_content(CONTENT)[0].leaflet
    alarms, subjects, passages = leaflet.alarms, leaflet.subjects, leaflet.passages
    words, wrong = read_words(CONTENT, alarms=alarms, subjects=subjects, passages=passages)
    questions, more = read_questions(CONTENT)
    if wrong or more:
        raise SystemExit("\n".join(map(str, [*wrong, *more])))
    parts = {
        part: read_labelled(
            path for path in sorted(VOICES.glob(f"{begin}-*.jsonl")) if "-talks" not in path.name
        )
        for part, begin in ((DEV, "dev"), (HELD_OUT, "test"))
    }
    return Material(leaflet, words, questions, parts)


def heard_by(hear: Hear, rows: Iterable[Labelled]) -> list[Verdict]:
    """A verdict for each row; peers get the plain text, as ours makes it for itself."""
    return [material().verdict(row, *hear(plain(row.text))) for row in rows]


def heard_by_peer(name: str, file: str) -> dict[str, list[Verdict]]:
    """Makes a peer and its file; what it hears of both parts of the rows.

    Of the development voices it hears what its threshold is set on, and no more.
    """
    make, kind, load = PEERS[name]
    questions = material().questions
    blob = make(kind, [plain(row.text) for row in questions], [row.label for row in questions])
    Path(file).write_bytes(blob)
    hear = load(file)
    wanted = [row for row in material().parts[DEV] if row.kind in REFUSED]
    return {DEV: heard_by(hear, wanted), HELD_OUT: heard_by(hear, material().parts[HELD_OUT])}


def heard_by_ear(raw: Mapping[str, Any], rows: Iterable[Labelled]) -> list[Verdict]:
    """What our whole chain of decisions makes of the rows, with the model `raw`."""
    ear = load_ear(raw)
    heard = ((row, ear(row.text)) for row in rows)
    return [material().verdict(row, given.label, given.score) for row, given in heard]


ABLATIONS = (
    "without alarm rules",
    "without guards",
    "without alarms in passing",
    "without frame negatives",
    "without other names",
    "without word groups",
    "without openings",
    "without look-alikes beside a question",
    "with every weight kept",
)
"""What is done to ours; the first two need no new model, and no threshold is set anew."""


def heard_otherwise(name: str, raw: Mapping[str, Any]) -> tuple[list[Verdict], int]:
    """What ours hears of the held-out voices after one of ABLATIONS, and its model's bytes."""
    words = material().words
    learning = importlib.import_module("skill.training.learn")
    again = functools.partial(learn, material().questions, leaflet=material().leaflet)
    if name == "without alarm rules":
        other = {**raw, "alarms": []}
    elif name == "without guards":
        other = {**raw, "guards": []}
    elif name == "without alarms in passing":
        with mock.patch.object(learning, "in_passing", return_value=[]):
            other = again(words=words)
    elif name == "without frame negatives":
        other = again(words={**words, "everyday_words": []})
    elif name == "without other names":
        with mock.patch.object(learning, "other_names", return_value=[]):
            other = again(words=words)
    elif name == "without word groups":  # as features; the counting of tablets keeps them
        with mock.patch.object(learning, "marks", return_value=()):
            other = again(words=words)
    elif name == "without openings":
        told = ("opening", "answer", labels.UNCLEAR)
        rows = [row for row in material().questions if labels.kind(row.label) not in told]
        other = learn(rows, words, material().leaflet)
    elif name == "without look-alikes beside a question":
        with mock.patch.object(learning, "harmless", return_value=[]):
            other = again(words=words)
    else:
        with mock.patch.multiple(learning, MOST_WEIGHTS=10**9, LEAST=0.0):
            other = again(words=words)
    return heard_by_ear(other, material().parts[HELD_OUT]), len(dump_model(other).encode())


def is_alarm(verdict: Verdict) -> bool:
    """Whether an alarm was raised."""
    return labels.kind(verdict.label) == "alarm"


REFUSED = ("not_covered", "out_of_scope", "alarm")
OTHERS = ("passage", "not_covered", "out_of_scope", "control")

MEASURES: dict[str, tuple[tuple[str, ...], Callable[[Verdict], bool]]] = {
    "right passage": (("passage",), lambda v: v.right),
    "wrong passage": (("passage",), lambda v: v.answered),
    "asked back": (("passage",), lambda v: labels.kind(v.label) == "clarify"),
    "false answers": (REFUSED, lambda v: v.answered),
    "alarms caught": (("alarm",), is_alarm),
    "passage on an alarm": (("alarm",), lambda v: v.answered),
    "look-alikes alarmed": (("lookalike",), is_alarm),
    "other rows alarmed": (OTHERS, is_alarm),
    "controls right": (("control",), lambda v: v.right),
}
"""Name -> the kinds of rows that it is about, and what is counted of them."""


def count(measure: str, verdicts: Iterable[Verdict]) -> tuple[int, int]:
    """How many of how many rows."""
    kinds, test = MEASURES[measure]
    found = [test(verdict) for verdict in verdicts if verdict.row.kind in kinds]
    return sum(found), len(found)


def share(measure: str, verdicts: Iterable[Verdict]) -> str:
    """The share of a measure, in per cent."""
    some, of = count(measure, verdicts)
    return f"{some / of:.1%}".rstrip("%")


def wilson(some: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share after Wilson (1927)."""
    z = statistics.NormalDist().inv_cdf(0.975)
    middle = some / of + z * z / (2 * of)
    half = z * math.sqrt(some / of * (1 - some / of) / of + z * z / (4 * of * of))
    whole = 1 + z * z / of
    return max(0.0, (middle - half) / whole), min(1.0, (middle + half) / whole)


def split(measure: str, ours: Iterable[Verdict], peers: Iterable[Verdict]) -> tuple[int, int, int]:
    """How often a measure counts for ours only and for the peer only, of how many rows."""
    kinds, test = MEASURES[measure]
    pairs = zip(ours, peers, strict=True)
    both = [(test(a), test(b)) for a, b in pairs if a.row.kind in kinds]
    return both.count((True, False)), both.count((False, True)), len(both)


def sign_test(first: int, second: int) -> float:
    """How likely so uneven a split is by chance, both sides (exact)."""
    total = first + second
    tail = sum(math.comb(total, many) for many in range(min(first, second) + 1))
    return min(1.0, tail / 2 ** (total - 1)) if total else 1.0


def threshold(verdicts: Sequence[Verdict], false_answers: int) -> float:
    """The lead that an answer must exceed for as nearly so many false answers as can be."""
    kinds, test = MEASURES["false answers"]
    leads = [v.score for v in verdicts if v.row.kind in kinds and test(v)]
    choices = [-math.inf, *sorted(set(leads))]
    return min(choices, key=lambda at: abs(sum(lead > at for lead in leads) - false_answers))


def accepted(verdicts: Iterable[Verdict], needed: float) -> list[Verdict]:
    """The same verdicts, but a passage that leads by no more than `needed` is no answer."""
    return [
        Verdict(v.row, labels.UNCLEAR, v.score)
        if labels.kind(v.label) == "passage" and v.score <= needed
        else v
        for v in verdicts
    ]


FRESHLY = """
import time
start = time.process_time()
{source}
hear = {name}({path!r})
loaded = time.process_time()
import json
times = []
for text in json.loads({texts!r}):
    before = time.process_time()
    hear(text)
    times.append(time.process_time() - before)
print(json.dumps([loaded - start, times]))
"""


def fresh(
    load: Callable[[str], Hear], path: str, texts: Sequence[str], cache: Path
) -> tuple[float, list[float]]:
    """Seconds to import and load in a fresh Python, and for each of `texts` in turn.

    Bytecode lies in the folder `cache`; the first start of a contender writes it.
    """
    source = "from __future__ import annotations\n" + FRESHLY.format(
        source=inspect.getsource(load), name=load.__name__, path=path, texts=json.dumps(texts)
    )
    env = os.environ | {"PYTHONPYCACHEPREFIX": str(cache)}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(  # the program comes in by a pipe: too long for an argument
        [sys.executable, "-"],
        input=source,
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=env,
    )
    loaded, times = json.loads(done.stdout)
    return loaded, times


def speeds(contenders: Contenders, rounds: int, cache: Path) -> dict[str, tuple[float, float]]:
    """Name -> seconds for an utterance and for loading: medians, all contenders taking turns.

    The first round fills caches and is not counted.
    """
    rows = material().parts[HELD_OUT][::EVERY]
    ears = {name: load(path) for name, (load, path) in contenders.items()}
    each: dict[str, list[float]] = {name: [] for name in contenders}
    loads: dict[str, list[float]] = {name: [] for name in contenders}
    for attempt in range(rounds + 1):
        for name, (load, path) in contenders.items():
            loaded, _ = fresh(load, path, [], cache)
            texts = [row.text if name == OURS else plain(row.text) for row in rows]
            start = time.process_time()
            for text in texts:
                ears[name](text)
            spent = (time.process_time() - start) / len(texts)
            if attempt:
                each[name].append(spent)
                loads[name].append(loaded)
    median = statistics.median
    return {name: (median(each[name]), median(loads[name])) for name in contenders}


def table(head: Sequence[str], rows: Iterable[Sequence[str]], markdown: bool) -> str:
    """A table as text or as Markdown; numbers stand to the right."""
    if markdown:
        ruler = ["---", *["---:"] * (len(head) - 1)]
        return "\n".join(f"| {' | '.join(row)} |" for row in (head, ruler, *rows))
    grid = [head, *rows]
    widths = [max(map(len, column)) for column in zip(*grid, strict=True)]
    lines = []
    for first, *rest in grid:
        cells = [cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True)]
        lines.append("  ".join([first.ljust(widths[0]), *cells]))
    return "\n".join(lines)


SHOWN = [name for name in MEASURES if name != "asked back"]
"""Columns of the comparison: no peer asks back."""


def compared(
    ours: Mapping[str, list[Verdict]],
    peers: Mapping[str, Mapping[str, list[Verdict]]],
    costs: Mapping[str, tuple[float, float, int]],
) -> tuple[list[str], list[list[str]], str]:
    """The comparison's head and rows, best peer first, and a few lines about that peer.

    `ours` and each of `peers` is what was heard of the two parts of the rows (`Material.parts`);
    `costs` are seconds for an utterance, seconds to load, and bytes.
    """
    heard = {OURS: ours[HELD_OUT]}
    at_equal = dict(heard)
    for name, parts in peers.items():
        by_dev, by_held_out = (
            threshold(parts[part], count("false answers", ours[part])[0]) for part in parts
        )
        heard[name] = accepted(parts[HELD_OUT], by_dev)
        at_equal[name] = accepted(parts[HELD_OUT], by_held_out)
    best, *others = sorted(peers, key=lambda name: -count("right passage", at_equal[name])[0])
    rows = []
    for name in (OURS, best, *others):
        first, *rest = [share(measure, heard[name]) for measure in SHOWN]
        each, load, size = costs[name]
        speed = [f"{each * 1e6:.0f}", f"{load * 1e3:.0f}", f"{size / 1e6:.2f}"]
        rows.append([name, first, share("right passage", at_equal[name]), *rest, *speed])
    head = ["%", SHOWN[0], "right at equal", *SHOWN[1:], "µs each", "load ms", "MB"]
    said = [f"{OURS} and {best}, question by question, at equal false answers (exact sign test):"]
    for measure in ("right passage", "alarms caught", "look-alikes alarmed"):
        only, other, of = split(measure, at_equal[OURS], at_equal[best])
        chance = max(sign_test(only, other), 0.001)
        sign = "=" if chance > 0.001 else "<="
        said.append(
            f"- {measure}: ours only {only}, {best} only {other} of {of}, p {sign} {chance:.3f}"
        )
    return head, rows, "\n".join(said)


def by_voice(ours: Mapping[str, list[Verdict]]) -> tuple[list[str], list[list[str]]]:
    """Head and rows: ours for each held-out voice and for both parts, with 95 % intervals."""
    voices = sorted({verdict.row.voice for verdict in ours[HELD_OUT]})
    groups = {voice: [v for v in ours[HELD_OUT] if v.row.voice == voice] for voice in voices}
    groups |= {part: ours[part] for part in (HELD_OUT, DEV)}
    rows = []
    for measure in MEASURES:
        cells = []
        for group in groups.values():
            some, of = count(measure, group)
            low, high = wilson(some, of)
            cells.append(f"{some}/{of} {some / of:.1%} ({100 * low:.1f}-{100 * high:.1f})")
        rows.append([measure, *cells])
    return ["", *groups], rows


def afresh(cache: Path) -> str:
    """How long ours takes to load, and then to hear the held-out rows once, in fresh processes."""
    texts = [row.text for row in material().parts[HELD_OUT]]
    runs = [fresh(load_ours, str(CONTENT), texts, cache) for _ in range(FRESH)]
    load = statistics.median(loaded for loaded, _ in runs)
    each = [statistics.median(times) for times in zip(*(times for _, times in runs), strict=True)]
    slow = statistics.quantiles(each, n=100)[98]
    return (
        f"Ours in a fresh process (median of {FRESH}): loads in {load * 1e3:.0f} ms, then hears "
        f"each of {len(texts)} held-out rows once in {statistics.mean(each) * 1e3:.2f} ms (mean) "
        f"and {slow * 1e3:.2f} ms (99th percentile)."
    )


def described(raw: Mapping[str, Any]) -> str:
    """What was measured: the model, the code that decides with it, what was learnt and heard."""
    known = material()
    sources = sorted((ROOT / "skill" / "understanding").glob("*.py"))
    code = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()
    lines = {plain(row.text) for row in known.questions}
    heard = known.parts[HELD_OUT]
    same = sum(plain(row.text) in lines for row in heard)
    return (
        f"Model {raw['inputs'][:8]}, decided by skill/understanding {code[:8]}. "
        f"Learnt: {len(known.questions)} sentences, {len(raw['classes'])} labels. "
        f"{HELD_OUT.capitalize()}: {len(heard)} rows, of which {same} are also a line of "
        f"content/questions; {DEV}: {len(known.parts[DEV])} rows."
    )


def report(rounds: int, markdown: bool) -> str:
    """Everything that is measured, as text or Markdown."""
    known, path = material(), CONTENT / MODEL_FILE
    raw = json.loads(path.read_text(encoding="utf-8"))
    if raw["inputs"] != fingerprint(known.questions, known.words, known.leaflet):
        raise SystemExit(f"{path} is older than the content: run `python -m skill learn`")
    ours = {part: heard_by_ear(raw, rows) for part, rows in known.parts.items()}
    with tempfile.TemporaryDirectory() as folder:
        files = {name: Path(folder) / str(at) for at, name in enumerate(PEERS)}
        with ProcessPoolExecutor(2) as workers:
            made = {name: workers.submit(heard_by_peer, name, str(files[name])) for name in PEERS}
            others = {name: workers.submit(heard_otherwise, name, raw) for name in ABLATIONS}
            peers = {name: future.result() for name, future in made.items()}
            ablated = {name: future.result() for name, future in others.items()}
        contenders: Contenders = {OURS: (load_ours, str(CONTENT))}
        contenders |= {name: (PEERS[name][2], str(files[name])) for name in PEERS}
        cache = Path(folder) / "bytecode"
        quick = speeds(contenders, rounds, cache)
        said_of_ours = afresh(cache)
        sizes = {name: file.stat().st_size for name, file in {OURS: path, **files}.items()}
    costs = {name: (*quick[name], sizes[name]) for name in contenders}
    head, rows, said = compared(ours, peers, costs)
    otherwise = [
        [name, *(share(measure, heard) for measure in MEASURES), f"{size / 1e6:.2f}"]
        for name, (heard, size) in {"as it is": (ours[HELD_OUT], sizes[OURS]), **ablated}.items()
    ]
    parts = [
        described(raw),
        table(head, rows, markdown),
        said,
        table(*by_voice(ours), markdown),
        table(["%", *MEASURES, "MB"], otherwise, markdown),
        f"{said_of_ours} model.json: {sizes[OURS] / 1e6:.2f} MB.",
    ]
    return "\n\n".join(parts)


def main() -> None:
    """Reads the options, measures, prints."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--markdown", action="store_true", help="tables as Markdown")
    parser.add_argument("--rounds", type=int, default=5, help="of timing (default: %(default)s)")
    options = parser.parse_args()
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "PYTHONHASHSEED"):
        os.environ[name] = "1"  # one thread for each contender; the same run every time
    print(report(options.rounds, options.markdown))


if __name__ == "__main__":
    main()
