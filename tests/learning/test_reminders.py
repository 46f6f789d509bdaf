from __future__ import annotations

import random
from collections import Counter
from datetime import date, datetime, time, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from learning.models import DayOff, Enrolment, ReminderRun
from learning.reminders.heads import (
    remind_my_people,
    reminded_today,
    write_to_heads,
)
from learning.reminders.people import remind_people
from learning.reminders.rounds import run_round
from learning.services import enrol
from notifications.models import Message
from tests.factories import (
    CoursePageFactory,
    DepartmentFactory,
    MembershipFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)


def at(day: date, hour: int = 9) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour, 5)))


def written() -> list[tuple[int, str]]:
    return list(Message.objects.order_by("pk").values_list("recipient", "subject"))


def on_every_day(since: date, days: int) -> Counter[date]:
    """How many messages each day brings when the scheduler runs each hour."""
    counted: Counter[date] = Counter()
    for n in range(days):
        day = since + timedelta(days=n)
        before = Message.objects.count()
        for hour in range(24):
            remind_people(now=at(day, hour))
        counted[day] = Message.objects.count() - before
    return counted


# --- the person ---------------------------------------------------------------------


def test_a_person_hears_14_7_and_1_days_before_and_weekly_after(trainee, course):
    due = MONDAY + timedelta(days=21)  # a Monday too
    enrol(trainee=trainee, course=course, due_on=due)

    counted = on_every_day(MONDAY, 45)

    # One day before is a Sunday: made up for on the due day itself.
    days = [-14, -7, 0, 7, 14, 21]
    assert [day for day in counted if counted[day]] == [
        due + timedelta(days=n) for n in days
    ]
    assert set(counted.values()) == {0, 1}


def test_nobody_is_written_to_at_night_or_on_a_weekend(trainee, course):
    saturday = MONDAY - timedelta(days=2)
    enrol(trainee=trainee, course=course, due_on=saturday + timedelta(days=7))

    assert remind_people(now=at(saturday)) == 0
    assert remind_people(now=at(MONDAY, 7)) == 0
    assert remind_people(now=at(MONDAY, 17)) == 0


def test_a_day_off_is_made_up_for_on_the_next_working_day(trainee, course):
    DayOff.objects.create(day=MONDAY, name="Nghỉ bù")
    remind_people(now=at(MONDAY - timedelta(days=3)))
    enrol(trainee=trainee, course=course, due_on=MONDAY + timedelta(days=7))

    assert remind_people(now=at(MONDAY)) == 0
    assert remind_people(now=at(MONDAY + timedelta(days=1))) == 1


def test_several_courses_are_one_message(trainee, course):
    other = CoursePageFactory(parent=course.get_parent())
    enrol(trainee=trainee, course=course, due_on=MONDAY + timedelta(days=7))
    enrol(trainee=trainee, course=other, due_on=MONDAY - timedelta(days=7))

    assert remind_people(now=at(MONDAY)) == 1

    message = Message.objects.get()
    assert message.subject == "Quá hạn: 1 khóa học"
    assert message.body.splitlines() == [
        f"{other.title}: đã quá hạn từ ngày 16/11/2026.",
        f"{course.title}: hạn hoàn thành là ngày 30/11/2026.",
    ]
    assert message.mail_state == Message.Mail.WAITING


def test_nobody_is_reminded_of_what_is_over(trainee, course):
    due = MONDAY + timedelta(days=7)
    past = enrol(trainee=trainee, course=course, due_on=due)
    Enrolment.objects.filter(pk=past.pk).update(
        is_current=False
    )  # a newer round has taken its place
    gone = UserFactory(is_active=False)
    enrol(trainee=gone, course=course, due_on=due)
    done = enrol(trainee=UserFactory(), course=course, due_on=due)
    now = timezone.now()
    Enrolment.objects.filter(pk=done.pk).update(started_at=now, completed_at=now)

    assert remind_people(now=at(MONDAY)) == 0


def test_after_a_standstill_people_hear_once(trainee, course):
    remind_people(now=at(MONDAY))
    enrol(trainee=trainee, course=course, due_on=MONDAY + timedelta(days=16))

    assert remind_people(now=at(MONDAY + timedelta(days=11))) == 1
    assert len(written()) == 1


def test_the_cost_does_not_grow_with_people(course):
    costs = []
    for week, people in enumerate([1, 3]):
        today = MONDAY + timedelta(days=7 * week)
        for _each in range(people):
            enrol(
                trainee=UserFactory(), course=course, due_on=today + timedelta(days=7)
            )
        with CaptureQueriesContext(connection) as queries:
            remind_people(now=at(today))
        costs.append(len(queries))

    assert costs[0] == costs[1]


# --- exactly once ---------------------------------------------------------------------


class Killed(Exception):
    pass


def test_a_month_with_kills_writes_each_message_once(course):
    """As many runs as hours, half of them killed somewhere between two statements."""
    dice = random.Random(20261123)
    for _n in range(12):
        enrol(
            trainee=UserFactory(),
            course=course,
            due_on=MONDAY + timedelta(days=dice.randrange(-20, 30)),
        )
    head = MembershipFactory(is_head=True)
    for enrolment in Enrolment.objects.all():
        MembershipFactory(user=enrolment.trainee, department=head.department)

    expected = _undisturbed_month()
    assert expected

    for n in range(31):
        for hour in [8, 10, 13, 16]:
            moment = at(MONDAY + timedelta(days=n), hour)
            for act in [remind_people, write_to_heads]:
                _with_kills(act, moment, dice)

    assert sorted(Message.objects.values_list("key", flat=True)) == expected


