"""Shares of the mark as people write them: 33,33 beside a per cent sign."""

from __future__ import annotations

from typing import Any

from quizzes.formats.decimals import decimal_string
from quizzes.kinds import parts


def typed_percent(typed: str) -> str:
    """With a point; what is no number is left for the kind to refuse."""
    text = typed.replace("%", "").replace(",", ".").replace("\u2212", "-").strip()
    number = parts.number(text)
    return text if number is None else decimal_string(number)


def percent_text(written: Any) -> str:
    return "" if written in (None, "") else str(written).replace(".", ",")
