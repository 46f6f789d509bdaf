"""Rate of quizzes.services.save_answer with 16 writers at once, against the ORM's bare upsert.

Each writer is a process with its own connection and its own attempt. Two turns of 2.5 s
each, one after the other so that both meet the same machine (BENCHMARK_FULL=1: of 10 s). On
SQLite, or on PostgreSQL where DATABASE_URL names a server. The baseline is one statement that
writes the same row and asks nothing: whether the attempt is open, whether the page was older.
One answer refused by the database ("database is locked") fails the benchmark.
"""

from __future__ import annotations

import math
import multiprocessing
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import cycle
from typing import TYPE_CHECKING, Any

from benchmarks import Result
from benchmarks.small_site import chosen, let_go_of_database, small_site

if TYPE_CHECKING:
    from quizzes.models import Response

together: Any = None  # where the writers of one pool wait for each other

WRITERS = 16
QUESTIONS = 10
TURNS = 2
GOAL = 0.5  # of the rate of the bare upsert
PATIENCE = 60  # seconds


@dataclass
class Tally:
    """What one way of writing came to."""

    in_time: int = 0
    refusals: list[str] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)

    @classmethod
    def of(cls, tallies: Iterable[Tally]) -> Tally:
        every = cls()
        for each in tallies:
            every.in_time += each.in_time
            every.refusals += each.refusals
            every.milliseconds += each.milliseconds
        return every

    def p95(self) -> float:
        ordered = sorted(self.milliseconds)
        return ordered[math.ceil(0.95 * len(ordered)) - 1]


def run() -> Result:
    turn = chosen(25, full=100) / 10
    with small_site() as database:
        saved, bare, read_first = tallies(turn)
    if saved.refusals:
        raise RuntimeError(f"{len(saved.refusals)} refused: {saved.refusals[0]}")
    seconds = TURNS * turn
    return Result(
        value=saved.in_time / seconds,
        unit=f"saves/s on {database}, {WRITERS} writers, p95 {saved.p95():.1f} ms, 0 refused"
        f"; baseline p95 {bare.p95():.1f} ms"
        f"; update_or_create {read_first.in_time / seconds:.0f}/s",
        goal=GOAL,
        goal_is_for="ratio",
        better="higher",
        baseline=bare.in_time / seconds,
    )


def tallies(turn: float) -> list[Tally]:
    """Of each way of writing, all writers together."""
    from benchmarks.quizzed import begin, lesson_with_quiz, people  # noqa: PLC0415

    lesson = lesson_with_quiz(questions=QUESTIONS)
    attempts = [begin(lesson, person)[1].pk for person in people(WRITERS)]
    let_go_of_database()
    # Forked, so that 16 processes load Django once.
    forking = multiprocessing.get_context("fork")
    with forking.Pool(WRITERS, meet_at, (forking.Barrier(WRITERS),)) as writers:
        work = [(attempt, turn) for attempt in attempts]
        of_writers = writers.starmap(write, work, chunksize=1)
    return [Tally.of(tallies) for tallies in zip(*of_writers, strict=True)]


def meet_at(barrier: Any) -> None:
    """Runs once in each writer."""
    global together
    together = barrier


def write(attempt: int, turn: float) -> list[Tally]:
    from quizzes.models import Response  # noqa: PLC0415

    mine = Response.objects.filter(attempt=attempt).select_related("version")
    responses = list(mine)
    ways = [(save, Tally()), (upsert, Tally()), (update_or_create, Tally())]
    for _turn in range(TURNS):
        for act, tally in ways:
            together.wait(PATIENCE)
            write_for(turn, act, responses, tally)
    if dict(mine.values_list("pk", "saves")) != {
        each.pk: each.saves for each in responses
    }:
        raise RuntimeError("The database has not counted every save.")
    return [tally for _act, tally in ways]


def write_for(
    seconds: float,
    act: Callable[[Response, str], None],
    responses: list[Response],
    tally: Tally,
) -> None:
    from django.db import OperationalError  # noqa: PLC0415

    began = now = time.perf_counter()
    for response in cycle(responses):
        before = now
        try:
            # Another answer than the one kept: the same again would write nothing.
            act(response, "b" if response.answer == ["a"] else "a")
        except OperationalError as refusal:
            tally.refusals.append(str(refusal))
        now = time.perf_counter()
        tally.milliseconds.append((now - before) * 1000)
        if now - began > seconds:
            return
        tally.in_time += 1


def save(response: Response, letter: str) -> None:
    from quizzes.services import save_answer  # noqa: PLC0415

    save_answer(response=response, values=[letter], saves=response.saves)


def upsert(response: Response, letter: str) -> None:
    rows = type(response)._default_manager
    rows.bulk_create(
        [type(response)(**whose(response), **said(response, letter))],
        update_conflicts=True,
        unique_fields=["attempt", "position"],
        update_fields=["answer", "saves", "saved_at"],
    )


def update_or_create(response: Response, letter: str) -> None:
    rows = type(response)._default_manager
    rows.update_or_create(pk=response.pk, defaults=said(response, letter))


def whose(response: Response) -> dict[str, Any]:
    names = ["attempt_id", "position", "version_id", "option_order"]
    return {name: getattr(response, name) for name in names}


def said(response: Response, letter: str) -> dict[str, Any]:
    from django.utils import timezone  # noqa: PLC0415

    response.answer, response.saves = [letter], response.saves + 1
    return {
        "answer": response.answer,
        "saves": response.saves,
        "saved_at": timezone.now(),
    }
