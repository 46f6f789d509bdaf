from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from certificates.models import Certificate
from departments.services import relieve
from learning.models import (
    Assignment,
    Enrolment,
    Exemption,
    PlanCourse,
    PlanTarget,
    TrainingPlan,
)
from learning.plans.people import people_of
from learning.plans.sync import Synced, sync_plan, sync_plans
from learning.services import enrol, finish_lesson
from tests.factories import (
    CoursePageFactory,
    DepartmentFactory,
    LessonPageFactory,
    MembershipFactory,
    ModulePageFactory,
    TrainingOfficerFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
STATE = Assignment.State
TODAY = date(2026, 6, 15)
DUE = date(2026, 11, 30)


@pytest.fixture
def plan():
    return TrainingPlan.objects.create(
        title="Kế hoạch bồi dưỡng 2026",
        year=2026,
        starts_on=date(2026, 1, 5),
        due_on=DUE,
        state=TrainingPlan.State.ACTIVE,
    )


@pytest.fixture
def unit():
    return DepartmentFactory()


def need(plan, course, **line):
    return PlanCourse.objects.create(plan=plan, course=course, **line)


def target(plan, unit=None, **narrower):
    return PlanTarget.objects.create(plan=plan, department=unit, **narrower)


def complete(person, course, at=None):
    enrolment = enrol(trainee=person, course=course)
    for lesson in course.lessons():
        finish_lesson(enrolment=enrolment, lesson=lesson, at=at or timezone.now())
    enrolment.refresh_from_db()
    return enrolment


def duties(plan):
    rows = Assignment.objects.filter(plan=plan).order_by("trainee_id", "round")
    return [(row.trainee, row.state, row.due_on) for row in rows]


# --- whom it is for -----------------------------------------------------------------


def test_a_unit_stands_for_everybody_in_it_and_below(plan, unit):
    division = DepartmentFactory(parent=unit, kind="division")
    here, below = (
        MembershipFactory(department=unit),
        MembershipFactory(department=division),
    )
    MembershipFactory()
    target(plan, unit)

    assert set(people_of(plan, on=TODAY)) == {here.user_id, below.user_id}


def test_a_unit_can_be_meant_without_those_below(plan, unit):
    here = MembershipFactory(department=unit)
    MembershipFactory(department=DepartmentFactory(parent=unit, kind="division"))
    target(plan, unit, with_below=False)

    assert set(people_of(plan, on=TODAY)) == {here.user_id}


def test_a_post_or_the_heads_can_be_meant(plan, unit):
    spokesman = MembershipFactory(department=unit, post="Người phát ngôn")
    head = MembershipFactory(department=unit, post="Giám đốc", is_head=True)
    MembershipFactory(department=unit, post="Văn thư")
    target(plan, unit, post=" người phát ngôn ")
    assert set(people_of(plan, on=TODAY)) == {spokesman.user_id}

    target(plan, unit, heads_only=True)
    assert set(people_of(plan, on=TODAY)) == {spokesman.user_id, head.user_id}


def test_a_person_can_be_named_and_those_who_left_are_not_meant(plan, unit):
    named, gone = UserFactory(), UserFactory(is_active=False)
    target(plan, person=named)
    target(plan, person=gone)

    assert people_of(plan, on=TODAY) == {named.pk: plan.starts_on}


# --- joining ----------------------------------------------------------------------------


def test_everybody_gets_the_duty_an_enrolment_and_a_due_day(plan, unit, course):
    person = MembershipFactory(department=unit).user
    need(plan, course)
    target(plan, unit)

    assert sync_plan(plan=plan, today=TODAY) == Synced(assigned=1)

    assert duties(plan) == [(person, STATE.OPEN, DUE)]
    assert Enrolment.objects.get().due_on == DUE


def test_the_second_run_finds_nothing_to_do(plan, unit, course):
    MembershipFactory(department=unit)
    need(plan, course)
    target(plan, unit)
    sync_plan(plan=plan, today=TODAY)

    assert sync_plan(plan=plan, today=TODAY) == Synced()
    assert Enrolment.objects.count() == 1


def test_who_joins_late_still_has_a_month(plan, unit, course):
    joined = date(2026, 11, 20)
    MembershipFactory(department=unit, on=joined)
    need(plan, course)
    target(plan, unit)

    sync_plan(plan=plan, today=joined)

    assert Assignment.objects.get().due_on == joined + timedelta(days=30)


def test_a_course_may_be_due_before_its_plan(plan, unit, course):
    MembershipFactory(department=unit)
    need(plan, course, due_on=date(2026, 7, 1))
    target(plan, unit)

    sync_plan(plan=plan, today=TODAY)

    assert Enrolment.objects.get().due_on == date(2026, 7, 1)


def test_an_enrolment_is_due_with_the_earliest_of_its_plans(plan, unit, course):
    MembershipFactory(department=unit)
    other = TrainingPlan.objects.create(
        title="Kế hoạch riêng",
        year=2026,
        starts_on=plan.starts_on,
        due_on=date(2026, 8, 1),
        state=TrainingPlan.State.ACTIVE,
    )
    for each in [plan, other]:
        need(each, course)
        target(each, unit)

    sync_plans(today=TODAY)

    assert Enrolment.objects.get().due_on == date(2026, 8, 1)


def test_what_was_completed_before_counts_at_once(plan, unit, course):
    person = MembershipFactory(department=unit).user
    complete(person, course)
    need(plan, course)
    target(plan, unit)

    sync_plan(plan=plan, today=TODAY)

    assert [state for _person, state, _due in duties(plan)] == [STATE.DONE]


def test_who_is_exempt_gets_no_enrolment(plan, unit, course):
    person = MembershipFactory(department=unit).user
    Exemption.objects.create(
        trainee=person,
        course=course,
        reason="Giảng viên của khóa học",
        granted_by=TrainingOfficerFactory(),
    )
    need(plan, course)
    target(plan, unit)

    sync_plan(plan=plan, today=TODAY)

    assert [state for _person, state, _due in duties(plan)] == [STATE.EXEMPT]
    assert not Enrolment.objects.exists()


def test_an_elective_is_nobodys_duty_until_it_is_chosen(plan, unit, course):
    MembershipFactory(department=unit)
    need(plan, course, is_compulsory=False)
    target(plan, unit)

    assert sync_plan(plan=plan, today=TODAY) == Synced()


def test_a_draft_and_a_closed_plan_give_no_duties(plan, unit, course):
    MembershipFactory(department=unit)
    need(plan, course)
    target(plan, unit)
    for state in [TrainingPlan.State.DRAFT, TrainingPlan.State.CLOSED]:
        TrainingPlan.objects.update(state=state)
        assert sync_plans(today=TODAY) == 0


# --- leaving ----------------------------------------------------------------------------


def test_who_leaves_is_released_and_keeps_what_they_began(plan, unit, course):
    post = MembershipFactory(department=unit)
    need(plan, course)
    target(plan, unit)
    sync_plan(plan=plan, today=TODAY)
    relieve(membership=post, on=TODAY)

    later = TODAY + timedelta(days=1)
    assert sync_plan(plan=plan, today=later) == Synced(released=1)

    enrolment = Enrolment.objects.get()
    assert enrolment.due_on is None
    assert Assignment.objects.get().state == STATE.RELEASED


def test_who_comes_back_has_the_duty_again(plan, unit, course):
    post = MembershipFactory(department=unit)
    need(plan, course)
    target(plan, unit)
    sync_plan(plan=plan, today=TODAY)
    relieve(membership=post, on=TODAY)
    sync_plan(plan=plan, today=TODAY + timedelta(days=1))
    back_on = TODAY + timedelta(days=5)
    MembershipFactory(user=post.user, department=unit, on=back_on)

    assert sync_plan(plan=plan, today=back_on) == Synced(back=1)
    assert Assignment.objects.get().state == STATE.OPEN
    assert Enrolment.objects.get().due_on == DUE


def test_what_was_done_stays_done_for_who_leaves(plan, unit, course):
    post = MembershipFactory(department=unit)
    need(plan, course)
    target(plan, unit)
    sync_plan(plan=plan, today=TODAY)
    complete(post.user, course)
    relieve(membership=post, on=TODAY)

    assert sync_plan(plan=plan, today=TODAY + timedelta(days=1)) == Synced()
    assert Assignment.objects.get().state == STATE.DONE


# --- renewing -----------------------------------------------------------------------------


def test_what_runs_out_is_begun_anew_and_the_old_record_stays(plan, unit, course):
    person = MembershipFactory(department=unit).user
    at = timezone.make_aware(datetime(2025, 7, 1, 9))
    old = complete(person, course, at)
    need(plan, course, renew_months=12)
    target(plan, unit)

    assert sync_plan(plan=plan, today=TODAY) == Synced(assigned=1, renewed=1)

    was, new = Enrolment.objects.order_by("pk")
    assert (was.pk, was.completed_at, was.is_current) == (old.pk, at, False)
    assert (new.completed_at, new.is_current) == (None, True)
    assert new.due_on == date(2026, 7, 1)
    assert duties(plan) == [
        (person, STATE.DONE, DUE),
        (person, STATE.OPEN, date(2026, 7, 1)),
    ]
    assert sync_plan(plan=plan, today=TODAY) == Synced()


def test_what_lasts_long_enough_is_not_renewed_yet(plan, unit, course):
    person = MembershipFactory(department=unit).user
    complete(person, course, timezone.make_aware(datetime(2026, 3, 1, 9)))
    need(plan, course, renew_months=12)
    target(plan, unit)

    assert sync_plan(plan=plan, today=TODAY) == Synced(assigned=1)


# --- cost ----------------------------------------------------------------------------------


def test_the_cost_does_not_grow_with_people_and_courses(plan, unit, course):
    target(plan, unit)
    need(plan, course)
    second = CoursePageFactory(parent=course.get_parent())
    LessonPageFactory(parent=ModulePageFactory(parent=second))
    costs = []
    for people in [1, 3]:
        for _each in range(people):
            MembershipFactory(department=unit)
        if people == 3:
            need(plan, second)
        with CaptureQueriesContext(connection) as queries:
            sync_plan(plan=plan, today=TODAY)
        costs.append(len(queries))

    assert costs[0] == costs[1]


def test_a_renewed_course_is_certified_anew_and_the_old_certificate_stays(
    plan, unit, course
):
    person = MembershipFactory(department=unit).user
    old = complete(person, course, timezone.make_aware(datetime(2025, 7, 1, 9)))
    need(plan, course, renew_months=12)
    target(plan, unit)
    sync_plan(plan=plan, today=TODAY)

    new = complete(person, course, timezone.make_aware(datetime(2026, 6, 20, 9)))

    assert new.pk != old.pk
    days = Certificate.objects.valid().order_by("completed_on")
    assert list(days.values_list("completed_on", flat=True)) == [
        date(2025, 7, 1),
        date(2026, 6, 20),
    ]
    assert not Enrolment.objects.without_certificate().exists()
    assert [state for _person, state, _due in duties(plan)] == [STATE.DONE, STATE.DONE]
