"""What goes by a title in the filters, in one query: every page of figures asks it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import CharField, Exists, F, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from accounts.models import User
from courses.models import CoursePage
from reports.queries.plans import plans_touching
from reports.scope import Scope

Kind = Literal["course", "plan"]


@dataclass(frozen=True)
class Named:
    kind: Kind
    value: str
    label: str
    has_categories: bool  # somebody has a staff category: told by every row


def named_in(scope: Scope) -> list[Named]:
    """Courses on offer, and plans that ran in the period and mean these people."""
    start, end = scope.period
    plans = plans_touching(scope).filter(starts_on__lte=end, due_on__gte=start)
    courses = CoursePage.objects.live()
    rows = _columns(courses, "course", F("slug")).union(
        _columns(plans, "plan", Cast("pk", CharField())), all=True
    )
    return [Named(*row) for row in rows.order_by("label", "value")]


def _columns(
    rows: QuerySet[Any, Any], kind: Kind, value: Combinable
) -> QuerySet[Any, tuple[Any, ...]]:
    classified = Exists(User.objects.filter(staff_category__gt=""))
    columns = rows.order_by().annotate(
        kind=Value(kind), value=value, label=F("title"), classified=classified
    )
    return columns.values_list("kind", "value", "label", "classified")
