"""Who the demo accounts are: each a person with a post."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import Group
from django.db import transaction

from accounts.models import StaffCategory, User
from departments.models import Department
from departments.permissions import TRAINERS, TRAINING_OFFICE
from departments.services import appoint
from lms.demo.accounts import ACCOUNTS, PASSWORD

COMMUNE = "UBND xã Trùng Khánh"
CULTURE = "Sở Văn hóa, Thể thao và Du lịch"
SINCE = date(2025, 7, 1)


@dataclass(frozen=True)
class Place:
    """Who an account is, and the post held."""

    full_name: str
    unit: str
    division: str
    post: str
    is_head: bool = False
    group: str = ""
    category: str = StaffCategory.CIVIL_SERVANT

    @property
    def seat(self) -> tuple[str, str, str]:
        return self.unit, self.division, self.post


PLACES = {
    "hocvien": Place("Hoàng Thị Sen", COMMUNE, "Phòng Văn hóa - Xã hội", "Chuyên viên"),
    "giangvien": Place(
        "Lương Thị Ngọc Bích",
        CULTURE,
        "Phòng Báo chí - Xuất bản",
        "Chuyên viên chính",
        group=TRAINERS,
    ),
    "thutruong": Place(
        "Nông Văn Thắng",
        COMMUNE,
        "",
        "Chủ tịch UBND",
        is_head=True,
        category=StaffCategory.CADRE,
    ),
    "phongdaotao": Place(
        "Đàm Quốc Khánh",
        CULTURE,
        "Phòng Tổ chức - Đào tạo",
        "Trưởng phòng",
        is_head=True,
        group=TRAINING_OFFICE,
    ),
    "admin": Place(
        "Bế Minh Đức",
        "Sở Khoa học và Công nghệ",
        "Phòng Chuyển đổi số",
        "Chuyên viên",
    ),
}


def add_accounts() -> int:
    """Add the accounts that are missing; how many."""
    known = set(User.objects.values_list("username", flat=True))
    missing = [username for username in ACCOUNTS if username not in known]
    for username in missing:
        add_account(username, PLACES[username])
    return len(missing)


@transaction.atomic
def add_account(username: str, place: Place) -> User:
    make = User.objects.create_user
    if username == "admin":
        make = User.objects.create_superuser
    user: User = make(
        username,
        f"{username}@example.vn",
        PASSWORD,
        full_name=place.full_name,
        staff_category=place.category,
    )
    if place.group:
        user.groups.add(Group.objects.get_or_create(name=place.group)[0])
    unit = Department.objects.get(name=place.unit)
    if place.division:
        unit = unit.children.get(name=place.division)
    appoint(
        user=user, department=unit, on=SINCE, post=place.post, is_head=place.is_head
    )
    return user
