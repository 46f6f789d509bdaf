"""Who sits where: the posts of each unit in the order they are filled."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, count

from departments.models import Kind
from lms.demo.staff import COMMUNE, CULTURE
from lms.demo.units import UnitPlan

ONE_STOP = "Trung tâm Phục vụ hành chính công"
WEIGHTS = {Kind.COMMUNE: 8, Kind.DEPARTMENT: 11}
SHOWN = {COMMUNE: 18, CULTURE: 16}  # the units of the demo accounts
DIVISION_HEADS = {
    "Văn phòng": "Chánh Văn phòng",
    "Phòng": "Trưởng phòng",
    "Ban": "Trưởng ban",
    "Chi cục": "Chi cục trưởng",
    "Trung tâm": "Giám đốc",
}


@dataclass(frozen=True)
class Seat:
    unit: UnitPlan
    post: str
    division: str = ""
    is_head: bool = False
    also_heads: str = ""  # a division headed besides


def seats(plans: list[UnitPlan]) -> Iterator[Seat]:
    """Posts over all units without end, each unit in proportion to its size.

    The highest-averages rule: whoever is the nth person keeps the seat, however
    many people follow.
    """
    rows = [posts_of(plan) for plan in plans]
    weights = [weight(plan) for plan in plans]
    queue = [(1 / weight, place) for place, weight in enumerate(weights)]
    heapq.heapify(queue)
    taken = [0] * len(plans)
    while True:
        _average, place = heapq.heappop(queue)
        taken[place] += 1
        heapq.heappush(queue, ((taken[place] + 1) / weights[place], place))
        yield next(rows[place])


def weight(plan: UnitPlan) -> int:
    return SHOWN.get(plan.name) or WEIGHTS.get(Kind(plan.kind), 9)


def posts_of(plan: UnitPlan) -> Iterator[Seat]:
    """The head, the deputy, who heads the divisions, then staff without end."""
    one_stop = ONE_STOP if ONE_STOP in plan.divisions else ""
    yield Seat(plan, plan.head, is_head=True)
    yield Seat(plan, deputy(plan.head), is_head=True, also_heads=one_stop)
    for name in plan.divisions:
        if name != one_stop:
            yield Seat(plan, head_of(name), name, is_head=True)
    rounds = chain([plan.staff, ""], (plan.staff for _n in count()))
    for post in rounds:
        for name in plan.divisions:
            title = post or deputy(head_of(name))
            yield Seat(plan, title, name, is_head=not post)


def head_of(division: str) -> str:
    for word, title in DIVISION_HEADS.items():
        if division.startswith(word):
            return title
    return "Trưởng phòng"


def deputy(title: str) -> str:
    return f"Phó {title}"