def _undisturbed_month() -> list[str]:
    with transaction.atomic():
        for n in range(31):
            for act in [remind_people, write_to_heads]:
                act(now=at(MONDAY + timedelta(days=n), 16))
        keys = sorted(Message.objects.values_list("key", flat=True))
        transaction.set_rollback(True)
    return keys


def _with_kills(act, moment: datetime, dice: random.Random) -> None:
    """Run it until it comes through, killed first before a statement of chance.

    By four o'clock the killing stops, so that every day is written to.
    """
    fatal = dice.randrange(1, 12) if timezone.localtime(moment).hour < 16 else 0
    seen = 0

    def kill(execute, sql, params, many, context):
        nonlocal seen
        seen += 1
        if seen == fatal:
            raise Killed
        return execute(sql, params, many, context)

    try:
        with connection.execute_wrapper(kill), transaction.atomic():
            act(now=moment)
    except Killed:
        pass


def test_a_round_that_fails_leaves_no_message_behind(trainee):
    def fails():
        yield Message(recipient=trainee, key="a", subject="Một")
        raise Killed

    with pytest.raises(Killed):
        run_round(kind="people", day=MONDAY, messages=fails)

    assert written() == []
    assert not ReminderRun.objects.exists()


# --- the head -----------------------------------------------------------------------


@pytest.fixture
def unit():
    return DepartmentFactory()


@pytest.fixture
def head(unit):
    return MembershipFactory(department=unit, is_head=True).user


def somebody(unit, course, due_on):
    person = MembershipFactory(department=unit).user
    enrol(trainee=person, course=course, due_on=due_on)
    return person


def test_a_head_gets_one_message_a_week_for_all_their_units(unit, head, course):
    below = DepartmentFactory(parent=unit, kind="division")
    somebody(unit, course, MONDAY - timedelta(days=3))
    somebody(below, course, MONDAY - timedelta(days=3))
    somebody(below, course, MONDAY + timedelta(days=10))
    somebody(DepartmentFactory(), course, MONDAY - timedelta(days=3))

    for n in range(7):
        for hour in [8, 12, 16]:
            write_to_heads(now=at(MONDAY + timedelta(days=n), hour))

    assert written() == [
        (head.pk, "Đơn vị trong tuần này: 2 người quá hạn, 1 người sắp đến hạn")
    ]


def test_a_head_of_a_unit_and_of_one_below_counts_nobody_twice(unit, head, course):
    below = DepartmentFactory(parent=unit, kind="division")
    MembershipFactory(user=head, department=below, is_head=True, is_primary=False)
    somebody(below, course, MONDAY - timedelta(days=3))

    write_to_heads(now=at(MONDAY))

    assert [subject for _who, subject in written()] == [
        "Đơn vị trong tuần này: 1 người quá hạn, 0 người sắp đến hạn"
    ]


def test_a_head_with_nothing_to_say_hears_nothing(head):
    assert write_to_heads(now=at(MONDAY)) == 0


def test_the_week_begins_on_its_first_working_day(unit, head, course):
    DayOff.objects.create(day=MONDAY, name="Nghỉ bù")
    somebody(unit, course, MONDAY - timedelta(days=3))

    assert write_to_heads(now=at(MONDAY)) == 0
    assert write_to_heads(now=at(MONDAY + timedelta(days=1))) == 1
    assert write_to_heads(now=at(MONDAY + timedelta(days=2))) == 0


def test_a_summary_is_made_up_for_when_the_scheduler_was_down(unit, head, course):
    somebody(unit, course, MONDAY - timedelta(days=3))

    assert write_to_heads(now=at(MONDAY + timedelta(days=3))) == 1
    assert write_to_heads(now=at(MONDAY + timedelta(days=4))) == 0
    assert write_to_heads(now=at(MONDAY + timedelta(days=7))) == 1


def test_a_head_reminds_their_people_once_a_day(unit, head, course):
    late = somebody(unit, course, MONDAY - timedelta(days=3))
    soon = somebody(unit, course, MONDAY + timedelta(days=3))
    somebody(unit, course, MONDAY + timedelta(days=90))
    somebody(DepartmentFactory(), course, MONDAY - timedelta(days=3))

    assert remind_my_people(head=head, today=MONDAY) == 2
    assert remind_my_people(head=head, today=MONDAY) is None
    assert reminded_today(head, today=MONDAY).messages == 2
    assert {who for who, _subject in written()} == {late.pk, soon.pk}

    assert remind_my_people(head=head, today=MONDAY + timedelta(days=1)) == 2


def test_under_two_heads_a_person_hears_once_a_day(unit, head, course):
    deputy = MembershipFactory(department=unit, is_head=True).user
    somebody(unit, course, MONDAY - timedelta(days=3))

    remind_my_people(head=head, today=MONDAY)
    remind_my_people(head=deputy, today=MONDAY)

    assert len(written()) == 1
