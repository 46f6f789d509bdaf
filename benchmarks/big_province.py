"""100,000 people in 400 units on 50 courses: 1,000,000 enrolments, made set by set.

On the PostgreSQL server that DATABASE_URL names, in a database that is kept there for
the next benchmark; without one, on SQLite. A tenth of it, unless BENCHMARK_FULL=1.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import product
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from benchmarks.environment import POSTGRES, ROOT, set_up_django
from benchmarks.small_site import PREPARE, chosen, let_go_of_database

PEOPLE = 100_000
COURSES = 50
ON = 10  # courses of one person
DEPARTMENTS, DIVISIONS = 21, 18  # 1 + 21 + 21 × 18 = 400 units
PACE = 211  # ways an enrolment went; prime, so that units and courses get all of them
OFFICE, HEAD = "vanphong", "thutruong"
FAMILIES = ["Nông", "Hoàng", "Bế", "Đàm", "Triệu", "Lục", "Hà", "Lý", "Đặng", "Bàn"]
MIDDLES = ["Văn", "Thị", "Đức", "Quốc", "Minh", "Thanh", "Hồng", "Ngọc", "Hữu", "Thu"]
GIVEN = ["Tám", "Huệ", "Sơn", "Páo", "Ánh", "Đoàn", "Mỹ", "Thắng", "Liễu", "Lan"]


def number_of_people() -> int:
    return chosen(PEOPLE // 10, full=PEOPLE)


@contextmanager
def big_province() -> Iterator[str]:
    """Django is set up on it inside; yields what the database is called."""
    server = os.environ.get(POSTGRES)
    if server:
        os.environ["DATABASE_URL"] = _kept_database(server)
    subprocess.run(PREPARE, cwd=ROOT, stdout=sys.stderr, check=True)
    set_up_django()
    try:
        _fill()
        yield "PostgreSQL" if server else "SQLite"
    finally:
        let_go_of_database()
        os.environ.pop("DATABASE_URL", None)


def _kept_database(server: str) -> str:
    import psycopg  # noqa: PLC0415 - SQLite needs none of it

    name = f"lms_province_{number_of_people()}"
    with psycopg.connect(server, autocommit=True) as connection:
        found = connection.execute(
            "SELECT 1 FROM pg_database WHERE datname = %s", [name]
        )
        if not found.fetchone():
            connection.execute(f"CREATE DATABASE {name}".encode())
    return urlunsplit(urlsplit(server)._replace(path=name))


def _fill() -> None:
    from django.db import connection, transaction  # noqa: PLC0415

    from learning.models import Enrolment  # noqa: PLC0415
    from reports.summary.keeping import keep_up  # noqa: PLC0415

    if not Enrolment.objects.exists():
        with transaction.atomic():
            units = _units()
            _people(units)
            _courses()
            _enrolments()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    keep_up(date.today())  # noqa: DTZ011 - the machine's


def _units() -> list[Any]:
    from departments.services import found_department  # noqa: PLC0415

    first = date(2025, 1, 1)
    top = found_department(kind="province", name="Tỉnh", parent=None, on=first)
    units = [top]
    for n in range(1, DEPARTMENTS + 1):
        unit = found_department(kind="department", name=f"Sở {n}", parent=top, on=first)
        units.append(unit)
        units += [
            found_department(kind="division", name=f"Phòng {m}", parent=unit, on=first)
            for m in range(1, DIVISIONS + 1)
        ]
    return units


def _people(units: list[Any]) -> None:
    from django.contrib.auth.models import Group  # noqa: PLC0415

    from accounts.models import User  # noqa: PLC0415
    from departments.models import Membership  # noqa: PLC0415
    from departments.permissions import TRAINING_OFFICE  # noqa: PLC0415
    from departments.services import appoint  # noqa: PLC0415

    first = date(2025, 1, 1)
    names = [
        f"{a} {b} {c} {d}" for a, b, c, d in product(FAMILIES, MIDDLES, MIDDLES, GIVEN)
    ]
    people = []
    for n in range(number_of_people()):
        person = User(username=f"nguoi{n}", password="!")
        person.set_name(names[n * 7 % len(names)])
        people.append(person)
    people = User.objects.bulk_create(people, batch_size=5000)
    Membership.objects.bulk_create(
        (
            Membership(
                user=person,
                department=units[(n + n // len(units)) % len(units)],
                post="Chuyên viên",
                started_on=first,
            )
            for n, person in enumerate(people)
        ),
        batch_size=5000,
    )
    office, head = (
        User(username=OFFICE, password="!"),
        User(username=HEAD, password="!"),
    )
    for person in (office, head):
        person.set_name("Bế Thị Lan")
        person.save()
    office.groups.add(Group.objects.get(name=TRAINING_OFFICE))
    appoint(user=head, department=units[1], on=first, is_head=True)


def _courses() -> None:
    from wagtail.models import Site  # noqa: PLC0415

    from courses.models import CourseIndexPage, CoursePage  # noqa: PLC0415

    root = Site.objects.get(is_default_site=True).root_page
    index = root.add_child(instance=CourseIndexPage(title="Khóa học", slug="khoa-hoc"))
    for n in range(COURSES):
        course = CoursePage(title=f"Khóa {n}", slug=f"khoa-{n}", summary="Đo.", hours=8)
        index.add_child(instance=course)


def _enrolments() -> None:
    """Everybody on every fifth course. How each enrolment went comes from a small
    table of ways, joined by arithmetic that both databases agree on."""
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE way (n integer, enrolled_at timestamp with time zone,"
            " due_on date, started_at timestamp with time zone,"
            " completed_at timestamp with time zone)"
        )
        cursor.executemany("INSERT INTO way VALUES (%s, %s, %s, %s, %s)", [*_ways()])
        cursor.execute(
            "INSERT INTO learning_enrolment (trainee_id, course_id, is_current,"
            " enrolled_at, due_on, started_at, completed_at, department_id)"
            " SELECT p.user_id, c.page_ptr_id, %s, enrolled_at, due_on, started_at,"
            " completed_at,"
            " CASE WHEN completed_at IS NULL THEN NULL ELSE p.department_id END"
            " FROM departments_membership p CROSS JOIN courses_coursepage c"
            f" JOIN way ON n = (p.user_id * 31 + c.page_ptr_id * 17) %% {PACE}"
            f" WHERE (p.user_id + c.page_ptr_id) %% {COURSES // ON} = 0",
            [True],
        )
        cursor.execute("DROP TABLE way")


def _ways() -> Iterator[tuple[Any, ...]]:
    """37 in 100 are done, 18 overdue, 20 begun, 25 not begun."""
    from django.utils import timezone  # noqa: PLC0415

    moment = timezone.now().replace(hour=3)
    today = timezone.localdate()
    for n in range(PACE):
        enrolled = moment - timedelta(days=100 + n)
        share = n * 100 // PACE
        started = enrolled + timedelta(days=5) if share < 70 else None
        done = enrolled + timedelta(days=5 + n * 7 % 90) if share < 37 else None
        late = timedelta(days=-1 - n % 40)
        due = today + (late if 37 <= share < 55 else timedelta(days=n % 60))
        yield n, enrolled, due if n % 9 else None, started, done
