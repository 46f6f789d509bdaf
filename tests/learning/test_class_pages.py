from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from learning.classes.attendance import code_at
from learning.classes.services import ask_for_seat, nominate
from learning.models import Attendance, Registration, TrainingClass
from tests.factories import (
    ClassSessionFactory,
    DepartmentFactory,
    MembershipFactory,
    TrainerFactory,
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
def person(unit):
    return MembershipFactory(department=unit).user


@pytest.fixture
def session():
    return ClassSessionFactory()


@pytest.fixture
def training_class(session):
    return session.training_class


def page(training_class):
    return reverse("learning:class", args=[training_class.pk])


def test_a_person_asks_and_withdraws_on_the_page(client, training_class, person):
    client.force_login(person)

    client.post(page(training_class), {"do": "ask"})
    assert Registration.objects.get().state == STATE.ASKED
    client.post(page(training_class), {"do": "withdraw"})
    assert Registration.objects.get().state == STATE.WITHDRAWN


def test_a_draft_is_nobodys_to_see(client, person):
    draft = TrainingClassFactory(state=TrainingClass.State.DRAFT)
    client.force_login(person)

    assert client.get(page(draft)).status_code == 404
    assert client.get(reverse("learning:classes")).context["coming"] == []


def test_a_head_sends_and_decides(client, training_class, head, person, unit):
    other = MembershipFactory(department=unit).user
    asked = ask_for_seat(training_class=training_class, trainee=other)
    client.force_login(head)

    client.post(
        reverse("learning:send_people", args=[training_class.pk]),
        {"person": [person.pk]},
    )
    decide = reverse("learning:decide_on_registration", args=[asked.pk])
    client.post(decide, {"do": "approve"})

    assert dict(training_class.registrations.values_list("trainee", "state")) == {
        person.pk: STATE.SEATED,
        other.pk: STATE.SEATED,
    }
    client.post(decide, {"do": "decline", "reason": "Bận"})
    asked.refresh_from_db()
    assert (asked.state, asked.reason) == (STATE.DECLINED, "Bận")


def test_a_head_sees_and_decides_on_their_own_people_only(
    client, training_class, head, person
):
    stranger = MembershipFactory(user=UserFactory(full_name="Bế Văn Lạ")).user
    theirs = ask_for_seat(training_class=training_class, trainee=stranger)
    ask_for_seat(training_class=training_class, trainee=person)
    client.force_login(head)

    html = client.get(page(training_class)).content.decode()
    assert "Bế Văn Lạ" not in html
    assert person.full_name in html
    decide = reverse("learning:decide_on_registration", args=[theirs.pk])
    assert client.post(decide, {"do": "approve"}).status_code == 404
    client.post(
        reverse("learning:send_people", args=[training_class.pk]),
        {"person": [stranger.pk]},
    )
    theirs.refresh_from_db()
    assert theirs.state == STATE.ASKED


def test_who_heads_nothing_sends_nobody(client, training_class, person):
    client.force_login(person)
    address = reverse("learning:send_people", args=[training_class.pk])

    assert client.post(address, {"person": [person.pk]}).status_code == 404
    assert not Registration.objects.exists()


def test_checking_in_by_the_code_of_the_wall(client, training_class, session, person):
    nominate(
        training_class=training_class, people=[person], by=TrainingOfficerFactory()
    )
    client.force_login(person)
    address = reverse("learning:check_in", args=[session.pk])
    assert not Attendance.objects.exists()

    assert client.post(address, {"code": "000000x"}).status_code == 400
    code = code_at(session, timezone.now())
    assert client.get(address, {"ma": code}).context["code"] == code
    assert not Attendance.objects.exists()
    assert client.post(address, {"code": code}).status_code == 200

    assert Attendance.objects.get().registration.trainee == person


@pytest.mark.parametrize("role", ["person", "head"])
def test_the_list_costs_the_same_for_one_class_and_three(client, role, person, head):
    client.force_login({"person": person, "head": head}[role])
    address = reverse("learning:classes")
    client.get(address)
    costs = []
    for more in [1, 2]:
        for _each in range(more):
            ask_for_seat(
                training_class=ClassSessionFactory().training_class, trainee=person
            )
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        costs.append(len(queries))

    assert costs[0] == costs[1]


def test_the_heads_page_costs_the_same_for_one_person_and_three(
    client, training_class, head, unit
):
    client.force_login(head)
    costs = []
    for more in [1, 2]:
        for _each in range(more):
            MembershipFactory(department=unit)
            person = MembershipFactory(department=unit).user
            ask_for_seat(training_class=training_class, trainee=person)
        with CaptureQueriesContext(connection) as queries:
            client.get(page(training_class))
        costs.append(len(queries))

    assert costs[0] == costs[1]


# --- the admin --------------------------------------------------------------------------


@pytest.fixture
def office(client):
    client.force_login(TrainingOfficerFactory())
    return client


def form_of(**changes):
    start = timezone.localtime() + timedelta(days=10)
    return {
        "title": "Lớp kỹ năng phát ngôn",
        "decision_number": "",
        "state": "open",
        "place": "Hội trường",
        "course": "",
        "about": "",
        "seats": 1,
        "register_until": timezone.localdate() + timedelta(days=5),
        "needed_percent": 80,
        "sessions-TOTAL_FORMS": 1,
        "sessions-INITIAL_FORMS": 0,
        "sessions-0-title": "Buổi 1",
        "sessions-0-starts_at": f"{start:%d/%m/%Y} 08:00",
        "sessions-0-ends_at": f"{start:%d/%m/%Y} 11:30",
        "sessions-0-lecturer": "",
        "sessions-0-hours": 4,
        "quotas-TOTAL_FORMS": 0,
        "quotas-INITIAL_FORMS": 0,
        **changes,
    }


def test_the_office_announces_a_class(office):
    office.post(reverse("training_classes:add"), form_of())

    found = TrainingClass.objects.get()
    assert [each.title for each in found.sessions.all()] == ["Buổi 1"]


def test_more_seats_go_to_who_waits(office, unit):
    office.post(reverse("training_classes:add"), form_of())
    found = TrainingClass.objects.get()
    people = [MembershipFactory(department=unit).user for _n in range(2)]
    nominate(training_class=found, people=people, by=TrainingOfficerFactory())
    session = found.sessions.get()

    office.post(
        reverse("training_classes:edit", args=[found.pk]),
        form_of(
            seats=2,
            **{"sessions-INITIAL_FORMS": 1, "sessions-0-id": session.pk},
        ),
    )

    states = set(found.registrations.values_list("state", flat=True))
    assert states == {STATE.SEATED}


def test_the_office_sends_keeps_the_list_and_ends_the_class(
    office, training_class, session, person
):
    people = reverse("training_classes:people", args=[training_class.pk])
    office.post(people, {"do": "send", "person": person.pk})
    registration = Registration.objects.get()
    assert registration.state == STATE.SEATED
    one = [training_class.pk, session.pk]
    page = office.get(people).content.decode()
    assert person.full_name in page
    for name in ["session_list", "session_sheet", "session_code"]:
        assert reverse(f"training_classes:{name}", args=one) in page
    for act in ["send", "decline", "finish", "cancel"]:
        assert f'name="do" value="{act}"' in page

    kept = reverse("training_classes:session_list", args=one)
    assert person.full_name in office.get(kept).content.decode()
    office.post(kept, {"present": [registration.pk]})
    office.post(people, {"do": "finish"})

    assert person.hours_entries.get().hours == session.hours


def test_the_office_takes_somebody_off_the_list_and_says_why(
    office, training_class, person
):
    [sent] = nominate(
        training_class=training_class, people=[person], by=TrainingOfficerFactory()
    )
    people = reverse("training_classes:people", args=[training_class.pk])
    asked = {"do": "decline", "registration": sent.pk}
    assert person.full_name in office.get(people).content.decode()

    office.post(people, {**asked, "reason": ""})
    sent.refresh_from_db()
    assert sent.state == STATE.SEATED

    office.post(people, {**asked, "reason": "Trùng lịch họp"})
    sent.refresh_from_db()
    assert (sent.state, sent.reason) == (STATE.DECLINED, "Trùng lịch họp")


def test_the_sheet_and_the_wall_show_what_they_should(
    office, training_class, session, person
):
    nominate(
        training_class=training_class, people=[person], by=TrainingOfficerFactory()
    )
    one = [training_class.pk, session.pk]

    sheet = office.get(reverse("training_classes:session_sheet", args=one))
    wall = office.get(reverse("training_classes:session_code", args=one))

    assert person.full_name in sheet.content.decode()
    assert wall.context["code"] in wall.content.decode()
    assert 0 < wall.context["renew_after"] <= 30


def test_the_people_of_a_class_are_a_file_too(office, training_class, person):
    nominate(
        training_class=training_class, people=[person], by=TrainingOfficerFactory()
    )
    address = reverse("training_classes:people", args=[training_class.pk])

    csv = b"".join(office.get(address, {"export": "csv"}).streaming_content).decode()

    assert csv.splitlines()[1].startswith(person.full_name)


def test_the_list_of_people_costs_the_same_for_one_and_three(
    office, training_class, unit
):
    address = reverse("training_classes:people", args=[training_class.pk])
    costs = []
    for more in [1, 2]:
        people = [MembershipFactory(department=unit).user for _n in range(more)]
        nominate(
            training_class=training_class, people=people, by=TrainingOfficerFactory()
        )
        with CaptureQueriesContext(connection) as queries:
            office.get(address)
        costs.append(len(queries))

    assert costs[0] == costs[1]


def test_a_trainer_does_not_run_classes(client, training_class, session):
    client.force_login(TrainerFactory())
    for name, args in [
        ("people", [training_class.pk]),
        ("session_list", [training_class.pk, session.pk]),
        ("session_code", [training_class.pk, session.pk]),
    ]:
        address = reverse(f"training_classes:{name}", args=args)
        assert client.get(address).status_code == 302
