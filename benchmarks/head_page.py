"""Time of the report on the whole province, 20,000 people, against the same bytes ready-made.

The hardest of these pages: a head of one department waits for a fraction of it. CPU time,
in which the database's work is contained because SQLite works in process. See `pages` for
how pages are asked for, and what the baseline is.
"""

from __future__ import annotations

from benchmarks import Result
from benchmarks.environment import province
from benchmarks.measuring import interleaved_cpu_ms, number_of_queries
from benchmarks.pages import bare_getter, getter

PEOPLE = 20_000
GOAL = 150  # milliseconds
MOST_QUERIES = 20
OFFICE, HEAD = "phongdaotao", "thutruong"
ADDRESS = "/bao-cao/"


def run() -> Result:
    province(people=PEOPLE)
    page = getter(ADDRESS, username=OFFICE)
    bare = bare_getter(page(), username=OFFICE)
    queries = max(
        number_of_queries(get) for get in (page, getter(ADDRESS, username=HEAD))
    )
    if queries > MOST_QUERIES:
        raise RuntimeError(f"{queries} queries, at most {MOST_QUERIES} are allowed.")
    value, baseline = interleaved_cpu_ms(page, bare, times=10, rounds=5)
    return Result(
        value=value,
        unit=f"ms for {PEOPLE} people, with {queries} queries",
        goal=GOAL,
        baseline=baseline,
    )
