"""The verbs of the app: the bank, attempts, marking."""

from quizzes.services.attempts import (
    attempts_left,
    flag,
    questions_asked,
    save_answer,
    start_attempt,
)
from quizzes.services.bank import revise_question
from quizzes.services.marking import mark_attempt, shows_explanations
from quizzes.services.refusals import (
    AttemptIsOver,
    NewerAnswerKept,
    NoAttemptsLeft,
    QuestionIsFaulty,
    QuizHasNoQuestions,
)

__all__ = [
    "AttemptIsOver",
    "NewerAnswerKept",
    "NoAttemptsLeft",
    "QuestionIsFaulty",
    "QuizHasNoQuestions",
    "attempts_left",
    "flag",
    "mark_attempt",
    "questions_asked",
    "revise_question",
    "save_answer",
    "shows_explanations",
    "start_attempt",
]
