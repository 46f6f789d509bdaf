"""How a person stands at a quiz: what they did, what counts, what they may do now."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count, FilteredRelation, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from learning.models import Enrolment
from quizzes.models import Attempt, Draw, Extension, Question, Quiz
from quizzes.services.refusals import CannotStart
from quizzes.standing import Result, result_among
from quizzes.terms import Terms


@dataclass(frozen=True)
class Standing:
    terms: Terms
    attempts: list[Attempt]  # the person's own, the newest first

    @property
    def quiz(self) -> Quiz:
        return self.terms.quiz

    @property
    def open_attempt(self) -> Attempt | None:
        return next((each for each in self.attempts if each.is_open), None)

    @property
    def past(self) -> list[Attempt]:
        return [each for each in self.attempts if not each.is_open]

    @cached_property
    def result(self) -> Result:
        return result_among(self.quiz, self.attempts)

    @property
    def passed(self) -> Attempt | None:
        """The attempt by which the quiz is passed; practice is not passed."""
        is_passed = self.result.passed and not self.quiz.is_practice
        return self.result.attempt if is_passed else None

    @property
    def left(self) -> int | None:
        """Attempts that may still be begun; None for no limit."""
        return self.terms.left(len(self.attempts))

    @cached_property
    def refusal(self) -> CannotStart | None:
        """Why no attempt can begin now, as far as the rules say."""
        moments = [each.handed_in_at for each in self.attempts if each.handed_in_at]
        return self.terms.refusal(
            now=timezone.now(),
            used=len(self.attempts),
            last=max(moments, default=None),
        )

    @property
    def can_go_on(self) -> bool:
        """There is an attempt to continue or one to begin."""
        return self.open_attempt is not None or self.refusal is None


@dataclass(frozen=True)
class QuizCard(Standing):
    """What stands beside the lesson."""

    questions: int


# What the card needs of each table; the rest stays in the database.
QUIZ = [
    *("id", "title", "intro", "pass_mark", "mode", "counted", "draw", "is_draft"),
    *("max_attempts", "time_limit", "opens_at", "closes_at", "wait_minutes"),
]
ATTEMPT = [
    *("number", "score", "pass_mark", "sections", "meets_sections"),
    *("started_at", "deadline_at", "handed_in_at"),
]
GRANTED = ["extra_minutes", "extra_attempts", "closes_at", "reason"]


def quiz_card(quiz_id: int, enrolment: Enrolment) -> QuizCard:
    """One query, with a row for each attempt that counts."""
    since, trainee = enrolment.counts_from, enrolment.trainee_id
    counted = Q(attempts__trainee=trainee)
    if since:
        counted &= Q(attempts__handed_in_at=None) | Q(attempts__handed_in_at__gte=since)
    usable = Question.objects.usable().filter(uses__quiz=OuterRef("pk")).order_by()
    named = usable.values("uses__quiz").annotate(n=Count("pk")).values("n")
    drawn = Draw.objects.filter(quiz=OuterRef("pk")).order_by().values("quiz")
    rows = list(
        Quiz.objects.filter(pk=quiz_id)
        .annotate(
            named=Coalesce(Subquery(named), 0),
            drawn=Coalesce(Subquery(drawn.annotate(n=Sum("count")).values("n")), 0),
            mine=FilteredRelation("attempts", condition=counted),
            given=FilteredRelation(
                "extensions", condition=Q(extensions__trainee=trainee)
            ),
        )
        .order_by("-mine__number")
        .values(
            *QUIZ,
            *("named", "drawn", "mine__id", "given__id"),
            *(f"mine__{name}" for name in ATTEMPT),
            *(f"given__{name}" for name in GRANTED),
        )
    )
    first = rows[0]
    quiz = Quiz(**_part(first, QUIZ))
    given = (
        Extension(**_part(first, GRANTED, "given__")) if first["given__id"] else None
    )
    named_now = min(quiz.draw or first["named"], first["named"])
    return QuizCard(
        terms=Terms(quiz, given),
        attempts=[
            Attempt(**_part(row, ATTEMPT, "mine__")) for row in rows if row["mine__id"]
        ],
        questions=named_now + first["drawn"],
    )


def _part(row: dict[str, Any], names: list[str], of: str = "") -> dict[str, Any]:
    return {name: row[f"{of}{name}"] for name in names}
