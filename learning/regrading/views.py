"""Corrections of marks in the admin: looking, confirming, and what was done."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.admin_page import admin_page
from accounts.http import SignedInRequest
from accounts.models import User
from learning.regrading.forms import ConfirmForm, CorrectionForm
from quizzes.models import Question, Regrade, RegradedAttempt
from quizzes.permissions import categories_written_by, may_write
from quizzes.services.refusals import NothingToRegrade, QuestionHasChanged

TITLE = gettext_lazy("Corrections of marks")
SHOWN = 100  # changes of a preview
PER_PAGE = 50


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: SignedInRequest, question: int) -> HttpResponse:
    """What a correction would change; POST with a reason makes it."""
    about = _question_or_404(request.user, question)
    if request.method == "POST":
        return _confirm(request, about)
    form = CorrectionForm(request.GET, question=about)
    if not form.is_valid():
        return _sheet(request, about, form)
    return _preview(request, about, form, ConfirmForm(question=about))


def _confirm(request: SignedInRequest, question: Question) -> HttpResponse:
    form = CorrectionForm(request.POST, question=question)
    confirmed = ConfirmForm(request.POST, question=question)
    if not form.is_valid():
        return _sheet(request, question, form, status=422)
    if not confirmed.is_valid():
        return _preview(request, question, form, confirmed, status=422)
    try:
        regrade, job = confirmed.save(request.user)
    except (QuestionHasChanged, NothingToRegrade):
        messages.warning(
            request,
            _(
                "The question changed since this preview. Look again before you confirm."
            ),
        )
        return redirect("regrading:correct", question.pk)
    if job:
        return redirect("jobs:progress", job.pk)
    return redirect("regrading:regrade", regrade.pk)


def _sheet(
    request: SignedInRequest,
    question: Question,
    form: CorrectionForm,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = {
        "question": question,
        "form": form,
        "earlier": question.regrades.select_related("made_by", "version"),
        **more,
    }
    edit = reverse("questions:edit", args=[question.pk])
    crumbs = [(reverse("questions:index"), _("Questions")), (edit, str(question))]
    title = _("Correct marks")
    return admin_page(
        request, "regrading/correct.html", title, context, crumbs=crumbs, status=status
    )


def _preview(
    request: SignedInRequest,
    question: Question,
    form: CorrectionForm,
    confirm: ConfirmForm,
    *,
    status: int = 200,
) -> HttpResponse:
    preview = form.preview()
    return _sheet(
        request,
        question,
        form,
        status=status,
        preview=preview,
        shown=preview.changes[:SHOWN],
        hidden=max(0, len(preview.changes) - SHOWN),
        confirm=confirm,
    )


@never_cache
@require_safe
def regrades(request: SignedInRequest) -> HttpResponse:
    """Every correction made, the newest first."""
    rows = _visible(request.user).annotate(
        changed=Count("attempts"),
        passed=Count(
            "attempts",
            filter=Q(attempts__passed_before=False, attempts__passed_after=True),
        ),
    )
    related = rows.select_related("question__current", "made_by").order_by("-made_at")
    page = Paginator(related, PER_PAGE).get_page(request.GET.get("p"))
    return admin_page(request, "regrading/regrades.html", TITLE, {"page": page})


@never_cache
@require_safe
def regrade(request: SignedInRequest, pk: int) -> HttpResponse:
    """One correction, and every result it changed."""
    rows = _visible(request.user).select_related(
        "question__current", "version", "made_by"
    )
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    changed = RegradedAttempt.objects.filter(regrade=found).select_related(
        "attempt__trainee", "attempt__quiz"
    )
    context = {
        "regrade": found,
        "asked": found.asked.order_by("number"),
        "page": Paginator(changed, PER_PAGE).get_page(request.GET.get("p")),
        "passed": changed.filter(passed_before=False, passed_after=True).count(),
    }
    crumbs = [(reverse("regrading:regrades"), str(TITLE))]
    return admin_page(
        request, "regrading/regrade.html", str(found), context, crumbs=crumbs
    )


def _visible(user: User) -> QuerySet[Regrade]:
    """Corrections of questions in the categories this person writes in."""
    if not user.has_perm("quizzes.view_regrade"):
        raise PermissionDenied
    written = categories_written_by(user).values("pk")
    return Regrade.objects.filter(question__category__in=written)


def _question_or_404(user: User, pk: int) -> Question:
    if not user.has_perm("quizzes.add_regrade"):
        raise PermissionDenied
    question = Question.objects.select_related("current").filter(pk=pk).first()
    if question is None or not may_write(user, question):
        raise Http404
    return question
