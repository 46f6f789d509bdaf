"""Keeping the bank in order: where questions lie, and by what they are found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import transaction
from django.utils import timezone

from quizzes.models import Category, Question, QuestionQuerySet, QuestionVersion
from vietnamese.text import fold, nfc

# Parts of a content that are no words of the question.
UNSAID = {"id", "feedback", "guide", "fraction", "value", "tolerance", "file"}


def words_of(content: Any) -> Iterator[str]:
    """What a trainee reads or may write: options, pairs, gaps, accepted answers."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, list):
        for each in content:
            yield from words_of(each)
    elif isinstance(content, dict):
        for name, each in content.items():
            if name not in UNSAID:
                yield from words_of(each)


def searched_words(version: QuestionVersion, tags: Iterable[str]) -> str:
    """By what a question is found: its text, its options and its tags, folded."""
    return fold(" ".join([version.text, *words_of(version.content), *tags]))


@transaction.atomic
def tag_question(*, question: Question, tags: Iterable[str]) -> None:
    """Give a question exactly these tags, and let it be found by them."""
    names = [" ".join(nfc(tag).split()) for tag in tags]
    question.tags.set([name for name in names if name])
    if question.current:
        question.folded = searched_words(question.current, question.tags.names())
        question.save(update_fields=["folded"])


@transaction.atomic
def add_tags(*, questions: Iterable[Question], tags: Iterable[str]) -> None:
    added = list(tags)
    for question in questions:
        tag_question(question=question, tags=[*question.tags.names(), *added])


def move_questions(*, questions: QuestionQuerySet, category: Category) -> int:
    return questions.exclude(category=category).update(category=category)


def archive_questions(*, questions: QuestionQuerySet) -> int:
    """No quiz asks them any more; attempts that did keep them."""
    return questions.filter(archived_at=None).update(archived_at=timezone.now())


def bring_back_questions(*, questions: QuestionQuerySet) -> int:
    return questions.exclude(archived_at=None).update(archived_at=None)
