from __future__ import annotations

from decimal import Decimal

import pytest

from vietnamese.numbers import decimal_comma, in_words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (55, "năm mươi lăm"),
        (100, "một trăm"),
        (105, "một trăm linh năm"),
        (111, "một trăm mười một"),
        (1_000, "một nghìn"),
        (1_005, "một nghìn không trăm linh năm"),
        (1_050, "một nghìn không trăm năm mươi"),
        (2_026, "hai nghìn không trăm hai mươi sáu"),
        (21_000, "hai mươi mốt nghìn"),
        (1_000_005, "một triệu không trăm linh năm"),
        (1_005_000, "một triệu không trăm linh năm nghìn"),
        (
            12_345_678,
            "mười hai triệu ba trăm bốn mươi lăm nghìn sáu trăm bảy mươi tám",
        ),
        (1_000_000_000, "một tỷ"),
        (3_000_000_000_000, "ba nghìn tỷ"),
        (-15, "âm mười lăm"),
    ],
)
def test_numbers_are_read_out(number: int, words: str) -> None:
    assert in_words(number) == words


@pytest.mark.parametrize(
    ("number", "places", "written"),
    [
        (8.5, 1, "8,5"),
        (8, 1, "8,0"),
        (Decimal("1234.5"), 1, "1.234,5"),
        (1_234_567, 0, "1.234.567"),
        (7.25, 1, "7,3"),
        (1.005, 2, "1,01"),
        (-0.04, 1, "0,0"),
        (-2.5, 1, "-2,5"),
    ],
)
def test_decimals_use_a_comma_and_thousands_a_point(
    number: float | Decimal, places: int, written: str
) -> None:
    assert decimal_comma(number, places) == written
