"""Time to read, plan and write a list of 2,000 new people, against bare bulk inserts of them.

In a province of 6,000 people. The workbook is as offices make them: a letterhead, units
between the people, dates as text, as days and as years; a quarter of the names is in
TCVN3. Reading, the plan that is shown, the same plan made again when it is confirmed, one
transaction that writes accounts, posts, invitations and mails. CPU time, in which the
database's work is contained because SQLite works in process; the best of three.
"""

from __future__ import annotations

import time
from datetime import date
from io import BytesIO
from itertools import islice, product
from typing import Any

from benchmarks import Result
from benchmarks.environment import province

PEOPLE = 2_000
KNOWN = 6_000
GOAL = 2  # seconds
ROUNDS = 3
FAMILIES = ["Nông", "Hoàng", "Bế", "Đàm", "Triệu", "Lục", "Hà", "Lý", "Đặng", "Bàn"]
MIDDLES = ["Văn", "Thị", "Đức", "Quốc", "Minh", "Thanh", "Hồng", "Ngọc"]
GIVEN = ["Tám", "Huệ", "Sơn", "Páo", "Ánh", "Đoàn", "Mỹ", "Thắng", "Liễu", "Lan"]


def run() -> Result:
    province(people=KNOWN)
    data = workbook()
    spent = min(rolled_back(lambda: import_list(data)) for _round in range(ROUNDS))
    bare = min(rolled_back(bare_inserts) for _round in range(ROUNDS))
    return Result(
        value=spent,
        unit=f"s for {PEOPLE} people among {KNOWN}",
        goal=GOAL,
        baseline=bare,
    )


def rolled_back(act: Any) -> float:
    """How long an act takes whose writing is undone, so that it can be done again."""
    from django.db import transaction  # noqa: PLC0415 - Django is set up now

    with transaction.atomic():
        began = time.process_time()
        act()
        spent = time.process_time() - began
        transaction.set_rollback(True)
    return spent


def import_list(data: bytes) -> None:
    from django.utils import timezone  # noqa: PLC0415

    from accounts.models import User  # noqa: PLC0415
    from departments.models import Department  # noqa: PLC0415
    from staffing.planning import make_plan  # noqa: PLC0415
    from staffing.services import apply_list  # noqa: PLC0415
    from staffing.uploading import answer, upload  # noqa: PLC0415

    today = timezone.localdate()
    office = User.objects.get(username="phongdaotao")
    top = Department.objects.get(name="Tỉnh Cao Bằng")
    staff_list = upload(
        name="a.xlsx", data=data, by=office, effective_on=today, department=top
    )
    answer(staff_list=staff_list, units={}, people={"others": "new"})
    plan = make_plan(staff_list, today=today)
    apply_list(staff_list=staff_list, fingerprint=plan.fingerprint, by=office)
    made = staff_list.new_people.count()
    if made != PEOPLE:
        raise RuntimeError(f"{made} people were made of {PEOPLE}: {plan.counts}")


def bare_inserts() -> None:
    from django.contrib.auth.hashers import make_password  # noqa: PLC0415

    from accounts.models import User  # noqa: PLC0415
    from departments.models import Department, Membership  # noqa: PLC0415

    unit = Department.objects.get(name="Tỉnh Cao Bằng")
    users = [
        User(username=f"bare{n}", password=make_password(None)) for n in range(PEOPLE)
    ]
    for user, name in zip(users, names(), strict=False):
        user.set_name(name)
    User.objects.bulk_create(users)
    day = date(2026, 11, 24)
    Membership.objects.bulk_create(
        Membership(user=user, department=unit, started_on=day) for user in users
    )


def names() -> list[str]:
    every = product(FAMILIES, MIDDLES, MIDDLES, GIVEN)
    return [f"{a} {b} {c} {d}" for a, b, c, d in islice(every, PEOPLE)]


def workbook() -> bytes:
    """Units of the demo province, each with twenty people."""
    import xlsxwriter  # noqa: PLC0415

    from departments.models import Department  # noqa: PLC0415
    from vietnamese.legacy import TCVN3_LETTERS  # noqa: PLC0415

    to_tcvn3 = {new: old for old, new in TCVN3_LETTERS.items()}
    communes = Department.objects.existing().filter(kind="commune").order_by("path")
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        old = book.add_format({"font_name": ".VnTime"})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet = book.add_worksheet("Danh sách")
        sheet.write(0, 0, "UBND TỈNH CAO BẰNG")
        headings = ["STT", "Họ và tên", "Ngày sinh", "Chức vụ", "Mã CB", "Email"]
        sheet.write_row(4, 0, [*headings, "Số điện thoại", "Ghi chú"])
        row = 4
        for n, name in enumerate(names()):
            if n % 20 == 0:
                row += 1
                unit = communes[n // 20 % len(communes)]
                sheet.write_row(row, 0, ["I", unit.name])
            row += 1
            sheet.write_row(row, 0, [n + 1, name, "12/03/1985", "Chuyên viên"])
            sheet.write_row(row, 4, [f"BM{n:05}", f"bm{n}@caobang.example", 912345678])
            if n % 4 == 1:
                sheet.write(row, 1, name.translate(to_tcvn3), old)
            if n % 4 == 2:
                sheet.write_datetime(row, 2, date(1980, 5, 1 + n % 28), day)
            if n % 4 == 3:
                sheet.write_number(row, 2, 1990)
    return out.getvalue()
