"""Random provinces in which a figure differs from plain counting, over 1,000 decisions.

Each province lives through 12 steps: decisions of one to three acts (merge, split, rename,
move, dissolve, transfer), some undone and applied again, and people who move. Trees, tables
by unit and course, lists, lines and trend are compared on four days, in both views of the
organisation, with counting that knows nothing of paths, versions or heirs.
"""

from __future__ import annotations

import sys
from importlib import import_module

from benchmarks import Result
from benchmarks.small_site import small_site

DECISIONS = 1000
STEPS = 12
DAYS = 3  # and the last


def run() -> Result:
    with small_site() as database:
        wrong = made = scopes = seed = 0
        while made < DECISIONS:
            decisions, checked = one_province(seed)
            wrong += not checked
            made, scopes, seed = made + decisions, scopes + checked, seed + 1
    unit = f"wrong of {seed} provinces, {made} decisions, {scopes} reports, {database}"
    return Result(value=wrong, unit=unit, goal=0)


def one_province(seed: int) -> tuple[int, int]:
    """How many decisions it saw and how many reports agreed: none if one did not."""
    from django.db import transaction  # noqa: PLC0415 - settings must be chosen first
    from wagtail.models import Page  # noqa: PLC0415

    # By name: the checker of types is not to follow into the tests.
    two_views = import_module("tests.reports.two_views")
    with transaction.atomic():
        below = Page.objects.get(depth=2)
        world = two_views.random_world(seed, steps=STEPS, below=below)
        try:
            checked = two_views.check_world(world, days=DAYS)
        except AssertionError as error:
            print(f"Province {seed}: {error}", file=sys.stderr)
            checked = 0
        transaction.set_rollback(True)
    return world.decisions, checked
