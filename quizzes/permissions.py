"""Who writes in which part of the question bank.

A category may name its editors. The nearest category, from a question's own up to
the top, that names any decides; categories further up no longer matter. Where none
names anybody, every trainer writes. The training office always may. Who may not
write a question still reads it: quizzes are made from the whole bank.
"""

from __future__ import annotations

from collections import defaultdict

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from accounts.models import User
from departments.permissions import is_training_office
from quizzes.models import Category, Question
from quizzes.tree import Branch, category_tree

Editors = dict[int, set[int]]


def categories_written_by(user: User) -> QuerySet[Category]:
    """Where this person may add, change, move and archive questions."""
    if not user.has_perm("quizzes.change_question"):
        return Category.objects.none()
    if is_training_office(user):
        return Category.objects.all()
    editors = _named_editors()
    mine = [
        branch.category.pk
        for branch in category_tree().branches
        if user.pk in _deciding(branch, editors, everybody=user.pk)
    ]
    return Category.objects.filter(pk__in=mine)


def may_write(user: User, question: Question) -> bool:
    written = categories_written_by(user).filter(pk=question.category_id)
    return written.exists()


def must_write(user: User, question: Question) -> None:
    """Raises PermissionDenied."""
    if not may_write(user, question):
        raise PermissionDenied


def may_name_editors(user: User) -> bool:
    """A trainer could otherwise shut the others out, or let themselves in."""
    return is_training_office(user)


def _named_editors() -> Editors:
    editors: Editors = defaultdict(set)
    pairs = Category.editors.through.objects.values_list("category_id", "user_id")
    for category, person in pairs:
        editors[category].add(person)
    return editors


def _deciding(branch: Branch, editors: Editors, *, everybody: int) -> set[int]:
    for category in reversed(branch.line):
        if category.pk in editors:
            return editors[category.pk]
    return {everybody}
