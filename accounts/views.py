from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.forms import LanguageForm
from accounts.http import SignedInRequest


@require_http_methods(["GET", "POST"])
def profile(request: SignedInRequest) -> HttpResponse:
    """Who the system thinks you are, and the language it speaks to you."""
    form = LanguageForm(
        request.POST if request.method == "POST" else None, instance=request.user
    )
    if request.method == "POST" and form.is_valid():
        language = form.save().language
        response = redirect("accounts:profile")
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, language, max_age=31_536_000, samesite="Lax"
        )
        with translation.override(language):
            messages.success(request, _("Saved."))
        return response
    posts = request.user.memberships.filter(ended_on=None).select_related(
        "department__parent"
    )
    return render(request, "accounts/profile.html", {"form": form, "posts": posts})
