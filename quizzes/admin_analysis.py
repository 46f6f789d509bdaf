"""The analysis of a quiz as a page and as a spreadsheet."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.functional import cached_property
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import Button

from quizzes.admin_filters import SampleForm
from quizzes.admin_quiz import ANALYSIS, AboutOneQuiz, attempts_button
from quizzes.analysis import analyse
from quizzes.analysis.chart import chart
from quizzes.analysis.sheet import EXPORT, rows
from quizzes.models import Quiz
from quizzes.spreadsheets import Spreadsheet


class QuizAnalysis(
    AboutOneQuiz,
    Spreadsheet,
    PermissionCheckedMixin,
    WagtailAdminTemplateMixin,
    TemplateView,
):
    model = Quiz
    page_title = ANALYSIS
    header_icon = "glasses"
    template_name = "quizzes/analysis/page.html"
    list_export: ClassVar[list[str]] = list(EXPORT)
    export_headings = EXPORT

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = SampleForm(self.request.GET)
        analysis = analyse(form.sample(self.object))
        return super().get_context_data(
            form=form,
            media=form.media,
            analysis=analysis,
            chart=chart(analysis.items),
            **kwargs,
        )

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> Any:
        if self.is_export:
            lines = rows(context["analysis"])
            return self.as_spreadsheet(lines, self.request.GET["export"])
        return super().render_to_response(context, **kwargs)

    def get_filename(self) -> str:
        return f"phan-tich-cau-hoi-{self.object.pk}"

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        return [attempts_button(self.object), *super().header_more_buttons]
