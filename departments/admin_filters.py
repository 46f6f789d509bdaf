"""Filters of the list of units: by kind, and whether they still exist."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from departments.models import Department, Kind

GONE = "gone"


class UnitFilters(WagtailFilterSet):
    """Units there are, unless those that are no more are asked for."""

    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Kind.choices)
    standing = django_filters.ChoiceFilter(
        label=_("Standing"),
        choices=[(GONE, _("dissolved"))],
        empty_label=_("existing"),
        method="filter_standing",
    )

    class Meta:
        model = Department
        fields: ClassVar[list[str]] = ["kind", "standing"]

    def filter_standing(self, units: Any, name: str, value: str) -> Any:
        return units  # done below, where nothing asked for also says something

    def filter_queryset(self, queryset: Any) -> QuerySet[Department]:
        gone = self.form.cleaned_data.get("standing") == GONE
        units = super().filter_queryset(queryset)
        return units.exclude(dissolved_on=None) if gone else units.existing()
