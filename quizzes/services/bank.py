"""Writing questions: every change is a new version."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from legal.models import LegalReference
from quizzes.kinds import KINDS
from quizzes.models import Question, QuestionVersion
from quizzes.services.refusals import QuestionIsFaulty
from vietnamese.text import fold, nfc


@transaction.atomic
def revise_question(
    *,
    question: Question,
    kind: str,
    text: str,
    content: dict[str, Any],
    explanation: str = "",
    difficulty: int = 2,
    legal_reference: LegalReference | None = None,
    by: User | None = None,
) -> QuestionVersion:
    """Give a question a new version; open attempts keep the one they have.

    Returns the current version when it already says all this. Options without
    an id get one. Raises QuestionIsFaulty.
    """
    if kind not in KINDS:
        raise QuestionIsFaulty([_("There is no such kind of question.")])
    written = {
        "kind": kind,
        "text": nfc(text).strip(),
        "content": KINDS[kind].tidied(content),
        "explanation": nfc(explanation).strip(),
        "difficulty": difficulty,
        "legal_reference": legal_reference,
    }
    faults = _faults(written)
    if faults:
        raise QuestionIsFaulty(faults)
    # On PostgreSQL two authors who save at once queue here.
    last = Question.objects.select_for_update().get(pk=question.pk).current
    if last and all(getattr(last, name) == value for name, value in written.items()):
        return last
    version = QuestionVersion.objects.create(
        question=question,
        number=last.number + 1 if last else 1,
        created_by=by,
        **written,
    )
    question.current = version
    question.folded = fold(version.text)
    question.save(update_fields=["current", "folded"])
    return version


def _faults(written: dict[str, Any]) -> list[str]:
    faults = [] if written["text"] else [_("The question has no text.")]
    return faults + KINDS[written["kind"]].faults(written["content"])
