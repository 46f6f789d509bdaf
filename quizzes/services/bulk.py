"""Many questions at once, each with what `revise_question` would give it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import OuterRef, Subquery
from taggit.models import Tag

from accounts.models import User
from quizzes.kinds import KINDS
from quizzes.models import Question, QuestionVersion
from quizzes.services.bank import faults_of
from quizzes.services.filing import searched_words
from quizzes.services.refusals import QuestionIsFaulty
from vietnamese.text import nfc

BATCH = 500
# What a bulk change leaves as it was.
UNTOUCHED = ["image_id", "image_alt", "media_id"]


@dataclass(frozen=True, kw_only=True)
class Writing:
    """What a question is to say. It has a key, or is to be made with this version."""

    question: Question
    kind: str
    text: str
    content: dict[str, Any]
    explanation: str
    difficulty: int
    legal_reference_id: int | None
    tags: list[str]


@transaction.atomic
def write_questions(*, writings: Sequence[Writing], by: User | None) -> None:
    """Give each question a new version, whether it differs or not, and its tags.

    Questions that are there must come locked, with `current` loaded. The number of
    queries grows by a handful for each 500. Raises QuestionIsFaulty.
    """
    versions = [_version(writing, by) for writing in writings]
    questions = [writing.question for writing in writings]
    for writing, version in zip(writings, versions, strict=True):
        writing.question.folded = searched_words(version, writing.tags)
    _save(questions, by)
    QuestionVersion.objects.bulk_create(versions, batch_size=BATCH)
    _set_current(questions)
    _set_tags(writings)


def _version(writing: Writing, by: User | None) -> QuestionVersion:
    text = nfc(writing.text).strip()
    content = KINDS[writing.kind].tidied(writing.content)
    faults = faults_of(writing.kind, text, content)
    if faults:
        raise QuestionIsFaulty(faults)
    last = writing.question.current
    return QuestionVersion(
        question=writing.question,
        number=last.number + 1 if last else 1,
        kind=writing.kind,
        text=text,
        content=content,
        explanation=nfc(writing.explanation).strip(),
        difficulty=writing.difficulty,
        legal_reference_id=writing.legal_reference_id,
        created_by=by,
        **{name: getattr(last, name) for name in UNTOUCHED if last},
    )


def _save(questions: Sequence[Question], by: User | None) -> None:
    new = [question for question in questions if question.pk is None]
    there = [question for question in questions if question.pk is not None]
    for question in new:
        question.author = by
    Question.objects.bulk_update(there, ["folded"], batch_size=BATCH)
    Question.objects.bulk_create(new, batch_size=BATCH)


def _set_current(questions: Sequence[Question]) -> None:
    versions = QuestionVersion.objects.filter(question=OuterRef("pk"))
    newest = versions.order_by("-number").values("pk")[:1]
    for start in range(0, len(questions), BATCH):
        keys = [question.pk for question in questions[start : start + BATCH]]
        Question.objects.filter(pk__in=keys).update(current=Subquery(newest))


# --- tags -------------------------------------------------------------------------


def _set_tags(writings: Sequence[Writing]) -> None:
    """Exactly these tags, made where they are new; capitals make no other tag."""
    through, kind = Question.tags.through, ContentType.objects.get_for_model(Question)
    known = _tag_keys(tag for writing in writings for tag in writing.tags)
    wanted = {
        (writing.question.pk, known[tag.casefold()])
        for writing in writings
        for tag in writing.tags
    }
    there: dict[tuple[int, int], int] = defaultdict(int)
    for start in range(0, len(writings), BATCH):
        keys = [each.question.pk for each in writings[start : start + BATCH]]
        tagged = through.objects.filter(content_type=kind, object_id__in=keys)
        for pk, question, tag in tagged.values_list("pk", "object_id", "tag_id"):
            there[question, tag] = pk
    gone = [pk for pair, pk in there.items() if pair not in wanted]
    through.objects.filter(pk__in=gone).delete()
    through.objects.bulk_create(
        [
            through(content_type=kind, object_id=question, tag_id=tag)
            for question, tag in sorted(wanted - there.keys())
        ],
        batch_size=BATCH,
    )


def _tag_keys(names: Iterable[str]) -> dict[str, int]:
    wanted = {nfc(name).casefold(): nfc(name) for name in names}
    if not wanted:
        return {}
    found = {name.casefold(): pk for pk, name in Tag.objects.values_list("pk", "name")}
    for folded, name in wanted.items():
        if folded not in found:
            tag = Tag(name=name)
            tag.save()  # one by one: taggit sees to it that its slug is its own
            found[folded] = tag.pk
    return found
