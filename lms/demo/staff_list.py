"""A list of staff that waits to be checked: a commune's, as its office keeps it."""

from __future__ import annotations

from datetime import date

from accounts.models import User
from departments.models import Department, Membership
from staffing.models import StaffList
from staffing.uploading import upload

COMMUNE = "UBND xã Trùng Khánh"
HEADINGS = "STT;Họ và tên;Ngày sinh;Chức vụ;Mã CB;Email"
KNOWN = 4
NEW = [
    "1;NÔNG THỊ HẠNH;12/03/1991;Chuyên viên;TK0107;hanh.nt@trungkhanh.example",
    "2;Triệu Văn Páo;1988;Chuyên viên;TK0108;",
    "3;Đàm Thị Liễu;31/02/1990;Chuyên viên;TK0109;",
    "4;Bàn Văn Thắng;15-6-83;Văn thư;TK0110;thang.bv@trungkhanh.example",
]
UNKNOWN = "1;Lý Thị Hoà;2/9/1992;Tổ trưởng;TK0111;"
END = ["Tổng cộng: 9 người", ";;;Trùng Khánh, ngày 20 tháng 11 năm 2026"]


def add_staff_list(*, by: User, today: date) -> int:
    commune = Department.objects.get(name=COMMUNE)
    if StaffList.objects.filter(department=commune).exists():
        return 0
    upload(
        name="Danh sách cán bộ xã Trùng Khánh.csv",
        data="\n".join(rows(commune)).encode(),
        by=by,
        effective_on=today,
        department=commune,
    )
    return 1


def rows(commune: Department) -> list[str]:
    office = commune.children.get(name="Văn phòng HĐND và UBND")
    posts = Membership.objects.current().filter(department=office)
    known = posts.select_related("user").order_by("user__sort_key")[:KNOWN]
    return [
        "UBND XÃ TRÙNG KHÁNH",
        "DANH SÁCH CÁN BỘ, CÔNG CHỨC",
        HEADINGS,
        f"I;{office.name}",
        *(f"{n};{post.user};;{post.post};;" for n, post in enumerate(known, 1)),
        "II;Phòng Kinh tế",
        *NEW,
        "III;Tổ công nghệ số cộng đồng",
        UNKNOWN,
        *END,
    ]
