"""An administration may close its figures on another day than the 14th."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from vietnamese.dates import close_figures_on, training_year
from vietnamese.periods import code_of, codes_of_year, last_ended, named_period


@pytest.fixture
def closing():
    """Says the day; the usual one is back afterwards."""
    yield close_figures_on
    close_figures_on(14)


def test_on_the_last_day_of_months_periods_are_those_of_the_calendar(closing):
    closing(31)

    assert training_year(date(2026, 12, 31)) == (date(2026, 1, 1), date(2026, 12, 31))
    assert named_period("2026-Q1") == (date(2026, 1, 1), date(2026, 3, 31))
    assert named_period("2024-M02") == (date(2024, 2, 1), date(2024, 2, 29))
    assert last_ended("month", date(2026, 3, 1)) == "2026-M02"


@pytest.mark.parametrize("day", range(1, 32))
def test_whatever_the_day_months_fill_the_year_and_say_their_codes(day, closing):
    closing(day)

    codes = codes_of_year(2024)
    months = [named_period(code) for code in codes if "M" in code.partition("-")[2]]
    months = [month for month in months if (month.end - month.start).days < 40]
    assert [month.start for month in months[1:]] == [
        month.end + timedelta(days=1) for month in months[:-1]
    ]
    assert (months[0].start, months[-1].end) == named_period("2024")
    assert [code_of(named_period(code)) for code in codes] == codes
    for today in (months[0].start, months[-1].end):
        assert training_year(today) == named_period("2024")
    assert training_year(months[-1].end + timedelta(days=1)) == named_period("2025")


@pytest.mark.parametrize("day", [0, 32, -1])
def test_a_day_no_month_has_is_refused(day):
    with pytest.raises(ValueError, match=f"not {day}"):
        close_figures_on(day)
