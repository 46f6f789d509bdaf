"""The daily review: one question at a time, and what came of the day."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from learning.asking import ask, look_back
from learning.models import ReviewCard
from learning.permissions import own_card_or_404
from learning.review import (
    AnsweredAlready,
    QuestionHasChanged,
    answer_card,
    cards_left,
    hard_today,
    may_be_asked,
    open_review,
)
from learning.review_form import ReviewForm
from learning.review_standing import standing_of
from quizzes.kinds import AnswerDoesNotFit


@never_cache
@require_safe
def review(request: SignedInRequest) -> HttpResponse:
    """On to what is due; with nothing left, how the day went and what comes."""
    today = timezone.localdate()
    open_review(trainee=request.user, on=today)
    standing = standing_of(request.user, today)
    cards = cards_left(request.user, standing)
    if cards:
        return redirect("learning:review_card", cards[0].pk)
    return render(
        request,
        "learning/review.html",
        {
            "standing": standing,
            "hard": hard_today(request.user, today),
        },
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def review_card(request: SignedInRequest, card: int) -> HttpResponse:
    """A question while it is due, its explanation from the answer on."""
    mine = own_card_or_404(request.user, card)
    if request.method == "POST":
        return _answer(request, mine)
    if mine.is_ripe(timezone.localdate()):
        return _question(request, mine)
    return _explanation(request, mine)


def _question(
    request: SignedInRequest, card: ReviewCard, *, refused: str = ""
) -> HttpResponse:
    version = card.question.current
    if version is None or not may_be_asked(card):
        return _changed(request)
    context = {
        "is_question": True,
        "asked": ask(card, version),
        "standing": standing_of(request.user, timezone.localdate()),
        "refused": refused,
    }
    status = 400 if refused else 200
    return render(request, "learning/review_card.html", context, status=status)


def _answer(request: SignedInRequest, card: ReviewCard) -> HttpResponse:
    form = ReviewForm(request.POST, card=card)
    if not form.is_valid():
        return redirect("learning:review_card", card.pk)
    if not form.says_something:
        return _question(
            request,
            card,
            refused=_("Choose an answer, or press “I do not remember”."),
        )
    try:
        answer_card(
            card=card,
            version=form.cleaned_data["version"],
            reps=form.cleaned_data["reps"],
            values=form.values,
            order=form.cleaned_data["order"],
            on=timezone.localdate(),
        )
    except QuestionHasChanged:
        return _changed(request)
    except AnswerDoesNotFit:
        return _question(
            request, card, refused=_("This answer does not belong to the question.")
        )
    except AnsweredAlready:
        pass  # pressed twice: the page shows the answer that was taken
    return redirect("learning:review_card", card.pk)


def _changed(request: SignedInRequest) -> HttpResponse:
    messages.info(
        request,
        _("That question was revised or withdrawn by its author. On with the review."),
    )
    return redirect("learning:review")


def _explanation(request: SignedInRequest, card: ReviewCard) -> HttpResponse:
    asked = look_back(card)
    if asked is None:
        return redirect("learning:review")
    standing = standing_of(request.user, timezone.localdate())
    cards = cards_left(request.user, standing)
    context = {
        "asked": asked,
        "standing": standing,
        "following": cards[0] if cards else None,
    }
    return render(request, "learning/review_card.html", context)
