"""Previews, and what is done to a question with one button."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from quizzes.authoring import KIND_FORMS
from quizzes.authoring.preview import Preview, preview_of
from quizzes.authoring.question import QuestionForm
from quizzes.authoring.switching import carried_over
from quizzes.kinds import KINDS
from quizzes.models import Question, QuestionVersion
from quizzes.permissions import must_write
from quizzes.services import QuestionIsFaulty, bring_back_questions, restore_version


@never_cache
@xframe_options_sameorigin
@require_POST
def preview(request: SignedInRequest) -> HttpResponse:
    """The form as it stands, saved or not. Saves nothing."""
    _must(request, "add", "change")
    kind = request.POST.get("kind", "")
    if kind not in KIND_FORMS or kind not in KINDS:
        raise Http404
    data = carried_over(request.POST, kind)
    form = QuestionForm(data, editor=request.user, kind=kind)
    answered = "preview_answered" in request.POST
    return _page(request, preview_of(form, is_answered=answered))


@never_cache
@xframe_options_sameorigin
@require_safe
def shown(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """A version as it was or is."""
    _must(request, "view", "change")
    versions = QuestionVersion.objects.select_related("question", "legal_reference")
    version = get_object_or_404(versions, question=pk, number=number)
    is_answered = "answered" in request.GET
    page = version.question.handbook_page
    return _page(request, Preview(version, is_answered, page))


@require_POST
def restore(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    question = get_object_or_404(Question, pk=pk)
    must_write(request.user, question)
    version = get_object_or_404(question.versions, number=number)
    try:
        made = restore_version(version=version, by=request.user)
    except QuestionIsFaulty as refusal:
        messages.error(request, " ".join(refusal.faults))
        return redirect("questions:history", pk)
    values = {"old": number, "new": made.number}
    messages.success(
        request, _("Version %(old)s is in use again, as version %(new)s.") % values
    )
    return redirect("questions:edit", pk)


@require_POST
def bring_back(request: SignedInRequest, pk: int) -> HttpResponse:
    question = get_object_or_404(Question, pk=pk)
    must_write(request.user, question)
    bring_back_questions(questions=Question.objects.filter(pk=pk))
    messages.success(request, _("The question is in use again."))
    return redirect("questions:edit", pk)


def _page(request: SignedInRequest, preview: Preview) -> HttpResponse:
    return render(request, "quizzes/admin/preview.html", {"preview": preview})


def _must(request: SignedInRequest, *acts: str) -> None:
    if not any(request.user.has_perm(f"quizzes.{act}_question") for act in acts):
        raise PermissionDenied
