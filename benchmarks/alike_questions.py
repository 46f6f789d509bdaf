"""Time to find the pairs that are alike in a bank of 5,000 questions.

A tenth are other questions with some words changed; all of these must be found. CPU time,
the best of three; the baseline is loading the bank's words alone.
"""

from __future__ import annotations

import random

from benchmarks import Result
from benchmarks.question_import import (
    QUESTIONS,
    best,
    into_the_bank,
    row,
    table,
    with_other_text,
)
from benchmarks.small_site import small_site

GOAL = 5  # seconds
CHANGED = QUESTIONS // 10


def run() -> Result:
    with small_site():
        return measure()


def measure() -> Result:
    from accounts.models import User  # noqa: PLC0415 - Django is set up now
    from quizzes.likeness import alike_pairs  # noqa: PLC0415
    from quizzes.models import Question  # noqa: PLC0415

    office = User.objects.create_superuser(username="office", full_name="Văn phòng")
    chance = random.Random(1)
    there = [row(chance, place) for place in range(QUESTIONS - CHANGED)]
    twins = [
        {**with_other_text(each), "Mã": f"{each['Mã']}-2"} for each in there[:CHANGED]
    ]
    into_the_bank(table([*there, *twins]), by=office)
    found = {(pair.one, pair.other) for pair in alike_pairs()}
    if len(found) < CHANGED:
        raise RuntimeError(f"Of {CHANGED} pairs only {len(found)} were found.")
    return Result(
        value=best(alike_pairs),
        unit=f"s for {QUESTIONS} questions, {len(found)} pairs",
        goal=GOAL,
        baseline=best(lambda: list(Question.objects.values_list("pk", "folded"))),
    )
