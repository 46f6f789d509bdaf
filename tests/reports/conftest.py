"""A small province: two departments, one with two divisions, and who heads what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from courses.models import CoursePage
from departments.models import Department
from learning.models import Assignment, Enrolment, HoursEntry, HoursTarget
from tests.factories import (
    CoursePageFactory,
    DepartmentFactory,
    EnrolmentFactory,
    MembershipFactory,
    TrainingOfficerFactory,
    TrainingPlanFactory,
    UserFactory,
)
from vietnamese.dates import training_year


@dataclass(frozen=True)
class Province:
    top: Department
    culture: Department
    tourism: Department
    museum: Department
    health: Department
    head: User
    office: User


@pytest.fixture
def province(db) -> Province:
    top = DepartmentFactory(name="Tỉnh Cao Bằng", kind="province")
    culture = DepartmentFactory(name="Sở Văn hóa, Thể thao và Du lịch", parent=top)
    tourism = DepartmentFactory(
        name="Phòng Quản lý Du lịch", kind="division", parent=culture
    )
    museum = DepartmentFactory(name="Bảo tàng tỉnh", kind="division", parent=culture)
    health = DepartmentFactory(name="Sở Y tế", parent=top)
    head = UserFactory(full_name="Lương Quốc Khải")
    MembershipFactory(user=head, department=culture, post="Giám đốc", is_head=True)
    office = TrainingOfficerFactory(full_name="Bế Thị Lan")
    return Province(top, culture, tourism, museum, health, head, office)


@pytest.fixture
def signed_in_as(client):
    """The client, signed in as somebody."""

    def sign_in(user: User):
        client.force_login(user)
        return client

    return sign_in


def person(name: str, unit: Department, **post) -> User:
    user = UserFactory(full_name=name)
    MembershipFactory(user=user, department=unit, **post)
    return user


def done(trainee: User, course: CoursePage, *, days_ago: int = 1) -> Enrolment:
    at = timezone.now() - timedelta(days=days_ago)
    return EnrolmentFactory(
        trainee=trainee,
        course=course,
        enrolled_at=at - timedelta(days=30),
        started_at=at - timedelta(days=10),
        completed_at=at,
    )


def late(trainee: User, course: CoursePage, *, days: int = 3, **more) -> Enrolment:
    return EnrolmentFactory(
        trainee=trainee,
        course=course,
        due_on=timezone.localdate() - timedelta(days=days),
        **more,
    )


def doing(trainee: User, course: CoursePage) -> Enrolment:
    return EnrolmentFactory(trainee=trainee, course=course, started_at=timezone.now())


def todo(trainee: User, course: CoursePage) -> Enrolment:
    return EnrolmentFactory(trainee=trainee, course=course)


def noon(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, 12))


# --- a province with figures of every kind ----------------------------------------------


@pytest.fixture
def busy(province, course):
    """People of every kind in each unit, on one course, two or none; a plan, hours."""
    other = CoursePageFactory(parent=course.get_parent(), title="An toàn thông tin")
    for unit in [province.culture, province.tourism, province.museum, province.health]:
        someone = [person(f"{unit.name} {n}", unit) for n in range(7)]
        done(someone[0], course)
        done(someone[1], course, days_ago=20)
        late(someone[2], course)
        late(someone[2], other, days=30)
        doing(someone[3], course)
        todo(someone[4], other)
        done(someone[5], other, days_ago=9)
        late(someone[5], course, days=15)
    late(person("Ở tỉnh", province.top), course)
    # Renewed within the year: one person, two enrolments in one course.
    again = person("Học lại", province.museum)
    first = done(again, course, days_ago=40)
    first.is_current = False
    first.save()
    EnrolmentFactory(trainee=again, course=course)
    _plan(course, province)
    _hours(province)
    UserFactory(full_name="Chưa có đơn vị")


def _plan(course, province) -> None:
    today = timezone.localdate()
    plan = TrainingPlanFactory(year=training_year(today).end.year)
    states = [
        Assignment.State.DONE,
        Assignment.State.EXEMPT,
        Assignment.State.RELEASED,
        Assignment.State.OPEN,
        Assignment.State.OPEN,
    ]
    for n, state in enumerate(states):
        Assignment.objects.create(
            plan=plan,
            course=course,
            trainee=person(f"Kế hoạch {n}", province.health),
            state=state,
            due_on=today + timedelta(days=-1 if n == 4 else 5),
        )


def _hours(province) -> None:
    today = timezone.localdate()
    HoursTarget.objects.create(
        year=training_year(today).end.year, category="", hours=16
    )
    for n, category in enumerate(["", "civil_servant", "civil_servant"]):
        someone = person(f"Số tiết {n}", province.museum)
        someone.staff_category = category
        someone.save()
        earn(someone, times=n + 1)


def earn(someone, *, times: int) -> None:
    for key in range(times):
        HoursEntry.objects.create(
            trainee=someone,
            key=f"class:{key}",
            source="class",
            title="Lớp",
            hours=8,
            earned_on=timezone.localdate(),
        )
