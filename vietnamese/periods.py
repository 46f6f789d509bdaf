"""Report periods as the administration counts them, and their names.

Decree 09/2019/NĐ-CP closes figures on the 14th: month, quarter, half-year, nine months
and year begin on the 15th of the month before their first, and end on the 14th of their
last. `vietnamese.dates.close_figures_on` can say another day. Codes: 2026, 2026-H1, 2026-H2, 2026-9M, 2026-Q1 to -Q4, 2026-M01 to -M12.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final, Literal

from vietnamese.dates import Period, first_day, last_day, training_year

Kind = Literal["month", "quarter", "half", "nine months", "year"]

# By the part of the code after the year: first and last month.
MONTHS: Final = {
    "": (1, 12),
    "H1": (1, 6),
    "H2": (7, 12),
    "9M": (1, 9),
    **{f"Q{number}": (number * 3 - 2, number * 3) for number in range(1, 5)},
    **{f"M{number:02}": (number, number) for number in range(1, 13)},
}
KINDS: Final[dict[int, Kind]] = {
    1: "month",
    3: "quarter",
    6: "half",
    9: "nine months",
    12: "year",
}
CODE: Final = re.compile(r"([0-9]{4})(?:-([A-Z0-9]+))?")


class NoSuchPeriod(ValueError):
    """No period goes by this code."""


def named_period(code: str) -> Period:
    """The days of a period by its code. Raises NoSuchPeriod."""
    found = CODE.fullmatch(code)
    months = MONTHS.get(found[2] or "") if found else None
    # "2026-" and "0001" look like codes.
    if found is None or months is None or int(found[1]) < 2:
        raise NoSuchPeriod(code)
    year, (first, last) = int(found[1]), months
    return Period(first_day(year, first), last_day(year, last))


def code_of(period: Period) -> str:
    """The code of a period; none if it has no name."""
    year, part = _named(period)
    if part is None:
        return ""
    return _code(year, part)


def name_of(period: Period) -> str:
    """As papers call it: "Quý I năm 2026", "từ 01/03/2026 đến 15/04/2026"."""
    year, part = _named(period)
    if part is None:
        return f"từ {period.start:%d/%m/%Y} đến {period.end:%d/%m/%Y}"
    return f"{_part_name(part)} năm {year}" if part else f"Năm {year}"


def codes_of_year(year: int) -> list[str]:
    """Every period of a training year: itself, then from the longest to the months."""
    return [_code(year, part) for part in MONTHS]


def kind_of(code: str) -> Kind:
    """Raises NoSuchPeriod."""
    named_period(code)
    first, last = MONTHS[code.partition("-")[2]]
    return KINDS[last - first + 1]


def last_ended(kind: Kind, today: date) -> str:
    """The code of the last period of that kind of which today is no part any more."""
    year = training_year(today).end.year
    parts = [
        part
        for part, (first, last) in MONTHS.items()
        if KINDS[last - first + 1] == kind
    ]
    codes = [_code(each, part) for each in (year - 1, year) for part in parts]
    return [code for code in codes if named_period(code).end < today][-1]


def _code(year: int, part: str) -> str:
    return f"{year:04}-{part}" if part else f"{year:04}"


def _named(period: Period) -> tuple[int, str | None]:
    """The year and the part of it, if the days are those of a named period."""
    year = training_year(period.end).end.year
    parts = (part for part in MONTHS if named_period(_code(year, part)) == period)
    return year, next(parts, None)


def _part_name(part: str) -> str:
    match part:
        case "H1":
            return "6 tháng đầu"
        case "H2":
            return "6 tháng cuối"
        case "9M":
            return "9 tháng đầu"
    number = int(part[1:])
    if part.startswith("Q"):
        return f"Quý {('I', 'II', 'III', 'IV')[number - 1]}"
    return f"Tháng {number}"
