"""Where people make and revoke the keys with which programs read their figures."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts import tokens
from accounts.forms import TokenForm
from accounts.http import SignedInRequest
from accounts.models import ApiToken
from departments.permissions import sees_reports


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def keys(request: SignedInRequest) -> HttpResponse:
    """One's own keys. A new one is on the page that answers the form, and nowhere
    else: not in the session, not in a table."""
    mine = ApiToken.objects.filter(owner=request.user)
    may_make = sees_reports(request.user)
    if not (may_make or mine.exists()):
        raise Http404
    made = ""
    form = TokenForm(request.POST or None, owner=request.user)
    if may_make and form.is_valid():
        made = _make(form)
    context = {
        "form": TokenForm(owner=request.user) if made else form,
        "made": made,
        "keys": mine,
        "may_make": may_make,
        "crumbs": [(reverse("accounts:profile"), _("Your account"))],
    }
    return render(request, "reports/api/keys.html", context)


def _make(form: TokenForm) -> str:
    """The new key; or nothing, and the form says why."""
    try:
        return form.make()
    except tokens.TooManyTokens:
        words = _("You have ten keys that work. Revoke one you no longer need.")
    except tokens.NameTaken:
        words = _("You have a key of this name. It was made this moment.")
    form.add_error(None, words)
    return ""


@require_POST
def revoke_key(request: SignedInRequest, pk: int) -> HttpResponse:
    token = ApiToken.objects.filter(owner=request.user, pk=pk).first()
    if token is None:
        raise Http404
    if tokens.revoke(token=token):
        messages.success(request, _("“%(name)s” is revoked.") % {"name": token.name})
    return redirect("reports:keys")
