"""What narrows an analysis or a list of attempts, in the admin."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.widgets import AdminDateInput

from quizzes.analysis import Sample
from quizzes.models import Attempt, Quiz


class SampleForm(forms.Form):
    """A wrong date is shown as wrong and narrows nothing."""

    attempts = forms.ChoiceField(
        label=_("Attempts"),
        required=False,
        choices=[("", _("everybody's first")), ("all", _("all"))],
    )
    since = forms.DateField(
        label=_("Handed in from"), required=False, widget=AdminDateInput
    )
    until = forms.DateField(label=_("until"), required=False, widget=AdminDateInput)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        since, until = data.get("since"), data.get("until")
        if since and until and until < since:
            self.add_error("until", _("The period ends before it begins."))
        return data

    def sample(self, quiz: Quiz) -> Sample:
        self.full_clean()
        data = self.cleaned_data
        return Sample(
            quiz=quiz,
            first_only=data.get("attempts") != "all",
            since=data.get("since"),
            until=data.get("until"),
        )


class AttemptFilters(WagtailFilterSet):
    result = django_filters.ChoiceFilter(
        label=_("Result"),
        method="filter_result",
        empty_label=_("All"),
        choices=[
            ("passed", _("Passed")),
            ("failed", _("Not passed")),
            ("waiting", _("Waits for marking")),
            ("timed_out", _("Time ran out")),
            ("open", _("Not handed in")),
        ],
        widget=forms.RadioSelect,
    )
    started_at = django_filters.DateFromToRangeFilter(
        label=_("Begun"), widget=DateRangePickerWidget
    )

    class Meta:
        model = Attempt
        fields: list[str] = []

    def filter_result(self, attempts: Any, name: str, value: str) -> Any:
        if value == "open":
            return attempts.open()
        if value == "timed_out":
            return attempts.filter(timed_out=True)
        if value == "waiting":
            return attempts.unmarked()
        return attempts.passed() if value == "passed" else attempts.failed()
