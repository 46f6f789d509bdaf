"""The queries behind an analysis: a fixed number, however many questions or attempts.

The database adds up; Python sees one row for each version, or for each answer that
was given to it. Only constructs that SQLite and PostgreSQL share.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db import connections
from django.db.models import (
    Avg,
    Case,
    Count,
    F,
    FloatField,
    IntegerField,
    Max,
    Min,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
    Window,
)
from django.db.models.functions import Cast, NullIf

from quizzes.analysis.moments import Moments
from quizzes.analysis.sample import Sample

MARK = Cast("mark", FloatField())
UNANSWERED = Q(answer__isnull=True) | Q(answer=None) | Q(answer=[]) | Q(answer="")

# The columns of Moments, in its order.
MOMENTS = """
SELECT version_id, COUNT(*), SUM(blank), SUM(x), SUM(x * x), COUNT(rest),
    COALESCE(SUM(CASE WHEN rest IS NOT NULL THEN x END), 0),
    COALESCE(SUM(CASE WHEN rest IS NOT NULL THEN x * x END), 0),
    COALESCE(SUM(rest), 0), COALESCE(SUM(rest * rest), 0), COALESCE(SUM(x * rest), 0)
FROM ({answers}) AS answers GROUP BY version_id
"""


def moments_by_version(sample: Sample) -> dict[int, Moments]:
    """One query. Django cannot group by what a window computed, so SQL does."""
    answers = _answers(sample)
    connection = connections[answers.db]
    sql, parameters = answers.query.get_compiler(answers.db).as_sql()
    with connection.cursor() as cursor:
        cursor.execute(MOMENTS.format(answers=sql), parameters)
        return {row[0]: Moments(*row[1:]) for row in cursor.fetchall()}


def _answers(sample: Sample) -> QuerySet[Any, Any]:
    """Every mark beside the mean mark of the attempt's other questions."""
    attempt = F("attempt_id")
    total = Window(Sum(MARK), partition_by=attempt)
    others = Window(Count("pk"), partition_by=attempt) - Value(1)
    return (
        sample.responses()
        .annotate(
            x=MARK,
            rest=(total - MARK) / NullIf(Cast(others, FloatField()), Value(0.0)),
            blank=Case(
                When(UNANSWERED, then=1), default=0, output_field=IntegerField()
            ),
        )
        .values("version_id", "x", "rest", "blank")
    )


@dataclass(frozen=True)
class Scores:
    """Sums over the attempts: of their scores, and of all their marks squared."""

    attempts: int = 0
    marks: int = 0
    fewest: int = 0  # questions of an attempt
    most: int = 0
    total: float = 0.0  # marks added up, all attempts together
    total_total: float = 0.0
    shares: float = 0.0  # total / questions, that is scores from 0 to 1
    share_share: float = 0.0
    total_share: float = 0.0
    squares: float = 0.0


def scores(sample: Sample) -> Scores:
    per_attempt = (
        sample.responses()
        .values("attempt_id")
        .annotate(
            total_=Sum(MARK),
            squares_=Sum(MARK * MARK),
            asked=Cast(Count("pk"), FloatField()),
            share=Sum(MARK) / Cast(Count("pk"), FloatField()),
        )
    )
    sums = per_attempt.aggregate(
        attempts=Count("attempt_id"),
        marks=Sum("asked"),
        fewest=Min("asked"),
        most=Max("asked"),
        total=Sum("total_"),
        total_total=Sum(F("total_") * F("total_")),
        shares=Sum("share"),
        share_share=Sum(F("share") * F("share")),
        total_share=Sum(F("total_") * F("share")),
        squares=Sum("squares_"),
    )
    return Scores(**sums) if sums["attempts"] else Scores()


@dataclass(frozen=True)
class Overview:
    attempts: int
    people: int
    passed: int
    score: Decimal | None
    time: timedelta | None

    @property
    def passed_percent(self) -> float | None:
        return 100 * self.passed / self.attempts if self.attempts else None

    @property
    def mark(self) -> Decimal | None:
        """The mean score on the scale of 10."""
        return None if self.score is None else self.score / 10


def overview(sample: Sample) -> Overview:
    """How the quiz went as a whole."""
    return Overview(
        **sample.attempts().aggregate(
            attempts=Count("pk"),
            people=Count("trainee_id", distinct=True),
            passed=Count(
                "pk", filter=Q(score__gte=F("pass_mark"), meets_sections=True)
            ),
            score=Avg("score"),
            time=Avg(F("handed_in_at") - F("started_at")),
        )
    )
