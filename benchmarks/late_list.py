"""Time in the database of a page of the late list of the province, beside grouping all.

Fifty people by name and how many there are; the first page, and told beside, the last.
"""

from __future__ import annotations

from typing import Any

from benchmarks import Result
from benchmarks.big_province import big_province, number_of_people
from benchmarks.measuring import sql_ms
from benchmarks.province_report import province_scope

GOAL = 5  # milliseconds
ON_A_PAGE = 50


def run() -> Result:
    with big_province() as database:
        scope = province_scope()
        late = page(scope, 0)
        if [row["user_id"] for row in late] != [r["user_id"] for r in grouped(scope)]:
            raise RuntimeError("The two ways list other people.")
        value, baseline = sql_ms(lambda: page(scope, 0), lambda: grouped(scope))
        total = count(scope)
        last, _again = sql_ms(lambda: page(scope, total - ON_A_PAGE), lambda: None)
    return Result(
        value=value,
        unit=f"ms in SQL, {total} of {number_of_people()} people late, on {database};"
        f" the last page {last:.1f} ms",
        goal=GOAL,
        baseline=baseline,
    )


def page(scope: Any, start: int) -> list[dict[str, Any]]:
    from reports.queries.people import list_people  # noqa: PLC0415 - Django is set up

    people = list_people(scope, state="late")
    len(people)  # said on the page
    return list(people[start : start + ON_A_PAGE])


def count(scope: Any) -> int:
    from reports.queries.people import count_people  # noqa: PLC0415

    return count_people(scope, state="late")


def grouped(scope: Any) -> list[dict[str, Any]]:
    """Everybody's work counted, then those who are late, by name."""
    from reports.queries.people import people  # noqa: PLC0415

    rows = people(scope).filter(state="late")
    rows.count()
    by_name = rows.values("user_id", "state").order_by("user__sort_key", "user_id")
    return list(by_name[:ON_A_PAGE])
