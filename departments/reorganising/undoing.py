"""Taking a decision back, while nothing has been built on it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from departments.heirs import rebuild_heirs
from departments.models import (
    Department,
    DepartmentVersion,
    Membership,
    Reorganisation,
)
from departments.reorganising.applying import State, lock_units
from departments.reorganising.dependants import what_depends_on
from departments.services import call, place_below


class NotApplied(Exception):
    """There is nothing to take back; perhaps someone did."""


class CannotUndo(Exception):
    """`reasons` say precisely what depends on the decision."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


@transaction.atomic
def undo(*, decision: Reorganisation) -> None:
    """Put units and posts back as they were; the decision is a draft again.

    Raises NotApplied, CannotUndo.
    """
    lock_units()
    applied = Reorganisation.objects.filter(pk=decision.pk, state=State.APPLIED)
    row = applied.first()
    if row is None:
        raise NotApplied
    reasons = what_depends_on(row)
    if reasons:
        raise CannotUndo(reasons)
    if not applied.update(
        state=State.DRAFT, applied_at=None, applied_by=None, effects={}
    ):
        raise NotApplied
    _restore_posts(row.effects)
    _restore_units(row)
    rebuild_heirs()
    decision.refresh_from_db()


def _restore_posts(effects: dict[str, Any]) -> None:
    links = dict(reversed(effects["continued"]))  # the first note of each is the oldest
    posts = Membership.objects.in_bulk(list(links))
    for pk, post in posts.items():
        post.continued_by_id = links[pk]
    Membership.objects.bulk_update(posts.values(), ["continued_by"], batch_size=500)
    Membership.objects.filter(pk__in=effects["opened"]).delete()
    for fact in effects["repointed"]:
        Membership.objects.filter(pk=fact["pk"]).update(
            department=fact["department"],
            post=fact["post"],
            is_head=fact["is_head"],
            is_primary=fact["is_primary"],
            started_on=_day(fact["started_on"]),
            ended_on=_day(fact["ended_on"]),
        )
    _reopen(effects["closed"])


def _reopen(closed: list[list[Any]]) -> None:
    forever = [pk for pk, last in closed if last is None]
    Membership.objects.filter(pk__in=forever).update(ended_on=None)
    for pk, last in closed:
        if last is not None:
            Membership.objects.filter(pk=pk).update(ended_on=_day(last))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _restore_units(decision: Reorganisation) -> None:
    effects = decision.effects
    touched = effects["changed"] + effects["ended"]
    decision.successions.all().delete()
    Department.objects.filter(pk__in=effects["ended"]).update(
        dissolved_on=None, heir=None
    )
    Department.objects.filter(heir__in=effects["founded"]).update(heir=None)
    decision.versions.all().delete()
    _reopen_versions(touched)
    for pk in _topmost_first(touched):
        _as_its_version_says(Department.objects.get(pk=pk))
    # Units below one another go before those they belong to.
    for unit in Department.objects.filter(pk__in=effects["founded"]).order_by("-path"):
        unit.delete()


def _reopen_versions(units: list[int]) -> None:
    """The last version of each goes on."""
    latest: dict[int, int] = {}
    versions = DepartmentVersion.objects.filter(department__in=units)
    for pk, unit in versions.order_by("valid_from").values_list("pk", "department"):
        latest[unit] = pk
    DepartmentVersion.objects.filter(pk__in=latest.values()).update(valid_to=None)


def _topmost_first(units: list[int]) -> list[int]:
    """In the order of where they stood, so that each finds its place free."""
    versions = DepartmentVersion.objects.filter(valid_to=None)
    parents = dict(versions.values_list("department", "parent"))

    def depth(unit: int | None) -> int:
        return 0 if unit is None else 1 + depth(parents.get(unit))

    return sorted(units, key=lambda unit: (depth(unit), unit))


def _as_its_version_says(unit: Department) -> None:
    version = unit.versions.get(valid_to=None)
    call(unit, version.name)
    unit.short_name, unit.code = version.short_name, version.code
    place_below(unit, version.parent)
    unit.save()
