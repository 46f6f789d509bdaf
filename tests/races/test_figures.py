"""Figures kept while others change what they count, and while others count them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection
from django.utils import timezone

from departments.models import Membership
from learning.models import Enrolment
from learning.services import enrol
from reports.models import FiguresDay, StaleUnit, UnitFigures
from reports.summary import keeping
from tests.factories import CoursePageFactory, EnrolmentFactory, MembershipFactory
from tests.races.harness import PATIENCE, RUNNERS, race

only_postgres = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite lets one writer in at a time"
)


@pytest.fixture
def post(course) -> Membership:
    """Of somebody on a course, whose unit is counted."""
    post = MembershipFactory()
    EnrolmentFactory(trainee=post.user, course=course)
    keeping.keep_up(timezone.localdate())
    return post


def kept_work(post: Membership) -> int:
    """Enrolments of the unit, as every page now reads them."""
    keeping.keep_up(timezone.localdate())
    row = UnitFigures.objects.get(department=post.department, course=None)
    return row.work_done + row.work_doing + row.work_todo + row.work_late


@pytest.mark.parametrize("_round", range(5))
def test_who_counts_while_others_enrol_leaves_nothing_uncounted(_round, post, course):
    courses = [CoursePageFactory(parent=course.get_parent()) for _ in range(4)]

    def enrolled(course):
        def act():
            enrol(trainee=post.user, course=course)
            keeping.keep_up(timezone.localdate())

        return act

    race(*map(enrolled, courses))

    assert kept_work(post) == Enrolment.objects.count() == 5
    assert not StaleUnit.objects.exists()


def changed_while_counted(post: Membership, course, monkeypatch) -> None:
    """The unit changes when somebody has counted it and is not done yet."""
    began, go_on = Event(), Event()
    count_units = keeping.count_units

    def slowly(*arguments):
        count_units(*arguments)
        began.set()
        go_on.wait(PATIENCE)

    def counts():
        try:
            keeping.keep_up(timezone.localdate())
        finally:
            connection.close()

    more = [CoursePageFactory(parent=course.get_parent()) for _ in range(2)]
    enrol(trainee=post.user, course=more[0])
    monkeypatch.setattr(keeping, "count_units", slowly)
    connection.close()
    with ThreadPoolExecutor(1) as threads:
        counting = threads.submit(counts)
        began.wait(PATIENCE)
        enrol(trainee=post.user, course=more[1])
        go_on.set()
        counting.result()


@pytest.mark.postgres
@only_postgres
def test_what_changes_while_it_is_counted_is_counted_again(post, course, monkeypatch):
    changed_while_counted(post, course, monkeypatch)

    assert kept_work(post) == Enrolment.objects.count() == 3


@pytest.mark.postgres
@only_postgres
def test_marks_taken_away_after_counting_lose_a_change(post, course, monkeypatch):
    take_marks = keeping._take_marks

    def looks_only():
        return set(StaleUnit.objects.values_list("unit", flat=True))

    monkeypatch.setattr(keeping, "_take_marks", looks_only)
    changed_while_counted(post, course, monkeypatch)
    take_marks()
    monkeypatch.undo()

    assert (kept_work(post), Enrolment.objects.count()) == (2, 3)


def times_counted(monkeypatch) -> int:
    """How often everything was counted when many opened the first page of a day."""
    times = []
    count_units = keeping.count_units

    def counted(today, units):
        times.append(units)
        count_units(today, units)

    monkeypatch.setattr(keeping, "count_units", counted)
    FiguresDay.objects.all().delete()
    race(*[lambda: keeping.keep_up(timezone.localdate())] * RUNNERS)
    return len(times)


@pytest.mark.parametrize("_round", range(3))
def test_on_the_first_page_of_a_day_one_counts_for_all(_round, post, monkeypatch):
    assert times_counted(monkeypatch) == 1


@pytest.mark.postgres
@only_postgres
def test_without_waiting_for_each_other_several_count(post, monkeypatch):
    monkeypatch.setattr(keeping, "wait_for_others", lambda: None)

    assert times_counted(monkeypatch) > 1
