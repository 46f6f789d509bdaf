"""Duties follow the people: who joined gets them, who left is released.

Whole sets at a time, a constant number of queries for a plan, and safe to run again
at any moment: the second run finds nothing to do.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Min, OuterRef, Q, Subquery
from django.utils import timezone

from learning.models import (
    Assignment,
    Enrolment,
    Exemption,
    OutsideTraining,
    PlanCourse,
    TrainingPlan,
)
from learning.plans.people import people_of
from vietnamese.dates import add_months

STATE = Assignment.State
BATCH = 2000
# Somebody who joins when a plan is nearly over still gets some time.
DAYS_FOR_LATE_JOINERS = 30
# A renewal may begin this long before the old completion runs out.
DAYS_TO_RENEW = 60

Pair = tuple[int, int]  # trainee, course


@dataclass(frozen=True)
class Synced:
    assigned: int = 0
    released: int = 0
    back: int = 0
    renewed: int = 0


def sync_plans(*, today: date | None = None) -> int:
    """Bring every plan in force up to date; how many duties changed."""
    changed = 0
    for plan in TrainingPlan.objects.filter(state=TrainingPlan.State.ACTIVE):
        synced = sync_plan(plan=plan, today=today)
        changed += sum((synced.assigned, synced.released, synced.back, synced.renewed))
    return changed


@transaction.atomic
def sync_plan(*, plan: TrainingPlan, today: date | None = None) -> Synced:
    """Give, take back and renew the duties of one plan."""
    today = today or timezone.localdate()
    lines = {line.course_id: line for line in plan.courses.all()}
    # A plan that is over is for nobody any more: open duties are released.
    is_over = plan.state == TrainingPlan.State.CLOSED
    people = {} if is_over else people_of(plan, on=today)
    latest = _latest(plan)
    wanted = [
        (person, line.course_id)
        for line in lines.values()
        if line.is_compulsory
        for person in people
        if (person, line.course_id) not in latest
    ]
    synced = Synced(
        assigned=assign(plan, lines, people, wanted, today),
        released=_release(latest, people),
        back=_take_back(latest, people),
        renewed=_renew(plan, lines, people, today),
    )
    _set_due_days(plan)
    return synced


def _latest(plan: TrainingPlan) -> dict[Pair, Assignment]:
    """The last round of each person and course."""
    rows = Assignment.objects.filter(plan=plan).order_by("round")
    return {(row.trainee_id, row.course_id): row for row in rows}


def assign(
    plan: TrainingPlan,
    lines: dict[int, PlanCourse],
    people: dict[int, date],
    pairs: list[Pair],
    today: date,
) -> int:
    """Give the duties of these pairs, with the enrolments they need."""
    if not pairs:
        return 0
    excused = excused_pairs(lines, today)
    enrolments = current_enrolments(lines)
    missing = [pair for pair in pairs if pair not in enrolments and pair not in excused]
    Enrolment.objects.bulk_create(
        (Enrolment(trainee_id=who, course_id=what) for who, what in missing),
        batch_size=BATCH,
        ignore_conflicts=True,
    )
    if missing:
        enrolments = current_enrolments(lines)
    Assignment.objects.bulk_create(
        (
            Assignment(
                plan=plan,
                trainee_id=who,
                course_id=what,
                enrolment=enrolments.get((who, what)),
                due_on=_due_day(plan, lines[what], people[who]),
                **_beginning(enrolments.get((who, what)), excused.get((who, what))),
            )
            for who, what in pairs
        ),
        batch_size=BATCH,
        ignore_conflicts=True,
    )
    return len(pairs)


def _due_day(plan: TrainingPlan, line: PlanCourse, joined_on: date) -> date:
    due_on = line.due_on or plan.due_on
    if joined_on <= plan.starts_on:
        return due_on
    return max(due_on, joined_on + timedelta(days=DAYS_FOR_LATE_JOINERS))


def _beginning(enrolment: Enrolment | None, excused: str | None) -> dict[str, object]:
    """A duty that is fulfilled or excused already ends as it begins."""
    if enrolment and enrolment.is_complete:
        return {"state": STATE.DONE, "ended_at": enrolment.completed_at}
    if excused:
        return {"state": excused, "ended_at": timezone.now()}
    return {}


def current_enrolments(courses: Iterable[int]) -> dict[Pair, Enrolment]:
    rows = Enrolment.objects.current().filter(course__in=list(courses))
    return {(row.trainee_id, row.course_id): row for row in rows}


def excused_pairs(courses: Iterable[int], today: date) -> dict[Pair, str]:
    courses = list(courses)
    elsewhere = OutsideTraining.objects.filter(
        course__in=courses, state=OutsideTraining.State.APPROVED
    )
    exempt = Exemption.objects.filter(
        Q(until=None) | Q(until__gte=today), course__in=courses
    )
    found: dict[Pair, str] = {}
    for rows, state in [(elsewhere, STATE.EQUIVALENT), (exempt, STATE.EXEMPT)]:
        for who, what in rows.values_list("trainee", "course"):
            found[who, what] = state
    return found


def _release(latest: dict[Pair, Assignment], people: dict[int, date]) -> int:
    """Who is no longer in it has no duty left. What they began stays theirs."""
    gone = [
        row.pk
        for row in latest.values()
        if row.state == STATE.OPEN and row.trainee_id not in people
    ]
    return _update(gone, state=STATE.RELEASED, ended_at=timezone.now())


def _take_back(latest: dict[Pair, Assignment], people: dict[int, date]) -> int:
    back = [
        row.pk
        for row in latest.values()
        if row.state == STATE.RELEASED and row.trainee_id in people
    ]
    done = Enrolment.objects.current().completed().values("pk")
    of_done = Assignment.objects.filter(enrolment__in=done)
    finished = list(
        of_done.filter(state=STATE.RELEASED, pk__in=back).values_list("pk", flat=True)
        if back
        else []
    )
    _update(finished, state=STATE.DONE, ended_at=timezone.now())
    still = list(set(back) - set(finished))
    return _update(still, state=STATE.OPEN, ended_at=None) + len(finished)


def _update(pks: list[int], **values: object) -> int:
    changed = 0
    for start in range(0, len(pks), BATCH):
        some = Assignment.objects.filter(pk__in=pks[start : start + BATCH])
        changed += some.update(**values)
    return changed


def _renew(
    plan: TrainingPlan,
    lines: dict[int, PlanCourse],
    people: dict[int, date],
    today: date,
) -> int:
    """Start the next round of what has nearly run out; the old record stays."""
    renewed = 0
    for line in lines.values():
        if line.renew_months:
            renewed += _renew_course(plan, line, people, today)
    return renewed


def _renew_course(
    plan: TrainingPlan, line: PlanCourse, people: dict[int, date], today: date
) -> int:
    months = line.renew_months or 0
    done = Assignment.objects.filter(
        plan=plan,
        course=line.course_id,
        state=STATE.DONE,
        enrolment__is_current=True,
        enrolment__completed_at__date__lte=add_months(
            today + timedelta(days=DAYS_TO_RENEW), -months
        ),
    )
    old = [row for row in done.select_related("enrolment") if row.trainee_id in people]
    if not old:
        return 0
    _make_past([row.enrolment_id for row in old if row.enrolment_id])
    fresh = Enrolment.objects.bulk_create(
        (Enrolment(trainee_id=row.trainee_id, course_id=row.course_id) for row in old),
        batch_size=BATCH,
    )
    Assignment.objects.bulk_create(
        (
            Assignment(
                plan=plan,
                trainee_id=row.trainee_id,
                course_id=row.course_id,
                enrolment=enrolment,
                round=row.round + 1,
                due_on=max(_runs_out(row, months), today),
            )
            for row, enrolment in zip(old, fresh, strict=True)
        ),
        batch_size=BATCH,
    )
    return len(old)


def _make_past(pks: list[int]) -> None:
    for start in range(0, len(pks), BATCH):
        some = Enrolment.objects.filter(pk__in=pks[start : start + BATCH])
        some.update(is_current=False)


def _runs_out(row: Assignment, months: int) -> date:
    completed_at = row.enrolment.completed_at if row.enrolment else None
    return add_months(timezone.localdate(completed_at), months)


def _set_due_days(plan: TrainingPlan) -> None:
    """Unfinished enrolments are due with the earliest open duty, of any plan."""
    earliest = (
        Assignment.objects.filter(enrolment=OuterRef("pk"), state=STATE.OPEN)
        .order_by()
        .values("enrolment")
        .annotate(day=Min("due_on"))
        .values("day")
    )
    touched = Assignment.objects.filter(plan=plan).values("enrolment")
    Enrolment.objects.current().unfinished().filter(pk__in=touched).update(
        due_on=Subquery(earliest)
    )
