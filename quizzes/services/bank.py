"""Writing questions: every change is a new version."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.images.models import AbstractImage
from wagtailmedia.models import AbstractMedia

from accounts.models import User
from legal.models import LegalReference
from quizzes.kinds import KINDS
from quizzes.models import Question, QuestionVersion
from quizzes.services.filing import searched_words
from quizzes.services.refusals import QuestionIsFaulty
from vietnamese.text import nfc

# What a version says, and so what makes a new one.
SAID = [
    *("kind", "text", "content", "explanation", "difficulty", "legal_reference"),
    *("image", "image_alt", "media"),
]


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
    image: AbstractImage | None = None,
    image_alt: str = "",
    media: AbstractMedia | None = None,
    by: User | None = None,
) -> QuestionVersion:
    """Give a question a new version; open attempts keep the one they have.

    Returns the current version when it already says all this. Options without
    an id get one. Who writes the first version is the author. Raises
    QuestionIsFaulty.
    """
    if kind not in KINDS:
        raise QuestionIsFaulty([_("There is no such kind of question.")])
    written: dict[str, Any] = {
        "kind": kind,
        "text": nfc(text).strip(),
        "content": KINDS[kind].tidied(content),
        "explanation": nfc(explanation).strip(),
        "difficulty": difficulty,
        "legal_reference": legal_reference,
        "image": image,
        # A description without a picture would come back with the next one.
        "image_alt": nfc(image_alt).strip() if image else "",
        "media": media,
    }
    faults = faults_of(kind, written["text"], written["content"])
    if faults:
        raise QuestionIsFaulty(faults)
    return _new_version(question, written, by)


def faults_of(kind: str, text: str, content: dict[str, Any]) -> list[str]:
    """What keeps a tidied question from being asked; empty when nothing does."""
    faults = [] if text else [_("The question has no text.")]
    return faults + KINDS[kind].faults(content)


def restore_version(
    *, version: QuestionVersion, by: User | None = None
) -> QuestionVersion:
    """Make a question say again what it said: as a new version, none is lost.

    Raises QuestionIsFaulty where the rules have become stricter since.
    """
    said = {name: getattr(version, name) for name in SAID}
    return revise_question(question=version.question, by=by, **said)


def _new_version(
    question: Question, written: dict[str, Any], by: User | None
) -> QuestionVersion:
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
    question.author = question.author if last else by
    question.folded = searched_words(version, question.tags.names() if last else [])
    question.save(update_fields=["current", "author", "folded"])
    return version
