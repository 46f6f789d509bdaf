"""Kept figures equal those counted from enrolments, whatever happened before."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from departments.models import Department, Membership
from departments.organisation import organisation_today
from departments.services import appoint, change_department, relieve
from learning.models import Enrolment
from reports.models import FiguresDay, StaleUnit, UnitFigures, UnitLate
from reports.province.heat import heat_map
from reports.queries.courses import course_rows
from reports.queries.late import longest_late
from reports.queries.people import count_people, list_people, people
from reports.queries.trend import trend
from reports.queries.units import unit_rows
from reports.scope import Scope, State
from reports.summary.keeping import keep_up
from reports.summary.triggers import make_triggers, remove_triggers
from tests.factories import (
    CourseIndexPageFactory,
    CoursePageFactory,
    DepartmentFactory,
    EnrolmentFactory,
    MembershipFactory,
    UserFactory,
)
from vietnamese.dates import close_figures_on, training_year

pytestmark = pytest.mark.django_db
TODAY = date(2026, 12, 8)  # near the end of a training year
ACTS = 60


class History:
    """A province to which anything may happen, through the product and beside it."""

    def __init__(self, seed: int, root) -> None:
        self.chance = random.Random(seed)
        self.today = TODAY
        index = CourseIndexPageFactory(parent=root)
        self.courses = [CoursePageFactory(parent=index) for _ in range(3)]
        self.units = [DepartmentFactory(kind="province", on=date(2025, 1, 1))]
        for _ in range(6):
            parent = self.chance.choice(self.units)
            self.units.append(DepartmentFactory(parent=parent, on=date(2025, 1, 1)))
        self.people = [UserFactory() for _ in range(12)]
        for person in self.people[:10]:
            self.appointed(person)

    def act(self) -> None:
        acts = [
            self.enrolled,
            self.enrolled_together,
            self.progressed,
            self.progressed,
            self.put_off,
            self.put_off_together,
            self.struck_off,
            self.handed_over,
            self.moved,
            self.relieved,
            self.overlapped,
            self.post_deleted,
            self.unit_moved,
            self.another_day,
        ]
        self.chance.choice(acts)()

    # --- enrolments -----------------------------------------------------------------

    def _new(self) -> Enrolment:
        enrolled = self._day(-400, 1)
        due = self._day(-60, 60) if self.chance.random() < 0.8 else None
        return Enrolment(
            trainee=self.chance.choice(self.people),
            course=self.chance.choice(self.courses),
            is_current=False,
            enrolled_at=self._moment(enrolled),
            due_on=due,
        )

    def enrolled(self) -> None:
        self._new().save()

    def enrolled_together(self) -> None:
        Enrolment.objects.bulk_create(self._new() for _ in range(4))

    def progressed(self) -> None:
        one = self._one(Enrolment)
        if one:
            one.started_at = self._moment(self._day(-300, 0))
            one.completed_at = None
            if self.chance.random() < 0.7:
                one.completed_at = one.started_at + timedelta(self._days(0, 20))
            one.save()

    def put_off(self) -> None:
        one = self._one(Enrolment)
        if one:
            one.due_on = self._day(-30, 30)
            one.save(update_fields=["due_on"])

    def put_off_together(self) -> None:
        course = self.chance.choice(self.courses)
        Enrolment.objects.filter(course=course).update(due_on=self._day(-5, 5))

    def struck_off(self) -> None:
        Enrolment.objects.filter(trainee=self.chance.choice(self.people)).delete()

    def handed_over(self) -> None:
        one = self._one(Enrolment)
        if one:
            one.trainee = self.chance.choice(self.people)
            one.save()

    # --- posts ----------------------------------------------------------------------

    def appointed(self, person) -> None:
        unit = self.chance.choice(self.units)
        appoint(user=person, department=unit, on=self.today - timedelta(40))

    def moved(self) -> None:
        self.appointed(self.chance.choice(self.people))

    def relieved(self) -> None:
        post = self._one(Membership)
        if post:
            relieve(membership=post, on=self._day(-5, 5))

    def overlapped(self) -> None:
        """Two posts at once: which of them places the person has to be found out."""
        start = self._day(-50, 5)
        Membership.objects.create(
            user=self.chance.choice(self.people),
            department=self.chance.choice(self.units),
            started_on=start,
            ended_on=start + timedelta(self._days(0, 60)),
        )

    def post_deleted(self) -> None:
        post = self._one(Membership)
        if post:
            Membership.objects.filter(continued_by=post).update(continued_by=None)
            post.delete()

    # --- the rest -------------------------------------------------------------------

    def unit_moved(self) -> None:
        unit, to = self.chance.sample(self.units[1:], 2)
        unit, to = (Department.objects.get(pk=one.pk) for one in (unit, to))
        if not to.path.startswith(unit.path):
            change_department(unit=unit, parent=to, on=self.today)

    def another_day(self) -> None:
        self.today += timedelta(self._days(1, 4))

    def _one(self, model):
        rows = list(model.objects.order_by("pk"))
        return self.chance.choice(rows) if rows else None

    def _days(self, first: int, last: int) -> int:
        return self.chance.randint(first, last)

    def _day(self, first: int, last: int) -> date:
        return self.today + timedelta(self._days(first, last))

    def _moment(self, day: date) -> datetime:
        hours = self.chance.choice([0, 6, 7, 12, 23])
        return timezone.make_aware(datetime.combine(day, time(hours)))

    def scopes(self) -> list[Scope]:
        units = list(organisation_today())
        top, year = (units[0],), training_year(self.today)
        one, other = (units[1],), tuple(self.chance.sample(units[1:], 2))
        return [
            Scope(top, top, year, self.today, whole=True),
            Scope(top, top, year, self.today, self.courses[0], whole=True),
            Scope(one, top, year, self.today),
            Scope(one, top, year, self.today, self.courses[1]),
            Scope(one, top, year, self.today, alone=True),
            Scope(
                organisation_today().highest(u.pk for u in other), top, year, self.today
            ),
        ]


def all_figures(scope: Scope, *, kept: bool | None) -> tuple:
    return (
        unit_rows(scope, kept=kept),
        course_rows(scope, kept=kept),
        trend(scope, kept=kept),
        heat_map(scope, kept=kept) if not scope.course else None,
        longest_late(scope, most=UnitLate.KEPT, kept=kept),
    )


def people_in_states(scope: Scope) -> dict[str, tuple[int, set[int]]]:
    return {
        state: (
            count_people(scope, state=state),
            {row["user_id"] for row in list_people(scope, state=state)},
        )
        for state in State.values
    }


def people_grouped(scope: Scope) -> dict[str, tuple[int, set[int]]]:
    groups: dict[str, set[int]] = {state: set() for state in State.values}
    for row in people(scope):
        groups[row["state"]].add(row["user_id"])
    return {state: (len(group), group) for state, group in groups.items()}


@pytest.mark.parametrize("seed", range(6))
def test_kept_figures_are_those_counted_after_any_history(seed, root):
    history = History(seed, root)
    for _ in range(ACTS):
        history.act()
        if history.chance.random() < 0.5:
            for scope in history.scopes():
                assert all_figures(scope, kept=None) == all_figures(scope, kept=False)
                assert people_in_states(scope) == people_grouped(scope)
                assert not StaleUnit.objects.exists()

    assert FiguresDay.objects.get().day <= history.today


def test_where_figures_close_with_the_month_the_kept_ones_are_those_counted(root):
    close_figures_on(31)
    try:
        history = History(7, root)
        for _ in range(20):
            history.act()
        for scope in history.scopes():
            assert scope.period.end == date(2026, 12, 31)
            assert all_figures(scope, kept=None) == all_figures(scope, kept=False)
    finally:
        close_figures_on(14)


@pytest.fixture
def counted(province, course):
    """Figures kept of two units with a trainee each."""
    tourism = MembershipFactory(department=province.tourism).user
    health = MembershipFactory(department=province.health).user
    EnrolmentFactory(trainee=health, course=course)
    enrolment = EnrolmentFactory(trainee=tourism, course=course)
    keep_up(timezone.localdate())
    return enrolment


def marked() -> set[int]:
    return set(StaleUnit.objects.values_list("unit", flat=True))


def test_only_the_unit_of_the_trainee_is_marked(counted, province):
    counted.started_at = timezone.now()
    counted.save()

    assert marked() == {province.tourism.pk}


def test_opening_a_lesson_marks_nothing(counted):
    counted.last_seen_at = timezone.now()
    counted.save()

    assert marked() == set()


def test_what_is_rolled_back_marks_nothing(counted):
    with transaction.atomic():
        counted.delete()
        transaction.set_rollback(True)

    assert marked() == set()


def test_without_triggers_the_kept_figures_are_not_used(counted):
    """A migration that failed half-way must not leave figures that stand still."""
    remove_triggers()
    Enrolment.objects.all().delete()

    assert keep_up(timezone.localdate()) is False
    make_triggers()
    assert FiguresDay.objects.count() == 0
    assert keep_up(timezone.localdate()) is True
    assert not UnitFigures.objects.exclude(course=None).exists()


def test_without_triggers_a_change_is_not_seen(counted, province):
    """That the triggers are what keeps the figures right."""
    remove_triggers()
    FiguresDay.objects.update(day=timezone.localdate())
    Enrolment.objects.all().delete()

    assert keep_up(timezone.localdate()) is True
    assert UnitFigures.objects.exclude(course=None).count() == 2


def test_who_asks_about_a_day_already_over_gets_it_counted(counted):
    assert keep_up(timezone.localdate() - timedelta(1)) is False


def test_a_page_of_figures_asks_once_whether_they_are_fresh(
    counted, django_assert_num_queries
):
    with django_assert_num_queries(1):
        keep_up(timezone.localdate())


def test_the_triggers_are_made_again_after_migrations():
    make_triggers()
    make_triggers()

    with connection.cursor() as cursor:
        cursor.execute(NAMES[connection.vendor])
        names = [name for (name,) in cursor.fetchall()]
    assert len(names) == 6


NAMES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    " AND name LIKE 'reports_stale_%'",
    "postgresql": "SELECT DISTINCT tgname FROM pg_trigger"
    " WHERE tgname LIKE 'reports_stale_%'",
}
