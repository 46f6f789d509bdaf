"""The province as it stands: departments, party and mass bodies, communes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from departments.models import Department, Kind
from departments.services import found_department
from lms.demo.folder import DATA, Table, read_csv, read_toml
from lms.demo.reform import EXAMPLE_BODY, committee, draft_example, reform
from lms.progress import Count

PROVINCE = "Tỉnh Cao Bằng"
PROVINCE_SINCE = date(2025, 3, 1)  # the first day the demo's story knows


@dataclass(frozen=True)
class UnitPlan:
    """A unit straight below the province, with the divisions in it."""

    kind: str
    name: str
    founded: date
    short_name: str = ""
    code: str = ""
    head: str = "Giám đốc"
    staff: str = "Chuyên viên"
    divisions: list[str] = field(default_factory=list)


def planned_units() -> list[UnitPlan]:
    return [*_departments(), *_bodies(), *_communes()]


def _departments() -> Iterator[UnitPlan]:
    file = read_toml(DATA / "departments.toml")
    for unit in file["units"]:
        yield _plan(unit, kind=file["kind"], founded=file["from"])


def _bodies() -> Iterator[UnitPlan]:
    for unit in read_toml(DATA / "bodies.toml")["units"]:
        yield _plan(unit, kind=unit.pop("kind"), founded=unit.pop("from"))


def _plan(unit: Table, *, kind: str, founded: date) -> UnitPlan:
    return UnitPlan(kind=kind, founded=founded, **unit)


def _communes() -> Iterator[UnitPlan]:
    file = read_toml(DATA / "commune.toml")
    for row in read_csv(DATA / "communes.csv"):
        name = row["unit_from_2025_07_01"]
        level = name.partition(" ")[0]
        yield UnitPlan(
            kind=Kind.COMMUNE,
            name=committee(name),
            short_name=name,
            code=row["code"],
            founded=file["from"],
            head=file["head"],
            divisions=file["divisions"]["xa" if level == "Xã" else "phuong"],
        )


def load_units(*, count: Count) -> int:
    """Found the units that are missing; how many."""
    before = Department.objects.count()
    province = found(
        Kind.PROVINCE, PROVINCE, None, on=PROVINCE_SINCE, short_name="Cao Bằng"
    )
    plans = planned_units()
    first_commune = next(plan for plan in plans if plan.kind == Kind.COMMUNE)
    for number, plan in enumerate(plans, start=1):
        if plan is first_commune:
            reform(province, since=PROVINCE_SINCE)
        unit = found(
            plan.kind,
            plan.name,
            province,
            on=plan.founded,
            short_name=plan.short_name,
            code=plan.code,
        )
        for name in plan.divisions:
            found(Kind.DIVISION, name, unit, on=plan.founded)
        if plan.name == EXAMPLE_BODY:
            draft_example(unit)
        count(number, len(plans))
    return Department.objects.count() - before


def found(
    kind: str,
    name: str,
    parent: Department | None,
    *,
    on: date,
    short_name: str = "",
    code: str = "",
) -> Department:
    """The unit that was founded under that name there, or a new one."""
    known = Department.objects.filter(
        kind=kind, versions__name=name, versions__parent=parent
    )
    return known.first() or found_department(
        kind=kind, name=name, parent=parent, on=on, short_name=short_name, code=code
    )
