"""Which posts end, and in which they are carried on.

Whoever headed a unit that is merged into a new one does not head the new one: its
leaders are appointed by name. A head goes on where there is one seat as before: the
unit stays the same, or one unit alone is founded anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from departments.models import Membership
from departments.reorganising.acts import (
    Dissolve,
    Going,
    Key,
    Merge,
    Split,
    Transfer,
)
from departments.reorganising.plan import Absorbed, Carried, Plan
from departments.reorganising.situation import Situation, by_unit


@dataclass(frozen=True)
class Route:
    """From which units the posts of an act come, and where they can go."""

    act: Merge | Split | Dissolve | Transfer
    sources: list[int]
    targets: list[Key]
    goes_on: bool = False

    @property
    def is_one_to_one(self) -> bool:
        """One unit founded anew: whoever headed it heads it on."""
        alone = len(self.sources) == len(self.targets) == 1
        return (
            isinstance(self.act, Merge) and alone and isinstance(self.targets[0], str)
        )


def place_posts(plan: Plan, routes: list[Route], there: Situation) -> None:
    units = [pk for route in routes for pk in route.sources]
    plan.posts = there.posts_of_everyone_in(units)
    held = by_unit(plan.posts)
    going: list[Carried] = []
    for route in routes:
        for pk in route.sources:
            for post in held[pk]:
                going += _go(plan, route, post)
    _settle(plan, going)
    _keep_one_primary(plan)


def _go(plan: Plan, route: Route, post: Membership) -> Iterator[Carried]:
    """Where one post goes; nowhere if it stays, ends or is not told."""
    if isinstance(route.act, Dissolve):
        plan.closed.append(post)
        return
    told = route.act.posts.get(post.pk)
    if isinstance(route.act, Merge):
        told = told or Going(is_head=post.is_head and route.is_one_to_one)
    if told is None or told.to >= len(route.targets):
        if not route.goes_on:
            plan.unplaced.append(post)
        return
    to = route.targets[told.to]
    if to == post.department_id:
        return
    # The title of a head ends with the unit that was headed.
    title = "" if post.is_head and not told.is_head else post.post
    if told.post is not None:
        title = told.post
    yield Carried([post], to, title, told.is_head, post.is_primary)


def _settle(plan: Plan, going: list[Carried]) -> None:
    """One post per person and unit, although several may lead there."""
    gone = {post.pk for each in going for post in each.old}
    gone |= {post.pk for post in plan.closed}
    there = {
        (post.user_id, post.department_id): post
        for post in plan.posts
        if post.pk not in gone
    }
    together: dict[tuple[int, Key], list[Carried]] = defaultdict(list)
    for each in going:
        together[each.old[0].user_id, each.to].append(each)
    for (user, to), parts in together.items():
        waiting = there.get((user, to)) if isinstance(to, int) else None
        if waiting:
            _join_waiting(plan, waiting, parts)
        else:
            plan.carried.append(_joined(parts))


def _joined(parts: list[Carried]) -> Carried:
    first = min(parts, key=lambda part: (not part.is_primary, not part.is_head))
    old = [post for part in parts for post in part.old]
    is_head = any(part.is_head for part in parts)
    is_primary = any(part.is_primary for part in parts)
    return Carried(old, first.to, first.post, is_head, is_primary)


def _join_waiting(plan: Plan, waiting: Membership, parts: list[Carried]) -> None:
    """The person has a post in the unit already: it goes on, perhaps as more."""
    joined = _joined(parts)
    more_primary = joined.is_primary and not waiting.is_primary
    more_head = joined.is_head and not waiting.is_head
    if more_primary or more_head:
        joined.old.insert(0, waiting)
        joined.post = joined.post if more_head else waiting.post or joined.post
        joined.is_head = joined.is_head or waiting.is_head
        joined.is_primary = joined.is_primary or waiting.is_primary
        plan.carried.append(joined)
    else:
        plan.absorbed.append(Absorbed(joined.old, waiting))


def _keep_one_primary(plan: Plan) -> None:
    """Whose primary post ends counts in another of theirs, if there is one."""
    lost = {post.user_id for post in plan.closed if post.is_primary}
    closed = {post.pk for post in plan.closed}
    carried = {post.pk: each for each in plan.carried for post in each.old}
    absorbed = {post.pk for each in plan.absorbed for post in each.old}
    for user in sorted(lost):
        left = [
            post
            for post in plan.posts
            if post.user_id == user
            and post.pk not in closed | absorbed
            and post.started_on < plan.day
        ]
        if not left or any(post.is_primary for post in left):
            continue
        first = min(left, key=lambda post: (not post.is_head, post.started_on, post.pk))
        if first.pk in carried:
            carried[first.pk].is_primary = True
        else:
            to, title, is_head = first.department_id, first.post, first.is_head
            plan.carried.append(Carried([first], to, title, is_head, True))
