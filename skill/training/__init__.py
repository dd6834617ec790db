"""Questions in, model out; and how well it does."""

from skill.training.conversations import (
    conversation_table,
    is_conversation,
    play,
    read_conversations,
    what_went_wrong,
)
from skill.training.evaluate import evaluate, read_labelled
from skill.training.fit import model_findings, question_findings
from skill.training.learn import dump_model, fingerprint, learn
from skill.training.questions import (
    Question,
    look_alikes,
    question_rows,
    read_questions,
    samples,
)

__all__ = [
    "Question",
    "conversation_table",
    "dump_model",
    "evaluate",
    "fingerprint",
    "is_conversation",
    "learn",
    "look_alikes",
    "model_findings",
    "play",
    "question_findings",
    "question_rows",
    "read_conversations",
    "read_labelled",
    "read_questions",
    "samples",
    "what_went_wrong",
]
