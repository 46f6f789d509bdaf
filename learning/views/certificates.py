from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from certificates.models import Certificate
from learning.models import Enrolment


@require_safe
def certificates(request: SignedInRequest) -> HttpResponse:
    """What this person was awarded, and what is still to be issued."""
    mine = Enrolment.objects.of(request.user)
    return render(
        request,
        "learning/certificates.html",
        {
            "certificates": Certificate.objects.filter(trainee=request.user),
            "waiting": mine.without_certificate().select_related("course"),
        },
    )
