"""CPU of the worker for a workbook of 100,000 rows, beside the same rows by openpyxl.

From the question to the database to the finished bytes: the official list with its
groups and sums, and the summary. openpyxl writes the bare rows (`write_only`), without
groups, styles or head. Each in a process of its own, whose memory is told beside: what
it grew above what it had when it began. On SQLite the work of the database counts in.
"""

from __future__ import annotations

import io
import multiprocessing
import resource
import time
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, NamedTuple

from benchmarks import Result
from benchmarks.big_province import OFFICE, big_province
from benchmarks.province_report import province_scope
from benchmarks.small_site import let_go_of_database

ROWS = 100_000
GOAL = 2  # seconds of CPU
MOST = 40  # MiB
ROUNDS = 2
MIB = 1024  # of which `ru_maxrss` counts kilobytes


class Spent(NamedTuple):
    cpu: float
    memory: float
    megabytes: float


def run() -> Result:
    with big_province() as database:
        let_go_of_database()  # a connection belongs to one process
        ours, theirs = best_of(official_list), best_of(bare_rows)
    if ours.memory > MOST:
        raise RuntimeError(f"{ours.memory:.0f} MiB of memory; the goal is {MOST}.")
    return Result(
        value=ours.cpu,
        unit=f"s of CPU for {ROWS} rows on {database}; {ours.memory:.0f} MiB of memory"
        f" (openpyxl {theirs.memory:.0f}, goal {MOST}), {ours.megabytes:.1f} MB",
        goal=GOAL,
        baseline=theirs.cpu,
    )


def best_of(write: Callable[[Any], int]) -> Spent:
    return min(_alone(write) for _round in range(ROUNDS))


def _alone(write: Callable[[Any], int]) -> Spent:
    context = multiprocessing.get_context("fork")
    told, tell = context.Pipe(duplex=False)
    child = context.Process(target=_measured, args=(write, tell))
    child.start()
    spent: Spent = told.recv()
    child.join()
    return spent


def _measured(write: Callable[[Any], int], tell: Any) -> None:
    scope = province_scope()
    before, began = _peak(), time.process_time()
    size = write(scope)
    spent = time.process_time() - began
    tell.send(Spent(spent, _peak() - before, size / 1e6))


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MIB


def official_list(scope: Any) -> int:
    from django.utils import timezone  # noqa: PLC0415 - Django is set up now

    from accounts.models import User  # noqa: PLC0415
    from reports.letterhead import letterhead  # noqa: PLC0415
    from reports.queries.units import unit_rows  # noqa: PLC0415
    from reports.workbook import Report, write_workbook  # noqa: PLC0415

    out = io.BytesIO()
    head = letterhead(User.objects.get(username=OFFICE), scope)
    report = Report(scope, head, timezone.localtime())
    units = unit_rows(scope)
    write_workbook(out, report, units=units, lines=rows(scope), count=lambda _: None)
    return out.tell()


def bare_rows(scope: Any) -> int:
    from openpyxl import Workbook  # noqa: PLC0415

    from reports.workbook import _values  # noqa: PLC0415 - the same cells

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Danh sách")
    for number, line in enumerate(rows(scope), 1):
        sheet.append(_values(line, number))
    out = io.BytesIO()
    book.save(out)
    return out.tell()


def rows(scope: Any) -> Iterator[Any]:
    from reports.queries.listing import lines  # noqa: PLC0415

    return islice(lines(scope), ROWS)
