"""A decision: what it orders, what it would do, and doing or undoing it."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)
from wagtail.log_actions import log

from accounts.http import SignedInRequest
from departments.forms.acts import LABELS
from departments.permissions import decision_or_404
from departments.reorganising import applying, undoing
from departments.reorganising.acts import Merge, Split, Transfer, from_content
from departments.reorganising.dependants import what_depends_on
from departments.reorganising.planning import plan_of
from departments.reorganising.preview import Preview
from departments.reorganising.words import speaker_for
from departments.views.page import decision_page

ON_A_PAGE = 100
WITH_PEOPLE = (Merge, Split, Transfer)


@require_safe
def decision(request: SignedInRequest, pk: int) -> HttpResponse:
    decision = decision_or_404(request.user, pk)
    speaker = speaker_for(decision)
    acts = [
        {
            "row": row,
            "sentence": speaker.sentence(act),
            "has_people": isinstance(act, WITH_PEOPLE),
        }
        for row in decision.acts.all()
        for act in [from_content(row.kind, row.content)]
    ]
    context = {"acts": acts, "kinds": LABELS}
    template = "departments/reorganising/decision.html"
    return decision_page(request, template, decision, decision.number, context)


@require_safe
def preview(request: SignedInRequest, pk: int) -> HttpResponse:
    """What would happen; after it has, the decision's page says what did."""
    decision = decision_or_404(request.user, pk)
    if decision.is_applied:
        return redirect("reorganising:decision", decision.pk)
    plan = plan_of(decision)
    told = Preview(plan)
    page = Paginator(told.people, ON_A_PAGE).get_page(request.GET.get("p"))
    context = {"plan": plan, "preview": told, "people": page}
    template = "departments/reorganising/preview.html"
    return decision_page(request, template, decision, _("Preview"), context)


@require_POST
def apply(request: SignedInRequest, pk: int) -> HttpResponse:
    """Pressed twice it is applied once."""
    decision = decision_or_404(request.user, pk)
    try:
        applying.apply(decision=decision, by=request.user)
    except applying.AlreadyApplied:
        messages.info(request, _("The decision has been applied already."))
    except applying.CannotApply:
        messages.error(request, _("Nothing was changed: see what stands in the way."))
        return redirect("reorganising:preview", decision.pk)
    else:
        decision.refresh_from_db()
        log(instance=decision, action="departments.apply", user=request.user)
        messages.success(request, _said(decision.is_applied))
    return redirect("reorganising:decision", decision.pk)


def _said(is_applied: bool) -> str:
    if is_applied:
        return _("The decision is applied: units and posts are as it says.")
    return _("The decision waits for its day and is applied then by itself.")


@require_POST
def postpone(request: SignedInRequest, pk: int) -> HttpResponse:
    decision = decision_or_404(request.user, pk)
    applying.postpone(decision=decision)
    messages.success(request, _("The decision is a draft again."))
    return redirect("reorganising:decision", decision.pk)


@require_http_methods(["GET", "POST"])
def undo(request: SignedInRequest, pk: int) -> HttpResponse:
    decision = decision_or_404(request.user, pk)
    if not decision.is_applied:
        return redirect("reorganising:decision", decision.pk)
    reasons = what_depends_on(decision)
    if request.method == "POST":
        try:
            undoing.undo(decision=decision)
        except undoing.CannotUndo as error:
            reasons = error.reasons
        except undoing.NotApplied:
            return redirect("reorganising:decision", decision.pk)
        else:
            log(instance=decision, action="departments.undo", user=request.user)
            messages.success(
                request, _("The decision was undone and is a draft again.")
            )
            return redirect("reorganising:decision", decision.pk)
    template = "departments/reorganising/undo.html"
    context = {"reasons": reasons}
    return decision_page(request, template, decision, _("Undo the decision"), context)
