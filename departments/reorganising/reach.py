"""How far reports and sight of heads reach, before a decision and after it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count

from departments.models import Membership
from departments.reorganising.acts import Key
from departments.reorganising.checks_of_posts import in_name_order
from departments.reorganising.plan import Plan


@dataclass(frozen=True)
class ReportFate:
    """Whose report changes, and how many people it counts."""

    unit: str
    before: int
    after: int
    is_new: bool


@dataclass(frozen=True)
class SightFate:
    """A head who will see other units than before."""

    name: str
    post: str
    lost: tuple[str, ...]
    gained: tuple[str, ...]
    before: int  # people seen
    after: int


class Reach:
    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    # --- reports ----------------------------------------------------------------------

    @cached_property
    def people_before(self) -> Counter[Key]:
        """People who count in each unit itself, before."""
        there = Membership.objects.placing_on(self.plan.day)
        rows = there.order_by().values_list("department").annotate(n=Count("pk"))
        return Counter(dict(rows))

    @cached_property
    def people_after(self) -> Counter[Key]:
        own = Counter(self.people_before)
        for post in [*self._leaving(), *self.plan.closed]:
            own[post.department_id] -= post.is_primary
        for each in self.plan.carried:
            own[each.to] += each.is_primary
        return own

    def _leaving(self) -> Iterator[Membership]:
        for each in self.plan.carried:
            yield from each.old
        for taken in self.plan.absorbed:
            yield from taken.old

    @cached_property
    def _within(self) -> dict[Key, set[Key]]:
        """What is below each unit afterwards, itself included."""
        within: dict[Key, set[Key]] = {}
        for key in self.plan.after():
            for above in self.plan.above(key):
                within.setdefault(above, set()).add(key)
        return within

    @cached_property
    def _within_before(self) -> dict[int, set[int]]:
        before = self.plan.before
        within: dict[int, set[int]] = {unit.pk: {unit.pk} for unit in before}
        for unit in before:
            for above in before.above(unit):
                within[above.pk].add(unit.pk)
        return within

    @cached_property
    def reports(self) -> list[ReportFate]:
        """Units whose report counts other people, or stands under another name."""
        fates = []
        for key in self.plan.after():
            is_new = isinstance(key, str)
            before = 0
            if not isinstance(key, str):
                before = sum(self.people_before[pk] for pk in self._within_before[key])
            after = sum(self.people_after[below] for below in self._within[key])
            named = is_new or key in self.plan.changed
            placed = self._within[key] != self._still_within(key)
            if named or placed or before != after:
                fates.append(ReportFate(self.plan.name(key), before, after, is_new))
        return fates

    def _still_within(self, key: Key) -> set[Key]:
        return set(self._within_before[key]) if isinstance(key, int) else set()

    # --- sight ------------------------------------------------------------------------

    @cached_property
    def heads(self) -> list[SightFate]:
        """Heads who lose or gain sight of units, by name."""
        before, after = self._headed_before, self._headed_after
        posts = {post.user_id: post for post in reversed(self._posts)}
        people = in_name_order(post.user for post in posts.values())
        fates = [
            self._sight(
                posts[user.pk], before.get(user.pk, set()), after.get(user.pk, set())
            )
            for user in people
        ]
        return [fate for fate in fates if fate.lost or fate.gained]

    @cached_property
    def _posts(self) -> list[Membership]:
        """Of heads before, and of those made heads."""
        heads = Membership.objects.heads().on(self.plan.day).select_related("user")
        made = [each.old[0] for each in self.plan.carried if each.is_head]
        return [*heads, *made]

    @property
    def _headed_before(self) -> dict[int, set[int]]:
        headed: dict[int, set[int]] = {}
        for post in self._posts:
            if post.is_head and post.department_id in self.plan.before:
                headed.setdefault(post.user_id, set()).add(post.department_id)
        return headed

    @property
    def _headed_after(self) -> dict[int, set[Key]]:
        gone = {post.pk for post in [*self._leaving(), *self.plan.closed]}
        headed: dict[int, set[Key]] = {}
        for post in self._posts:
            if post.is_head and post.pk not in gone:
                headed.setdefault(post.user_id, set()).add(post.department_id)
        for each in self.plan.carried:
            if each.is_head:
                headed.setdefault(each.old[0].user_id, set()).add(each.to)
        return headed

    def _sight(self, post: Membership, before: set[int], after: set[Key]) -> SightFate:
        empty: set[Key] = set()
        seen = set().union(*(self._within_before[pk] for pk in before))
        will_see = empty.union(*(self._within.get(key, empty) for key in after))
        heirs = {self.plan.heir(pk) for pk in seen}
        lost = [pk for pk in seen if self.plan.heir(pk) not in will_see]
        gained = [key for key in will_see if key not in heirs]
        return SightFate(
            name=post.user.full_name,
            post=post.post,
            lost=tuple(sorted(self.plan.before[pk].name for pk in lost)),
            gained=tuple(sorted(self.plan.name(key) for key in gained)),
            before=sum(self.people_before[pk] for pk in seen),
            after=sum(self.people_after[key] for key in will_see),
        )
