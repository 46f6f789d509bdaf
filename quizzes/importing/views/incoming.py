"""Files of questions on their way in: upload, preview, confirm."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from accounts.http import SignedInRequest
from departments.permissions import is_training_office
from quizzes import formats
from quizzes.admin_page import bank_page
from quizzes.importing.applying import ImportIsOver, apply_import
from quizzes.importing.drafts import as_parsed, discard
from quizzes.importing.forms import UploadForm
from quizzes.importing.plan import STATES, plan_of
from quizzes.importing.rows import rows, tabs
from quizzes.importing.views.answers import attachment, must
from quizzes.models import QuestionImport

TITLE = gettext_lazy("Import questions")
PER_PAGE = 50
RECENT = 10
TEMPLATES = {"xlsx": formats.template_xlsx, "csv": formats.template_csv}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: SignedInRequest) -> HttpResponse:
    """Choose a file. It is read and kept; nothing is in the bank yet."""
    must(request, "add")
    if request.method != "POST":
        return _upload_page(request, UploadForm(user=request.user))
    form = UploadForm(request.POST, request.FILES, user=request.user)
    if not form.is_valid():
        return _upload_page(request, form, status=422)
    return redirect("question_files:preview", form.save().pk)


def _upload_page(
    request: SignedInRequest, form: UploadForm, *, status: int = 200
) -> HttpResponse:
    recent = _imports(request).select_related("category", "created_by")
    context = {"form": form, "recent": recent.defer("content")[:RECENT]}
    template = "quizzes/import/upload.html"
    return bank_page(request, template, TITLE, context, icon="upload", status=status)


@require_safe
def template(request: SignedInRequest, ending: str) -> HttpResponse:
    """The empty table, with a guide."""
    must(request, "add")
    if ending not in TEMPLATES:
        raise Http404
    return attachment(TEMPLATES[ending](), ending, f"mau-cau-hoi.{ending}")


@never_cache
@require_safe
def preview(request: SignedInRequest, pk: int) -> HttpResponse:
    """What a draft would do, as the bank is now; of an applied one what it did."""
    draft = _import_or_404(request, pk)
    if not draft.is_draft:
        context = {"draft": draft, "told": as_parsed(draft)}
        return bank_page(request, "quizzes/import/done.html", TITLE, context)
    plan = plan_of(draft, request.user)
    state = request.GET.get("state", "")
    state = state if state in STATES else ""
    page = Paginator(plan.in_state(state), PER_PAGE).get_page(request.GET.get("p"))
    context = {
        "draft": draft,
        "plan": plan,
        "tabs": tabs(plan, state),
        "state": state,
        "page": page,
        "rows": rows(list(page.object_list)),
    }
    return bank_page(
        request, "quizzes/import/preview.html", TITLE, context, icon="upload"
    )


@require_POST
def confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    """Into the bank, once; what is told afterwards is what was done."""
    draft = _import_or_404(request, pk)
    try:
        apply_import(draft=draft, by=request.user)
    except ImportIsOver:
        messages.info(request, _("This file was imported or discarded before."))
    except IntegrityError:
        messages.error(
            request,
            _(
                "Somebody changed the same questions at this moment, so nothing was imported. Look again and confirm once more."
            ),
        )
    else:
        _tell(request, draft)
    return redirect("question_files:preview", pk)


def _tell(request: SignedInRequest, draft: QuestionImport) -> None:
    values = {"added": draft.added, "changed": draft.changed}
    done = _("Imported: %(added)s new, %(changed)s changed.")
    messages.success(request, done % values)
    shown = [request.POST.get("added"), request.POST.get("changed")]
    if shown != [str(draft.added), str(draft.changed)]:
        text = _("The bank had changed since the preview: these are the true figures.")
        messages.warning(request, text)


@require_POST
def forget(request: SignedInRequest, pk: int) -> HttpResponse:
    draft = _import_or_404(request, pk)
    if discard(draft):
        messages.success(request, _("The file was discarded. Nothing was imported."))
    return redirect("question_files:upload")


def _imports(request: SignedInRequest) -> QuerySet[QuestionImport]:
    """One's own; the training office sees them all."""
    imports = QuestionImport.objects.all()
    if is_training_office(request.user):
        return imports
    return imports.filter(created_by=request.user)


def _import_or_404(request: SignedInRequest, pk: int) -> QuestionImport:
    must(request, "add")
    found = _imports(request).select_related("category").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
