"""Running things at the same moment, and switching a guard off to see it matter."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from typing import Any

from django.db import connection, models

RUNNERS = 8
PATIENCE = 30  # seconds until a runner that hangs fails the test


def race(
    *acts: Callable[[], Any], refusals: tuple[type[Exception], ...] = ()
) -> list[Any]:
    """What each act returned, or which of the `refusals` it raised.

    All begin at the same moment, each in a thread of its own.
    """
    start = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        try:
            start.wait(PATIENCE)
            return act()
        except refusals as refusal:
            return refusal
        finally:
            connection.close()

    # The pool of connections has one for each runner and none for the spectator.
    connection.close()
    with ThreadPoolExecutor(len(acts)) as threads:
        futures = [threads.submit(run, act) for act in acts]
    return [future.result() for future in futures]


@contextmanager
def without_constraints(model: type[models.Model], *names: str) -> Iterator[None]:
    """The table as it would be if nobody had thought of these. Its rows are lost."""
    there = model._meta.constraints
    dropped = [constraint for constraint in there if constraint.name in names]
    assert len(dropped) == len(names)
    for constraint in dropped:
        # SQLite makes the table again from what the model still has.
        model._meta.constraints = [
            each for each in model._meta.constraints if each is not constraint
        ]
        with connection.schema_editor() as editor:
            editor.remove_constraint(model, constraint)
    try:
        yield
    finally:
        model._default_manager.all().delete()
        for constraint in dropped:
            model._meta.constraints = [*model._meta.constraints, constraint]
            with connection.schema_editor() as editor:
                editor.add_constraint(model, constraint)
        model._meta.constraints = there
