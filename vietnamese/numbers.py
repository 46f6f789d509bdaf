"""Numbers in words and in Vietnamese notation."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

DIGITS: Final = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]
# What a last digit is called after "mươi", where it changes.
AFTER_TENS: Final = {1: "mốt", 4: "tư", 5: "lăm"}
SCALES: Final = ((10**9, "tỷ"), (10**6, "triệu"), (10**3, "nghìn"))


def _notation(group: str, point: str) -> re.Pattern[str]:
    whole = rf"[1-9][0-9]{{0,2}}(?:[{group}][0-9]{{3}})+" if group else "[0-9]{1,18}"
    alone = "" if group else rf"|[{point}][0-9]{{1,18}}"
    return re.compile(rf"{whole}(?:[{point}][0-9]{{0,18}})?{alone}")


# How thousands may be set apart, and what may stand before the decimals.
NOTATIONS: Final = [
    (_notation(group, point), group, point)
    for group in ("", ".", ",", " ", "'")
    for point in (",", ".")
    if group != point
]
LONGEST: Final = 60
AS_TYPED: Final = str.maketrans({"\u2212": "-", "\u2013": "-", "\u2019": "'"})


def in_words(number: int) -> str:
    """105 → "một trăm linh năm"."""
    if number < 0:
        return f"âm {in_words(-number)}"
    return " ".join(_words(number)) or DIGITS[0]


def readings(text: str) -> frozenset[Decimal]:
    """The numbers somebody may mean who types this; none when it is no number.

    "1.234,5", "1,234.5", "1 234,5" and "1234.5" are all one number. "1.234" is a
    thousand here and hardly more than one in English: it is read both ways.
    """
    typed = " ".join(text.translate(AS_TYPED).split())
    digits = typed.removeprefix("-" if typed.startswith("-") else "+").strip()
    if len(digits) > LONGEST:
        return frozenset()
    found = [
        Decimal(digits.replace(group, "").replace(point, "."))
        for pattern, group, point in NOTATIONS
        if pattern.fullmatch(digits)
    ]
    # Not by unary minus, which would round what is longer than 28 digits.
    return frozenset(n.copy_negate() if typed.startswith("-") else n for n in found)


def decimal_comma(number: float | Decimal, places: int = 1) -> str:
    """1234.5 → "1.234,5"; halves are rounded up, as marks are."""
    unit = Decimal(1).scaleb(-places)
    rounded = Decimal(str(number)).quantize(unit, ROUND_HALF_UP)
    # Adding zero takes the sign off a rounded -0.
    return f"{rounded + 0:,f}".translate(str.maketrans(",.", ".,"))


def _words(number: int, *, leading: bool = True) -> list[str]:
    for size, name in SCALES:
        if number >= size:
            above, below = divmod(number, size)
            words = [*_words(above, leading=leading), name]
            return [*words, *_words(below, leading=False)] if below else words
    return _below_thousand(number, leading=leading)


def _below_thousand(number: int, *, leading: bool) -> list[str]:
    hundreds, rest = divmod(number, 100)
    if not hundreds and leading:
        return _below_hundred(rest)
    linh = ["linh"] if 0 < rest < 10 else []
    return [DIGITS[hundreds], "trăm", *linh, *_below_hundred(rest)]


def _below_hundred(number: int) -> list[str]:
    tens, ones = divmod(number, 10)
    if tens == 0:
        return [DIGITS[ones]] if ones else []
    if tens == 1:
        last = "lăm" if ones == 5 else DIGITS[ones]
        return ["mười", last] if ones else ["mười"]
    last = AFTER_TENS.get(ones, DIGITS[ones])
    return [DIGITS[tens], "mươi", last] if ones else [DIGITS[tens], "mươi"]
