"""A person's training hours, and training they had elsewhere."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from learning.hours.account import account_of
from learning.hours.forms import OutsideTrainingForm
from learning.models import OutsideTraining
from learning.permissions import evidence_or_404, training_year_or_404
from vietnamese.dates import training_year

YEARS = 4


@require_safe
def hours(request: SignedInRequest) -> HttpResponse:
    """The account of a training year, and what waits to be approved."""
    today = timezone.localdate()
    period = training_year_or_404(request.GET.get("nam", ""), today)
    this_year = training_year(today).end.year
    elsewhere = OutsideTraining.objects.filter(trainee=request.user)
    return render(
        request,
        "learning/hours/hours.html",
        {
            "account": account_of(request.user, period),
            "elsewhere": elsewhere.select_related("course"),
            "years": range(this_year, this_year - YEARS, -1),
            "year": period.end.year,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def add_hours(request: SignedInRequest) -> HttpResponse:
    """Submit training had elsewhere."""
    form = OutsideTrainingForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        form.instance.trainee = request.user
        form.save()
        messages.success(
            request,
            _("Submitted. The training office decides; a message will tell you."),
        )
        return redirect("learning:hours")
    status = 400 if form.is_bound else 200
    context = {"form": form}
    return render(request, "learning/hours/add_hours.html", context, status=status)


@require_safe
def evidence(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The paper handed in: for who handed it in and for the training office."""
    training = evidence_or_404(request.user, pk)
    name = (
        f"minh-chung-{training.pk}.{(training.evidence.name or '').rpartition('.')[2]}"
    )
    return FileResponse(training.evidence.open("rb"), as_attachment=True, filename=name)
