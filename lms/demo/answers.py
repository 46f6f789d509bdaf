"""Single answers behind a mark, so that one can see which questions work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any

from lms.demo.syllabus import QuizPlan
from quizzes.kinds import KINDS
from quizzes.models import Attempt, QuestionVersion, Response

Content = dict[str, Any]


def answers(
    attempt: Attempt, quiz: QuizPlan, right: int, rng: Random
) -> list[Response]:
    """As many right answers as the mark says; hard questions fail more often."""
    asked = rng.sample(quiz.versions, quiz.asked)
    if not quiz.quiz.shuffle:
        asked.sort(key=quiz.versions.index)
    by_ease = sorted(asked, key=lambda each: each.difficulty + rng.uniform(0, 2.5))
    known = {version.pk for version in by_ease[:right]}
    seconds = seconds_open(attempt, asked)
    return [
        Response(
            attempt=attempt,
            position=position,
            version=version,
            option_order=order_of(version, quiz, rng),
            answer=answer_to(version, rng, right=version.pk in known),
            saves=1,
            saved_at=attempt.handed_in_at,
            seconds=seconds[position - 1],
            mark=Decimal(version.pk in known),
        )
        for position, version in enumerate(asked, start=1)
    ]


def seconds_open(attempt: Attempt, asked: Sequence[QuestionVersion]) -> list[int]:
    """Most of the attempt's time, more of it where there is more to think and to read.

    Drawn apart, so that it changes no other draw.
    """
    rng = Random(str(attempt.started_at))  # noqa: S311
    taken = attempt.time_taken or timedelta()
    pace = [
        rng.lognormvariate(0, 0.4) * (each.difficulty + len(each.text) / 100)
        for each in asked
    ]
    per_pace = 0.9 * taken.total_seconds() / sum(pace)
    return [round(each * per_pace) for each in pace]


def order_of(version: QuestionVersion, quiz: QuizPlan, rng: Random) -> list[str]:
    """As one attempt shows it; drawn here, so that every seeding makes the same."""
    kind = KINDS[version.kind]
    order = kind.option_order(version.content, shuffle=False)
    if version.kind in ALWAYS_SHUFFLED:
        order.sort()
    elif not quiz.quiz.shuffle or version.kind == "true_false":
        return order
    rng.shuffle(order)
    return order


def answer_to(
    version: QuestionVersion, rng: Random, *, right: bool
) -> list[str] | None:
    """A right answer, a plausible one that earns nothing, or now and then none."""
    key = KINDS[version.kind].right_answer(version.content)
    if right:
        return key
    if rng.random() < 0.04:
        return None
    return WRONG[version.kind](version.content, key, rng)


def one_wrong(content: Content, key: list[str], rng: Random) -> list[str]:
    """The first wrong option draws most people, the last one hardly anybody."""
    others = [each["id"] for each in content["options"] if each["id"] not in key]
    return rng.choices(others, range(len(others) + 1, 1, -1))


def nearly(content: Content, key: list[str], rng: Random) -> list[str]:
    """Several answers with one missed, or with a wrong one besides."""
    others = [each["id"] for each in content["options"] if each["id"] not in key]
    if others and rng.random() < 0.5:
        return sorted([*key, rng.choice(others)])
    return sorted(key[:-1]) or others[:1]


def typed_wrong(content: Content, key: list[str], rng: Random) -> list[str]:
    """What the author expects people to get wrong, else a shrug."""
    answers = content.get("accepted") or content["answers"]
    known = [
        each.get("text") or each["value"] for each in answers if each["fraction"] == "0"
    ]
    return [rng.choice(known)] if known else ["?"]


def turned(_content: Content, key: list[str], _rng: Random) -> list[str]:
    """Every left with the right side of the next one; every item before the last."""
    lefts, rights = zip(*(each.split(":") for each in key), strict=True)
    return sorted(map(":".join, zip(lefts, [*rights[1:], rights[0]], strict=True)))


def backwards(_content: Content, key: list[str], _rng: Random) -> list[str]:
    last = len(key) + 1
    placed = [each.split(":") for each in key]
    return sorted(f"{item}:{last - int(place)}" for item, place in placed)


def unfilled(content: Content, key: list[str], rng: Random) -> list[str]:
    """One gap filled with what belongs in none."""
    given = [""] * len(key)
    given[0] = rng.choice(["câu", "việc", "người"])
    return given


def ticked_at_random(content: Content, key: list[str], rng: Random) -> list[str]:
    """As many wrong places as right ones, which earns nothing."""
    others = [each["id"] for each in content["words"] if each["id"] not in key]
    count = rng.randint(1, min(len(others), len(key)))
    return sorted([*rng.sample(others, count), *rng.sample(key, count - 1)])


ALWAYS_SHUFFLED = {"matching", "ordering"}
WRONG: dict[str, Callable[[Content, list[str], Random], list[str]]] = {
    "single": one_wrong,
    "true_false": one_wrong,
    "multiple": nearly,
    "short": typed_wrong,
    "numeric": typed_wrong,
    "matching": turned,
    "ordering": backwards,
    "gaps": unfilled,
    "hot_words": ticked_at_random,
}
