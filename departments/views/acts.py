"""Writing the acts of a draft, and who goes where in them."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import SignedInRequest
from departments.forms.acts import FORMS, LABELS, ActForm
from departments.forms.people import PeopleForm
from departments.models import Act, ActKind, Reorganisation
from departments.permissions import act_or_404, decision_or_404
from departments.reorganising.acts import Merge, Split, Transfer, from_content
from departments.reorganising.drafting import (
    NotADraft,
    add_act,
    change_act,
    remove_act,
)
from departments.reorganising.words import speaker_for
from departments.views.page import decision_page


@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest, pk: int, kind: str) -> HttpResponse:
    decision = draft_or_404(request, pk)
    if kind not in FORMS:
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = FORMS[kind](data, decision=decision)
    if data is not None and form.is_valid():
        try:
            row = add_act(decision=decision, act=form.act())
        except NotADraft:
            return no_longer_a_draft(request, decision)
        return _to_people_or_decision(row)
    return _act_page(request, decision, kind, form)


@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, pk: int, act: int) -> HttpResponse:
    row = act_or_404(request.user, pk, act)
    decision = draft_or_404(request, pk)
    old = from_content(row.kind, row.content)
    data = request.POST if request.method == "POST" else None
    form = FORMS[row.kind](data, decision=decision, number=row.pk, old=old)
    if data is not None and form.is_valid():
        try:
            change_act(row=row, act=form.act())
        except NotADraft:
            return no_longer_a_draft(request, decision)
        return _to_people_or_decision(row)
    return _act_page(request, decision, row.kind, form)


@require_http_methods(["GET", "POST"])
def people(request: SignedInRequest, pk: int, act: int) -> HttpResponse:
    row = act_or_404(request.user, pk, act)
    decision = draft_or_404(request, pk)
    ordered = from_content(row.kind, row.content)
    if not isinstance(ordered, Merge | Split | Transfer):
        raise Http404
    speaker = speaker_for(decision)
    data = request.POST if request.method == "POST" else None
    form = PeopleForm(data, act=ordered, speaker=speaker, day=decision.effective_on)
    if data is not None and form.is_valid():
        try:
            change_act(row=row, act=form.answer())
        except NotADraft:
            return no_longer_a_draft(request, decision)
        messages.success(request, _("Kept: who goes where."))
        return redirect("reorganising:decision", decision.pk)
    context = {"form": form, "sentence": speaker.sentence(ordered)}
    template = "departments/reorganising/people.html"
    return decision_page(request, template, decision, _("Who goes where"), context)


@require_POST
def remove(request: SignedInRequest, pk: int, act: int) -> HttpResponse:
    row = act_or_404(request.user, pk, act)
    try:
        remove_act(row=row)
    except NotADraft:
        return no_longer_a_draft(request, row.reorganisation)
    return redirect("reorganising:decision", pk)


def draft_or_404(request: SignedInRequest, pk: int) -> Reorganisation:
    decision = decision_or_404(request.user, pk)
    if not decision.is_draft:
        raise Http404
    return decision


def no_longer_a_draft(
    request: SignedInRequest, decision: Reorganisation
) -> HttpResponse:
    messages.error(request, _("The decision is no longer a draft; nothing was kept."))
    return redirect("reorganising:decision", decision.pk)


def _to_people_or_decision(row: Act) -> HttpResponse:
    """A split asks next who goes where; elsewhere that is a door on the page."""
    if row.kind == ActKind.SPLIT:
        return redirect("reorganising:people", row.reorganisation_id, row.pk)
    return redirect("reorganising:decision", row.reorganisation_id)


def _act_page(
    request: SignedInRequest, decision: Reorganisation, kind: str, form: ActForm
) -> HttpResponse:
    template = "departments/reorganising/act.html"
    title = str(LABELS[ActKind(kind)])
    return decision_page(request, template, decision, title, {"form": form})
