from __future__ import annotations

import time

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import User
from notifications.models import Message
from staffing import services
from staffing.plan import Plan
from staffing.planning import make_plan
from staffing.services import WorldHasChanged, apply_list
from staffing.uploading import AlreadyApplied, upload
from tests.factories import DepartmentFactory, TrainingOfficerFactory
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


def apply_two_lists(staff_list) -> list:
    """Two uploads of the same people, who have neither code nor address."""
    rows = ROWS.replace("tam@caobang.example", "")
    today = timezone.localdate()

    def press(each):
        shown = make_plan(each, today=today).fingerprint
        by = each.uploaded_by
        return lambda: apply_list(staff_list=each, fingerprint=shown, by=by)

    presses = [press(uploaded(rows)), press(uploaded(rows))]
    return race(*presses, refusals=(WorldHasChanged,))


def test_two_lists_at_once_do_not_make_the_same_person_twice(
    staff_list, all_plan_before_one_writes
):
    answers = apply_two_lists(staff_list)

    assert {type(answer) for answer in answers} == {Plan, WorldHasChanged}
    assert User.objects.filter(full_name="Nông Văn Tám").count() == 1


@pytest.mark.postgres
@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite lets one writer in at a time"
)
def test_without_the_lock_two_lists_at_once_make_two_people(
    staff_list, all_plan_before_one_writes, monkeypatch
):
    monkeypatch.setattr(services, "_one_at_a_time", lambda: None)

    apply_two_lists(staff_list)

    assert User.objects.filter(full_name="Nông Văn Tám").count() == 2
