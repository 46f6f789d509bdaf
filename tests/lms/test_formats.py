from __future__ import annotations

from datetime import date, datetime, time

import pytest
from django import forms
from django.utils import formats
from django.utils.translation import override
from pytest_django import Settings

MOMENT = datetime(2026, 1, 5, 9, 32)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    "typed", ["03/04/2026", "3/4/2026", "03-04-2026", "2026-04-03"]
)
def test_the_day_comes_first_in_what_people_type(language: str, typed: str) -> None:
    with override(language):
        assert forms.DateField().clean(typed) == date(2026, 4, 3)


@pytest.mark.parametrize("typed", ["25/12/2026 14:30", "14:30 25/12/2026"])
def test_moments_may_be_typed_either_way_round(typed: str, settings: Settings) -> None:
    settings.USE_TZ = False

    with override("vi"):
        moment = forms.DateTimeField().clean(typed)

    assert moment == datetime(2026, 12, 25, 14, 30)


def test_times_have_24_hours() -> None:
    with override("vi"):
        assert forms.TimeField().clean("14:05") == time(14, 5)
        assert formats.time_format(time(14, 5)) == "14:05"


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("DATE_FORMAT", "05/01/2026"),
        ("SHORT_DATE_FORMAT", "05/01/2026"),
        ("DATETIME_FORMAT", "09:32 05/01/2026"),
        ("SHORT_DATETIME_FORMAT", "09:32 05/01/2026"),
        ("TIME_FORMAT", "09:32"),
        ("YEAR_MONTH_FORMAT", "tháng 1/2026"),
        ("MONTH_DAY_FORMAT", "05/01"),
    ],
)
def test_dates_are_written_day_first(name: str, written: str) -> None:
    with override("vi"):
        assert formats.date_format(MOMENT, name) == written


def test_numbers_have_a_decimal_comma_and_points_between_thousands() -> None:
    with override("vi"):
        assert formats.localize(1234.5) == "1.234,5"
        assert formats.localize(1_234_567) == "1.234.567"
        assert forms.DecimalField(localize=True).clean("8,5").as_tuple().digits == (
            8,
            5,
        )


def test_weeks_begin_on_monday() -> None:
    with override("vi"):
        assert formats.get_format("FIRST_DAY_OF_WEEK") == 1
