"""One list: what it would change, questions, corrections, confirmation."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from accounts.http import SignedInRequest
from staffing.forms import AnswersForm, ColumnsForm
from staffing.models import StaffList
from staffing.outcome import outcome_of
from staffing.permissions import list_or_404
from staffing.plan import Plan, Status
from staffing.planning import make_plan
from staffing.reading.base import MAX_COLUMNS
from staffing.reading.cells import cell_at
from staffing.reading.headings import heading_at
from staffing.result_file import shown
from staffing.services import WorldHasChanged, apply_list
from staffing.tables import looks_swapped, sheet_of
from staffing.units import UnitFinder
from staffing.uploading import (
    AlreadyApplied,
    answer,
    point_at_heading,
    understand,
)
from staffing.views.tabs import Outcome, tab_of, tabs_of

PER_PAGE = 100
SAMPLES, LOOKED_AT = 3, 40
FIRST_ROWS = 12


class CheckList(WagtailAdminTemplateMixin, TemplateView):
    """What a list would change, or has changed; questions, corrections, confirmation."""

    page_title = _("Lists of staff")
    header_icon = "clipboard-list"
    template_name = "staffing/admin/check.html"
    forms: dict[str, Any]  # those that came back with errors
    request: SignedInRequest
    staff_list: StaffList

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.staff_list = list_or_404(self.request.user, kwargs["pk"])
        self.forms = {}

    # --- what was pressed -----------------------------------------------------------

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        acts = {
            "heading": self._point_at_heading,
            "columns": self._understand,
            "answers": self._answer,
            "newcomers": self._all_are_new,
            "apply": self._apply,
            "drop": self._drop,
        }
        act = acts.get(request.POST.get("act", ""), self._again)
        try:
            return act()
        except AlreadyApplied:
            messages.info(request, gettext("This list was applied already; once."))
            return self._again()

    def _again(self) -> HttpResponse:
        return redirect("staff_lists:check", self.staff_list.pk)

    def _point_at_heading(self) -> HttpResponse:
        row = self.request.POST.get("row", "")
        if row.isdecimal() and int(row) in sheet_of(self.staff_list).rows:
            point_at_heading(staff_list=self.staff_list, row=int(row))
        return self._again()

    def _understand(self) -> HttpResponse:
        form = self._columns_form(self.request.POST)
        if not form.is_valid():
            self.forms["columns_form"] = form
            self.staff_list.refresh_from_db()
            return self.render_to_response(self.get_context_data())
        understand(staff_list=self.staff_list, columns=form.columns, rules=form.rules)
        return self._again()

    def _answer(self) -> HttpResponse:
        form = self._answers_form(self.plan, self.request.POST)
        if not form.is_valid():
            self.forms["answers_form"] = form
            return self.render_to_response(self.get_context_data())
        answer(
            staff_list=self.staff_list,
            units=form.unit_answers,
            people=form.person_answers,
        )
        return self._again()

    def _all_are_new(self) -> HttpResponse:
        answer(staff_list=self.staff_list, units={}, people={"others": "new"})
        return self._again()

    def _apply(self) -> HttpResponse:
        posted = self.request.POST
        if self.plan.counts[Status.LEFT] and not posted.get("leaves"):
            text = gettext(
                "Confirm that people leave, or take “complete” off the list."
            )
            messages.error(self.request, text)
            return self._again()
        try:
            plan = apply_list(
                staff_list=self.staff_list,
                fingerprint=posted.get("fingerprint", ""),
                by=self.request.user,
                invites=bool(posted.get("invites")),
            )
        except WorldHasChanged:
            text = gettext(
                "Nothing was written: people or units have changed since you looked. This is how the list stands now."
            )
            messages.error(self.request, text)
            return self._again()
        text = gettext("The list was applied: %(count)s rows changed something.")
        messages.success(self.request, text % {"count": plan.writes})
        return self._again()

    def _drop(self) -> HttpResponse:
        StaffList.objects.drafts().filter(pk=self.staff_list.pk).delete()
        return redirect("staff_lists:index")

    # --- what is shown --------------------------------------------------------------

    @cached_property
    def plan(self) -> Plan:
        return make_plan(self.staff_list, today=timezone.localdate())

    @cached_property
    def outcome(self) -> Outcome:
        if self.staff_list.is_applied:
            return self.staff_list.outcome
        return outcome_of(self.plan)

    def get_page_subtitle(self) -> str:
        return self.staff_list.file_name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("staff_lists:index"), "label": _("Lists of staff")},
            {"url": "", "label": self.staff_list.file_name},
        ]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        url = reverse("staff_lists:result", args=[self.staff_list.pk])
        label = _("With results (.xlsx)")
        return [HeaderButton(label, url=url, icon_name="download", priority=10)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tabs = tabs_of(self.outcome, self.request.GET.get("xem", ""))
        current = next((tab.key for tab in tabs if tab.is_current), "")
        rows = [told for told in self.outcome if tab_of(told) == current]
        page = Paginator(rows, PER_PAGE).get_page(self.request.GET.get("trang"))
        context = {
            "staff_list": self.staff_list,
            "tabs": tabs,
            "current": current,
            "page": page,
            "labels": dict(Status.choices),
        }
        if not self.staff_list.is_applied:
            context |= self._draft_context()
        return super().get_context_data(**context, **kwargs)

    def _draft_context(self) -> dict[str, Any]:
        sheet = sheet_of(self.staff_list)
        has_heading = bool(self.staff_list.heading_row)
        form = self.forms.get("columns_form") or self._columns_form(None)
        return {
            "plan": self.plan,
            "counts": {status.value: n for status, n in self.plan.counts.items()},
            "has_heading": has_heading,
            "first_rows": [(n, sheet.rows[n]) for n in sorted(sheet.rows)[:FIRST_ROWS]],
            "columns_form": form,
            "columns": list(zip(form.column_fields, self._samples(), strict=False)),
            "looks_swapped": has_heading
            and not self.staff_list.swaps_days
            and looks_swapped(
                sheet, self.staff_list.columns, self.staff_list.heading_row
            ),
            "answers_form": self.forms.get("answers_form")
            or self._answers_form(self.plan, None),
            "invitable": sum(
                bool(newcomer.finding.entry and newcomer.finding.entry.email)
                for newcomer in self.plan.newcomers
            ),
            "media": form.media,
        }

    def _samples(self) -> list[list[str]]:
        """The first things said of people in each column, to tell what it is."""
        people = [line.row for line in self.plan.lines if line.entry][:LOOKED_AT]
        rows = [sheet_of(self.staff_list).rows[row] for row in people]
        columns = [
            [shown(cells[place]) for cells in rows if cell_at(cells, place) != ""]
            for place in range(MAX_COLUMNS)
        ]
        return [said[:SAMPLES] for said in columns]

    def _columns_form(self, data: Any) -> ColumnsForm:
        sheet, row = sheet_of(self.staff_list), self.staff_list.heading_row
        names = heading_at(sheet, row).names if row else ()
        return ColumnsForm(data, instance=self.staff_list, names=names)

    def _answers_form(self, plan: Plan, data: Any) -> AnswersForm:
        return AnswersForm(data, plan=plan, finder=UnitFinder())
