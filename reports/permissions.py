"""Whose figures a person may see. Pages and exports begin here; a stranger gets 404."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.utils import timezone

from accounts.models import User
from courses.models import CoursePage
from departments.heirs import heir_of, predecessors
from departments.models import Membership
from departments.organisation import (
    Organisation,
    Unit,
    organisation_on,
    organisation_today,
)
from departments.permissions import headed_units, is_training_office, visible_units
from learning.models import Enrolment, TrainingPlan
from reports.asking import Asked, NotUnderstood, number
from reports.queries.plans import plans_touching
from reports.scope import Scope, View


def scope_or_404(user: User, asked: Mapping[str, str]) -> Scope:
    """The scope asked for in an address or a job: `unit`, `course`, `plan`, `category`,
    a `period` or its days `from` and `to`, the day `on`, the `view` of the
    organisation, the unit `alone`; or else all this person answers for today."""
    try:
        read = Asked.read(asked, timezone.localdate())
        unit = number(asked["unit"]) if asked.get("unit") else None
        plan = number(asked["plan"]) if asked.get("plan") else None
    except NotUnderstood:
        raise Http404 from None
    is_then = read.view is View.THEN and read.as_of < read.today
    ask = Ask(user, read.as_of if is_then else None)
    units, about = ask.units_or_404(unit) if unit is not None else (ask.tops, None)
    scope = Scope(
        units=units,
        tops=ask.tops,
        period=read.period,
        today=read.today,
        course=_course(asked.get("course", "")),
        whole=ask.is_office and unit is None,
        organisation=ask.organisation,
        on=read.on,
        view=read.view,
        sight=ask.sight,
        about=about,
        alone=read.alone and unit is not None,
        category=read.category,
    )
    return scope if plan is None else replace(scope, plan=_plan_or_404(scope, plan))


def scope_or_none(user: User | None, asked: Mapping[str, str]) -> Scope | None:
    """The same for work done later: None if the person lost sight in between."""
    if user is None or not user.is_active:
        return None
    try:
        return scope_or_404(user, asked)
    except Http404:
        return None


class Ask:
    """What somebody may ask about: their units of today, or, on a past `day`, the
    units of that day that count in them today."""

    def __init__(self, user: User, day: date | None) -> None:
        self.day = day
        self.today = organisation_today()
        self.is_office = is_training_office(user)
        self.near = self.today.tops
        if not self.is_office:
            heads = headed_units(user).values_list("pk", flat=True)
            self.near = self.today.highest(heads)
        if not self.near and not self.is_office:
            raise Http404
        self.organisation, self.tops = self.today, self.near
        if day:
            self.organisation = organisation_on(day)
            self.tops = self._tops_then()

    @property
    def sight(self) -> frozenset[int] | None:
        if self.is_office:
            return None
        return frozenset(unit.pk for unit in self.today.within(*self.near))

    def _tops_then(self) -> tuple[Unit, ...]:
        return self.organisation.tops if self.is_office else self._before(*self.near)

    def _before(self, *units: Unit) -> tuple[Unit, ...]:
        """The units of the past day that count in these today, the highest of them."""
        posts = Membership.objects.placing_on(self.day) if self.day else None
        if posts is None:
            return units
        pks = [unit.pk for unit in self.today.within(*units)]
        found = predecessors(pks, posts=posts)
        return self.organisation.highest(pk for pk in found if pk in self.organisation)

    def units_or_404(self, pk: int) -> tuple[tuple[Unit, ...], Unit | None]:
        """The unit of that number. Of a unit of today that did not exist on the past
        day: those it came from, and itself. Of one dissolved since: its heir."""
        there = self.organisation.get(pk)
        if there and not there.is_gone:
            return (self._own_or_404(there, self.organisation, self.tops),), None
        heir = self.today.get(heir_of(pk)) if pk in self.today else None
        if heir is None:
            raise Http404
        heir = self._own_or_404(heir, self.today, self.near)
        return (self._before(heir), heir) if self.day else ((heir,), None)

    def _own_or_404(
        self, unit: Unit, organisation: Organisation, tops: tuple[Unit, ...]
    ) -> Unit:
        if not self.is_office and unit not in organisation.within(*tops):
            raise Http404
        return unit


def person_or_404(user: User, pk: int) -> User:
    """Somebody who has a post, primary or not, in a unit this person answers for."""
    people = User.objects.all()
    if not is_training_office(user):
        posts = Membership.objects.current().filter(department__in=visible_units(user))
        people = people.filter(pk__in=posts.values("user"))
    person = people.filter(pk=pk).first()
    if person is None:
        raise Http404
    return person


def _plan_or_404(scope: Scope, pk: int) -> TrainingPlan:
    plan = plans_touching(scope).filter(pk=pk).first()
    if plan is None:
        raise Http404
    return plan


def _course(slug: str) -> CoursePage | None:
    """A course that is published, or that people were once enrolled on: the title of
    a draft is its author's."""
    if not slug:
        return None
    # PostgreSQL refuses to look for a NUL.
    known = CoursePage.objects.none() if "\0" in slug else CoursePage.objects.all()
    studied = Exists(Enrolment.objects.filter(course=OuterRef("pk")))
    course = known.filter(Q(live=True) | studied, slug=slug).first()
    if course is None:
        raise Http404
    return course
