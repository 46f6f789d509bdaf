"""What trainers and the training office find in the admin."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from accounts.models import User
from certificates.models import Certificate
from departments.models import Department, Membership
from departments.permissions import TRAINERS, TRAINING_OFFICE
from learning.services import enrol, read_lesson
from lms.roles import set_up_roles
from tests.factories import (
    CertificateFactory,
    DepartmentFactory,
    LegalReferenceFactory,
    TrainerFactory,
    TrainingOfficerFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def trainer(client):
    person = TrainerFactory()
    client.force_login(person)
    return person


@pytest.fixture
def officer(client):
    person = TrainingOfficerFactory()
    client.force_login(person)
    return person


def test_roles_exist_after_migration_and_setting_them_up_again_changes_nothing():
    before = {g.name: set(g.permissions.all()) for g in Group.objects.all()}
    set_up_roles()

    assert {g.name: set(g.permissions.all()) for g in Group.objects.all()} == before
    assert {TRAINERS, TRAINING_OFFICE} <= set(before)


def test_the_training_office_adds_a_person_with_one_name(client, officer):
    client.post(
        reverse("wagtailusers_users:add"),
        {
            "username": "sen.hoangthi",
            "full_name": "Hoàng Thị  Sen",
            "email": "",
            "language": "vi",
            "password1": "mot-mat-khau-dai",
            "password2": "mot-mat-khau-dai",
        },
    )

    person = User.objects.get(username="sen.hoangthi")
    assert (person.full_name, person.given_name) == ("Hoàng Thị Sen", "Sen")
    assert person.folded_name == "hoang thi sen"


def test_the_training_office_cannot_make_or_touch_an_administrator(client, officer):
    administrator = UserFactory(is_superuser=True)
    person = UserFactory()
    data = {
        "username": person.username,
        "full_name": person.full_name,
        "language": "vi",
        "is_active": "on",
        "is_superuser": "on",
    }

    client.post(reverse("wagtailusers_users:edit", args=[person.pk]), data)
    touched = client.post(
        reverse("wagtailusers_users:edit", args=[administrator.pk]),
        {**data, "username": "chiem-quyen"},
    )

    person.refresh_from_db()
    administrator.refresh_from_db()
    assert person.is_superuser is False
    assert administrator.username != "chiem-quyen"
    assert touched.status_code == 302


def test_people_are_found_without_diacritics(client, officer):
    wanted = UserFactory(full_name="Đặng Thị Hường")

    response = client.get(reverse("wagtailusers_users:index"), {"q": "dang huong"})

    assert list(response.context["users"]) == [wanted]


def test_renaming_a_unit_in_the_admin_keeps_what_it_was(client, officer):
    unit = DepartmentFactory(name="Sở Cũ")

    client.post(
        reverse("units:edit", args=[unit.pk]),
        {"kind": "department", "name": "Sở Mới", "on": "01/07/2026"},
    )

    unit.refresh_from_db()
    assert unit.name == "Sở Mới"
    assert [v.name for v in unit.versions.order_by("valid_from")] == ["Sở Cũ", "Sở Mới"]


def test_appointing_someone_in_the_admin_makes_the_old_post_secondary(client, officer):
    person, old, new = UserFactory(), DepartmentFactory(), DepartmentFactory()
    for unit in [old, new]:
        client.post(
            reverse("posts:add"),
            {
                "user": person.pk,
                "department": unit.pk,
                "post": "Chuyên viên",
                "is_primary": "on",
                "started_on": "01/07/2026",
            },
        )

    posts = Membership.objects.order_by("pk")
    assert [(p.department, p.is_primary) for p in posts] == [(old, False), (new, True)]
    assert Department.objects.count() == 2


def test_a_certificate_is_revoked_once_with_a_reason_and_never_added_by_hand(
    client, officer, course
):
    certificate = CertificateFactory(course=course)
    address = reverse("certificates_register:edit", args=[certificate.pk])

    client.post(address, {"revocation_reason": "Sai sót của cơ quan cấp"})
    again = client.post(address, {"revocation_reason": "Lý do khác"})

    certificate.refresh_from_db()
    assert certificate.revocation_reason == "Sai sót của cơ quan cấp"
    assert certificate.revoked_by == officer
    assert again.status_code == 200
    assert client.get(reverse("certificates_register:add")).status_code == 302
    assert Certificate.objects.count() == 1


def test_a_page_with_records_is_not_deleted(client, course, trainee):
    lesson = course.lessons()[0]
    read_lesson(enrolment=enrol(trainee=trainee, course=course), lesson=lesson)
    client.force_login(UserFactory(is_superuser=True))

    client.post(reverse("wagtailadmin_pages:delete", args=[course.pk]))

    assert course.lessons().count() == 2


def test_a_trainer_edits_only_pages_of_their_own_and_publishes_none(
    client, trainer, course
):
    own, other = course.lessons()
    own.owner = trainer
    own.save()

    def edit(lesson):
        return client.get(
            reverse("wagtailadmin_pages:edit", args=[lesson.pk])
        ).status_code

    assert (edit(own), edit(other)) == (200, 302)
    assert own.permissions_for_user(trainer).can_publish() is False


def test_what_a_trainer_submits_waits_for_the_training_office(trainer, course):
    lesson = course.lessons()[0]
    workflow = lesson.get_workflow()

    approvers = {g.name for task in workflow.tasks for g in task.specific.groups.all()}

    assert TRAINING_OFFICE in approvers


def test_every_admin_list_opens_for_the_training_office(client, officer):
    LegalReferenceFactory(effective_to=date(2026, 8, 1))
    names = [
        "questions:index",
        "quizzes:index",
        "question_categories:index",
        "enrolments:index",
        "certificates_register:index",
        "issuers:index",
        "units:index",
        "posts:index",
        "jobs_admin:index",
        "wagtailusers_users:index",
        "wagtailsnippets_legal_legalreference:list",
        "legal_outdated_pages",
        "wagtailadmin_home",
    ]

    assert {client.get(reverse(name)).status_code for name in names} == {200}
