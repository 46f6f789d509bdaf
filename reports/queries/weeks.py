"""The weeks of a period, numbered by the database."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any

from django.db.models import F, Func, IntegerField

from reports.scope import Scope

DAYS = 7
SECONDS = DAYS * 24 * 3600


class Epoch(Func):
    """Seconds since 1970 of a date or moment, without a call to Python per row."""

    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        # Without fractions of a second, which SQLite rounds up: into the next week.
        template = "CAST(STRFTIME('%%%%s', SUBSTR(%(expressions)s, 1, 19)) AS integer)"
        return self.as_sql(compiler, connection, template=template, **extra)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        seconds = "EXTRACT(EPOCH FROM CAST(%(expressions)s AS timestamptz))"
        template = f"CAST(FLOOR({seconds}) AS bigint)"
        return self.as_sql(compiler, connection, template=template, **extra)


def done_week(scope: Scope) -> Any:
    """The week in which an enrolment was completed; the first of the period is 0."""
    return _week("completed_at", scope.begins_at)


def due_week(scope: Scope) -> Any:
    """The week in which it falls due; below 0 before the period."""
    return _week("due_on", datetime.combine(scope.period.start, time.min, UTC))


def _week(field: str, start: datetime) -> Any:
    """Counted from 1970, where no number is negative: databases round differently."""
    first, rest = divmod(int(start.timestamp()), SECONDS)
    return (Epoch(F(field)) - rest) / SECONDS - first
