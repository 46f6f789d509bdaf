"""A plan of the commune of the demo accounts, two classes, and targets of hours."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from accounts.models import StaffCategory, User
from courses.models import CoursePage
from departments.models import Department
from learning.classes.attendance import note_list
from learning.classes.finishing import finish_class
from learning.classes.services import ask_for_seat, nominate
from learning.models import (
    Assignment,
    ClassQuota,
    ClassSession,
    Enrolment,
    HoursTarget,
    PlanCourse,
    PlanTarget,
    TrainingClass,
    TrainingPlan,
)
from learning.plans.people import people_of
from learning.plans.sync import sync_plan
from lms.demo.courses import CRISIS, PRESS
from lms.demo.staff import COMMUNE
from notifications.models import Message
from vietnamese.dates import training_year

HOURS = {"": Decimal(40), StaffCategory.OTHER: Decimal(16)}
PUPILS = 12
SUBJECTS = [
    "Quy định về phát ngôn và cung cấp thông tin cho báo chí",
    "Thực hành trả lời phỏng vấn trước ống kính",
]


@transaction.atomic
def add_training(*, by: User, today: date) -> int:
    """Add what is missing; how many things."""
    if TrainingPlan.objects.exists():
        return 0
    commune = Department.objects.get(name=COMMUNE)
    year = training_year(today).end.year
    for category, hours in HOURS.items():
        HoursTarget.objects.create(year=year, category=category, hours=hours)
    _add_plan(commune, by=by, today=today)
    _add_past_class(commune, by=by, today=today)
    _add_coming_class(commune, by=by, today=today)
    # People who do not exist are told on the site and not by mail.
    told = Message.objects.filter(recipient__in=_people(commune))
    told.update(mail_state=Message.Mail.NONE)
    return 4


def _add_plan(commune: Department, *, by: User, today: date) -> None:
    """Who studies already keeps the due day of their own story."""
    year = training_year(today)
    plan = TrainingPlan.objects.create(
        title=f"Kế hoạch bồi dưỡng truyền thông năm {year.end.year}",
        year=year.end.year,
        decision_number="15/QĐ-UBND",
        decided_on=year.start + timedelta(days=20),
        starts_on=year.start,
        due_on=year.end,
        electives_required=1,
        state=TrainingPlan.State.ACTIVE,
        created_by=by,
    )
    PlanTarget.objects.create(plan=plan, department=commune)
    for order, course in enumerate(CoursePage.objects.live().order_by("pk")):
        PlanCourse.objects.create(
            plan=plan,
            course=course,
            sort_order=order,
            is_compulsory=course.slug in {PRESS, CRISIS},
        )
    mine = Enrolment.objects.current().filter(
        trainee__in=people_of(plan, on=today), course__plans__plan=plan
    )
    Assignment.objects.bulk_create(
        Assignment(
            plan=plan,
            course_id=each.course_id,
            trainee_id=each.trainee_id,
            enrolment=each,
            due_on=each.due_on or plan.due_on,
            state=Assignment.State.DONE if each.is_complete else Assignment.State.OPEN,
            ended_at=each.completed_at,
            assigned_at=each.enrolled_at,
        )
        for each in mine
    )
    sync_plan(plan=plan, today=today)


def _add_past_class(commune: Department, *, by: User, today: date) -> None:
    day = _tuesday(today - timedelta(days=24))
    past = _class("Lớp kỹ năng phát ngôn, khóa 1", day, seats=40, today=today)
    people = _people(commune)[:PUPILS]
    seated = nominate(training_class=past, people=people, by=by)
    for n, session in enumerate(past.sessions.all()):
        present = {each.pk for each in seated[n * 2 :]}  # two missed the second half
        note_list(session=session, present=present, by=by)
    finish_class(training_class=past)


def _add_coming_class(commune: Department, *, by: User, today: date) -> None:
    day = _tuesday(today + timedelta(days=12))
    coming = _class("Lớp kỹ năng phát ngôn, khóa 2", day, seats=40, today=today)
    ClassQuota.objects.create(training_class=coming, department=commune, seats=2)
    people = _people(commune)[PUPILS:]
    nominate(training_class=coming, people=people[:3], by=by)
    for person in people[3:5]:
        ask_for_seat(training_class=coming, trainee=person)


def _class(title: str, day: date, *, seats: int, today: date) -> TrainingClass:
    made = TrainingClass.objects.create(
        title=title,
        decision_number="1204/QĐ-UBND",
        place="Hội trường Trường Chính trị tỉnh",
        about="Lớp tập trung một ngày, học xong có bài thực hành.",
        seats=seats,
        register_until=today + timedelta(days=7),
        needed_percent=50,
        state=TrainingClass.State.OPEN,
    )
    for subject, hour in zip(SUBJECTS, [8, 14], strict=True):
        starts_at = timezone.make_aware(datetime.combine(day, time(hour)))
        ClassSession.objects.create(
            training_class=made,
            title=subject,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=3, minutes=30),
        )
    return made


def _tuesday(day: date) -> date:
    """That day, or the Tuesday after it."""
    return day + timedelta(days=(1 - day.weekday()) % 7)


def _people(commune: Department) -> list[User]:
    inside = User.objects.active().filter(
        memberships__department__path__range=commune.path_range,
        memberships__ended_on=None,
    )
    accounts = ["hocvien", "thutruong"]
    return list(inside.exclude(username__in=accounts).distinct().order_by("pk"))
