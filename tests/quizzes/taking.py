"""Attempts made through the product's own services, by the letters answered."""

from __future__ import annotations

from collections.abc import Sequence

from accounts.models import User
from quizzes.models import Attempt, Quiz
from quizzes.services import mark_attempt, save_answer, start_attempt
from tests.factories import UserFactory


def take(quiz: Quiz, answers: Sequence[str], trainee: User | None = None) -> Attempt:
    """Answer question by question: "a", "ab" for several, "" for none; hand in."""
    attempt = start_attempt(quiz=quiz, trainee=trainee or UserFactory())
    for response, letters in zip(attempt.responses.all(), answers, strict=True):
        save_answer(response=response, values=list(letters))
    return mark_attempt(attempt=attempt)[0]
