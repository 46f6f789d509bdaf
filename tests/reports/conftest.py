"""A small province: two departments, one with two divisions, and who heads what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from courses.models import CoursePage
from departments.models import Department
from learning.models import Enrolment
from tests.factories import (
    DepartmentFactory,
    EnrolmentFactory,
    MembershipFactory,
    TrainingOfficerFactory,
    UserFactory,
)


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
