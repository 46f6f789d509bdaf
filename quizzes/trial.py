"""A quiz as its trainees will have it, tried by a trainer. Nothing is written down.

What was drawn travels in the page, signed, since there is no row to find it in.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from django.core import signing
from django.utils import timezone

from quizzes.asked import Asked
from quizzes.kinds import KINDS, AnswerDoesNotFit
from quizzes.models import Attempt, QuestionVersion, Quiz, Response, Section
from quizzes.services.refusals import QuizHasNoQuestions
from quizzes.services.scoring import set_score
from quizzes.services.starting import response_for, slots_of
from quizzes.sheets import REASONS, Sheet

SALT = "quizzes.trial"


class Posted(Protocol):
    def getlist(self, key: str) -> Sequence[str]: ...


def begin_trial(quiz: Quiz) -> Sheet:
    """Questions drawn as for an attempt. Raises QuizHasNoQuestions, also for a draft."""
    slots = slots_of(quiz)
    if not slots:
        raise QuizHasNoQuestions
    attempt = _attempt(quiz)
    rows = [response_for(attempt, n, slot) for n, slot in enumerate(slots, start=1)]
    return Sheet(attempt, [Asked(row) for row in rows])


def as_token(sheet: Sheet) -> str:
    """What was drawn, for the page to send back."""
    rows = [each.response for each in sheet.questions]
    drawn = [[r.version_id, r.section, r.points, r.option_order] for r in rows]
    return signing.dumps([sheet.attempt.quiz_id, drawn], salt=SALT, compress=True)


def finish_trial(quiz: Quiz, token: str, posted: Posted) -> Sheet | None:
    """Marked as an attempt would be; None for a token of another quiz, or none."""
    try:
        of_quiz, drawn = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    related = [name.removeprefix("version__") for name in REASONS]
    versions = QuestionVersion.objects.select_related(*related).in_bulk(
        [row[0] for row in drawn]
    )
    if of_quiz != quiz.pk or len(versions) < len(drawn):
        return None
    attempt = _attempt(quiz)
    rows = [
        Response(
            attempt=attempt,
            position=position,
            version=versions[pk],
            section=section,
            points=points,
            option_order=order,
        )
        for position, (pk, section, points, order) in enumerate(drawn, start=1)
    ]
    for row in rows:
        _answer(row, posted.getlist(f"q{row.position}-answer"))
    set_score(attempt, rows)
    attempt.handed_in_at = timezone.now()
    return Sheet(attempt, [Asked(row) for row in rows])


def _attempt(quiz: Quiz) -> Attempt:
    parts = Section.objects.filter(quiz=quiz).values("title", "pass_mark")
    return Attempt(quiz=quiz, number=1, pass_mark=quiz.pass_mark, sections=list(parts))


def _answer(response: Response, values: Sequence[str]) -> None:
    kind, content = KINDS[response.version.kind], response.version.content
    try:
        response.answer = kind.read(content, values)
    except AnswerDoesNotFit:
        response.answer = None
    response.mark = kind.mark(content, response.answer)
