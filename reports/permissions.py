"""Whose figures a person may see. Pages and exports begin here; a stranger gets 404."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.http import Http404
from django.utils import timezone

from accounts.models import User
from courses.models import CoursePage
from departments.models import Department, Membership
from departments.permissions import (
    headed_units,
    is_training_office,
    visible_unit_or_404,
    visible_units,
)
from reports.scope import Scope
from vietnamese.dates import Period, training_year

FIRST_YEAR = 2020


def scope_or_404(user: User, asked: Mapping[str, str]) -> Scope:
    """The scope asked for in an address or a job: `unit`, `course`, `year`, or all
    this person answers for."""
    today = timezone.localdate()
    is_office = is_training_office(user)
    tops = _province() if is_office else _headed_units_or_404(user)
    unit = asked.get("unit")
    return Scope(
        units=(visible_unit_or_404(user, _number(unit)),) if unit else tops,
        tops=tops,
        year=_year(asked.get("year", ""), today),
        today=today,
        course=_course(asked.get("course", "")),
        whole=is_office and not unit,
    )


def scope_or_none(user: User | None, asked: Mapping[str, str]) -> Scope | None:
    """The same for work done later: None if the person lost sight in between."""
    if user is None or not user.is_active:
        return None
    try:
        return scope_or_404(user, asked)
    except Http404:
        return None


def _province() -> tuple[Department, ...]:
    return tuple(Department.objects.existing().filter(parent=None))


def _headed_units_or_404(user: User) -> tuple[Department, ...]:
    """The units a person heads, without those below another of them."""
    tops: list[Department] = []
    for unit in headed_units(user).order_by("path"):
        if not tops or not unit.path.startswith(tops[-1].path):
            tops.append(unit)
    if not tops:
        raise Http404
    return tuple(tops)


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


def _number(text: str) -> int:
    """Digits of a size that every database takes."""
    if not (text.isascii() and text.isdecimal() and len(text) < 12):
        raise Http404
    return int(text)


def _year(text: str, today: date) -> Period:
    current = training_year(today)
    if not text:
        return current
    year = _number(text)
    if not FIRST_YEAR <= year <= current.end.year:
        raise Http404
    return training_year(date(year, 1, 1))


def _course(slug: str) -> CoursePage | None:
    if not slug:
        return None
    course = CoursePage.objects.filter(slug=slug).first()
    if course is None:
        raise Http404
    return course
