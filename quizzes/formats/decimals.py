"""Numbers as people write them, kept as decimal strings: never a float."""

from __future__ import annotations

import re
from decimal import Context, Decimal
from typing import Final

from django.utils.translation import gettext as _

from quizzes.formats.base import Malformed

NUMBER: Final = re.compile(
    r"[+-]?(?:[0-9]{1,18}(?:\.[0-9]{0,18})?|\.[0-9]{1,18})(?:[eE][+-]?[0-9])?"
)
# "1.000" is a thousand here and one in English.
THOUSANDS: Final = re.compile(r"[+-]?[0-9]{1,3}([.,][0-9]{3})+")
EXACT: Final = Context(prec=80)
HUNDRED: Final = Decimal(100)


def number(text: str) -> Decimal:
    """With a decimal point, as GIFT and Moodle write it."""
    typed = text.strip().replace("\u2212", "-")
    if not NUMBER.fullmatch(typed):
        reason = _("“%(text)s” is not a number. Write it like 3.5.")
        raise Malformed(reason % {"text": text.strip()[:40]})
    return EXACT.create_decimal(typed)


def typed_number(text: str) -> Decimal:
    """With a decimal comma or point, as people type it into a table."""
    typed = text.strip().replace("\u2212", "-")
    if THOUSANDS.fullmatch(typed):
        reason = _(
            "“%(text)s” can be read in two ways. Write thousands without a mark (1000) and decimals so: 1,0."
        )
        raise Malformed(reason % {"text": typed[:40]})
    if not NUMBER.fullmatch(typed.replace(",", ".", 1)):
        reason = _("“%(text)s” is not a number. Write it like 3,5.")
        raise Malformed(reason % {"text": typed[:40]})
    return EXACT.create_decimal(typed.replace(",", ".", 1))


def percent(text: str) -> Decimal:
    share = number(text)
    if not -HUNDRED <= share <= HUNDRED:
        reason = _("A weight must be between -100%% and 100%%, not %(share)s%%.")
        raise Malformed(reason % {"share": decimal_string(share)})
    return share


def decimal_string(value: Decimal) -> str:
    """The shortest way to write it: 3.50 → "3.5", 1E+3 → "1000"."""
    text = format(EXACT.normalize(value), "f")
    return "0" if text == "-0" else text


def with_comma(text: str) -> str:
    """A decimal string as typed here; "1.234" gets a 0 lest it reads as thousands."""
    typed = text.replace(".", ",")
    return f"{typed}0" if THOUSANDS.fullmatch(typed) else typed


def range_of(low: Decimal, high: Decimal) -> tuple[Decimal, Decimal]:
    """The middle and the tolerance."""
    if low > high:
        reason = _("The range starts at %(low)s and ends below it, at %(high)s.")
        raise Malformed(
            reason % {"low": decimal_string(low), "high": decimal_string(high)}
        )
    half = Decimal("0.5")
    middle = EXACT.multiply(EXACT.add(low, high), half)
    return middle, EXACT.subtract(high, middle)


def equal_shares(count: int) -> str:
    """100 % shared out, as Moodle writes it: 33.33333 for three."""
    share = (HUNDRED / count).quantize(Decimal("0.00001"))
    return decimal_string(share)
