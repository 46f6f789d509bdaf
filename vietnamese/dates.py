"""Dates as official papers write them."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
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


# --- when figures close ---------------------------------------------------------------

_closing_day = 14  # of the month; decree 09/2019/NĐ-CP


def close_figures_on(day: int) -> None:
    """The day of the month with which months, quarters and years end: 14 unless an
    administration counts otherwise, 31 for whole months of the calendar. Set once, when
    the site starts. Raises ValueError."""
    global _closing_day  # one per site, like its time zone
    if not 1 <= day <= 31:
        raise ValueError(f"Figures close on a day from 1 to 31, not {day}.")
    _closing_day = day


def last_day(year: int, month: int) -> date:
    """With which the month is closed; the end of a month that has no such day."""
    return date(year, month, min(_closing_day, monthrange(year, month)[1]))


def first_day(year: int, month: int) -> date:
    """The day after the month before was closed."""
    before = add_months(date(year, month, 1), -1)
    return last_day(before.year, before.month) + timedelta(days=1)


def training_year(day: date) -> Period:
    """The reporting year a day falls in; usually 15 December to 14 December."""
    year = day.year + (day > last_day(day.year, 12))
    return Period(first_day(year, 1), last_day(year, 12))


# --- dates as people type them ------------------------------------------------------

WRITTEN: Final = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4}|\d{2})")
WORDS: Final = re.compile(
    r"(?:ngày\s+)?(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})", re.IGNORECASE
)
ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00)?)?")
YEAR: Final = re.compile(r"(?:năm\s+)?(\d{4})", re.IGNORECASE)


class NoSuchDate(ValueError):
    """What was typed names no day and no year."""


def partial_date(text: str, *, century_of: date | None = None) -> str:
    """A day as "1985-03-12", or "1985" where only the year is told.

    Day before month, as in Vietnam. Of two digits the year is the last one with them
    that is not after `century_of`. Raises NoSuchDate.
    """
    typed = " ".join(text.split()).strip(".")
    if found := YEAR.fullmatch(typed):
        return found[1]
    if found := ISO.fullmatch(typed):
        year, month, day = map(int, found.groups())
    elif found := WRITTEN.fullmatch(typed) or WORDS.fullmatch(typed):
        day, month, year = map(int, found.groups())
        if len(found[3]) == 2:
            year = _whole_year(year, century_of or date.today())  # noqa: DTZ011 - a year
    else:
        raise NoSuchDate(text)
    try:
        return date(year, month, day).isoformat()
    except ValueError as error:
        raise NoSuchDate(text) from error


def _whole_year(two_digits: int, today: date) -> int:
    this_century = today.year // 100 * 100 + two_digits
    return this_century if this_century <= today.year else this_century - 100


def add_months(day: date, months: int) -> date:
    """The same day of a later (or earlier) month; its last day where there is none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
