"""Questions in, model out; and how well it does."""

from skill.training.evaluate import Score, evaluate, read_labelled
from skill.training.learn import dump_model, fingerprint, learn
from skill.training.questions import Question, read_questions, samples

__all__ = [
    "Question",
    "Score",
    "dump_model",
    "evaluate",
    "fingerprint",
    "learn",
    "read_labelled",
    "read_questions",
    "samples",
]
