"""Which questions an export is asked for: those of a list, or of one thing."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.http import SignedInRequest
from quizzes.admin_bank import QuestionViewSet
from quizzes.models import Question, QuestionQuerySet, Quiz
from quizzes.tree import category_tree

# Parameters of ours; every other one is the list's own.
ONLY, OF_QUIZ, WITHIN = "only", "of_quiz", "within"


class NothingSuch(Exception):
    """What the address names is not there."""


@dataclass(frozen=True)
class Scope:
    questions: QuestionQuerySet
    name: str


def scope_of(request: SignedInRequest) -> Scope:
    """Raises NothingSuch."""
    asked = {name: request.GET[name] for name in SCOPES if name in request.GET}
    for name, key in asked.items():
        if not key.isdecimal():
            raise NothingSuch
        return SCOPES[name](int(key))
    return _of_list(request)


def _of_list(request: SignedInRequest) -> Scope:
    """As the list shows them, with its search, its filters and its order."""
    view_of = QuestionViewSet("questions").index_view
    view = view_of.view_class(**view_of.view_initkwargs)
    view.setup(request)
    questions = view.get_queryset()
    if view.is_filtering or view.is_searching:
        return Scope(questions, _("the questions of the list, as it is filtered"))
    return Scope(questions, _("all questions of the list"))


def _only(key: int) -> Scope:
    question = Question.objects.filter(pk=key)
    if not question:
        raise NothingSuch
    return Scope(question, _("question #%(pk)s") % {"pk": key})


def _of_quiz(key: int) -> Scope:
    quiz = Quiz.objects.filter(pk=key).first()
    if quiz is None:
        raise NothingSuch
    questions = Question.objects.usable().filter(uses__quiz=quiz)
    name = _("the questions of the quiz “%(title)s”") % {"title": quiz}
    return Scope(questions.order_by("uses__sort_order", "pk"), name)


def _within(key: int) -> Scope:
    tree = category_tree()
    branch = next((b for b in tree.branches if b.category.pk == key), None)
    if branch is None:
        raise NothingSuch
    questions = Question.objects.usable().filter(category__in=tree.below(key))
    name = _("the category “%(path)s” and those below it") % {"path": branch.path}
    return Scope(questions.order_by("category", "pk"), name)


SCOPES = {ONLY: _only, OF_QUIZ: _of_quiz, WITHIN: _within}
