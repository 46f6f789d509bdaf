from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.formats.base import Malformed
from quizzes.formats.decimals import (
    decimal_string,
    number,
    range_of,
    typed_number,
    with_comma,
)
from quizzes.formats.table_cells import number_with_unit, word_limits

decimals = st.decimals(-(10**12), 10**12, places=6, allow_nan=False)


@pytest.mark.parametrize(
    ("text", "kept"),
    [("3.50", "3.5"), ("-0", "0"), ("1e3", "1000"), ("+.5", "0.5"), ("−7", "-7")],
)
def test_numbers_are_kept_in_the_shortest_way(text, kept):
    assert decimal_string(number(text)) == kept


@pytest.mark.parametrize(
    "text", ["", "3,5", "1e99", "1" * 19, "NaN", "Infinity", "٣", "1_0", "0x1", "1 0"]
)
def test_what_is_no_number_is_refused(text):
    with pytest.raises(Malformed):
        number(text)


@pytest.mark.parametrize(
    ("text", "kept"),
    [("3,5", "3.5"), ("3.5", "3.5"), ("1000", "1000"), ("1,2340", "1.234")],
)
def test_numbers_are_typed_with_comma_or_point(text, kept):
    assert decimal_string(typed_number(text)) == kept


@pytest.mark.parametrize("text", ["1.000", "1,000", "12.345.678", "-1,234"])
def test_what_may_be_thousands_or_decimals_is_refused(text):
    with pytest.raises(Malformed, match="two ways"):
        typed_number(text)


@given(decimals)
def test_a_number_written_with_comma_is_read_back(value):
    text = decimal_string(value)

    assert typed_number(with_comma(text)) == value


@given(decimals, decimals)
def test_a_range_is_exact(one, other):
    low, high = sorted([one, other])
    middle, tolerance = range_of(low, high)

    assert (middle - tolerance, middle + tolerance) == (low, high)


@pytest.mark.parametrize(
    ("cell", "value", "tolerance", "unit"),
    [
        ("3,5 ± 0,1 km", "3.5", "0.1", "km"),
        ("3,5+/-0,1km", "3.5", "0.1", "km"),
        ("20%", "20", "0", "%"),
        ("-5 °C", "-5", "0", "°C"),
        ("10..20 người", "15", "5", "người"),
        ("10 – 20", "15", "5", ""),
        ("10 đến 20 giờ", "15", "5", "giờ"),
        ("10 - 20", "15", "5", ""),
        ("7", "7", "0", ""),
    ],
)
def test_a_cell_holds_number_tolerance_and_unit(cell, value, tolerance, unit):
    read, read_unit = number_with_unit(cell)

    assert (read.value, read.tolerance) == (Decimal(value), Decimal(tolerance))
    assert read_unit == unit


@pytest.mark.parametrize(
    ("cell", "limits"),
    [
        ("100 – 300 từ", (100, 300)),
        ("từ 100 đến 300 từ", (100, 300)),
        ("100-300", (100, 300)),
        ("Ít nhất 50 từ", (50, 0)),
        ("tối đa 200 từ", (0, 200)),
        ("", (0, 0)),
    ],
)
def test_word_limits_are_typed_as_people_say_them(cell, limits):
    assert word_limits(cell) == limits
