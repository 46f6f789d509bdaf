"""Who tests what, when several processes share the suite (`make test` does that).

A file stays in one process; so does a package whose tests share a running site, or a
seeded province. The long ones begin first. What alters tables comes last, so that no
other test of that process sees what it left.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from xdist.scheduler import LoadFileScheduling

# Longer than their number of tests would say.
LONG = ["tests/browser/", "tests/lms/test_run_site.py", "tests/reports/test_summary.py"]
LAST = "tests/races/"
TOGETHER = ["tests/browser/", "tests/lms/demo/", LAST]


def place(nodeid: str) -> str:
    """The file, or the package that is not torn apart."""
    file = nodeid.partition("::")[0]
    return next((each for each in TOGETHER if file.startswith(each)), file)


def in_order(nodeids: list[str]) -> dict[str, tuple[int, int, str]]:
    """When each place begins: the long, then those of many tests, then the last."""
    numbers = Counter(map(place, nodeids))
    first = {name: number - len(LONG) for number, name in enumerate(LONG)}
    return {
        name: (1 if name == LAST else first.get(name, 0), -number, name)
        for name, number in numbers.items()
    }


class Spread:
    """A plugin of each of the processes, and of the one that hands out."""

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        order = in_order([item.nodeid for item in items])
        items.sort(key=lambda item: order[place(item.nodeid)])

    def pytest_xdist_make_scheduler(self, config: pytest.Config, log: Any) -> ByPlace:
        config.option.loadscopereorder = False  # they are in order already
        return ByPlace(config, log)


class ByPlace(LoadFileScheduling):
    def _split_scope(self, nodeid: str) -> str:
        return place(nodeid)


def is_spread(config: pytest.Config) -> bool:
    return hasattr(config, "workerinput") or bool(config.getoption("tx", None))
