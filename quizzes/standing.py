"""What a quiz comes to for one person: the one rule that everything asks.

The best attempt counts, the last, or the average, as the quiz says. A passed attempt
is better than one that is not, whatever the scores. With the average, every part's
own average has to reach its bar too: parts are never averaged with each other.
While an attempt that would count waits for a marker there is no result yet; with
"the best" what is marked counts meanwhile. Pass marks are those the attempts were
made with, and for an average the lowest of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from itertools import groupby

from accounts.models import User
from quizzes.models import Attempt, Quiz, mark_of
from quizzes.services.scoring import HUNDREDTH


@dataclass(frozen=True)
class Result:
    """`attempt` is the one that counts; with the average, the last one."""

    score: Decimal | None = None
    pass_mark: int = 0
    passed: bool = False
    is_waiting: bool = False  # an attempt is not marked yet
    attempts: int = 0  # handed in
    attempt: Attempt | None = None

    @cached_property
    def mark(self) -> Decimal | None:
        """On the 10-point scale."""
        return None if self.score is None else mark_of(self.score, self.pass_mark)


def result_among(quiz: Quiz, attempts: Iterable[Attempt]) -> Result:
    """The result of these attempts of one person; open ones do not count."""
    handed_in = sorted(
        (each for each in attempts if not each.is_open), key=lambda each: each.number
    )
    marked = [each for each in handed_in if each.is_marked]
    waits = len(marked) < len(handed_in)
    if not marked:
        return Result(is_waiting=waits, attempts=len(handed_in))
    if quiz.counted == Quiz.Counted.AVERAGE:
        return _average(handed_in, marked)
    if quiz.counted == Quiz.Counted.LAST:
        return _of(handed_in[-1], handed_in)
    best = max(marked, key=lambda each: (each.passed, each.score, -each.number))
    return _of(best, handed_in)


def result_of(
    quiz: Quiz,
    trainee: User,
    *,
    since: datetime | None = None,
    up_to: int | None = None,
) -> Result:
    """Of attempts not over before `since` and numbered `up_to`. One query."""
    attempts = Attempt.objects.since(since).filter(quiz=quiz, trainee=trainee)
    if up_to is not None:
        attempts = attempts.filter(number__lte=up_to)
    return result_among(quiz, attempts)


def results_of(quiz: Quiz, trainees: Iterable[int] | None = None) -> dict[int, Result]:
    """By the trainee's key, for these or for everybody. One query for all of them."""
    attempts = Attempt.objects.filter(quiz=quiz)
    if trainees is not None:
        attempts = attempts.filter(trainee__in=set(trainees))
    by_trainee = groupby(attempts.order_by("trainee_id"), lambda each: each.trainee_id)
    return {pk: result_among(quiz, mine) for pk, mine in by_trainee}


def _of(attempt: Attempt, handed_in: Sequence[Attempt]) -> Result:
    return Result(
        score=attempt.score,
        pass_mark=attempt.pass_mark,
        passed=attempt.passed,
        is_waiting=any(not each.is_marked for each in handed_in),
        attempts=len(handed_in),
        attempt=attempt,
    )


def _average(handed_in: Sequence[Attempt], marked: Sequence[Attempt]) -> Result:
    pass_mark = min(each.pass_mark for each in handed_in)
    waits = len(marked) < len(handed_in)
    score = None if waits else _mean(each.score for each in marked)
    return Result(
        score=score,
        pass_mark=pass_mark,
        passed=score is not None and score >= pass_mark and _meets_bars(marked),
        is_waiting=waits,
        attempts=len(handed_in),
        attempt=handed_in[-1],
    )


def _mean(scores: Iterable[Decimal | None]) -> Decimal | None:
    known = [score for score in scores if score is not None]
    if not known:
        return None
    mean = sum(known, Decimal(0)) / len(known)
    return mean.quantize(HUNDREDTH, ROUND_HALF_UP)


def _meets_bars(marked: Sequence[Attempt]) -> bool:
    """Part by part, over the attempts that had it, against its lowest bar."""
    for n in range(max(len(each.sections) for each in marked)):
        parts = [each.sections[n] for each in marked if n < len(each.sections)]
        bars = [part["pass_mark"] for part in parts if part["pass_mark"] is not None]
        mean = _mean(Decimal(part["score"]) for part in parts if part.get("score"))
        if bars and mean is not None and mean < min(bars):
            return False
    return True
