from __future__ import annotations

from datetime import date

import pytest

from vietnamese.dates import NoSuchDate, partial_date

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("12/03/1985", "1985-03-12"),
        ("2/9/1985", "1985-09-02"),
        (" 12 - 03 - 1985 ", "1985-03-12"),
        ("12.03.1985", "1985-03-12"),
        ("12-03-85", "1985-03-12"),
        ("1/2/05", "2005-02-01"),
        ("1/2/26", "2026-02-01"),
        ("1/2/27", "1927-02-01"),
        ("1985", "1985"),
        ("năm 1985", "1985"),
        ("ngày 05 tháng 9 năm 1985", "1985-09-05"),
        ("5 tháng 9 năm 1985", "1985-09-05"),
        ("1985-03-12", "1985-03-12"),
        ("1985-03-12 00:00:00", "1985-03-12"),
    ],
)
def test_dates_are_read_day_first(typed, meant):
    assert partial_date(typed, century_of=TODAY) == meant


@pytest.mark.parametrize(
    "typed", ["", "x", "31/02/1985", "12/13/1985", "0/0/1985", "85", "12/1985", "1/2/3"]
)
def test_what_is_no_date_is_refused(typed):
    with pytest.raises(NoSuchDate):
        partial_date(typed, century_of=TODAY)
