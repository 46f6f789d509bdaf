"""A plan told to people: what becomes of units and of posts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from departments.models import Membership
from departments.organisation import Unit
from departments.reorganising.acts import Key
from departments.reorganising.plan import Plan
from departments.reorganising.reach import Reach


@dataclass(frozen=True)
class UnitFate:
    """A line of the table of units."""

    unit: str
    above: str
    act: str
    becomes: str
    people: int


@dataclass(frozen=True)
class PersonFate:
    """A line of the list of people."""

    name: str
    post: str
    unit: str
    to: str  # empty: the post ends
    new_post: str
    is_head: bool
    lost_headship: bool


class Preview:
    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.reach = Reach(plan)

    # --- units ------------------------------------------------------------------------

    @cached_property
    def units(self) -> list[UnitFate]:
        plan = self.plan
        named = [
            UnitFate(
                plan.before[line.unit].name,
                self._above(plan.before[line.unit]),
                str(line.act.label),
                self._becomes(line.unit, line.successor),
                self.reach.people_before[line.unit],
            )
            for line in plan.lines
        ]
        return named + list(self._moved_along())

    def _moved_along(self) -> Iterator[UnitFate]:
        """Units below those that end, which no act names."""
        named = {line.unit for line in self.plan.lines}
        for pk, change in self.plan.changed.items():
            if pk not in named:
                unit = self.plan.before[pk]
                yield UnitFate(
                    unit.name,
                    self._above(unit),
                    "",
                    self.plan.name(change.parent),
                    self.reach.people_before[pk],
                )

    def _above(self, unit: Unit) -> str:
        above = self.plan.before.get(unit.parent_id)
        return above.name if above else ""

    def _becomes(self, pk: int, successor: Key | None) -> str:
        if successor is not None:
            return self.plan.name(successor)
        if pk in self.plan.ended:
            return self.plan.name(self.plan.heir(pk))
        change = self.plan.changed.get(pk)
        if change and change.name is not None:
            return change.name
        return self.plan.name(self.plan.parent(pk))

    # --- people -----------------------------------------------------------------------

    @cached_property
    def people(self) -> list[PersonFate]:
        """Everybody whose post changes, by the unit they leave and by name."""
        fates: dict[int, PersonFate] = {}
        for each in self.plan.carried:
            to = self.plan.name(each.to)
            for post in each.old:
                fates[post.pk] = self._person(post, to, each.post, each.is_head)
        for taken in self.plan.absorbed:
            here = self.plan.name(taken.by.department_id)
            for post in taken.old:
                fates[post.pk] = self._person(
                    post, here, taken.by.post, taken.by.is_head
                )
        for post in self.plan.closed:
            fates[post.pk] = self._person(post, "", "", is_head=False)
        return [fates[post.pk] for post in self.plan.posts if post.pk in fates]

    def _person(
        self, post: Membership, to: str, new_post: str, is_head: bool
    ) -> PersonFate:
        return PersonFate(
            name=post.user.full_name,
            post=post.post,
            unit=self.plan.before[post.department_id].name,
            to=to,
            new_post=new_post,
            is_head=is_head,
            lost_headship=post.is_head and not is_head,
        )

    @property
    def people_moved(self) -> int:
        return len({post.user_id for each in self.plan.carried for post in each.old})

    @property
    def people_without_post(self) -> int:
        closed = {post.pk for post in self.plan.closed}
        staying = {post.user_id for post in self.plan.posts if post.pk not in closed}
        return len({post.user_id for post in self.plan.closed} - staying)
