"""Question bank, quizzes and attempts.

A question's text is a version and versions never change: an attempt points at the
versions, the option order and the pass mark it was made with.
"""

from quizzes.models.attempts import Attempt, AttemptQuerySet, Response, mark_of
from quizzes.models.bank import (
    Category,
    Question,
    QuestionQuerySet,
    QuestionVersion,
)
from quizzes.models.quiz import Quiz, QuizQuestion

__all__ = [
    "Attempt",
    "AttemptQuerySet",
    "Category",
    "Question",
    "QuestionQuerySet",
    "QuestionVersion",
    "Quiz",
    "QuizQuestion",
    "Response",
    "mark_of",
]
