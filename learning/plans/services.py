"""What is done with a plan: put in force, closed, an elective chosen."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from courses.models import CoursePage
from jobs.models import Job
from jobs.services import ask_for
from learning.models import Assignment, TrainingPlan
from learning.plans.people import people_of
from learning.plans.settling import settle
from learning.plans.sync import assign, sync_plan

ACTIVATE_JOB = "learning.sync_plan"
AT_ONCE = 500  # people; more are enrolled by a worker
STATE = TrainingPlan.State


class PlanIsEmpty(Exception):
    """The plan has no course, or is for nobody."""


class PlanIsNotADraft(Exception):
    """Somebody has put the plan in force already, or closed it."""


class NotAnElective(Exception):
    """The course is not for this person to choose in this plan."""


@transaction.atomic
def activate_plan(*, plan: TrainingPlan, by: User) -> Job | None:
    """Put a plan in force and give its duties.

    Returns the job that gives them where people are many. Raises PlanIsEmpty,
    PlanIsNotADraft; of two presses one activates.
    """
    people = people_of(plan, on=timezone.localdate())
    if not people or not plan.courses.exists():
        raise PlanIsEmpty
    drafts = TrainingPlan.objects.filter(pk=plan.pk, state=STATE.DRAFT)
    if not drafts.update(state=STATE.ACTIVE):
        raise PlanIsNotADraft
    plan.refresh_from_db(fields=["state"])
    if len(people) <= AT_ONCE:
        sync_plan(plan=plan)
        return None
    return ask_for(
        kind=ACTIVATE_JOB,
        key=f"{ACTIVATE_JOB}:{plan.pk}",
        title=_("Enrolments of the plan: %(plan)s") % {"plan": plan.title},
        arguments={"plan": plan.pk},
        requested_by=by,
    )


@transaction.atomic
def close_plan(*, plan: TrainingPlan) -> None:
    """End a plan: what is not done is nobody's duty any more, what is done stays."""
    active = TrainingPlan.objects.filter(pk=plan.pk, state=STATE.ACTIVE)
    if not active.update(state=STATE.CLOSED):
        return
    plan.refresh_from_db(fields=["state"])
    sync_plan(plan=plan)


@transaction.atomic
def choose_elective(
    *, plan: TrainingPlan, trainee: User, course: CoursePage, today: date | None = None
) -> Assignment:
    """Take an elective course of the plan. Choosing it again changes nothing.

    Raises NotAnElective for a course that is not one, a plan not in force, or
    somebody the plan is not for.
    """
    today = today or timezone.localdate()
    line = plan.courses.filter(course=course, is_compulsory=False).first()
    people = people_of(plan, on=today)
    if line is None or plan.state != STATE.ACTIVE or trainee.pk not in people:
        raise NotAnElective
    assign(plan, {course.pk: line}, people, [(trainee.pk, course.pk)], today)
    settle(trainee=trainee, course=course)
    return Assignment.objects.get(plan=plan, trainee=trainee, course=course, round=1)
