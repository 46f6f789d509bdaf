from __future__ import annotations

from datetime import date

import pytest

from departments.organisation import organisation_today
from reports.letterhead import Letterhead, letterhead
from reports.scope import Scope
from tests.factories import DepartmentFactory, MembershipFactory, UserFactory
from vietnamese.dates import training_year

pytestmark = pytest.mark.django_db
TODAY = date(2026, 1, 5)


def head_of(*units, user=None, whole=False) -> Letterhead:
    today = organisation_today()
    units = tuple(today[unit.pk] for unit in units)
    scope = Scope(units, units, training_year(TODAY), TODAY, whole=whole)
    return letterhead(user or UserFactory(), scope)


def test_a_department_stands_under_the_committee_of_the_province(province):
    head = head_of(province.culture)

    assert (head.superior, head.issuer, head.is_state) == (
        "ỦY BAN NHÂN DÂN TỈNH CAO BẰNG",
        "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH",
        True,
    )
    assert head.place_and_date(TODAY) == "Cao Bằng, ngày 05 tháng 01 năm 2026"


def test_a_division_stands_under_its_body(province):
    head = head_of(province.tourism)

    assert (head.superior, head.issuer) == (
        "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH",
        "PHÒNG QUẢN LÝ DU LỊCH",
    )


def test_a_commune_is_headed_by_its_own_committee_alone(province):
    commune = DepartmentFactory(
        name="UBND xã Quảng Hòa", kind="commune", parent=province.top
    )

    head = head_of(commune)

    assert (head.superior, head.issuer) == ("", "ỦY BAN NHÂN DÂN XÃ QUẢNG HÒA")


def test_several_units_go_out_under_the_makers_own(province):
    maker = MembershipFactory(department=province.health).user

    assert head_of(province.tourism, province.museum, user=maker).issuer == "SỞ Y TẾ"
    assert head_of(province.top, user=maker, whole=True).issuer == "SỞ Y TẾ"


def test_who_holds_no_post_makes_a_paper_of_the_unit_it_is_about(province):
    assert head_of(province.top, whole=True).issuer == "TỈNH CAO BẰNG"
    assert head_of(province.tourism, province.museum).issuer == ""


# --- who signs ------------------------------------------------------------------


def test_a_committees_chair_signs_on_its_behalf(province):
    commune = DepartmentFactory(
        name="UBND xã Quảng Hòa", kind="commune", parent=province.top
    )

    for unit in [commune, province.top]:
        assert head_of(unit).signer == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")


def test_other_units_are_signed_for_by_the_title_of_their_head(province):
    MembershipFactory(department=province.health, post="Phó Giám đốc", is_head=True)
    assert head_of(province.health).signer == ("GIÁM ĐỐC",)

    MembershipFactory(department=province.health, post="Quyền Giám đốc", is_head=True)
    assert head_of(province.health).signer == ("QUYỀN GIÁM ĐỐC",)


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        ("department", "GIÁM ĐỐC"),
        ("party", "TRƯỞNG BAN"),
        ("organisation", "CHỦ TỊCH"),
        ("division", "TRƯỞNG PHÒNG"),
        ("district", "THỦ TRƯỞNG ĐƠN VỊ"),
    ],
)
def test_without_a_head_on_record_the_usual_title_of_the_kind_stands(
    province, kind, title
):
    unit = DepartmentFactory(name="Đơn vị mới", kind=kind, parent=province.top)

    head = head_of(unit)

    assert head.signer == (title,)
    assert head.signatures[1] == (title, "(Ký, đóng dấu, ghi rõ họ tên)")


# --- who gets it ----------------------------------------------------------------


def test_the_superior_body_gets_the_paper_and_a_copy_is_kept(province):
    told = {
        unit: head_of(unit).recipients for unit in [province.culture, province.museum]
    }

    assert told == {
        province.culture: ("UBND tỉnh Cao Bằng (để báo cáo);", "Lưu: VT."),
        province.museum: (
            "Sở Văn hóa, Thể thao và Du lịch (để báo cáo);",
            "Lưu: VT.",
        ),
    }


def test_where_no_superior_is_on_record_a_line_is_left_to_fill_in(province):
    commune = DepartmentFactory(
        name="UBND xã Quảng Hòa", kind="commune", parent=province.top
    )
    party = DepartmentFactory(name="Ban Tuyên giáo", kind="party", parent=province.top)

    assert head_of(commune).recipients == ("………………………………;", "Lưu: VT.")
    assert head_of(party).recipients == ("………………………………;", "Lưu.")


def test_a_committee_by_name_is_not_called_one_twice(province):
    province.top.name = "UBND tỉnh Cao Bằng"
    province.top.save()

    head = head_of(province.culture)

    assert head.superior == "ỦY BAN NHÂN DÂN TỈNH CAO BẰNG"
    assert head.recipients[0] == "UBND tỉnh Cao Bằng (để báo cáo);"
