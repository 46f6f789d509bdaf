"""A list from upload to result, in the admin. The training office's alone."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.admin.views import generic

from accounts.http import SignedInRequest
from staffing.forms import UploadForm
from staffing.models import StaffList
from staffing.outcome import outcome_of
from staffing.permissions import list_or_404
from staffing.planning import make_plan
from staffing.reading import OldText, Unreadable
from staffing.result_file import result_workbook
from staffing.uploading import (
    upload,
)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ListIndex(generic.IndexView):
    page_title = _("Lists of staff")
    add_item_label = _("Upload a list")

    def get_base_queryset(self) -> QuerySet[StaffList]:
        return StaffList.objects.select_related("department", "uploaded_by").defer(
            "table", "outcome", "choices"
        )


class UploadList(generic.CreateView):
    page_title = _("Upload a list of staff")
    template_name = "staffing/admin/upload.html"
    submit_button_label = _("Read the list")
    permission_required = "add"

    def get_form_class(self) -> type[UploadForm]:
        return UploadForm

    def form_valid(self, form: UploadForm) -> HttpResponse:
        data = dict(form.cleaned_data)
        file, old_text = data.pop("file"), OldText(data.pop("old_text"))
        try:
            staff_list = upload(
                name=file.name,
                data=file.read(),
                by=self.request.user,
                old_text=old_text,
                **data,
            )
        except Unreadable as error:
            form.add_error("file", str(error))
            self.produced_error_code = "validation_error"
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)
        return redirect("staff_lists:check", staff_list.pk)


@require_safe
def result(request: SignedInRequest, pk: int) -> HttpResponse:
    """The list with a column of results, also of a draft: to ask the office back."""
    staff_list = list_or_404(request.user, pk)
    outcome = staff_list.outcome
    if not staff_list.is_applied:
        outcome = outcome_of(make_plan(staff_list, today=timezone.localdate()))
    response = HttpResponse(result_workbook(staff_list, outcome), content_type=XLSX)
    stem = staff_list.file_name.rpartition(".")[0] or staff_list.file_name
    name = gettext("%(file)s - results.xlsx") % {"file": stem}
    response.headers["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=name
    )
    return response
