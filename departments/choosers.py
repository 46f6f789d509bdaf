"""Choosing a unit by name, with or without diacritics, in the admin."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import chooser as views
from wagtail.admin.viewsets.chooser import ChooserViewSet

from accounts.choosers import WordsFilterForm
from departments.models import Department
from vietnamese.text import fold


class UnitFilterForm(WordsFilterForm):
    def narrow(self, objects: Any, words: str) -> Any:
        """Some hundred units: told apart here, since names keep no folded copy."""
        wanted = fold(words).split()
        found = [
            pk
            for pk, *names in objects.values_list("pk", "name", "short_name", "code")
            if all(word in fold(" ".join(names)) for word in wanted)
        ]
        return objects.filter(pk__in=found)


class _ChooseUnit:
    filter_form_class = UnitFilterForm

    def get_object_list(self) -> Any:
        return Department.objects.existing().select_related("parent")

    @property
    def columns(self) -> list[Column]:
        return [self.title_column, Column("parent", label=_("belongs to"))]  # type: ignore[attr-defined]


class ChooseUnit(_ChooseUnit, views.ChooseView):
    pass


class ChooseUnitResults(_ChooseUnit, views.ChooseResultsView):
    pass


class UnitChooserViewSet(ChooserViewSet):
    model = Department
    icon = "site"
    choose_one_text = _("Choose a unit")
    choose_another_text = _("Choose another unit")
    choose_view_class = ChooseUnit
    choose_results_view_class = ChooseUnitResults
    url_filter_parameters: list[str] = []
    per_page = 20


unit_chooser = UnitChooserViewSet("unit_chooser")
