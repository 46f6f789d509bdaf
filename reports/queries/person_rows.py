"""People as lists show them, page and paper alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from departments.models import Membership
from reports.scope import Scope


@dataclass(frozen=True)
class PersonRow:
    pk: int
    name: str
    post: str
    unit: str
    state: str
    enrolled: int
    done: int
    late: int
    due_on: date | None  # the earliest that is overdue
    course: str  # the one that is overdue, or one of them
    is_open: bool = True  # the reader may open the person's record


def person_rows(
    scope: Scope,
    rows: Iterable[dict[str, Any]],
    titles: Mapping[int, str] | None = None,
) -> list[PersonRow]:
    """The rows of a list; `titles` names the courses, where the list shows them."""
    titles = titles or {}
    rows = list(rows)
    shut = beyond_sight(scope, [row["user_id"] for row in rows])
    return [
        PersonRow(
            pk=row["user_id"],
            name=row["user__full_name"],
            post=row["post"],
            unit=scope.unit_line(row["unit"]),
            state=row["state"],
            enrolled=row["enrolled"],
            done=row["done"],
            late=row["late"],
            due_on=row["due_on"],
            course=titles.get(row["course"], ""),
            is_open=row["user_id"] not in shut,
        )
        for row in rows
    ]


def beyond_sight(scope: Scope, people: list[int]) -> set[int]:
    """Who counted here on that day and has gone where the reader sees nobody: the
    figures of the day stand, what the person does today is not theirs to read."""
    if scope.sight is None or not scope.is_past:
        return set()
    near = Membership.objects.current().filter(
        user__in=people, department__in=scope.sight
    )
    return set(people) - set(near.values_list("user", flat=True))
