"""The measures that several benchmarks take in the same way."""

import time
from collections.abc import Callable
from typing import Any

Act = Callable[[], object]


def cpu_ms(act: Act, *, times: int = 200, rounds: int = 5) -> float:
    """CPU of one act: the best round, since others only add disturbance."""
    act()
    return min(_round(act, times, time.process_time) for _ in range(rounds))


def wall_ms(act: Act, *, times: int = 20, rounds: int = 5) -> float:
    """Time of one act as a person waits for it."""
    act()
    return min(_round(act, times, time.perf_counter) for _ in range(rounds))


def interleaved_cpu_ms(
    first: Act, second: Act, *, times: int = 100, rounds: int = 7
) -> tuple[float, float]:
    """Two acts measured turn by turn, so that both meet the same machine."""
    first()
    second()
    pairs = [
        (
            _round(first, times, time.process_time),
            _round(second, times, time.process_time),
        )
        for _ in range(rounds)
    ]
    return min(pair[0] for pair in pairs), min(pair[1] for pair in pairs)


def sql_ms(first: Act, second: Act, *, rounds: int = 5) -> tuple[float, float]:
    """What two acts wait for the database, turn by turn; the best round of each."""
    pairs = [(_in_sql(first), _in_sql(second)) for _ in range(rounds + 1)][1:]
    return min(pair[0] for pair in pairs), min(pair[1] for pair in pairs)


def _in_sql(act: Act) -> float:
    from django.db import connection  # noqa: PLC0415 - settings must be chosen first

    waited = 0.0

    def measured(execute: Any, *arguments: Any) -> Any:
        nonlocal waited
        began = time.perf_counter()
        try:
            return execute(*arguments)
        finally:
            waited += time.perf_counter() - began

    with connection.execute_wrapper(measured):
        act()
    return waited * 1000


def number_of_queries(act: Act) -> int:
    from django.db import connection  # noqa: PLC0415 - settings must be chosen first
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)


def _round(act: Act, times: int, clock: Callable[[], float]) -> float:
    began = clock()
    for _ in range(times):
        act()
    return (clock() - began) / times * 1000
