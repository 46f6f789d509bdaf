"""The past of a unit: what it was called, where it stood, by which decision."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from departments.models import Department, DepartmentVersion, Succession
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
