"""Dates as official papers write them."""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

WEEKDAYS: Final = (
    "Thứ Hai",
    "Thứ Ba",
    "Thứ Tư",
    "Thứ Năm",
    "Thứ Sáu",
    "Thứ Bảy",
    "Chủ Nhật",
)


class Period(NamedTuple):
    """Days from start to end, both included."""

    start: date
    end: date


def official_date(day: date) -> str:
    """The day in words, as in "ngày 05 tháng 01 năm 2026".

    Decree 30/2020/NĐ-CP puts a zero before days under 10 and before the months
    1 and 2, where a stroke could be added, and before no other month.
    """
    month = f"{day.month:02}" if day.month <= 2 else f"{day.month}"
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def place_and_date(place: str, day: date) -> str:
    """The line above a signature: "Cao Bằng, ngày 05 tháng 01 năm 2026"."""
    return f"{place}, {official_date(day)}"


def weekday(day: date) -> str:
    return WEEKDAYS[day.weekday()]


def training_year(day: date) -> Period:
    """The reporting year a day falls in: 15 December to 14 December."""
    year = day.year + ((day.month, day.day) >= (12, 15))
    return Period(date(year - 1, 12, 15), date(year, 12, 14))
