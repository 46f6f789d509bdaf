"""What is there on the eve of a decision: units, posts, and changes made since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from departments.models import DepartmentVersion, Membership
from departments.organisation import (
    Organisation,
    organisation_on,
    organisation_today,
)


@dataclass
class Situation:
    """`before` is the tree on the day a decision takes effect, without it.

    `settled` names what already changed a unit on that day or later, if anything.
    """

    day: date
    before: Organisation
    today: Organisation
    settled: dict[int, DepartmentVersion]

    def posts_of_everyone_in(self, units: Collection[int]) -> list[Membership]:
        """Posts held on that day or later by everybody who holds one in these units."""
        held = Membership.objects.filter(Q(ended_on=None) | Q(ended_on__gte=self.day))
        people = held.filter(department__in=units).values("user")
        return list(
            held.filter(user__in=people)
            .select_related("user")
            .order_by("department__path", "user__sort_key", "pk")
        )


def situation(day: date) -> Situation:
    settled: dict[int, DepartmentVersion] = {}
    versions = DepartmentVersion.objects.filter(valid_from__gte=day)
    for version in versions.select_related("reorganisation").order_by("valid_from"):
        settled.setdefault(version.department_id, version)
    return Situation(day, organisation_on(day), organisation_today(), settled)


def by_unit(posts: Collection[Membership]) -> dict[int, list[Membership]]:
    grouped: dict[int, list[Membership]] = defaultdict(list)
    for post in posts:
        grouped[post.department_id].append(post)
    return grouped
