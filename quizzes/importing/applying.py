"""A confirmed draft goes into the bank: once, whole, and as the bank is by then."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from quizzes.formats import Refusal
from quizzes.importing.drafts import as_told
from quizzes.importing.places import Shelf, make_place
from quizzes.importing.plan import ADDED, CHANGED, REFUSED, Item, Plan, plan_of
from quizzes.models import Category, Question, QuestionImport
from quizzes.models.bank import new_code
from quizzes.services.bulk import Writing, write_questions


class ImportIsOver(Exception):
    """The draft was confirmed or discarded before."""


@transaction.atomic
def apply_import(*, draft: QuestionImport, by: User) -> QuestionImport:
    """Add and change what the draft says, decided anew. Raises ImportIsOver.

    What is refused stays out and is kept with its reason; the rest goes in together.
    """
    _claim(draft)
    _hold(Shelf(draft, by).scope)
    plan = plan_of(draft, by)
    write_questions(writings=list(_writings(plan)), by=by)
    for state, count in plan.counts.items():
        setattr(draft, state, count)
    draft.content = _what_stayed_out(plan)
    draft.save()
    return draft


def _claim(draft: QuestionImport) -> None:
    """The row count decides who won; who lost does nothing."""
    now = timezone.now()
    drafts = QuestionImport.objects.filter(pk=draft.pk, state="draft")
    applied = QuestionImport.State.APPLIED
    if not drafts.update(state=applied, applied_at=now):
        raise ImportIsOver
    draft.state, draft.applied_at = applied, now


def _hold(scope: set[int] | None) -> None:
    """Two imports follow each other, or both would add the same questions; authors
    who save one of them meanwhile queue too. SQLite's transactions exclude each
    other by themselves.
    """
    categories = Category.objects.select_for_update(no_key=True).order_by("pk")
    list(categories.values_list("pk", flat=True))
    questions = Question.objects.select_for_update(no_key=True).order_by("pk")
    if scope is not None:
        questions = questions.filter(category__in=scope)
    list(questions.values_list("pk", flat=True))


def _writings(plan: Plan) -> Iterator[Writing]:
    items = [item for item in plan.items if item.state in (ADDED, CHANGED)]
    known = Question.objects.select_related("current").in_bulk(
        [item.known.pk for item in items if item.known]
    )
    made: dict[tuple[int | None, str], int] = {}
    for item in items:
        assert item.wording  # noqa: S101 - as ADDED and CHANGED have
        new = item.wording
        yield Writing(
            question=known[item.known.pk] if item.known else _question(item, made),
            kind=new.kind,
            text=new.text,
            content=new.content,
            explanation=new.explanation,
            difficulty=new.difficulty,
            legal_reference_id=new.reference_id,
            tags=new.tags,
        )


def _question(item: Item, made: dict[tuple[int | None, str], int]) -> Question:
    assert item.question  # noqa: S101 - as ADDED has
    assert item.place  # noqa: S101
    return Question(
        code=item.question.code or new_code(),
        category_id=make_place(item.place, made),
    )


def _what_stayed_out(plan: Plan) -> dict[str, object]:
    refusals = [
        Refusal(line=item.line, question=item.title, reason=item.reason)
        for item in plan.in_state(REFUSED)
    ]
    return as_told(refusals, plan.notices)
