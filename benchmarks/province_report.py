"""Time in the database of the figures of the whole province, beside counting enrolments.

The units below compared, the courses and the trend, as the training office opens them;
see `big_province` for how much that is. Kept figures are up to date: what it takes to
bring them up to date after a change is told beside, for one unit and for all.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from benchmarks import Result
from benchmarks.big_province import OFFICE, big_province, number_of_people
from benchmarks.measuring import sql_ms, wall_ms

GOAL = 10  # milliseconds
Figures = Callable[..., object]


def run() -> Result:
    with big_province() as database:
        scope = province_scope()
        value, baseline = sql_ms(
            lambda: tables(scope, kept=True), lambda: tables(scope, kept=False)
        )
        if tables(scope, kept=True) != tables(scope, kept=False):
            raise RuntimeError("The kept figures are not the ones counted.")
        one, everything = upkeep()
    return Result(
        value=value,
        unit=f"ms in SQL for {number_of_people()} people on {database};"
        f" counted again: one unit {one:.0f} ms, all {everything:.0f} ms",
        goal=GOAL,
        baseline=baseline,
    )


def province_scope() -> Any:
    from accounts.models import User  # noqa: PLC0415 - Django is set up now
    from reports.permissions import scope_or_404  # noqa: PLC0415

    return scope_or_404(User.objects.get(username=OFFICE), {})


def tables(scope: Any, *, kept: bool) -> tuple[Any, ...]:
    from reports.queries.courses import course_rows  # noqa: PLC0415
    from reports.queries.trend import trend  # noqa: PLC0415
    from reports.queries.units import unit_rows  # noqa: PLC0415

    return tuple(table(scope, kept=kept) for table in (unit_rows, course_rows, trend))


def upkeep() -> tuple[float, float]:
    from django.utils import timezone  # noqa: PLC0415

    from learning.models import Enrolment  # noqa: PLC0415
    from reports.models import FiguresDay  # noqa: PLC0415
    from reports.summary.keeping import keep_up  # noqa: PLC0415

    today = timezone.localdate()
    one_of_all = Enrolment.objects.order_by("-pk")[:1]

    def change_one() -> None:
        one = one_of_all.get()
        one.enrolled_at -= timedelta(seconds=1)
        one.save(update_fields=["enrolled_at"])
        keep_up(today)

    one = wall_ms(change_one, times=1, rounds=5)
    FiguresDay.objects.all().delete()
    began = time.perf_counter()
    keep_up(today)
    return one, (time.perf_counter() - began) * 1000
