from __future__ import annotations

import pytest
from django.db import connection
from django.utils import timezone

from learning.classes import services
from learning.classes.services import nominate
from learning.models import Registration, ReminderRun, TrainingClass
from learning.reminders import rounds
from learning.reminders.heads import remind_my_people
from notifications.models import Message
from tests.factories import (
    EnrolmentFactory,
    MembershipFactory,
    TrainingClassFactory,
    TrainingOfficerFactory,
    UserFactory,
)
from tests.races.harness import RUNNERS, race, without_constraints

STATE = Registration.State


def all_at_once_for_one_seat() -> list[str]:
    training_class = TrainingClassFactory(seats=1)
    officer = TrainingOfficerFactory()
    people = [UserFactory() for _n in range(RUNNERS)]

    def send(person):
        return lambda: nominate(
            training_class=TrainingClass.objects.get(pk=training_class.pk),
            people=[person],
            by=officer,
        )

    race(*[send(person) for person in people])
    return sorted(training_class.registrations.values_list("state", flat=True))


@pytest.mark.parametrize("_round", range(5))
def test_the_last_seat_is_given_once(_round):
    assert all_at_once_for_one_seat() == [STATE.SEATED] + [STATE.WAITING] * (
        RUNNERS - 1
    )


@pytest.mark.postgres
@pytest.mark.skipif(
    connection.vendor != "postgresql",
    reason="the transactions of SQLite exclude each other by themselves",
)
def test_without_the_lock_the_last_seat_is_given_twice(monkeypatch):
    monkeypatch.setattr(
        services, "_lock", lambda each: TrainingClass.objects.get(pk=each.pk)
    )

    seated = [all_at_once_for_one_seat().count(STATE.SEATED) for _n in range(10)]

    assert max(seated) > 1


def the_head_presses_many_times(course) -> list[int | None]:
    head = MembershipFactory(is_head=True)
    late = MembershipFactory(department=head.department).user
    EnrolmentFactory(trainee=late, course=course, due_on=timezone.localdate())
    return race(*[lambda: remind_my_people(head=head.user)] * RUNNERS)


@pytest.mark.parametrize("_round", range(5))
def test_a_heads_button_reminds_once(_round, course):
    assert sorted(the_head_presses_many_times(course), key=str) == [1] + [None] * (
        RUNNERS - 1
    )
    assert Message.objects.count() == 1


def test_without_the_constraint_a_heads_button_runs_more_than_once(monkeypatch, course):
    monkeypatch.setattr(rounds, "was_run", lambda kind, day: False)
    with without_constraints(ReminderRun, "one_round_of_reminders_per_kind_and_day"):
        results = the_head_presses_many_times(course)

    assert results.count(1) > 1
