from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from learning.search import LONGEST, find


@require_safe
def search(request: SignedInRequest) -> HttpResponse:
    """Courses, lessons and the handbook, with or without diacritics."""
    asked = request.GET.get("q", "")[:LONGEST].replace("\0", " ").strip()
    return render(
        request,
        "learning/search.html",
        {"asked": asked, "longest": LONGEST, "found": find(asked)},
    )
