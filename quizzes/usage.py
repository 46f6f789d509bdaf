"""Where questions are used: in which quizzes, how often answered, how well."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Avg, Count, F, Q

from quizzes.models import Draw, Question, Quiz, QuizQuestion, Response
from quizzes.services.drawing import pools_of


@dataclass
class Usage:
    """`facility` is the mean mark of first attempts, from 0 to 1, as the analysis of a
    quiz has it: who tries again has seen the question."""

    named: list[Quiz] = field(default_factory=list)
    drawn: list[Quiz] = field(default_factory=list)
    answered: int = 0
    right: int = 0
    facility: Decimal | None = None

    @property
    def percent(self) -> int | None:
        return None if self.facility is None else round(100 * self.facility)

    @property
    def quizzes(self) -> int:
        return len({quiz.pk for quiz in (*self.named, *self.drawn)})


def usage_of(questions: Sequence[Question]) -> dict[int, Usage]:
    """A handful of queries, however many questions."""
    found = {question.pk: Usage() for question in questions}
    through = Quiz.objects.filter(quiz_questions__question__in=found)
    for quiz, question in _pairs(through):
        found[question].named.append(quiz)
    for question, quizzes in _drawn(found).items():
        found[question].drawn = quizzes
    for row in _answers(found):
        usage = found[row["version__question"]]
        usage.answered, usage.right = row["answered"], row["right"]
        usage.facility = row["facility"]
    return found


def _pairs(quizzes: Any) -> Iterable[tuple[Quiz, int]]:
    for quiz in quizzes.annotate(of_question=F("quiz_questions__question")).order_by(
        "title", "pk"
    ):
        yield quiz, quiz.of_question


def _answers(keys: Iterable[int]) -> Any:
    marked = Response.objects.filter(version__question__in=list(keys)).exclude(
        mark=None
    )
    return (
        marked.order_by()
        .values("version__question")
        .annotate(
            answered=Count("pk"),
            right=Count("pk", filter=Q(mark=1)),
            facility=Avg("mark", filter=Q(attempt__number=1)),
        )
    )


def _drawn(keys: Iterable[int]) -> dict[int, list[Quiz]]:
    """Quizzes that may draw a question at random."""
    draws = list(Draw.objects.select_related("quiz").order_by("quiz__title", "pk"))
    pools = pools_of(draws, named=())
    found: dict[int, list[Quiz]] = {}
    for key in keys:
        fitting = zip(draws, pools, strict=True)
        quizzes = {draw.quiz.pk: draw.quiz for draw, pool in fitting if key in pool}
        found[key] = list(quizzes.values())
    return found


def used_questions() -> Q:
    """Questions that some quiz names, or may draw."""
    pools = pools_of(list(Draw.objects.all()), named=())
    named = QuizQuestion.objects.values("question")
    return Q(pk__in=named) | Q(pk__in=set[int]().union(*pools))
