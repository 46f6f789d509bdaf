"""The verbs of the app: the bank, attempts, marking."""

from quizzes.services.answers import flag, save_answer
from quizzes.services.bank import revise_question
from quizzes.services.marking import mark_attempt, shows_explanations
from quizzes.services.refusals import (
    AttemptIsOver,
    NewerAnswerKept,
    NoAttemptsLeft,
    QuestionIsFaulty,
    QuizHasNoQuestions,
)
from quizzes.services.starting import attempts_left, questions_asked, start_attempt

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
