"""The workbook of `horrible`, from upload to the second upload."""

from __future__ import annotations

import pytest

from accounts.models import User
from departments.models import Membership
from staffing.models import StaffList
from staffing.uploading import answer, upload
from tests.staffing.conftest import TODAY
from tests.staffing.horrible import expected, horrible_workbook

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def workbook() -> bytes:
    return horrible_workbook()


@pytest.fixture
def horrible(workbook, commune, officer) -> StaffList:
    return upload(
        name="Danh sách CB (bản cuối) (2).xlsx",
        data=workbook,
        by=officer,
        effective_on=TODAY,
        department=commune,
    )


def what_became_of(plan) -> dict[int, str]:
    found = {line.row: line.what.value for line in plan.lines}
    found.update({f.row: f.status.value for f in plan.findings})
    return found


def test_every_row_is_accounted_for(horrible, plan_of):
    assert what_became_of(plan_of(horrible)) == expected()


def test_names_come_out_of_every_font_and_form(horrible, plan_of):
    new = [f.name for f in plan_of(horrible).findings if f.status == "new"]

    assert new == [
        "Nông Văn Tám",
        "Nguyễn Thị Huệ",
        "Đặng Văn Bình",
        "Hoàng Thị Mỹ",
        "Bế Thị Ánh",
        "Hoàng Thị Lê Na",
        "Bàn Văn Thắng",
        "Nông Văn Tám",
        "Hà Thị Lan",
    ]


def test_nothing_is_written_before_it_is_confirmed(horrible, plan_of):
    before = User.objects.count(), Membership.objects.count()

    plan_of(horrible)

    assert (User.objects.count(), Membership.objects.count()) == before


def test_no_number_of_a_citizen_is_kept(horrible):
    assert "4078001234" not in str(horrible.table)
    assert "Tám" in str(horrible.table)


def test_people_get_accounts_posts_and_births_but_no_password(horrible, applied, unit):
    applied(horrible)

    hue = User.objects.get(full_name="Nguyễn Thị Huệ")
    assert (hue.username, hue.birth) == ("hue.nguyenthi", "1985-03-12")
    assert not hue.has_usable_password()
    post = hue.memberships.get()
    assert post.department == unit("Văn phòng HĐND và UBND")
    assert (post.post, post.is_primary, post.started_on) == ("Chuyên viên", True, TODAY)
    births = dict(User.objects.exclude(birth="").values_list("given_name", "birth"))
    assert births == {
        "Tám": "1978-02-03",
        "Huệ": "1985-03-12",
        "Bình": "1990-02-01",
        "Mỹ": "1991",
        "Ánh": "1988",
        "Na": "1985-03-15",
        "Thắng": "1983-06-15",
        "Lan": "1992-09-02",
    }


def test_a_person_in_two_rows_has_two_posts_and_one_of_them_is_primary(
    horrible, applied, commune, unit
):
    applied(horrible)

    tam = User.objects.get(full_name="Nông Văn Tám")
    assert tam.staff_code == "000124"
    posts = tam.memberships.order_by("-is_primary")
    assert [(post.department, post.post, post.is_primary) for post in posts] == [
        (commune, "Chủ tịch", True),
        (unit("Phòng Văn hóa - Xã hội"), "Phụ trách", False),
    ]


def test_the_second_time_everything_is_the_same(
    horrible, applied, plan_of, workbook, commune, officer
):
    applied(horrible)
    before = User.objects.count(), Membership.objects.count()

    again = upload(
        name="lại.xlsx",
        data=workbook,
        by=officer,
        effective_on=TODAY,
        department=commune,
    )
    plan = plan_of(again)

    repeated = {
        row: "same" if what == "new" else what for row, what in expected().items()
    }
    assert what_became_of(plan) == repeated
    assert plan.writes == 0
    applied(again)
    assert (User.objects.count(), Membership.objects.count()) == before


def test_an_answer_about_a_unit_is_remembered_for_lists_of_this_form(
    horrible, plan_of, workbook, commune, officer, unit
):
    economy = unit("Phòng Kinh tế")
    answer(staff_list=horrible, units={"Tổ dân vận khéo": economy.pk}, people={})

    assert what_became_of(plan_of(horrible))[34] == "new"
    again = upload(
        name="lại.xlsx",
        data=workbook,
        by=officer,
        effective_on=TODAY,
        department=commune,
    )
    assert what_became_of(plan_of(again))[34] == "new"
