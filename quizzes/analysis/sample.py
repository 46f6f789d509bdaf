"""Which attempts an analysis looks at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from quizzes.models import Attempt, Quiz, Response


@dataclass(frozen=True)
class Sample:
    """Marked attempts at a quiz. One that is open, or waits for a marker, never counts.

    First attempts only, unless asked otherwise: whoever tries again has seen the
    questions, and would count once for each try.
    """

    quiz: Quiz
    first_only: bool = True
    since: date | None = None
    until: date | None = None

    def attempts(self) -> QuerySet[Attempt]:
        attempts = Attempt.objects.filter(quiz=self.quiz).marked().order_by()
        if self.first_only:
            attempts = attempts.filter(number=1)
        if self.since:
            attempts = attempts.filter(handed_in_at__gte=_midnight(self.since))
        if self.until:
            day_after = self.until + timedelta(days=1)
            attempts = attempts.filter(handed_in_at__lt=_midnight(day_after))
        return attempts

    def responses(self) -> QuerySet[Response]:
        marked = Response.objects.exclude(mark=None).order_by()
        return marked.filter(attempt__in=self.attempts())


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
