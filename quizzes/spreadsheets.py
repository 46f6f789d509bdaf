"""Lists of the admin as files that open right in a Vietnamese office's Excel."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from datetime import datetime
from typing import Any, ClassVar

from django.utils import timezone
from wagtail.admin.views.mixins import SpreadsheetExportMixin

# What a spreadsheet would take for a formula when it opens a CSV file.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_text(value: str) -> str:
    """The same words, as text wherever they are opened."""
    return f"'{value}" if value.startswith(FORMULA) else value


def local(value: datetime) -> datetime:
    """Local time without a zone: a cell of XLSX knows none."""
    return timezone.make_naive(value)


def local_words(value: datetime) -> str:
    return f"{local(value):%d/%m/%Y %H:%M}"


class Spreadsheet(SpreadsheetExportMixin):
    """Wagtail's export, with text kept text, local times, and a BOM for Excel."""

    custom_value_preprocess: ClassVar[dict[Any, Any]] = {
        str: {"csv": as_text},
        **SpreadsheetExportMixin.custom_value_preprocess,
        datetime: {"csv": local_words, "xlsx": local},
    }

    def stream_csv(self, queryset: Any) -> Iterator[bytes]:
        yield codecs.BOM_UTF8
        yield from super().stream_csv(queryset)
