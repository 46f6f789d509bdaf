"""Whom to talk to first: those who have been overdue for longest."""

from __future__ import annotations

from operator import itemgetter
from typing import Any

from django.db.models import Min

from learning.models import Enrolment
from reports.models import UnitLate
from reports.queries.people import Rows, with_facts
from reports.scope import Scope
from reports.summary.keeping import is_kept
from reports.summary.reading import in_units


def longest_late(
    scope: Scope, *, most: int, kept: bool | None = None
) -> list[dict[str, Any]]:
    """At most so many, as dictionaries for `person_rows`."""
    if kept is None:
        kept = is_kept(scope)
    is_kept_for_this = kept and not scope.course and most <= UnitLate.KEPT
    longest = _kept_late(scope) if is_kept_for_this else _counted_late(scope)
    rows = with_facts(scope, list(longest[:most]))
    return sorted(rows, key=itemgetter("due_on", "user__sort_key", "user_id"))


def _kept_late(scope: Scope) -> Rows:
    late = in_units(scope, UnitLate.objects.order_by("since", "person"))
    return late.values_list("person", flat=True)


def _counted_late(scope: Scope) -> Rows:
    """Found by the late enrolments alone."""
    theirs = scope.posts().values("user")
    late = Enrolment.objects.filter(scope.work(), scope.late(), trainee__in=theirs)
    longest = late.values("trainee").annotate(since=Min("due_on"))
    return longest.order_by("since", "trainee").values_list("trainee", flat=True)
