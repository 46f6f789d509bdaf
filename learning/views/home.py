from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from learning.hours.account import account_of
from learning.plans.standing import plans_of
from learning.review_standing import standing_of
from learning.today import (
    current_of,
    latest_certificates,
    latest_results,
    studies_of,
)
from vietnamese.dates import training_year


@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    """What should I do now?"""
    today = timezone.localdate()
    studies = studies_of(request.user)
    due = [each for each in studies if each.enrolment.due_on]
    return render(
        request,
        "learning/home.html",
        {
            "today": today,
            "current": current_of(studies),
            "due": due,
            "late": [each for each in due if each.enrolment.is_late(today)],
            "in_progress": [each for each in studies if each not in due],
            "results": latest_results(request.user),
            "certificates": latest_certificates(request.user),
            "account": account_of(request.user, training_year(today)),
            "plans": plans_of(request.user, today=today),
            "review": standing_of(request.user, today),
        },
    )
