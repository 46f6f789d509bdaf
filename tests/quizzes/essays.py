"""Essays handed in, to be marked."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from accounts.models import User
from quizzes.models import Question, Quiz, Response
from quizzes.services import mark_attempt, save_answer, start_attempt
from quizzes.services.essays import Given
from tests.factories import QuestionFactory, UserFactory

RUBRIC = [
    {
        "id": "clear",
        "title": "Rõ ràng",
        "levels": [
            {"id": "c0", "text": "Khó hiểu", "points": 0},
            {"id": "c4", "text": "Rõ", "points": 4},
        ],
    },
    {
        "id": "true",
        "title": "Đúng sự thật",
        "levels": [
            {"id": "t0", "text": "Sai", "points": 0},
            {"id": "t3", "text": "Gần đúng", "points": 3},
            {"id": "t6", "text": "Đúng", "points": 6},
        ],
    },
]


def essay(**content: Any) -> Question:
    whole = {
        "min_words": None,
        "max_words": None,
        "guide": "",
        "rubric": [],
        "file": "no",
        **content,
    }
    return QuestionFactory(kind="essay", text="Viết thông cáo.", content=whole)


def write(quiz: Quiz, *texts: str, trainee: User | None = None) -> list[Response]:
    """Answer every question with a text, hand in; the answers."""
    attempt = start_attempt(quiz=quiz, trainee=trainee or UserFactory())
    responses = list(attempt.responses.select_related("version"))
    for response, text in zip(responses, texts, strict=True):
        save_answer(response=response, values=[text] if text else [])
    mark_attempt(attempt=attempt)
    return list(attempt.responses.select_related("version", "attempt__quiz"))


def given(mark: str, comment: str = "", **more: Any) -> Given:
    return Given(mark=Decimal(mark), comment=comment, **more)
