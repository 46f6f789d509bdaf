"""Question bank, quizzes and attempts.

A question's text is a version and versions never change: an attempt points at the
versions, the option order and the pass mark it was made with.
"""

from quizzes.models.attempts import (
    GRACE,
    Attempt,
    AttemptQuerySet,
    Response,
    mark_of,
)
from quizzes.models.bank import (
    Category,
    Question,
    QuestionQuerySet,
    QuestionVersion,
)
from quizzes.models.composition import Draw, QuizQuestion, Section
from quizzes.models.extensions import Extension
from quizzes.models.importing import NotAlike, QuestionImport
from quizzes.models.marking import AnswerFile, Marking, Regrade, RegradedAttempt
from quizzes.models.quiz import Quiz

__all__ = [
    "GRACE",
    "AnswerFile",
    "Attempt",
    "AttemptQuerySet",
    "Category",
    "Draw",
    "Extension",
    "Marking",
    "NotAlike",
    "Question",
    "QuestionImport",
    "QuestionQuerySet",
    "QuestionVersion",
    "Quiz",
    "QuizQuestion",
    "Regrade",
    "RegradedAttempt",
    "Response",
    "Section",
    "mark_of",
]
