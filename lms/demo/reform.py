"""The province before 1 July 2025, and the decision that made its communes of today."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from departments.models import Department, Kind, Reorganisation
from departments.reorganising.acts import Dissolve, Merge, Ordered, Target
from departments.reorganising.applying import apply
from departments.reorganising.drafting import add_act
from departments.services import found_department
from lms.demo.folder import DATA, read_csv, read_toml

DAY = date(2025, 7, 1)
NUMBER = "Quyết định mẫu số 01"
TITLE = "Sắp xếp đơn vị hành chính cấp xã của tỉnh Cao Bằng năm 2025"
NOTE = (
    "Lập từ bộ dữ liệu công khai về đơn vị hành chính để làm ví dụ: 161 xã, phường, thị trấn"
    " thành 56 xã, phường; 10 đơn vị cấp huyện kết thúc hoạt động. Số và nội dung chưa đối"
    " chiếu với nghị quyết; hãy đối chiếu trước khi dùng chính thức."
)


EXAMPLE_BODY = "Sở Văn hóa, Thể thao và Du lịch"
EXAMPLE_DIVISIONS = ["Phòng Quản lý Văn hóa", "Phòng Quản lý Thể dục, thể thao"]
EXAMPLE_NAME = "Phòng Quản lý Văn hóa và Thể thao"


@dataclass(frozen=True)
class Commune:
    """A commune of today and what it was formed from: pairs of name and district."""

    name: str
    code: str
    parts: tuple[tuple[str, str], ...]


def communes() -> list[Commune]:
    divided = read_toml(DATA / "districts.toml")["parts"]
    return [
        Commune(
            row["unit_from_2025_07_01"],
            row["code"],
            tuple(
                (part, _district(row, part, divided))
                for part in row["formed_from"].split("; ")
            ),
        )
        for row in read_csv(DATA / "communes.csv")
    ]


def _district(
    row: dict[str, str], part: str, divided: dict[str, dict[str, str]]
) -> str:
    places = divided.get(row["unit_from_2025_07_01"])
    if places is None:
        return row["old_districts"]
    return places.get(part, places["rest"])


def committee(unit: str) -> str:
    """ "Xã Trùng Khánh" → "UBND xã Trùng Khánh", the body that governs it."""
    level, _space, own = unit.partition(" ")
    return f"UBND {level.lower()} {own}"


Old = dict[tuple[str, str], Department]


def found_old_units(province: Department, *, since: date) -> Old:
    """Districts and their communes, by name and district."""
    by_district: dict[str, list[str]] = defaultdict(list)
    for commune in communes():
        for name, district in commune.parts:
            by_district[district].append(name)
    units: Old = {}
    for district, names in by_district.items():
        units[district, ""] = above = found_department(
            kind=Kind.DISTRICT,
            name=committee(district),
            short_name=district,
            parent=province,
            on=since,
        )
        for name in names:
            units[name, district] = found_department(
                kind=Kind.COMMUNE,
                name=committee(name),
                short_name=name,
                parent=above,
                on=since,
            )
    return units


def draft(province: Department, old: Old) -> Reorganisation:
    """The decision, not applied yet."""
    decision = Reorganisation.objects.create(
        number=NUMBER, decided_on=DAY, effective_on=DAY, title=TITLE, note=NOTE
    )
    acts: list[Ordered] = [
        Merge(
            tuple(old[part].pk for part in commune.parts),
            Target(
                name=committee(commune.name),
                short_name=commune.name,
                code=commune.code,
                kind=Kind.COMMUNE,
                parent=province.pk,
            ),
        )
        for commune in communes()
    ]
    districts = [unit.pk for (_name, above), unit in old.items() if not above]
    acts += [Dissolve(pk) for pk in districts]
    for act in acts:
        add_act(decision=decision, act=act)
    return decision


@transaction.atomic
def reform(province: Department, *, since: date) -> None:
    """Live through the reform, unless there are communes already."""
    if not Department.objects.filter(kind=Kind.COMMUNE).exists():
        apply(decision=draft(province, found_old_units(province, since=since)), by=None)


def draft_example(body: Department) -> None:
    """A small decision that is not applied, so that there is one to play with."""
    divisions = body.children.filter(name__in=EXAMPLE_DIVISIONS)
    decision, is_new = Reorganisation.objects.get_or_create(
        number="Ví dụ để thử",
        decided_on=date(timezone.localdate().year + 1, 1, 1),
        defaults={
            "effective_on": date(timezone.localdate().year + 1, 1, 1),
            "title": "Nhập hai phòng (bản thảo để thử)",
            "note": "Ví dụ hư cấu để thử các bước: xem trước, áp dụng, hoàn tác.",
        },
    )
    if is_new:
        target = Target(name=EXAMPLE_NAME, kind=Kind.DIVISION, parent=body.pk)
        sources = tuple(divisions.values_list("pk", flat=True))
        add_act(decision=decision, act=Merge(sources, target))
