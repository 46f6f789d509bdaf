"""The smallest parts: a paragraph, a rule, a number."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import black
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import HRFlowable, Paragraph

from vietnamese.numbers import decimal_comma
from vietnamese.text import nfc

LEFT, RIGHT, EDGE = 30 * mm, 15 * mm, 20 * mm
WIDTH = A4[0] - LEFT - RIGHT


def p(text: str, style: Any) -> Paragraph:
    return Paragraph(escape(nfc(text)), style)


def rule(width: float) -> HRFlowable:
    return HRFlowable(
        width * mm, thickness=0.6, color=black, spaceBefore=2, spaceAfter=3
    )


def n(number: int) -> str:
    return decimal_comma(number, 0)
