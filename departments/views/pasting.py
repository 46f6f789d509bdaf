"""Pasting a table into a draft: first what it means, then all of it or nothing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.http import SignedInRequest
from departments.forms.pasting import PasteForm
from departments.models import Reorganisation
from departments.pasting.adding import NotAsShown, add_pasted
from departments.pasting.reading import Reading, read
from departments.pasting.table import Unreadable
from departments.pasting.words import LABELS
from departments.reorganising.drafting import NotADraft
from departments.views.acts import draft_or_404, no_longer_a_draft
from departments.views.page import decision_page

MOST_FAULTS = 50  # on one page; the others come when these are mended

# Made up, and worded as decisions are.
EXAMPLE = [
    ("Sáp nhập", "Xã A; Xã B", "Xã C", "01234", "Tỉnh T", ""),
    ("Nhập vào", "Phòng A", "Phòng B", "", "Sở D", "Sở D"),
    ("Đổi tên", "Sở D", "Sở E", "", "", ""),
    ("Chuyển", "Phòng G", "", "", "Sở E", "Sở D"),
    ("Chia", "Phòng H (Sở D)", "Phòng I; Phòng K", "", "", ""),
    ("Giải thể", "Huyện X; Huyện Y", "", "", "", ""),
]


@require_http_methods(["GET", "POST"])
def paste(request: SignedInRequest, pk: int) -> HttpResponse:
    decision = draft_or_404(request, pk)
    form = PasteForm(request.POST if request.method == "POST" else None)
    reading = None
    if form.is_bound and form.is_valid():
        try:
            if "add" in request.POST:
                return _add(request, decision, form)
            reading = read(decision, form.cleaned_data["text"])
        except Unreadable as error:
            form.add_error("text", str(error))
        except NotADraft:
            return no_longer_a_draft(request, decision)
        except NotAsShown as error:
            reading = error.reading
            messages.warning(request, _("Nothing was added yet: look at it once more."))
    return _paste_page(request, decision, form, reading)


def _add(
    request: SignedInRequest, decision: Reorganisation, form: PasteForm
) -> HttpResponse:
    text, shown = form.cleaned_data["text"], form.cleaned_data["shown"]
    count = len(add_pasted(decision=decision, text=text, shown=shown))
    added = ngettext("%(n)s act was added.", "%(n)s acts were added.", count)
    messages.success(request, added % {"n": count})
    return redirect("reorganising:decision", decision.pk)


def _paste_page(
    request: SignedInRequest,
    decision: Reorganisation,
    form: PasteForm,
    reading: Reading | None,
) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "reading": reading,
        "headings": LABELS.values(),
        "example": EXAMPLE,
    }
    if reading and reading.faults:
        context["faults"] = reading.faults[:MOST_FAULTS]
        context["more"] = len(reading.faults) - MOST_FAULTS
    elif reading:
        context["proposed"] = list(reading.proposed())
    template = "departments/reorganising/paste.html"
    return decision_page(request, template, decision, _("Paste a table"), context)
