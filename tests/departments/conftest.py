from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from departments.models import Department, Membership, Reorganisation
from departments.reorganising.acts import Ordered
from departments.reorganising.drafting import add_act
from tests.factories import DepartmentFactory, MembershipFactory, ReorganisationFactory

DAY = date(2025, 7, 1)


@pytest.fixture
def province(db) -> Department:
    return DepartmentFactory(name="Tỉnh", kind="province")


@pytest.fixture
def commune(province):
    def make(name: str, **more: Any) -> Department:
        values = {"kind": "commune", "parent": province, **more}
        return DepartmentFactory(name=name, **values)

    return make


def decision(*acts: Ordered, on: date = DAY, **more: Any) -> Reorganisation:
    made = ReorganisationFactory(effective_on=on, **more)
    for act in acts:
        add_act(decision=made, act=act)
    return made


def posts_of(user) -> list[tuple[Any, ...]]:
    """Unit, post, heads, primary, from, to; the oldest first."""
    rows = Membership.objects.filter(user=user).order_by("started_on", "pk")
    return [
        (
            row.department.name,
            row.post,
            row.is_head,
            row.is_primary,
            row.started_on,
            row.ended_on,
        )
        for row in rows
    ]


def member(unit: Department, **more: Any):
    return MembershipFactory(department=unit, **more).user
