from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vietnamese.dates import Period, training_year
from vietnamese.periods import (
    Kind,
    NoSuchPeriod,
    code_of,
    codes_of_year,
    kind_of,
    last_ended,
    name_of,
    named_period,
)

YEARS = st.integers(min_value=2, max_value=9999)
DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))


@pytest.mark.parametrize(
    ("code", "start", "end", "name"),
    [
        ("2026", date(2025, 12, 15), date(2026, 12, 14), "Năm 2026"),
        ("2026-H1", date(2025, 12, 15), date(2026, 6, 14), "6 tháng đầu năm 2026"),
        ("2026-H2", date(2026, 6, 15), date(2026, 12, 14), "6 tháng cuối năm 2026"),
        ("2026-9M", date(2025, 12, 15), date(2026, 9, 14), "9 tháng đầu năm 2026"),
        ("2026-Q1", date(2025, 12, 15), date(2026, 3, 14), "Quý I năm 2026"),
        ("2026-Q2", date(2026, 3, 15), date(2026, 6, 14), "Quý II năm 2026"),
        ("2026-Q3", date(2026, 6, 15), date(2026, 9, 14), "Quý III năm 2026"),
        ("2026-Q4", date(2026, 9, 15), date(2026, 12, 14), "Quý IV năm 2026"),
        ("2026-M01", date(2025, 12, 15), date(2026, 1, 14), "Tháng 1 năm 2026"),
        ("2026-M05", date(2026, 4, 15), date(2026, 5, 14), "Tháng 5 năm 2026"),
        ("2024-M03", date(2024, 2, 15), date(2024, 3, 14), "Tháng 3 năm 2024"),
        ("2026-M12", date(2026, 11, 15), date(2026, 12, 14), "Tháng 12 năm 2026"),
    ],
)
def test_periods_run_from_the_15th_to_the_14th(
    code: str, start: date, end: date, name: str
) -> None:
    assert named_period(code) == (start, end)
    assert name_of(named_period(code)) == name


@given(YEARS)
def test_a_period_says_its_code(year: int) -> None:
    codes = codes_of_year(year)
    assert [code_of(named_period(code)) for code in codes] == codes
    assert len(set(map(named_period, codes))) == len(codes) == 20


@given(YEARS)
def test_the_parts_of_a_year_are_the_year_without_gap_or_overlap(year: int) -> None:
    for parts in (["H1", "H2"], [f"Q{n}" for n in range(1, 5)]):
        _fill(year, parts)
    _fill(year, [f"M{n:02}" for n in range(1, 13)])


def _fill(year: int, parts: list[str]) -> None:
    periods = [named_period(f"{year:04}-{part}") for part in parts]
    whole = named_period(f"{year:04}")
    assert (periods[0].start, periods[-1].end) == whole
    for one, other in zip(periods, periods[1:], strict=False):
        assert one.end + timedelta(days=1) == other.start


@given(DAYS)
def test_the_year_by_its_code_is_the_training_year(day: date) -> None:
    year = training_year(day)
    assert named_period(str(year.end.year)) == year


@pytest.mark.parametrize(
    "code",
    [
        "",
        "0",
        "0001",
        "26",
        "2026-",
        "2026-H3",
        "2026-Q0",
        "2026-Q5",
        "2026-M00",
        "2026-M13",
        "2026-M1",
        "2026-m01",
        "2026-h1",
        "2026-6M",
        "2026-H1 ",
        " 2026",
        "2026\n",
        "２０２６",
        "-2026",
        "2026-W01",
        "2026-01-01",
    ],
)
def test_what_is_no_code_is_refused_by_name(code: str) -> None:
    with pytest.raises(NoSuchPeriod):
        named_period(code)


@pytest.mark.parametrize(
    "period",
    [
        Period(date(2026, 3, 1), date(2026, 4, 15)),
        Period(date(2025, 12, 15), date(2026, 2, 14)),  # two months
        Period(date(2024, 12, 15), date(2026, 12, 14)),  # two years
        Period(date(2026, 2, 15), date(2026, 5, 14)),  # three months, no quarter
        Period(date(2026, 5, 15), date(2026, 5, 14)),
    ],
)
def test_other_days_have_no_code_and_are_named_by_their_ends(period: Period) -> None:
    assert code_of(period) == ""
    words = f"từ {period.start:%d/%m/%Y} đến {period.end:%d/%m/%Y}"
    assert name_of(period) == words


@pytest.mark.parametrize(
    ("kind", "today", "code"),
    [
        ("month", date(2026, 6, 14), "2026-M05"),
        ("month", date(2026, 6, 15), "2026-M06"),
        ("month", date(2026, 1, 14), "2025-M12"),
        ("month", date(2026, 1, 15), "2026-M01"),
        ("month", date(2025, 12, 31), "2025-M12"),
        ("quarter", date(2026, 3, 14), "2025-Q4"),
        ("quarter", date(2026, 3, 15), "2026-Q1"),
        ("quarter", date(2025, 12, 15), "2025-Q4"),
        ("half", date(2026, 6, 14), "2025-H2"),
        ("half", date(2026, 6, 15), "2026-H1"),
        ("nine months", date(2026, 9, 14), "2025-9M"),
        ("nine months", date(2026, 9, 15), "2026-9M"),
        ("year", date(2026, 12, 14), "2025"),
        ("year", date(2026, 12, 15), "2026"),
    ],
)
def test_a_period_has_ended_on_the_day_after_its_cut(
    kind: Kind, today: date, code: str
) -> None:
    assert last_ended(kind, today) == code
    assert kind_of(code) == kind


@given(DAYS, st.sampled_from(["month", "quarter", "half", "nine months", "year"]))
def test_no_later_period_of_the_kind_has_ended(today: date, kind: Kind) -> None:
    last = named_period(last_ended(kind, today))
    assert last.end < today
    later = [*codes_of_year(last.end.year), *codes_of_year(last.end.year + 1)]
    following = [
        named_period(code)
        for code in later
        if kind_of(code) == kind and named_period(code).end > last.end
    ]
    assert min(following).end >= today
