from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vietnamese.dates import (
    add_months,
    official_date,
    place_and_date,
    training_year,
    weekday,
)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 1, 5), "ngày 05 tháng 01 năm 2026"),
        (date(2026, 2, 28), "ngày 28 tháng 02 năm 2026"),
        (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
        (date(2026, 11, 10), "ngày 10 tháng 11 năm 2026"),
    ],
)
def test_official_dates_put_a_zero_where_the_decree_wants_it(
    day: date, expected: str
) -> None:
    assert official_date(day) == expected


def test_the_place_comes_before_the_date() -> None:
    written = place_and_date("Cao Bằng", date(2026, 1, 5))

    assert written == "Cao Bằng, ngày 05 tháng 01 năm 2026"


def test_the_week_runs_from_monday_to_sunday() -> None:
    monday = date(2026, 11, 23)

    assert [weekday(monday + timedelta(days=n)) for n in (0, 3, 6)] == [
        "Thứ Hai",
        "Thứ Năm",
        "Chủ Nhật",
    ]


@pytest.mark.parametrize(
    ("day", "start", "end"),
    [
        (date(2026, 1, 1), date(2025, 12, 15), date(2026, 12, 14)),
        (date(2026, 12, 14), date(2025, 12, 15), date(2026, 12, 14)),
        (date(2026, 12, 15), date(2026, 12, 15), date(2027, 12, 14)),
    ],
)
def test_the_training_year_begins_on_15_december(
    day: date, start: date, end: date
) -> None:
    assert training_year(day) == (start, end)


@given(st.dates(min_value=date(2, 1, 1), max_value=date(9990, 1, 1)))
def test_training_years_follow_each_other_without_a_gap(day: date) -> None:
    start, end = training_year(day)

    assert start <= day <= end
    assert training_year(end + timedelta(days=1)).start == end + timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 11, 15), 2, date(2027, 1, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 5), -12, date(2025, 1, 5)),
        (date(2026, 5, 5), 0, date(2026, 5, 5)),
    ],
)
def test_months_are_added_by_the_calendar(day, months, later):
    assert add_months(day, months) == later
