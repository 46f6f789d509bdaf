"""The verbs of the app: the bank, attempts, marking."""

from quizzes.services.answers import flag, save_answer
from quizzes.services.bank import faults_of, restore_version, revise_question
from quizzes.services.filing import (
    add_tags,
    archive_questions,
    bring_back_questions,
    move_questions,
    tag_question,
)
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
    "add_tags",
    "archive_questions",
    "attempts_left",
    "bring_back_questions",
    "faults_of",
    "flag",
    "mark_attempt",
    "move_questions",
    "questions_asked",
    "restore_version",
    "revise_question",
    "save_answer",
    "shows_explanations",
    "start_attempt",
    "tag_question",
]
