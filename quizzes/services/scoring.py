"""The score of an attempt out of the marks of its answers."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from quizzes.models import Attempt, Response

HUNDREDTH = Decimal("0.01")
RESULT = ["score", "sections", "meets_sections"]  # what `set_score` sets


def set_score(attempt: Attempt, responses: Iterable[Response]) -> None:
    """Put score, parts and whether they reach their bars on the attempt, unsaved.

    While an answer that counts has no mark there is no score: an attempt is never
    shown as worse than it may turn out.
    """
    responses = list(responses)
    attempt.score = _per_cent(responses)
    attempt.sections = [
        {**part, "score": _text(_per_cent(r for r in responses if r.section == n))}
        for n, part in enumerate(attempt.sections, start=1)
    ]
    attempt.meets_sections = all(map(_reaches_bar, attempt.sections))


def _per_cent(responses: Iterable[Response]) -> Decimal | None:
    """Marks weighted by points; None while one is missing.

    A part of which every question was left out asks nothing, so it is full.
    """
    counted = [response for response in responses if response.points]
    marks = [r.mark * r.points for r in counted if r.mark is not None]
    if len(marks) < len(counted):
        return None
    if not counted:
        return Decimal(100)
    points = sum(response.points for response in counted)
    return (100 * sum(marks, Decimal(0)) / points).quantize(HUNDREDTH, ROUND_HALF_UP)


def _reaches_bar(part: dict[str, object]) -> bool:
    bar, score = part.get("pass_mark"), part["score"]
    if bar is None or score is None:
        return True  # without a score nothing is passed anyway
    return Decimal(str(score)) >= Decimal(str(bar))


def _text(score: Decimal | None) -> str | None:
    return None if score is None else str(score)
