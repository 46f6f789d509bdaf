"""Where what units and posts of the past left behind counts today.

A unit that exists counts as itself, whatever it was called. A dissolved one counts
in its heir: the unit that the decision names, or the one it belonged to. A post that
reorganisations carried on counts in the unit it was carried to: this is how people
of a unit that was split are told apart.
"""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import F, Q
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from departments.models import Department, MembershipQuerySet, Succession


def unit_today(post: str = "") -> Combinable:
    """The pk of today's unit in which a post of any day counts.

    `post` leads to the `Membership`, as in "trainee__memberships__".
    """
    carried, left = f"{post}continued_by__department", f"{post}department"
    return Coalesce(
        F(f"{carried}__heir"), F(carried), F(f"{left}__heir"), F(f"{left}_id")
    )


def heir_of(pk: int) -> int | None:
    """The unit of today that follows this one: itself, if it exists."""
    unit = Department.objects.filter(pk=pk).first()
    if unit is None:
        return None
    return unit.heir_id if unit.dissolved_on else unit.pk


def predecessors(pks: Collection[int], *, posts: MembershipQuerySet) -> set[int]:
    """Units of any day that count in these units today.

    Of units that were split also those from which one of the `posts` was carried here.
    """
    left = Q(pk__in=pks, dissolved_on=None) | Q(heir__in=pks)
    whole = Department.objects.filter(left).values_list("pk", flat=True)
    carried = posts.exclude(continued_by=None).annotate(today=unit_today())
    parts = carried.filter(today__in=pks).values_list("department", flat=True)
    return {*whole, *parts.distinct()}


def rebuild_heirs() -> None:
    """Find the heirs of all dissolved units anew from the decisions on record."""
    units = {unit.pk: unit for unit in Department.objects.all()}
    named = dict(
        Succession.objects.filter(is_heir=True).values_list("predecessor", "successor")
    )

    def heir(unit: Department) -> int | None:
        seen = set()
        while unit.dissolved_on:
            seen.add(unit.pk)
            following = named.get(unit.pk) or unit.parent_id
            if following is None or following in seen:
                return None
            unit = units[following]
        return unit.pk if seen else None

    changed = []
    for unit in units.values():
        found = heir(unit)
        if unit.heir_id != found:
            unit.heir_id = found
            changed.append(unit)
    Department.objects.bulk_update(changed, ["heir"])
