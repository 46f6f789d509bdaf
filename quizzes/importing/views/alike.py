"""Questions that say nearly the same, in pairs, and what to do about them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.models import User
from quizzes.admin_page import bank_page
from quizzes.importing.forms import SettleForm
from quizzes.importing.telling import answer_lines
from quizzes.importing.views.answers import must
from quizzes.likeness import MOST_PAIRS, Pair, alike_pairs, call_different
from quizzes.models import Question
from quizzes.permissions import categories_written_by
from quizzes.tree import category_tree

TITLE = gettext_lazy("Questions that are alike")
PER_PAGE = 20


@never_cache
@require_safe
def alike(request: SignedInRequest) -> HttpResponse:
    """The likest pairs first. A dozen queries, however many questions there are."""
    must(request, "view", "change")
    pairs = alike_pairs()
    page = Paginator(pairs[:MOST_PAIRS], PER_PAGE).get_page(request.GET.get("p"))
    context = {
        "page": page,
        "lines": _lines(list(page.object_list), request.user),
        "is_cut": len(pairs) > MOST_PAIRS,
        "most": MOST_PAIRS,
    }
    template = "quizzes/import/alike.html"
    return bank_page(request, template, TITLE, context, icon="copy")


@require_POST
def settle(request: SignedInRequest) -> HttpResponse:
    """These two are no duplicates; the pair is not shown again."""
    must(request, "change")
    form = SettleForm(request.POST)
    if form.is_valid():
        call_different(**form.cleaned_data, by=request.user)
        messages.success(request, _("The pair will not be shown again."))
    return redirect("question_files:alike")


def _lines(pairs: list[Pair], user: User) -> list[dict[str, Any]]:
    keys = {key for pair in pairs for key in (pair.one, pair.other)}
    questions = _questions(keys)
    tree = category_tree()
    written = set(categories_written_by(user).values_list("pk", flat=True))

    def side(key: int) -> dict[str, Any]:
        question = questions[key]
        version = question.current
        assert version is not None  # noqa: S101 - alike are only those that say something
        return {
            "question": question,
            "version": version,
            "answers": answer_lines(version.kind, version.content),
            "path": tree.branch(question.category_id).path,
            "may_write": question.category_id in written,
        }

    return [
        {"pair": pair, "sides": [side(pair.one), side(pair.other)]} for pair in pairs
    ]


def _questions(keys: set[int]) -> dict[int, Question]:
    questions = Question.objects.select_related("current")
    return questions.annotate(quiz_count=Count("uses")).in_bulk(list(keys))
