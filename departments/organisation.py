"""The tree of units as it stood on one day, read once and asked many times.

Built from today's tree or from dated versions; whoever reads it need not know which.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from departments.models import SEGMENT, Department, DepartmentVersion
from departments.services import path_segment


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit with the name and the place it had on that day."""

    pk: int
    kind: str
    name: str
    short_name: str
    code: str
    parent_id: int | None
    path: str
    is_gone: bool = False  # dissolved; kept so that what it left can be named

    def __str__(self) -> str:
        return self.name

    @property
    def depth(self) -> int:
        return len(self.path) // SEGMENT


class Organisation:
    """Units in the order of the tree."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self.units = {unit.pk: unit for unit in units}
        self._children: dict[int | None, list[Unit]] = defaultdict(list)
        for unit in self.units.values():
            self._children[unit.parent_id].append(unit)

    def __getitem__(self, pk: int) -> Unit:
        return self.units[pk]

    def __contains__(self, pk: object) -> bool:
        return pk in self.units

    def __iter__(self) -> Iterator[Unit]:
        return iter(self.units.values())

    def get(self, pk: int | None) -> Unit | None:
        return self.units.get(pk) if pk else None

    @property
    def tops(self) -> tuple[Unit, ...]:
        return tuple(unit for unit in self._children[None] if not unit.is_gone)

    def below(self, unit: Unit) -> list[Unit]:
        """One level down."""
        return self._children[unit.pk]

    def within(self, *units: Unit) -> list[Unit]:
        """These units and everything below them."""
        paths = tuple(unit.path for unit in units)
        return [unit for unit in self if paths and unit.path.startswith(paths)]

    def above(self, unit: Unit) -> list[Unit]:
        """The units that contain this one, from the top."""
        line: list[Unit] = []
        while unit.parent_id and unit.parent_id in self:
            unit = self[unit.parent_id]
            line.insert(0, unit)
        return line

    def highest(self, pks: Iterable[int]) -> tuple[Unit, ...]:
        """Of these units, those that are not below another of them."""
        tops: list[Unit] = []
        for unit in sorted((self[pk] for pk in pks), key=lambda unit: unit.path):
            if not tops or not unit.path.startswith(tops[-1].path):
                tops.append(unit)
        return tuple(tops)


def organisation_today() -> Organisation:
    """Today's units, and those that are no more at the place where they ended."""
    rows = Department.objects.order_by("path").values_list(
        "pk", "kind", "name", "short_name", "code", "parent_id", "path", "dissolved_on"
    )
    return Organisation(Unit(*row[:-1], is_gone=row[-1] is not None) for row in rows)


def organisation_on(day: date) -> Organisation:
    """The units there were on a day, called and placed as they were then."""
    versions = (
        DepartmentVersion.objects.filter(valid_from__lte=day)
        .filter(Q(valid_to=None) | Q(valid_to__gte=day))
        .order_by("department__path")
        .values_list(
            "department_id",
            "department__kind",
            "name",
            "short_name",
            "code",
            "parent_id",
        )
    )
    return Organisation(_placed(versions))


Row = tuple[int, str, str, str, str, int | None]


def _placed(rows: Iterable[Row]) -> list[Unit]:
    """Rows with paths of their own: today's say where units stand today."""
    rows = list(rows)
    there = {row[0] for row in rows}
    below: dict[int | None, list[Row]] = defaultdict(list)
    for row in rows:
        # A unit on record without the one above it stands at the top.
        below[row[5] if row[5] in there else None].append(row)
    units: list[Unit] = []

    def place(parent: int | None, path: str) -> None:
        for number, row in enumerate(below[parent], start=1):
            here = path + path_segment(number)
            units.append(Unit(*row[:5], parent_id=parent, path=here))
            place(row[0], here)

    place(None, "")
    return units
