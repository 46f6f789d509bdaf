from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from accounts import patience
from learning.classes.attendance import (
    CODE_SECONDS,
    CodeIsWrong,
    NoSeat,
    SessionIsNotOpen,
    TooManyWrongCodes,
    check_in,
    code_at,
    note_list,
)
from learning.classes.finishing import finish_class
from learning.classes.services import (
    NotYoursToDecide,
    ReasonMissing,
    RegistrationIsOver,
    approve,
    ask_for_seat,
    cancel,
    decline,
    fill_free_seats,
    nominate,
    withdraw,
)
from learning.models import (
    Attendance,
    ClassQuota,
    HoursEntry,
    Registration,
    TrainingClass,
)
from tests.factories import (
    ClassSessionFactory,
    DepartmentFactory,
    MembershipFactory,
    TrainingClassFactory,
    TrainingOfficerFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
STATE = Registration.State


@pytest.fixture
def unit():
    return DepartmentFactory()


@pytest.fixture
def head(unit):
    return MembershipFactory(department=unit, is_head=True).user


@pytest.fixture
def officer():
    return TrainingOfficerFactory()


def member(unit):
    return MembershipFactory(department=unit).user


def states(training_class):
    rows = training_class.registrations.order_by("pk")
    return list(rows.values_list("state", flat=True))


# --- seats --------------------------------------------------------------------------


def test_who_asks_waits_for_the_head_and_then_has_a_seat(unit, head):
    training_class = TrainingClassFactory()
    person = member(unit)

    registration = ask_for_seat(training_class=training_class, trainee=person)
    assert registration.state == STATE.ASKED
    assert registration.department == unit

    approve(registration=registration, by=head)
    assert (registration.state, registration.decided_by) == (STATE.SEATED, head)
    assert person.messages.count() == 1


def test_asking_twice_is_asking_once(unit):
    training_class, person = TrainingClassFactory(), member(unit)
    for _twice in range(2):
        ask_for_seat(training_class=training_class, trainee=person)

    assert states(training_class) == [STATE.ASKED]


def test_without_room_people_wait_in_their_order(unit, head):
    training_class = TrainingClassFactory(seats=1)
    first, second, third = (member(unit) for _n in range(3))

    nominate(training_class=training_class, people=[first, second, third], by=head)
    assert states(training_class) == [STATE.SEATED, STATE.WAITING, STATE.WAITING]

    withdraw(registration=training_class.registrations.get(trainee=first))
    assert states(training_class) == [STATE.WITHDRAWN, STATE.SEATED, STATE.WAITING]

    training_class.seats = 2
    training_class.save()
    assert fill_free_seats(training_class=training_class) == 1
    assert states(training_class) == [STATE.WITHDRAWN, STATE.SEATED, STATE.SEATED]


def test_a_quota_keeps_seats_for_a_unit_and_those_below(unit, officer):
    training_class = TrainingClassFactory(seats=3)
    division = DepartmentFactory(parent=unit, kind="division")
    ClassQuota.objects.create(training_class=training_class, department=unit, seats=2)
    theirs = [member(unit), member(division), member(division)]
    others = [member(DepartmentFactory()), member(DepartmentFactory())]

    nominate(training_class=training_class, people=[*others, *theirs], by=officer)

    # One seat is for all; two are the unit's, and no more than two.
    assert states(training_class) == [
        STATE.SEATED,
        STATE.WAITING,
        STATE.SEATED,
        STATE.SEATED,
        STATE.WAITING,
    ]


def test_the_nearest_quota_counts(unit, officer):
    training_class = TrainingClassFactory(seats=10)
    division = DepartmentFactory(parent=unit, kind="division")
    for each, seats in [(unit, 5), (division, 1)]:
        ClassQuota.objects.create(
            training_class=training_class, department=each, seats=seats
        )

    people = [member(division), member(division), member(unit)]
    nominate(training_class=training_class, people=people, by=officer)

    assert states(training_class) == [STATE.SEATED, STATE.WAITING, STATE.SEATED]


def test_a_head_decides_on_their_own_people_only_and_not_on_themselves(unit, head):
    training_class = TrainingClassFactory()
    stranger = member(DepartmentFactory())
    own = ask_for_seat(training_class=training_class, trainee=head)
    theirs = ask_for_seat(training_class=training_class, trainee=stranger)

    for registration in [own, theirs]:
        with pytest.raises(NotYoursToDecide):
            approve(registration=registration, by=head)
    with pytest.raises(NotYoursToDecide):
        nominate(
            training_class=training_class, people=[member(unit), stranger], by=head
        )

    assert states(training_class) == [STATE.ASKED, STATE.ASKED]


def test_nobody_is_declined_without_a_reason(unit, head):
    registration = ask_for_seat(
        training_class=TrainingClassFactory(), trainee=member(unit)
    )
    with pytest.raises(ReasonMissing):
        decline(registration=registration, by=head, reason=" ")

    decline(registration=registration, by=head, reason="Trùng lịch họp")

    assert registration.state == STATE.DECLINED
    assert registration.trainee.messages.get().body == "Trùng lịch họp"


def test_a_seat_taken_back_goes_to_who_waits(unit, head):
    training_class = TrainingClassFactory(seats=1)
    first, _second = nominate(
        training_class=training_class, people=[member(unit), member(unit)], by=head
    )

    decline(registration=first, by=head, reason="Bận công tác")

    assert states(training_class) == [STATE.DECLINED, STATE.SEATED]


@pytest.mark.parametrize(
    "change",
    [
        {"state": TrainingClass.State.DRAFT},
        {"state": TrainingClass.State.SHUT},
        {"state": TrainingClass.State.CANCELLED},
        {"register_until": timezone.localdate() - timedelta(days=1)},
    ],
)
def test_after_the_last_day_nobody_registers(change, unit, head):
    training_class = TrainingClassFactory(**change)
    with pytest.raises(RegistrationIsOver):
        ask_for_seat(training_class=training_class, trainee=member(unit))
    with pytest.raises(RegistrationIsOver):
        nominate(training_class=training_class, people=[member(unit)], by=head)

    assert states(training_class) == []


def test_who_counted_on_a_cancelled_class_hears(unit, head):
    training_class = TrainingClassFactory(seats=1)
    seated, waiting = nominate(
        training_class=training_class, people=[member(unit), member(unit)], by=head
    )
    gone = ask_for_seat(training_class=training_class, trainee=member(unit))
    withdraw(registration=gone)

    cancel(training_class=training_class, reason="Mưa lũ")

    heard = [
        each.trainee.messages.filter(body="Mưa lũ").count()
        for each in [seated, waiting, gone]
    ]
    assert heard == [1, 1, 0]


# --- attendance ----------------------------------------------------------------------


@pytest.fixture
def session():
    start = timezone.make_aware(datetime(2026, 11, 24, 8))
    return ClassSessionFactory(starts_at=start, ends_at=start + timedelta(hours=4))


@pytest.fixture
def seated(session, unit, officer):
    [registration] = nominate(
        training_class=session.training_class, people=[member(unit)], by=officer
    )
    return registration


def test_the_code_on_the_wall_notes_who_is_here_once(session, seated):
    now = session.starts_at
    code = code_at(session, now)
    for _twice in range(2):
        check_in(session=session, trainee=seated.trainee, code=f" {code}", now=now)

    attendance = Attendance.objects.get()
    assert (attendance.registration, attendance.how) == (seated, Attendance.How.CODE)


def test_a_code_lasts_a_minute_at_most(session, seated):
    now = session.starts_at
    code = code_at(session, now)
    later = now + timedelta(seconds=2 * CODE_SECONDS)

    with pytest.raises(CodeIsWrong):
        check_in(session=session, trainee=seated.trainee, code=code, now=later)
    with pytest.raises(CodeIsWrong):
        check_in(session=session, trainee=seated.trainee, code="", now=now)

    assert not Attendance.objects.exists()


def test_nobody_gets_in_by_guessing(session, seated):
    now = session.starts_at
    for _guess in range(patience.MOST):
        with pytest.raises(CodeIsWrong):
            check_in(session=session, trainee=seated.trainee, code="x", now=now)
    right = code_at(session, now)

    with pytest.raises(TooManyWrongCodes):
        check_in(session=session, trainee=seated.trainee, code=right, now=now)


def test_codes_of_two_sessions_differ(session):
    other = ClassSessionFactory(training_class=session.training_class)
    now = session.starts_at
    codes = [
        [code_at(each, now + timedelta(seconds=n * CODE_SECONDS)) for n in range(20)]
        for each in [session, other]
    ]

    assert codes[0] != codes[1]
    assert len(set(codes[0])) > 15


@pytest.mark.parametrize("minutes", [-31, 4 * 60 + 31])
def test_a_code_counts_only_around_its_session(session, seated, minutes):
    now = session.starts_at + timedelta(minutes=minutes)
    with pytest.raises(SessionIsNotOpen):
        check_in(
            session=session,
            trainee=seated.trainee,
            code=code_at(session, now),
            now=now,
        )


def test_without_a_seat_a_code_notes_nothing(session):
    now = session.starts_at
    with pytest.raises(NoSeat):
        check_in(
            session=session,
            trainee=UserFactory(),
            code=code_at(session, now),
            now=now,
        )


def test_the_list_has_the_last_word(session, seated, officer):
    now = session.starts_at
    check_in(
        session=session, trainee=seated.trainee, code=code_at(session, now), now=now
    )

    note_list(session=session, present=set(), by=officer)

    attendance = Attendance.objects.get()
    assert (attendance.is_present, attendance.noted_by) == (False, officer)


def test_a_list_names_only_people_with_a_seat(session, seated, officer):
    stranger = ask_for_seat(
        training_class=session.training_class, trainee=UserFactory()
    )

    note_list(session=session, present={seated.pk, stranger.pk}, by=officer)

    assert [each.registration for each in Attendance.objects.all()] == [seated]


# --- hours -----------------------------------------------------------------------------


def hours():
    return list(HoursEntry.objects.values_list("trainee", "hours", "department"))


def test_who_came_to_enough_of_it_is_credited_what_they_came_to(unit, officer):
    training_class = TrainingClassFactory(needed_percent=75)
    sessions = [ClassSessionFactory(training_class=training_class) for _n in range(4)]
    diligent, rare = nominate(
        training_class=training_class, people=[member(unit), member(unit)], by=officer
    )
    for n, session in enumerate(sessions):
        present = {diligent.pk} if n < 3 else set()
        note_list(
            session=session,
            present=present | ({rare.pk} if n < 2 else set()),
            by=officer,
        )

    assert finish_class(training_class=training_class) == 1
    assert finish_class(training_class=training_class) == 1

    assert hours() == [(diligent.trainee_id, Decimal("12.0"), unit.pk)]
    assert training_class.state == TrainingClass.State.OVER


def test_a_corrected_list_corrects_the_hours(unit, officer):
    training_class = TrainingClassFactory(needed_percent=50)
    sessions = [ClassSessionFactory(training_class=training_class) for _n in range(2)]
    first, second = nominate(
        training_class=training_class, people=[member(unit), member(unit)], by=officer
    )
    for session in sessions:
        note_list(session=session, present={first.pk}, by=officer)
    finish_class(training_class=training_class)

    note_list(session=sessions[0], present={second.pk}, by=officer)
    note_list(session=sessions[1], present={first.pk, second.pk}, by=officer)
    finish_class(training_class=training_class)

    assert sorted(hours()) == sorted(
        [
            (first.trainee_id, Decimal("4.0"), unit.pk),
            (second.trainee_id, Decimal("8.0"), unit.pk),
        ]
    )


def test_the_hours_stand_on_the_day_the_class_ended(session, seated, officer):
    note_list(session=session, present={seated.pk}, by=officer)
    finish_class(training_class=session.training_class)

    assert HoursEntry.objects.get().earned_on == session.ends_at.date()
