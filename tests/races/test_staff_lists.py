from __future__ import annotations

import time

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import User
from departments.models import Department
from notifications.models import Message
from staffing import services
from staffing.plan import Plan
from staffing.planning import make_plan
from staffing.services import WorldHasChanged, apply_list
from staffing.uploading import AlreadyApplied, upload
from tests.factories import (
    DepartmentFactory,
    MembershipFactory,
    TrainingOfficerFactory,
)
from tests.races.harness import RUNNERS, race

ROWS = "Họ và tên;Đơn vị;Email\nNông Văn Tám;Phòng Kinh tế;tam@caobang.example"


def uploaded(rows: str = ROWS):
    return upload(
        name="a.csv",
        data=rows.encode(),
        by=TrainingOfficerFactory(),
        effective_on=timezone.localdate(),
    )


@pytest.fixture
def staff_list(transactional_db):
    DepartmentFactory(name="Phòng Kinh tế")
    return uploaded()


def press_together(staff_list) -> list:
    shown = make_plan(staff_list, today=timezone.localdate()).fingerprint

    def press():
        return apply_list(
            staff_list=staff_list, fingerprint=shown, by=staff_list.uploaded_by
        )

    return race(*[press] * RUNNERS, refusals=(AlreadyApplied, WorldHasChanged))


def test_pressed_together_a_list_is_applied_once(staff_list):
    answers = press_together(staff_list)

    assert sorted(type(answer).__name__ for answer in answers) == [
        *["AlreadyApplied"] * (RUNNERS - 1),
        "Plan",
    ]
    assert User.objects.filter(full_name="Nông Văn Tám").count() == 1
    assert Message.objects.count() == 1
    staff_list.refresh_from_db()
    assert [told["status"] for told in staff_list.outcome] == ["", "new"]


def test_without_the_claim_later_presses_write_over_what_was_done(
    staff_list, monkeypatch
):
    monkeypatch.setattr(services, "_claim", lambda staff_list, by: 1)
    monkeypatch.setattr(Plan, "fingerprint", "any")

    answers = press_together(staff_list)

    assert {type(answer) for answer in answers} == {Plan}
    staff_list.refresh_from_db()
    assert [told["status"] for told in staff_list.outcome] == ["", "same"]


@pytest.fixture
def all_plan_before_one_writes(monkeypatch):
    def slowly(*args, **kwargs):
        plan = make_plan(*args, **kwargs)
        time.sleep(0.5)
        return plan

    monkeypatch.setattr(services, "make_plan", slowly)


def apply_two_lists(staff_list) -> User:
    """Each says something else of the same person, who is known by her code."""
    person = MembershipFactory(
        department=Department.objects.get(),
        user__full_name="Hà Thị Lan",
        user__staff_code="A1",
    ).user
    today = timezone.localdate()

    def press(heading: str, value: str):
        each = uploaded(
            f"Họ và tên;Đơn vị;Mã CB;{heading}\n{person.full_name};Phòng Kinh tế;A1;{value}"
        )
        shown = make_plan(each, today=today).fingerprint
        by = each.uploaded_by
        return lambda: apply_list(staff_list=each, fingerprint=shown, by=by)

    answers = race(press("Ngày sinh", "1980"), press("Email", "moi@caobang.example"))
    assert {type(answer) for answer in answers} == {Plan}
    person.refresh_from_db()
    return person


def test_two_lists_at_once_both_leave_what_they_say(
    staff_list, all_plan_before_one_writes
):
    person = apply_two_lists(staff_list)

    assert (person.birth, person.email) == ("1980", "moi@caobang.example")


@pytest.mark.postgres
@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite lets one writer in at a time"
)
def test_without_the_lock_one_list_undoes_what_the_other_said(
    staff_list, all_plan_before_one_writes, monkeypatch
):
    monkeypatch.setattr(services, "_one_at_a_time", lambda: None)

    person = apply_two_lists(staff_list)

    assert (person.birth == "1980") is not (person.email == "moi@caobang.example")
