"""How the text of a printed report looks."""

from __future__ import annotations

from functools import cache
from typing import Any

from fontpkg_be_vietnam_pro import ROOT
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from certificates.pdf import BOLD, ITALIC, REGULAR, load_fonts

BOLD_ITALIC = "BeVietnam-BoldItalic"


@cache
def load_faces() -> None:
    """Those of the certificate and one more."""
    load_fonts()
    path = ROOT / "files/BeVietnamPro-SemiBoldItalic.ttf"
    pdfmetrics.registerFont(TTFont(BOLD_ITALIC, str(path)))


def _style(name: str, size: float, **more: Any) -> ParagraphStyle:
    settings: dict[str, Any] = {"fontName": REGULAR, "leading": size * 1.35} | more
    return ParagraphStyle(name, fontSize=size, **settings)


BLOCK = _style("block", 10.5, alignment=TA_CENTER)
BLOCK_BOLD = _style("block bold", 10.5, alignment=TA_CENTER, fontName=BOLD)
TITLE = _style("title", 13, alignment=TA_CENTER, fontName=BOLD)
BLOCK_ITALIC = _style("block italic", 10.5, alignment=TA_CENTER, fontName=ITALIC)
NOTE = _style("note", 10, alignment=TA_CENTER, fontName=ITALIC)
SECTION = _style("section", 11.5, fontName=BOLD, spaceBefore=10, spaceAfter=4)
TEXT = _style("text", 11, alignment=TA_JUSTIFY, spaceAfter=4)
HEAD = _style("head", 9, alignment=TA_CENTER, fontName=BOLD)
CELL = _style("cell", 9.5)
CELL_BOLD = _style("cell bold", 9.5, fontName=BOLD)
CELL_ITALIC = _style("cell italic", 9, fontName=ITALIC)
CENTRE = _style("centre", 9.5, alignment=TA_CENTER)
NUMBER = _style("number", 9.5, alignment=TA_RIGHT)
NUMBER_BOLD = _style("number bold", 9.5, alignment=TA_RIGHT, fontName=BOLD)
# Decree 30/2020/NĐ-CP, annex I: "Nơi nhận" 12 points, upright list 11 points.
RECIPIENTS = _style("recipients", 12, fontName=BOLD_ITALIC)
RECIPIENT = _style("recipient", 11)
