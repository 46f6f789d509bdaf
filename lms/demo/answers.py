"""Single answers behind a mark, so that one can see which questions work."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from lms.demo.syllabus import QuizPlan
from quizzes.models import Attempt, QuestionVersion, Response


def answers(
    attempt: Attempt, quiz: QuizPlan, right: int, rng: Random
) -> list[Response]:
    """As many right answers as the mark says; hard questions fail more often."""
    asked = rng.sample(quiz.versions, quiz.asked)
    if not quiz.quiz.shuffle:
        asked.sort(key=quiz.versions.index)
    by_ease = sorted(asked, key=lambda each: each.difficulty + rng.uniform(0, 2.5))
    known = {version.pk for version in by_ease[:right]}
    return [
        Response(
            attempt=attempt,
            position=position,
            version=version,
            option_order=order_of(version, quiz, rng),
            answer=answer_to(version, rng, right=version.pk in known),
            saves=1,
            saved_at=attempt.handed_in_at,
            mark=Decimal(version.pk in known),
        )
        for position, version in enumerate(asked, start=1)
    ]


def order_of(version: QuestionVersion, quiz: QuizPlan, rng: Random) -> list[str]:
    ids = [option["id"] for option in version.options]
    if quiz.quiz.shuffle and version.kind != "true_false":
        rng.shuffle(ids)
    return ids


def answer_to(
    version: QuestionVersion, rng: Random, *, right: bool
) -> list[str] | None:
    """A right answer, a plausible wrong one, or now and then none."""
    keys = [option["id"] for option in version.options if option["correct"]]
    if right:
        return sorted(keys)
    others = [option["id"] for option in version.options if not option["correct"]]
    if rng.random() < 0.04:
        return None
    if version.kind == "multiple":
        return nearly(keys, others, rng)
    # The first wrong option draws most people, the last one hardly anybody.
    return rng.choices(others, range(len(others) + 1, 1, -1))


def nearly(keys: list[str], others: list[str], rng: Random) -> list[str]:
    """Several answers with one missed, or with a wrong one besides."""
    if others and rng.random() < 0.5:
        return sorted([*keys, rng.choice(others)])
    return sorted(keys[:-1]) or others[:1]
