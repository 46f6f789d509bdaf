from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import StaffCategory
from certificates.models import Certificate, Issuer
from certificates.services import revoke
from learning.hours.account import account_of
from learning.hours.crediting import credit
from learning.hours.outside import (
    AlreadyDecided,
    approve_outside_training,
    grant_exemption,
    refuse_outside_training,
)
from learning.models import (
    Assignment,
    Exemption,
    HoursEntry,
    HoursTarget,
    OutsideTraining,
    TrainingPlan,
)
from learning.services import enrol, finish_lesson
from tests.factories import (
    MembershipFactory,
    OutsideTrainingFactory,
    TrainingOfficerFactory,
    UserFactory,
)
from vietnamese.dates import training_year

pytestmark = pytest.mark.django_db
YEAR_2026 = training_year(date(2026, 6, 1))


@pytest.fixture
def assigned(trainee, course):
    plan = TrainingPlan.objects.create(
        title="Kế hoạch 2026",
        year=2026,
        starts_on=date(2026, 1, 1),
        due_on=date(2026, 12, 1),
    )
    enrolment = enrol(trainee=trainee, course=course, due_on=plan.due_on)
    return Assignment.objects.create(
        plan=plan,
        course=course,
        trainee=trainee,
        enrolment=enrolment,
        due_on=plan.due_on,
    )


def entries(person):
    return list(
        HoursEntry.objects.filter(trainee=person).values_list("key", "hours", "source")
    )


def test_a_completed_course_credits_its_hours_once(trainee, course):
    enrolment = enrol(trainee=trainee, course=course)
    for lesson in course.lessons():
        finish_lesson(enrolment=enrolment, lesson=lesson, at=timezone.now())
        finish_lesson(enrolment=enrolment, lesson=lesson, at=timezone.now())

    assert entries(trainee) == [(f"enrolment:{enrolment.pk}", course.hours, "course")]


def complete_on(day, trainee, course):
    at = timezone.make_aware(datetime.combine(day, time(12)))
    enrolment = enrol(trainee=trainee, course=course)
    for lesson in course.lessons():
        finish_lesson(enrolment=enrolment, lesson=lesson, at=at)


def test_hours_stay_as_credited_when_the_course_changes(trainee, course):
    complete_on(date(2026, 3, 1), trainee, course)
    before = course.hours
    course.hours = 40
    course.save()

    assert account_of(trainee, YEAR_2026).total == before


def test_hours_do_not_wait_for_the_certificate(trainee, course):
    Issuer.objects.all().delete()
    complete_on(date(2026, 3, 1), trainee, course)

    assert account_of(trainee, YEAR_2026).courses == 1


def test_a_revoked_certificate_counts_no_hours(trainee, course):
    complete_on(date(2026, 3, 1), trainee, course)
    revoke(certificate=Certificate.objects.get(), reason="Sai", by=UserFactory())

    account = account_of(trainee, YEAR_2026)

    assert (account.total, account.courses) == (0, 0)


def test_completing_ends_the_duty_and_the_due_day_stays_on_record(assigned):
    for lesson in assigned.course.lessons():
        finish_lesson(enrolment=assigned.enrolment, lesson=lesson, at=timezone.now())

    assigned.refresh_from_db()
    assigned.enrolment.refresh_from_db()
    assert assigned.state == Assignment.State.DONE
    assert assigned.enrolment.due_on == date(2026, 12, 1)


def test_approved_training_elsewhere_is_credited_in_the_unit_of_that_day(trainee):
    post = MembershipFactory(user=trainee)
    training = OutsideTrainingFactory(trainee=trainee)

    approve_outside_training(training=training, by=TrainingOfficerFactory())

    entry = HoursEntry.objects.get()
    assert entry.key == f"outside:{training.pk}"
    assert entry.hours == Decimal("24.0")
    assert entry.earned_on == training.ended_on
    assert entry.department == post.department


def test_training_that_stands_for_a_course_ends_the_duty_to_do_it(assigned):
    training = OutsideTrainingFactory(trainee=assigned.trainee, course=assigned.course)

    approve_outside_training(training=training, by=TrainingOfficerFactory())

    assigned.refresh_from_db()
    assigned.enrolment.refresh_from_db()
    assert assigned.state == Assignment.State.EQUIVALENT
    assert assigned.enrolment.due_on is None


def test_an_exemption_ends_the_duty(assigned):
    grant_exemption(
        exemption=Exemption(
            trainee=assigned.trainee,
            course=assigned.course,
            reason="Giảng viên của chính khóa học",
            granted_by=TrainingOfficerFactory(),
        )
    )

    assigned.refresh_from_db()
    assert assigned.state == Assignment.State.EXEMPT


def test_an_exemption_that_has_run_out_ends_nothing(assigned):
    yesterday = timezone.localdate() - timedelta(days=1)
    grant_exemption(
        exemption=Exemption(
            trainee=assigned.trainee,
            course=assigned.course,
            reason="Nghỉ thai sản",
            until=yesterday,
            granted_by=TrainingOfficerFactory(),
        )
    )

    assigned.refresh_from_db()
    assert assigned.state == Assignment.State.OPEN


