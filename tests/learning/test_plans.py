from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from departments.services import relieve
from jobs.models import Job
from jobs.tasks import run_job
from learning.models import (
    Assignment,
    Enrolment,
    PlanCourse,
    PlanTarget,
    TrainingPlan,
)
from learning.plans import services
from learning.plans.preview import preview_plan
from learning.plans.services import (
    NotAnElective,
    PlanIsEmpty,
    PlanIsNotADraft,
    activate_plan,
    choose_elective,
    close_plan,
)
from learning.plans.standing import plans_of
from learning.services import enrol, finish_lesson
from tests.factories import (
    CoursePageFactory,
    DepartmentFactory,
    MembershipFactory,
    TrainerFactory,
    TrainingOfficerFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
STATE = Assignment.State


@pytest.fixture
def unit():
    return DepartmentFactory()


@pytest.fixture
def member(unit):
    return MembershipFactory(department=unit).user


@pytest.fixture
def plan(unit):
    today = timezone.localdate()
    plan = TrainingPlan.objects.create(
        title="Kế hoạch bồi dưỡng",
        year=today.year,
        starts_on=today - timedelta(days=30),
        due_on=today + timedelta(days=60),
    )
    PlanTarget.objects.create(plan=plan, department=unit)
    return plan


def another(course):
    return CoursePageFactory(parent=course.get_parent())


def complete(person, course):
    enrolment = enrol(trainee=person, course=course)
    for lesson in course.lessons():
        finish_lesson(enrolment=enrolment, lesson=lesson, at=timezone.now())


# --- in force ---------------------------------------------------------------------


def test_put_in_force_the_plan_gives_its_duties_once(plan, member, course):
    PlanCourse.objects.create(plan=plan, course=course)
    officer = TrainingOfficerFactory()
    stale = TrainingPlan.objects.get(pk=plan.pk)

    assert activate_plan(plan=plan, by=officer) is None
    with pytest.raises(PlanIsNotADraft):
        activate_plan(plan=stale, by=officer)

    assert Enrolment.objects.get().due_on == plan.due_on
    assert Assignment.objects.get().trainee == member


def test_a_plan_for_nobody_or_of_nothing_does_not_come_into_force(plan, course):
    officer = TrainingOfficerFactory()
    with pytest.raises(PlanIsEmpty):
        activate_plan(plan=plan, by=officer)
    PlanCourse.objects.create(plan=plan, course=course)
    with pytest.raises(PlanIsEmpty):
        activate_plan(plan=plan, by=officer)

    plan.refresh_from_db()
    assert plan.state == TrainingPlan.State.DRAFT


def test_many_people_are_enrolled_by_a_worker(
    plan, member, course, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(services, "AT_ONCE", 0)
    PlanCourse.objects.create(plan=plan, course=course)

    with django_capture_on_commit_callbacks(execute=True):
        job = activate_plan(plan=plan, by=TrainingOfficerFactory())
    run_job(job.pk)

    job.refresh_from_db()
    assert job.state == Job.State.DONE
    assert Assignment.objects.get().trainee == member


def test_a_closed_plan_releases_what_is_not_done(plan, unit, member, course):
    other = MembershipFactory(department=unit).user
    PlanCourse.objects.create(plan=plan, course=course)
    activate_plan(plan=plan, by=TrainingOfficerFactory())
    complete(other, course)

    close_plan(plan=plan)

    states = dict(Assignment.objects.values_list("trainee", "state"))
    assert states == {member.pk: STATE.RELEASED, other.pk: STATE.DONE}
    assert Enrolment.objects.get(trainee=member).due_on is None


def test_the_preview_says_what_activation_then_does(plan, unit, member, course):
    done = MembershipFactory(department=unit).user
    complete(done, course)
    PlanCourse.objects.create(plan=plan, course=course)
    PlanCourse.objects.create(plan=plan, course=another(course), is_compulsory=False)

    preview = preview_plan(plan, today=timezone.localdate())
    activate_plan(plan=plan, by=TrainingOfficerFactory())

    line, elective = preview.courses
    assert (line.people, line.done, line.excused, line.to_do) == (2, 1, 0, 1)
    assert elective.people == 0
    assert preview.enrolments == Assignment.objects.filter(state=STATE.OPEN).count()
    assert [(each.name, each.people) for each in preview.units] == [(unit.name, 2)]


# --- electives ----------------------------------------------------------------------


def test_an_elective_is_chosen_and_then_due(plan, member, course):
    PlanCourse.objects.create(plan=plan, course=course, is_compulsory=False)
    activate_plan(plan=plan, by=TrainingOfficerFactory())

    for _twice in range(2):
        choose_elective(plan=plan, trainee=member, course=course)

    assert Assignment.objects.get().due_on == plan.due_on
    assert Enrolment.objects.get().due_on == plan.due_on


def test_nobody_chooses_what_is_not_theirs_to_choose(plan, member, course):
    compulsory = another(course)
    PlanCourse.objects.create(plan=plan, course=course, is_compulsory=False)
    PlanCourse.objects.create(plan=plan, course=compulsory)
    with pytest.raises(NotAnElective):
        choose_elective(plan=plan, trainee=member, course=course)  # still a draft
    activate_plan(plan=plan, by=TrainingOfficerFactory())

    with pytest.raises(NotAnElective):
        choose_elective(plan=plan, trainee=member, course=compulsory)
    with pytest.raises(NotAnElective):
        choose_elective(plan=plan, trainee=UserFactory(), course=course)


def test_n_of_m_electives_fulfil_the_plan(plan, member, course):
    plan.electives_required = 1
    plan.save()
    first, second = another(course), another(course)
    PlanCourse.objects.create(plan=plan, course=course)
    for elective in [first, second]:
        PlanCourse.objects.create(plan=plan, course=elective, is_compulsory=False)
    activate_plan(plan=plan, by=TrainingOfficerFactory())
    today = timezone.localdate()

    [before] = plans_of(member, today=today)
    assert (before.done, before.total, before.left_to_choose) == (0, 2, 1)

    complete(member, course)
    choose_elective(plan=plan, trainee=member, course=first)
    [chosen] = plans_of(member, today=today)
    assert (chosen.done, chosen.left_to_choose, chosen.is_fulfilled) == (1, 0, False)

    Assignment.objects.filter(course=first).update(state=STATE.DONE)
    [after] = plans_of(member, today=today)
    assert (after.done, after.is_fulfilled) == (2, True)


def test_plans_are_shown_to_those_they_are_for(plan, unit, member, course):
    PlanCourse.objects.create(plan=plan, course=course)
    division = DepartmentFactory(parent=unit, kind="division")
    below = MembershipFactory(department=division)
    activate_plan(plan=plan, by=TrainingOfficerFactory())
    today = timezone.localdate()

    for person in [member, below.user]:
        assert [each.plan for each in plans_of(person, today=today)] == [plan]
    assert plans_of(MembershipFactory().user, today=today) == []

    relieve(membership=below, on=today)
    tomorrow = today + timedelta(days=1)
    assert plans_of(below.user, today=tomorrow) == []


def test_the_persons_page_costs_the_same_for_one_course_and_three(
    client, plan, member, course
):
    client.force_login(member)
    PlanCourse.objects.create(plan=plan, course=course)
    activate_plan(plan=plan, by=TrainingOfficerFactory())
    client.get(reverse("learning:plans"))
    costs = []
    for more in [0, 2]:
        for _each in range(more):
            PlanCourse.objects.create(
                plan=plan, course=another(course), is_compulsory=False
            )
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("learning:plans"))
        costs.append(len(queries))

    assert costs[0] == costs[1]


def test_a_person_chooses_on_the_page_and_a_stranger_cannot(
    client, plan, member, course
):
    line = PlanCourse.objects.create(plan=plan, course=course, is_compulsory=False)
    activate_plan(plan=plan, by=TrainingOfficerFactory())
    address = reverse("learning:choose_course", args=[line.pk])

    client.force_login(UserFactory())
    assert client.post(address).status_code == 404
    client.force_login(member)
    assert client.post(address).url == reverse("learning:plans")

    assert Assignment.objects.get().trainee == member


# --- the admin -------------------------------------------------------------------------


def form_of(course, unit, **changes):
    today = date(2026, 1, 5)
    return {
        "title": "Kế hoạch 2026",
        "year": 2026,
        "starts_on": today,
        "due_on": date(2026, 11, 30),
        "electives_required": 0,
        "decision_number": "12/QĐ-UBND",
        "decided_on": "",
        "note": "",
        "courses-TOTAL_FORMS": 1,
        "courses-INITIAL_FORMS": 0,
        "courses-0-course": course.pk,
        "courses-0-is_compulsory": "on",
        "courses-0-ORDER": 1,
        "targets-TOTAL_FORMS": 1,
        "targets-INITIAL_FORMS": 0,
        "targets-0-department": unit.pk,
        "targets-0-with_below": "on",
        **changes,
    }


def test_the_office_writes_a_plan_looks_and_puts_it_in_force(
    client, unit, member, course
):
    client.force_login(TrainingOfficerFactory())

    response = client.post(reverse("training_plans:add"), form_of(course, unit))

    plan = TrainingPlan.objects.get()
    preview = reverse("training_plans:preview", args=[plan.pk])
    assert response.url == preview
    assert client.get(preview).context["preview"].people == 1
    client.post(preview, {"do": "activate"})
    plan.refresh_from_db()
    assert plan.state == TrainingPlan.State.ACTIVE
    assert Assignment.objects.get().trainee == member


def test_a_target_is_a_unit_or_a_person_not_both_and_not_nothing(
    client, unit, member, course
):
    client.force_login(TrainingOfficerFactory())
    for target in [
        {"targets-0-person": member.pk},
        {"targets-0-department": ""},
    ]:
        response = client.post(
            reverse("training_plans:add"), form_of(course, unit, **target)
        )
        assert response.status_code == 200

    assert not TrainingPlan.objects.exists()


def test_a_trainer_does_not_reach_plans(client, plan):
    client.force_login(TrainerFactory())
    for name in ["index", "preview"]:
        args = [plan.pk] if name == "preview" else []
        address = reverse(f"training_plans:{name}", args=args)
        assert client.get(address).status_code == 302
