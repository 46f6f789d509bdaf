"""Report periods in the language of the reader. Papers are always Vietnamese."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from vietnamese.dates import Period
from vietnamese.periods import code_of

# By the part of the code after the year; months share theirs.
NAMES: Final = {
    "": _("Year %(year)s"),
    "H1": _("First half of %(year)s"),
    "H2": _("Second half of %(year)s"),
    "9M": _("First nine months of %(year)s"),
    "Q1": _("First quarter of %(year)s"),
    "Q2": _("Second quarter of %(year)s"),
    "Q3": _("Third quarter of %(year)s"),
    "Q4": _("Fourth quarter of %(year)s"),
}
MONTH: Final = _("Month %(month)s of %(year)s")


def words_of(period: Period) -> str:
    """What a period is called; one without a name by its first and last day."""
    year, _dash, part = code_of(period).partition("-")
    if not year:
        return now("From %(start)s to %(end)s") % _ends(period)
    name = NAMES.get(part, MONTH)
    return str(name) % {"year": year, "month": part.removeprefix("M").lstrip("0")}


def line_of(period: Period) -> str:
    """The name with the days."""
    days = now("%(start)s – %(end)s") % _ends(period)
    return f"{words_of(period)} ({days})" if code_of(period) else words_of(period)


def _ends(period: Period) -> dict[str, str]:
    return {"start": f"{period.start:%d/%m/%Y}", "end": f"{period.end:%d/%m/%Y}"}