def test_refused_training_credits_nothing_and_the_person_hears_why(trainee):
    training = OutsideTrainingFactory(trainee=trainee)

    refuse_outside_training(
        training=training, by=TrainingOfficerFactory(), reason="Thiếu dấu"
    )

    assert entries(trainee) == []
    message = trainee.messages.get()
    assert message.body == "Thiếu dấu"


def test_what_is_decided_stays_decided(trainee):
    training = OutsideTrainingFactory(trainee=trainee)
    stale = OutsideTraining.objects.get(pk=training.pk)
    officer = TrainingOfficerFactory()
    approve_outside_training(training=training, by=officer)

    with pytest.raises(AlreadyDecided):
        refuse_outside_training(training=stale, by=officer, reason="Nhầm")
    with pytest.raises(AlreadyDecided):
        approve_outside_training(training=stale, by=officer)

    training.refresh_from_db()
    assert training.state == OutsideTraining.State.APPROVED
    assert len(entries(trainee)) == 1


def put(person, day, hours):
    credit(
        trainee=person,
        key=f"outside:{day}",
        source=HoursEntry.Source.OUTSIDE,
        title="Lớp",
        hours=Decimal(hours),
        earned_on=day,
    )


def test_the_year_runs_from_15_december_to_14_december(trainee):
    put(trainee, date(2025, 12, 14), 1)
    put(trainee, date(2025, 12, 15), 2)
    put(trainee, date(2026, 12, 14), 4)
    put(trainee, date(2026, 12, 15), 8)

    assert account_of(trainee, YEAR_2026).total == Decimal(6)


@pytest.mark.parametrize(
    ("category", "target"),
    [(StaffCategory.CIVIL_SERVANT, 40), (StaffCategory.OTHER, 16), ("", 16)],
)
def test_the_target_is_the_categorys_own_or_everybodys(trainee, category, target):
    HoursTarget.objects.create(
        year=2026, category=StaffCategory.CIVIL_SERVANT, hours=40
    )
    HoursTarget.objects.create(year=2026, hours=16)
    trainee.staff_category = category
    put(trainee, date(2026, 3, 1), 24)

    account = account_of(trainee, YEAR_2026)

    assert account.target == target
    assert account.missing == max(target - 24, 0)
    assert account.is_met is (target == 16)


def test_without_a_target_nothing_is_missing(trainee):
    account = account_of(trainee, YEAR_2026)

    assert (account.target, account.missing, account.is_met) == (None, 0, False)


def test_the_page_costs_the_same_with_one_entry_and_with_three(client, trainee):
    client.force_login(trainee)
    address = reverse("learning:hours") + "?nam=2026"
    client.get(address)
    costs = []
    for days in [[1], [2, 3]]:
        for day in days:
            put(trainee, date(2026, 3, day), 1)
            OutsideTrainingFactory(trainee=trainee)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        costs.append(len(queries))

    assert costs[0] == costs[1]


PAPER = {
    "title": "Lớp bồi dưỡng",
    "provider": "Trường Chính trị tỉnh",
    "started_on": "2026-03-02",
    "ended_on": "2026-03-04",
    "hours": "24",
}


def submit(client, data=b"%PDF-1.7", name="giay.pdf", **changes):
    paper = {**PAPER, **changes, "evidence": SimpleUploadedFile(name, data)}
    return client.post(reverse("learning:add_hours"), paper)


def test_a_paper_is_submitted_and_waits(client, trainee):
    client.force_login(trainee)

    assert submit(client).url == reverse("learning:hours")

    training = OutsideTraining.objects.get()
    assert training.trainee == trainee
    assert training.state == OutsideTraining.State.SUBMITTED
    assert entries(trainee) == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"data": b"MZ\x90\x00"}, "evidence"),
        ({"ended_on": "2026-03-01"}, "ended_on"),
        ({"ended_on": "2999-01-01"}, "ended_on"),
        ({"hours": "0"}, "hours"),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(client, trainee, changes, field):
    client.force_login(trainee)

    response = submit(client, **changes)

    assert response.status_code == 400
    assert list(response.context["form"].errors) == [field]
    assert not OutsideTraining.objects.exists()


def test_the_office_decides_in_the_admin(client, trainee):
    training = OutsideTrainingFactory(trainee=trainee)
    officer = TrainingOfficerFactory()
    client.force_login(officer)
    address = reverse("outside_training:edit", args=[training.pk])
    page = client.get(address)
    assert page.status_code == 200

    without_reason = client.post(address, {"decision": "refused", "decision_note": ""})
    assert without_reason.status_code == 200
    client.post(address, {"decision": "approved", "decision_note": ""})

    training.refresh_from_db()
    assert training.state == OutsideTraining.State.APPROVED
    assert training.decided_by == officer


def test_the_office_grants_an_exemption_in_the_admin(client, assigned):
    officer = TrainingOfficerFactory()
    client.force_login(officer)

    client.post(
        reverse("exemptions:add"),
        {
            "trainee": assigned.trainee.pk,
            "course": assigned.course.pk,
            "reason": "Đang đi học dài hạn",
            "until": "",
        },
    )

    exemption = Exemption.objects.get()
    assigned.refresh_from_db()
    assert exemption.granted_by == officer
    assert assigned.state == Assignment.State.EXEMPT
