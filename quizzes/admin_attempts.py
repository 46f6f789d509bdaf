"""Who tried a quiz, when, and how well; nobody's single answers.

Found by name with or without diacritics.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BaseColumn, Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.widgets.button import Button

from accounts.models import User
from accounts.templatetags.ui import plain
from quizzes.admin_filters import AttemptFilters
from quizzes.admin_quiz import (
    ATTEMPTS,
    AboutOneQuiz,
    analysis_button,
    extension_button,
)
from quizzes.models import Attempt
from quizzes.spreadsheets import Spreadsheet
from quizzes.standing import Result, results_of


def minutes_taken(attempt: Attempt) -> int | None:
    """Begun minutes count whole."""
    taken = attempt.time_taken
    return None if taken is None else -(-int(taken.total_seconds()) // 60)


def begun(attempt: Attempt) -> str:
    at = timezone.localtime(attempt.started_at)
    return date_format(at, "SHORT_DATETIME_FORMAT")


def result(attempt: Attempt) -> str:
    if attempt.is_open:
        return _now("Not handed in")
    if not attempt.is_marked:
        return _now("Waits for marking")
    verdict = _now("Passed") if attempt.passed else _now("Not passed")
    return f"{verdict}, {_now('time ran out')}" if attempt.timed_out else verdict


def mark(attempt: Attempt) -> str:
    return "" if attempt.mark is None else plain(attempt.mark)


def counted(attempt: Any) -> str:
    """What the quiz comes to for the person, as its rules say."""
    return "" if attempt.counts_as.mark is None else plain(attempt.counts_as.mark)


class QuizAttempts(AboutOneQuiz, Spreadsheet, IndexView):
    model = Attempt
    page_title = ATTEMPTS
    header_icon = "list-ul"
    is_searchable = True
    filterset_class = AttemptFilters
    default_ordering = "-started_at"
    paginate_by = 50
    verbose_name_plural = _("attempts")
    export_headings: ClassVar[dict[str, Any]] = {
        "person": _("Full name"),
        "number": _("Attempt"),
        "started_at": _("Begun"),
        "handed_in_at": _("Handed in"),
        "minutes": _("Minutes"),
        "mark": _("Mark"),
        "result": _("Result"),
        "counted": _("Mark that counts"),
    }
    list_export: ClassVar[list[str]] = list(export_headings)

    def get_base_queryset(self) -> QuerySet[Attempt]:
        return Attempt.objects.filter(quiz=self.object).select_related("trainee")

    def order_queryset(self, queryset: Any) -> Any:
        return queryset.order_by(self.ordering, "-pk")

    def search_queryset(self, queryset: Any) -> Any:
        if not self.search_query:
            return queryset
        named = User.objects.get_queryset().named(self.search_query)
        return queryset.filter(trainee__in=named.order_by().values("pk"))

    @cached_property
    def columns(self) -> list[BaseColumn]:
        name, label = "trainee.full_name", _("Full name")
        return [
            Column("person", label, name, sort_key="trainee__sort_key"),
            Column("number", _("Attempt"), sort_key="number"),
            Column("started_at", _("Begun"), begun, sort_key="started_at"),
            Column("minutes", _("Minutes"), minutes_taken),
            Column("mark", _("Mark"), mark, sort_key="score"),
            Column("result", _("Result"), result),
            Column("counted", _("Mark that counts"), counted),
        ]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        self._count(list(context["object_list"]))
        return context

    def _count(self, attempts: list[Attempt]) -> None:
        """Give these attempts the result of their person, for the column."""
        results = results_of(self.object, {each.trainee_id for each in attempts})
        for attempt in attempts:
            attempt.counts_as = results[attempt.trainee_id]  # type: ignore[attr-defined]

    @cached_property
    def _results(self) -> dict[int, Result]:
        """Of everybody, for a file that holds everybody."""
        return results_of(self.object)

    def to_row_dict(self, item: Attempt) -> dict[str, Any]:
        return {
            "person": item.trainee.full_name,
            "number": item.number,
            "started_at": item.started_at,
            "handed_in_at": item.handed_in_at,
            "minutes": minutes_taken(item),
            "mark": item.mark,
            "result": result(item),
            "counted": self._results[item.trainee_id].mark,
        }

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        *above, here = super().get_breadcrumbs_items()
        return [*above, {**here, "sublabel": str(self.object)}]

    def get_filename(self) -> str:
        return f"luot-lam-bai-{self.object.pk}"

    def get_index_url(self) -> str:
        return reverse("quizzes:attempts", args=[self.object.pk])

    def get_index_results_url(self) -> str:
        return reverse("quizzes:attempts_results", args=[self.object.pk])

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        doors = [analysis_button(self.object), extension_button(self.object)]
        return [*doors, *super().header_more_buttons]
