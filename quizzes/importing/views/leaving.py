"""Questions on their way out, and what a file cannot hold of them."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from quizzes.admin_page import bank_page
from quizzes.importing.exporting import FORMAT_NAMES, FORMAT_USES, export
from quizzes.importing.forms import FormatForm
from quizzes.importing.scope import NothingSuch, Scope, scope_of
from quizzes.importing.views.answers import attachment, must

TITLE = gettext_lazy("Export questions")


@never_cache
@require_safe
def export_page(request: SignedInRequest) -> HttpResponse:
    """What a file would lack, before it is taken."""
    scope = _scope_or_404(request)
    made = export(scope.questions, FormatForm(request.GET).chosen)
    chosen = [
        (name, label, FORMAT_USES[name], name == made.format)
        for name, label in FORMAT_NAMES.items()
    ]
    context = {"scope": scope, "made": made, "formats": chosen}
    return bank_page(
        request, "quizzes/import/export.html", TITLE, context, icon="download"
    )


@never_cache
@require_safe
def export_file(request: SignedInRequest) -> HttpResponse:
    scope = _scope_or_404(request)
    made = export(scope.questions, FormatForm(request.GET).chosen)
    name = f"cau-hoi-{timezone.localdate():%Y-%m-%d}.{made.ending}"
    return attachment(made.written.data, made.format, name)


def _scope_or_404(request: SignedInRequest) -> Scope:
    must(request, "view", "change")
    try:
        return scope_of(request)
    except NothingSuch:
        raise Http404 from None
