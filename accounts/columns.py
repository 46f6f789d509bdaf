"""Columns of lists in the admin."""

from __future__ import annotations

from datetime import date
from typing import Any

from wagtail.admin.ui.tables import Column

from accounts.templatetags.ui import vi_date


class DayColumn(Column):
    """A day as it is written: 25/12/2026, and nothing for none.

    Wagtail's own column tells how long ago a day was; a day to come is "just now".
    """

    def get_value(self, instance: Any) -> str:
        value: date | None = super().get_value(instance)
        return vi_date(value)
