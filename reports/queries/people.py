"""People one by one ("số người"): how each stands, and the lists behind the figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    FilteredRelation,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)

from departments.models import MembershipQuerySet
from learning.models import Enrolment
from reports.scope import Scope, State
from reports.summary.keeping import is_kept
from reports.summary.reading import people_by_state
from vietnamese.name_search import name_patterns

Rows = QuerySet[Any, Any]
FACTS = ("user__full_name", "user__sort_key", "post")
# Everybody but those without a course; the states tell them apart.
ASSIGNED = "assigned"
COUNTED = ("user_id", "unit", "enrolled", "done", "late", "state")


def people(scope: Scope) -> Rows:
    """One row per person of the scope with the counts of their work and the state.

    A person is overdue with one overdue course, done when all courses are done.
    """
    return (
        scope.posts()
        .annotate(
            work=FilteredRelation(
                "user__enrolments", condition=scope.work("user__enrolments__")
            )
        )
        .values("user_id", "unit")
        .annotate(
            enrolled=Count("work"),
            done=Count("work", filter=scope.done("work__")),
            late=Count("work", filter=scope.late("work__")),
            begun=Count("work", filter=scope.begun("work__")),
        )
        .annotate(
            state=Case(
                When(enrolled=0, then=Value(State.NONE)),
                When(late__gt=0, then=Value(State.LATE)),
                When(done=F("enrolled"), then=Value(State.DONE)),
                When(begun__gt=0, then=Value(State.DOING)),
                default=Value(State.TODO),
                output_field=CharField(),
            )
        )
    )


class PeopleList(Sequence[dict[str, Any]]):
    """The people behind a figure, in name order, as dictionaries for `person_rows`.

    First it is found who is on the asked page: the database walks along the names, from
    the nearer end, and stops when the page is full. Only the work of these is counted.
    """

    def __init__(self, scope: Scope, *, state: str = "", name: str = "") -> None:
        self.scope, self.state, self.name = scope, state, name
        posts = _of_state(scope, state) if state else scope.posts()
        self.by_name = _named(posts, name).order_by("user__sort_key", "user_id")

    def __len__(self) -> int:
        return self.number

    @cached_property
    def number(self) -> int:
        return count_people(self.scope, state=self.state, name=self.name)

    def __getitem__(self, wanted: Any) -> Any:
        """A slice, as a list; or one person."""
        if isinstance(wanted, int):
            return self[wanted : wanted + 1][0]
        pks = self._pks(wanted)
        found = {row["user_id"]: row for row in with_facts(self.scope, pks)}
        return [found[pk] for pk in pks if pk in found]

    def _pks(self, wanted: slice) -> list[int]:
        if wanted.start and wanted.start > self.number // 2:
            start, stop, _step = wanted.indices(self.number)
            from_the_end = self.by_name.reverse().values_list("user_id", flat=True)
            return list(from_the_end[self.number - stop : self.number - start])[::-1]
        return list(self.by_name.values_list("user_id", flat=True)[wanted])

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self[:])


def list_people(scope: Scope, *, state: str = "", name: str = "") -> PeopleList:
    return PeopleList(scope, state=state, name=name)


def count_people(scope: Scope, *, state: str = "", name: str = "") -> int:
    """How many `list_people` lists; without a state nobody's work need be looked at."""
    if state and not name and is_kept(scope):
        return _kept_number(scope, state)
    rows = _counted_rows(scope, state) if state else scope.posts()
    return _named(rows, name).count()


def _kept_number(scope: Scope, state: str) -> int:
    numbers = people_by_state(scope)
    if state == ASSIGNED:
        return sum(numbers.values()) - numbers[State.NONE]
    return numbers[state]


def _counted_rows(scope: Scope, state: str) -> Rows:
    rows = people(scope)
    if state == ASSIGNED:
        return rows.exclude(state=State.NONE)
    return rows.filter(state=state)


def _of_state(scope: Scope, state: str) -> MembershipQuerySet:
    """Posts of those who stand so, told without counting: what `people` says with
    numbers is said here with "some" and "none"."""
    work = Enrolment.objects.filter(scope.work(), trainee=OuterRef("user"))
    some, late = Exists(work), Exists(work.filter(scope.late()))
    begun = Exists(work.filter(scope.begun()))
    unfinished = Exists(work.filter(scope.unfinished()))
    standing: dict[str, Q] = {
        ASSIGNED: Q(some),
        State.NONE: Q(~some),
        State.LATE: Q(late),
        State.DONE: Q(some) & ~Q(unfinished),
        State.DOING: ~Q(late) & Q(begun) & Q(unfinished),
        State.TODO: Q(some) & ~Q(late) & ~Q(begun),
    }
    return scope.posts().filter(standing[state])


def _named(rows: Rows, name: str) -> Rows:
    for pattern in name_patterns(name):
        rows = rows.filter(user__sort_key__regex=pattern)
    return rows


def with_facts(scope: Scope, pks: list[int]) -> Rows:
    """What `person_rows` asks for of these people."""
    late = scope.late("work__")
    rows = people(scope).filter(user__in=pks).values(*COUNTED, *FACTS)
    return rows.annotate(
        due_on=Min("work__due_on", filter=late),
        course=Min("work__course", filter=late),
    ).order_by()
