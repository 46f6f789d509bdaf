"""The plans a person is in, and choosing their elective courses."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from learning.models import PlanCourse
from learning.plans.services import NotAnElective, choose_elective
from learning.plans.standing import plans_of


@require_safe
def plans(request: SignedInRequest) -> HttpResponse:
    """Each plan: what has to be done by when, what is done, what may be chosen."""
    today = timezone.localdate()
    standings = plans_of(request.user, today=today)
    context = {"standings": standings, "today": today}
    return render(request, "learning/plans/plans.html", context)


@require_POST
def choose_course(request: SignedInRequest, line: int) -> HttpResponse:
    """Take an elective course of a plan."""
    lines = PlanCourse.objects.select_related("plan", "course")
    chosen = lines.filter(pk=line).first()
    if chosen is None:
        raise Http404
    try:
        choose_elective(plan=chosen.plan, trainee=request.user, course=chosen.course)
    except NotAnElective:
        raise Http404 from None
    messages.success(request, _("Chosen: %(course)s") % {"course": chosen.course.title})
    return redirect("learning:plans")
