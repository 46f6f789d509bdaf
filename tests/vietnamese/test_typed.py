"""What people type, in all the ways they type it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vietnamese.numbers import decimal_comma, readings
from vietnamese.text import nfc, spelling


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("1.234,5", ["1234.5"]),
        ("1,234.5", ["1234.5"]),
        ("1 234,5", ["1234.5"]),
        ("1\u00a0234,5", ["1234.5"]),
        ("1’234.5", ["1234.5"]),
        ("1234.5", ["1234.5"]),
        ("1.234", ["1.234", "1234"]),
        ("1,234", ["1.234", "1234"]),
        ("1.234.567", ["1234567"]),
        ("0.125", ["0.125"]),
        ("12.34", ["12.34"]),
        (",5", ["0.5"]),
        ("5.", ["5"]),
        ("007", ["7"]),
        ("− 3", ["-3"]),
        ("+3", ["3"]),
        ("1.23.456", []),
        ("1.234.56", []),
        ("1e3", []),
        ("٣", []),
        ("ba", []),
        ("-", []),
        ("", []),
        ("1" * 80, []),
    ],
)
def test_a_number_is_read_as_people_write_it(typed, numbers):
    assert sorted(readings(typed)) == sorted(map(Decimal, numbers))


@given(st.decimals(-(10**9), 10**9, places=2))
def test_what_we_write_is_read_back(number):
    assert number in readings(decimal_comma(number, places=2))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hoà  Bình", "hòa bình"),
        ("Ho\u0300a Bi\u0300nh", "hòa bình"),
        ("thuỷ", "thủy"),
        ("kĩ thuật", "kỹ thuật"),
        ("quí", "quý"),
        ("Ðồng", "đồng"),
        ("“nghe” – nói…", '"nghe" - nói...'),
        ("zero\u200bwidth", "zerowidth"),
    ],
)
def test_one_wording_has_one_spelling(one, other):
    assert spelling(one) == spelling(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("hoa", "hòa"), ("dong", "đông"), ("thuý", "thúi"), ("ma", "mã"), ("a b", "ab")],
)
def test_other_words_have_another(one, other):
    assert spelling(one) != spelling(other)


@given(st.text(max_size=30))
def test_how_letters_are_composed_changes_no_spelling(text):
    assert spelling(nfc(text)) == spelling(text)
