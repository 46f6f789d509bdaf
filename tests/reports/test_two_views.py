"""Both views of the organisation, over provinces reorganised at random.

A thousand random decisions: `python -m benchmarks reorganisations`.
"""

from __future__ import annotations

import pytest

from tests.reports.two_views import check_world, random_world

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("seed", range(4))
def test_both_views_agree_with_plain_counting(seed, root):
    world = random_world(seed, steps=8, below=root)

    assert world.decisions > 2
    assert check_world(world, days=6)
