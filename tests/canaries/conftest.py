"""A unit of three with its heads; in each a person whose name occurs nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from departments.models import Department
from departments.services import appoint, relieve
from learning.classes.services import ask_for_seat
from learning.hours.crediting import credit
from learning.models import HoursEntry
from tests.canaries.names import CULTURE, HEALTH, MUSEUM
from tests.factories import (
    ClassSessionFactory,
    DepartmentFactory,
    EnrolmentFactory,
    MembershipFactory,
    TrainerFactory,
    TrainingOfficerFactory,
    UserFactory,
)


@dataclass(frozen=True)
class World:
    readers: dict[str, User]
    canaries: dict[str, User]
    units: dict[str, Department]
    course: str
    training_class: int

    def move_the_canary(self) -> None:
        """From the museum, which is part of culture, to health; since today."""
        mover, today = self.canaries[MUSEUM], timezone.localdate()
        relieve(membership=mover.memberships.get(), on=today - timedelta(days=1))
        appoint(user=mover, department=self.units["health"], post="Viên chức", on=today)

    def relieve(self, role: str) -> User:
        """Since yesterday a head no longer."""
        head = self.readers[role]
        for post in head.memberships.current():
            relieve(membership=post, on=timezone.localdate() - timedelta(days=1))
        return head


@pytest.fixture
def world(course) -> World:
    top = DepartmentFactory(name="Tỉnh", kind="province")
    culture = DepartmentFactory(name="Sở Văn hóa", parent=top)
    museum = DepartmentFactory(name="Bảo tàng", kind="division", parent=culture)
    health = DepartmentFactory(name="Sở Y tế", parent=top)
    session = ClassSessionFactory()
    homes = {CULTURE: culture, MUSEUM: museum, HEALTH: health}
    return World(
        readers={
            "head of culture": head_of(culture),
            "deputy of culture": head_of(culture),
            "head of museum": head_of(museum),
            "head of health": head_of(health),
            "office": TrainingOfficerFactory(),
            "trainer": TrainerFactory(),
            "stranger": UserFactory(),
        },
        canaries={
            name: canary(name, unit, course, session) for name, unit in homes.items()
        },
        units={"culture": culture, "museum": museum, "health": health},
        course=course.slug,
        training_class=session.training_class_id,
    )


def canary(name: str, unit: Department, course, session) -> User:
    """Late, on a class, with hours: in every list that there is."""
    person = UserFactory(full_name=name)
    MembershipFactory(user=person, department=unit)
    due_on = this_monday() - timedelta(days=7)
    EnrolmentFactory(trainee=person, course=course, due_on=due_on)
    ask_for_seat(training_class=session.training_class, trainee=person)
    credit(
        trainee=person,
        key="class:1",
        source=HoursEntry.Source.CLASS,
        title="Lớp",
        hours=4,
        earned_on=timezone.localdate(),
    )
    return person


def head_of(unit: Department) -> User:
    return MembershipFactory(department=unit, is_head=True).user


def this_monday() -> date:
    today = timezone.localdate()
    return today - timedelta(days=today.weekday())


def at_nine(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9)))
