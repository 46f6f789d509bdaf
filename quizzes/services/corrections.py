"""A correction applied to one attempt. Nobody's result gets worse by it.

Whoever was asked a faulty question is marked as before or as corrected, whichever
is better for the attempt: a mistake of the office lowers no official result.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from quizzes.kinds import KINDS, AnswerDoesNotFit
from quizzes.models import Attempt, QuestionVersion, Regrade, Response
from quizzes.services.scoring import set_score


@dataclass(frozen=True)
class Standing:
    """What an answer is worth, and the result of its attempt with it."""

    mark: Decimal | None
    points: int
    score: Decimal | None
    passed: bool

    def is_worse_than(self, before: Standing) -> bool:
        if before.passed and not self.passed:
            return True
        if before.score is not None and self.score is not None:
            return self.score < before.score
        # No score yet: then only what cannot hurt whatever the marker gives.
        lost = before.mark or Decimal(0)
        return lost > 0 if not self.points else (self.mark or Decimal(0)) < lost


def standing(attempt: Attempt, response: Response) -> Standing:
    return Standing(response.mark, response.points, attempt.score, attempt.passed)


def fits(response: Response, version: QuestionVersion) -> bool:
    """Whether the answer can be read against another version's key."""
    if version.kind != response.version.kind or KINDS[version.kind].needs_marker:
        return False
    try:
        KINDS[version.kind].read(version.content, response.answer or [])
    except AnswerDoesNotFit:
        return False
    return True


def correct(
    regrade: Regrade,
    attempt: Attempt,
    response: Response,
    responses: Sequence[Response],
) -> bool:
    """Put the corrected mark and score on the rows, unsaved, unless they are worse.

    `responses` are all answers of the attempt, `response` one of them. Returns
    whether the correction stands; otherwise everything is as it was.
    """
    before, version = standing(attempt, response), response.marked_with
    parts, meets = attempt.sections, attempt.meets_sections
    _put(regrade, response)
    set_score(attempt, responses)
    if not standing(attempt, response).is_worse_than(before):
        return True
    response.mark, response.points, response.marked_with = (
        before.mark,
        before.points,
        version,
    )
    attempt.score, attempt.sections, attempt.meets_sections = before.score, parts, meets
    return False


def _put(regrade: Regrade, response: Response) -> None:
    if regrade.leaves_out:
        response.points = 0
    elif regrade.gives_all:
        response.mark = Decimal(1)
    elif regrade.version and fits(response, regrade.version):
        version = regrade.version
        response.mark = KINDS[version.kind].mark(version.content, response.answer)
        response.marked_with = version


def corrections_of(versions: Iterable[int]) -> dict[int, list[Regrade]]:
    """The corrections that hold for each of these versions, the oldest first."""
    through = Regrade.asked.through.objects.filter(questionversion__in=list(versions))
    rows = through.select_related("regrade__version").order_by("regrade__made_at")
    found: dict[int, list[Regrade]] = {}
    for row in rows:
        found.setdefault(row.questionversion_id, []).append(row.regrade)
    return found


def correct_at_hand_in(attempt: Attempt, responses: Sequence[Response]) -> None:
    """Corrections made while the attempt was open, or never finished its round.

    Also puts the score on the attempt. One query.
    """
    set_score(attempt, responses)
    known = corrections_of(response.version_id for response in responses)
    for response in responses:
        for regrade in known.get(response.version_id, []):
            correct(regrade, attempt, response, responses)
