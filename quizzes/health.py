"""Quizzes that trainees are meant to begin and cannot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from quizzes.models import Draw, Question, Quiz, QuizQuestion
from quizzes.services.drawing import Shortage, fill, pools_of
from quizzes.services.refusals import DrawCannotBeFilled, QuizHasNoQuestions


def faulty_quizzes(quizzes: Iterable[Quiz]) -> dict[int, QuizHasNoQuestions]:
    """What keeps each of these from being begun, by key; drafts are left out.

    A few queries, however many quizzes and draws.
    """
    pks = [quiz.pk for quiz in quizzes if not quiz.is_draft]
    named, usable = _named(pks)
    draws: dict[int, list[tuple[Draw, set[int]]]] = defaultdict(list)
    rows = list(Draw.objects.filter(quiz__in=pks).select_related("category", "tag"))
    for draw, pool in zip(rows, pools_of(rows, named=()), strict=True):
        draws[draw.quiz_id].append((draw, pool - named[draw.quiz_id]))
    found: dict[int, QuizHasNoQuestions] = {}
    for pk in pks:
        filled = fill(
            [draw for draw, _pool in draws[pk]], [p for _draw, p in draws[pk]]
        )
        if isinstance(filled, Shortage):
            found[pk] = DrawCannotBeFilled(filled)
        elif not filled and not usable[pk]:
            found[pk] = QuizHasNoQuestions()
    return found


def _named(pks: list[int]) -> tuple[dict[int, set[int]], dict[int, int]]:
    """Questions each quiz names, and how many of them can still be asked."""
    named: dict[int, set[int]] = defaultdict(set)
    usable: dict[int, int] = defaultdict(int)
    known = set(
        Question.objects.usable()
        .filter(uses__quiz__in=pks)
        .values_list("pk", flat=True)
    )
    uses = QuizQuestion.objects.filter(quiz__in=pks).order_by()
    for quiz, question in uses.values_list("quiz", "question"):
        named[quiz].add(question)
        usable[quiz] += question in known
    return named, usable
