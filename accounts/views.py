from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import SetPasswordForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts import invitations, patience
from accounts.forms import CodeForm, LanguageForm
from accounts.http import SignedInRequest
from accounts.models import Invitation, User

INVITATION = "invitation"  # where the session keeps the token
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
TOO_MANY = 429


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


# --- the first time ----------------------------------------------------------------


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def first_time(request: HttpRequest) -> HttpResponse:
    """Who holds a printed code enters it here. Only wrong codes are counted."""
    if request.method == "GET":
        return render(request, "accounts/first_time.html", {"form": CodeForm()})
    address = get_adapter(request).get_client_ip(request)
    if patience.is_out(address):
        minutes = patience.LASTS // 60
        context = {"form": CodeForm(), "minutes": minutes}
        return render(request, "accounts/first_time.html", context, status=TOO_MANY)
    form = CodeForm(request.POST)
    if not form.is_valid():
        patience.count_failure(address)
        return render(request, "accounts/first_time.html", {"form": form})
    request.session[INVITATION] = invitations.token_of(form.cleaned_data["code"])
    return redirect("accounts:first_password")


@never_cache
@login_not_required
@require_safe
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The link of a mail. Opening it uses nothing up: mail servers open links, too.

    The token goes into the session, so that it is in no address of the next page.
    """
    request.session[INVITATION] = token
    return redirect("accounts:first_password")


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def first_password(request: HttpRequest) -> HttpResponse:
    invited = invitations.by_token(request.session.get(INVITATION, ""))
    if invited is None:
        return render(request, "accounts/invitation_over.html")
    form: SetPasswordForm[User] = SetPasswordForm(invited.user, request.POST or None)
    if form.is_valid():
        return _welcome(request, invited, form.cleaned_data["new_password1"])
    context = {"form": form, "person": invited.user}
    return render(request, "accounts/first_password.html", context)


def _welcome(request: HttpRequest, invited: Invitation, password: str) -> HttpResponse:
    try:
        user = invitations.accept(invitation=invited, password=password)
    except invitations.InvitationOver:
        return render(request, "accounts/invitation_over.html")
    login(request, user, backend=BACKEND)
    request.session.pop(INVITATION, None)
    return redirect(settings.LOGIN_REDIRECT_URL)
