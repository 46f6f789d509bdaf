from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from learning.looks import looks_at, watchers_of


@require_safe
def who_sees(request: SignedInRequest) -> HttpResponse:
    """Who can see this person's record of study, and who opened it."""
    return render(
        request,
        "learning/who_sees.html",
        {"watchers": watchers_of(request.user), "looks": looks_at(request.user)},
    )
