"""The past of units: what they were called, where they stood, by which decision."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from departments.models import Department, DepartmentVersion, Kind, Succession
from departments.organisation import organisation_on


@dataclass(frozen=True)
class Stage:
    """A time with one name and one place."""

    version: DepartmentVersion
    above: str  # the unit it belonged to, as that was called when it began


@dataclass(frozen=True)
class Past:
    stages: tuple[Stage, ...]  # the newest first
    came_from: tuple[Succession, ...]
    became: tuple[Succession, ...]


def past_of(unit: Department) -> Past:
    versions = unit.versions.select_related("reorganisation").order_by("-valid_from")
    lines = (
        Succession.objects.filter(Q(predecessor=unit) | Q(successor=unit))
        .select_related("reorganisation", "predecessor", "successor")
        .order_by("-reorganisation__effective_on", "pk")
    )
    return Past(
        stages=tuple(_stage(version) for version in versions),
        came_from=tuple(line for line in lines if line.successor_id == unit.pk),
        became=tuple(line for line in lines if line.predecessor_id == unit.pk),
    )


def _stage(version: DepartmentVersion) -> Stage:
    """A unit has few stages: the tree is read for each."""
    above = organisation_on(version.valid_from).get(version.parent_id)
    return Stage(version, above.name if above else "")


class Names:
    """What some units were called on any day. Two queries, whatever their number."""

    def __init__(self, units: Iterable[int]) -> None:
        self._versions: dict[int, list[DepartmentVersion]] = {}
        self._load(set(units))
        above = {v.parent_id for each in self._versions.values() for v in each}
        self._load({pk for pk in above if pk} - self._versions.keys())

    def _load(self, units: set[int]) -> None:
        versions = DepartmentVersion.objects.filter(department__in=units)
        for version in versions.select_related("department").order_by("valid_from"):
            self._versions.setdefault(version.department_id, []).append(version)

    def line(self, unit: int, day: date) -> str:
        """The name on a day, of a division with the body it was in."""
        version = self._version(unit, day)
        if version is None:
            return ""
        is_division = version.department.kind == Kind.DIVISION
        if is_division and version.parent_id:
            return f"{version.name}, {self.name(version.parent_id, day)}"
        return version.name

    def name(self, unit: int, day: date) -> str:
        version = self._version(unit, day)
        return version.name if version else ""

    def _version(self, unit: int, day: date) -> DepartmentVersion | None:
        """The last that began by then, or the first of all."""
        versions = self._versions.get(unit, [])
        begun = [version for version in versions if version.valid_from <= day]
        return begun[-1] if begun else next(iter(versions), None)
