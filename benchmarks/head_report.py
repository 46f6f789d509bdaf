"""Time of the server for a head's page, 5,000 people below, beside the same page without
kept figures.

From the request to the last byte, in process, database included; `big_province` says
whose province it is. Waiting counts, since PostgreSQL works in a process of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from benchmarks import Result
from benchmarks.big_province import HEAD, OFFICE, big_province, number_of_people
from benchmarks.measuring import number_of_queries, wall_ms
from benchmarks.pages import getter

GOAL = 50  # milliseconds
ADDRESS = "/bao-cao/"


def run() -> Result:
    with big_province() as database:
        page, office = getter(ADDRESS, username=HEAD), getter(ADDRESS, username=OFFICE)
        value, whole = (wall_ms(get, times=5) for get in (page, office))
        queries = number_of_queries(page)
        with figures_not_kept():
            baseline = wall_ms(page, times=2, rounds=3)
    return Result(
        value=value,
        unit=f"ms with {queries} queries in a province of {number_of_people()} people"
        f" on {database}; the whole province {whole:.0f} ms",
        goal=GOAL,
        baseline=baseline,
    )


@contextmanager
def figures_not_kept() -> Iterator[None]:
    from reports.models import FiguresDay  # noqa: PLC0415 - Django is set up now

    days = FiguresDay.objects.all()
    today = days.get().day
    days.update(day=date.max)
    try:
        yield
    finally:
        days.update(day=today)
