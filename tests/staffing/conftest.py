from __future__ import annotations

from datetime import date

import pytest

from departments.models import Department
from staffing.models import StaffList
from staffing.planning import make_plan
from staffing.services import apply_list
from staffing.uploading import upload
from tests.factories import DepartmentFactory, TrainingOfficerFactory

DIVISIONS = ["Văn phòng HĐND và UBND", "Phòng Văn hóa - Xã hội", "Phòng Kinh tế"]
TODAY = date(2026, 11, 24)


@pytest.fixture
def officer(db):
    return TrainingOfficerFactory(full_name="Hà Thị Phòng")


@pytest.fixture
def province(db) -> Department:
    """A province with two communes whose divisions have the same names."""
    province = DepartmentFactory(name="Tỉnh Cao Bằng", kind="province")
    for name in ["UBND xã Hòa An", "UBND xã Trùng Khánh"]:
        commune = DepartmentFactory(name=name, kind="commune", parent=province)
        for division in DIVISIONS:
            DepartmentFactory(name=division, kind="division", parent=commune)
    return province


@pytest.fixture
def commune(province) -> Department:
    return Department.objects.get(name="UBND xã Hòa An")


@pytest.fixture
def unit(province):
    """unit("Phòng Kinh tế") of Hòa An, or of the commune that is named."""

    def find(name: str, commune: str = "UBND xã Hòa An") -> Department:
        return Department.objects.get(name=name, parent__name=commune)

    return find


@pytest.fixture
def listed(officer, province):
    """Upload rows of text as CSV; the first row holds the headings."""

    def make(*rows: str, **rules) -> StaffList:
        rules.setdefault("effective_on", TODAY)
        data = "\n".join(rows).encode()
        return upload(name="danh-sach.csv", data=data, by=officer, **rules)

    return make


@pytest.fixture
def plan_of():
    return lambda staff_list: make_plan(staff_list, today=TODAY)


@pytest.fixture
def applied(officer, plan_of):
    """Apply a list as it is shown now."""

    def apply(staff_list: StaffList, **rules):
        shown = plan_of(staff_list).fingerprint
        return apply_list(staff_list=staff_list, fingerprint=shown, by=officer, **rules)

    return apply
