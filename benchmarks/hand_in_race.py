"""Rounds of 8 hand-ins at once that do not end with one marked attempt and one completion.

100 rounds, or 1,000 with BENCHMARK_FULL=1; on SQLite, or on PostgreSQL where DATABASE_URL
names a server. Each runner is a thread with its own connection and its own copy of the
attempt. The baseline is a tenth of the rounds with the guard off: an attempt already handed
in is then taken for open, and every round has to go wrong, or the benchmark measures nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from benchmarks import Result
from benchmarks.small_site import chosen, small_site

if TYPE_CHECKING:
    from accounts.models import User
    from courses.models import LessonPage
    from quizzes.models import Attempt

RUNNERS = 8
PATIENCE = 60  # seconds until a runner that hangs ends the benchmark


def run() -> Result:
    rounds = chosen(100, full=1000)
    control = rounds // 10
    with small_site() as database:
        from benchmarks.quizzed import lesson_with_quiz, people  # noqa: PLC0415

        lesson = lesson_with_quiz(questions=5)
        trainees = people(rounds + control)
        wrong = wrong_rounds(lesson, trainees[:rounds])
        with every_attempt_taken_for_open():
            baseline = wrong_rounds(lesson, trainees[rounds:])
    if not baseline:
        raise RuntimeError("With the guard off no round goes wrong.")
    return Result(
        value=wrong,
        unit=f"wrong of {rounds} rounds on {database}; baseline: of {control} unguarded",
        goal=0,
        baseline=baseline,
    )


def wrong_rounds(lesson: LessonPage, trainees: list[User]) -> int:
    with counted_marking() as marked, ThreadPoolExecutor(RUNNERS) as runners:
        return sum(
            not ends_right(lesson, trainee, runners, marked) for trainee in trainees
        )


def ends_right(
    lesson: LessonPage, trainee: User, runners: ThreadPoolExecutor, marked: list[bool]
) -> bool:
    """One caller marked, all were told the same, and the lesson is done once."""
    from benchmarks.quizzed import RIGHT, begin, responses_of  # noqa: PLC0415
    from learning.models import Enrolment, LessonCompletion  # noqa: PLC0415
    from learning.services import hand_in_quiz  # noqa: PLC0415
    from notifications.models import Message  # noqa: PLC0415
    from quizzes.models import Attempt  # noqa: PLC0415
    from quizzes.services import save_answer  # noqa: PLC0415

    enrolment, attempt = begin(lesson, trainee)
    for response in responses_of(attempt):
        save_answer(response=response, values=[RIGHT])

    def look() -> tuple[Enrolment, Attempt]:
        return (
            Enrolment.objects.select_related("course", "trainee").get(pk=enrolment.pk),
            Attempt.objects.get(pk=attempt.pk),
        )

    def press(seen: tuple[Enrolment, Attempt]) -> tuple[Any, Any]:
        told = hand_in_quiz(enrolment=seen[0], lesson=lesson, attempt=seen[1]).attempt
        return told.handed_in_at, told.score

    marked.clear()
    told = all_at_once(look, press, runners)
    return (
        marked.count(True) == 1
        and len(marked) == RUNNERS
        and len(set(told)) == 1
        and Attempt.objects.get(pk=attempt.pk).score == 100
        and LessonCompletion.objects.filter(enrolment=enrolment).count() == 1
        and Message.objects.filter(recipient=trainee).count() == 1
    )


def all_at_once(
    look: Callable[[], Any], act: Callable[[Any], Any], runners: ThreadPoolExecutor
) -> list[Any]:
    """Every runner has looked before the first one acts."""
    from django.db import connection  # noqa: PLC0415

    start = Barrier(RUNNERS)

    def run_one() -> Any:
        try:
            seen = look()
            start.wait(PATIENCE)
            return act(seen)
        finally:
            connection.close()

    # The pool of connections has one for each runner and none for the spectator.
    connection.close()
    futures = [runners.submit(run_one) for _each in range(RUNNERS)]
    return [future.result() for future in futures]


@contextmanager
def counted_marking() -> Iterator[list[bool]]:
    """Whether each hand-in believes that it marked."""
    from learning import services  # noqa: PLC0415
    from quizzes.services import mark_attempt  # noqa: PLC0415

    marked: list[bool] = []

    def counted(*, attempt: Attempt) -> tuple[Attempt, bool]:
        attempt, won = mark_attempt(attempt=attempt)
        marked.append(won)
        return attempt, won

    with patch.object(services, "mark_attempt", counted):
        yield marked


@contextmanager
def every_attempt_taken_for_open() -> Iterator[None]:
    from quizzes.models import AttemptQuerySet  # noqa: PLC0415

    with patch.object(AttemptQuerySet, "open", AttemptQuerySet.all):
        yield
