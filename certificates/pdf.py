"""The printed certificate: A4 landscape, white, from the frozen row alone.

Drawn with vectors and two embedded fonts; the same row gives the same bytes, so
the stored fingerprint proves a file. No seal and no signature are painted: the
paper is signed outside (Law on E-Transactions 20/2023/QH15 knows no picture of a
signature).
"""

from __future__ import annotations

import io
from functools import cache
from xml.sax.saxutils import escape

from fontpkg_be_vietnam_pro import ROOT
from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from certificates.models import Certificate
from vietnamese.dates import place_and_date
from vietnamese.numbers import decimal_comma
from vietnamese.text import nfc

WIDTH, HEIGHT = landscape(A4)
INK, TEAL, PALE = HexColor("#14252b"), HexColor("#0f6674"), HexColor("#d7e8ea")
REGULAR, BOLD, ITALIC = "BeVietnam", "BeVietnam-Bold", "BeVietnam-Italic"


@cache
def load_fonts() -> None:
    """Make the three faces known to ReportLab, once."""
    files = {REGULAR: "Regular", BOLD: "SemiBold", ITALIC: "Italic"}
    for name, style in files.items():
        path = ROOT / f"files/BeVietnamPro-{style}.ttf"
        pdfmetrics.registerFont(TTFont(name, str(path)))


def render(certificate: Certificate, *, address: str) -> bytes:
    """The certificate as PDF; `address` is its public page, put into the QR code."""
    load_fonts()
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(WIDTH, HEIGHT), invariant=1, lang="vi")
    canvas.setTitle(nfc(f"{certificate.get_document_display()} {certificate.number}"))
    canvas.setAuthor(nfc(certificate.issuer_name))
    canvas.setSubject(nfc(certificate.course_title))
    _frame(canvas)
    _heading(canvas, certificate)
    _statement(canvas, certificate)
    _signature(canvas, certificate)
    _check(canvas, certificate, address)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


# --- parts ------------------------------------------------------------------


def _frame(canvas: Canvas) -> None:
    """A double rule, and the karst ridges of Cao Bằng along the foot."""
    canvas.saveState()
    clip = canvas.beginPath()
    clip.rect(11 * mm, 11 * mm, WIDTH - 22 * mm, HEIGHT - 22 * mm)
    canvas.clipPath(clip, stroke=0, fill=0)
    _ridges(canvas, PALE, base=11 * mm, height=13 * mm, step=31 * mm, shift=0)
    lighter = Color(PALE.red, PALE.green, PALE.blue, alpha=0.45)
    _ridges(canvas, lighter, base=11 * mm, height=19 * mm, step=47 * mm, shift=16 * mm)
    canvas.restoreState()
    canvas.setStrokeColor(TEAL)
    canvas.setLineWidth(1.6)
    canvas.rect(9 * mm, 9 * mm, WIDTH - 18 * mm, HEIGHT - 18 * mm)
    canvas.setLineWidth(0.5)
    canvas.rect(11 * mm, 11 * mm, WIDTH - 22 * mm, HEIGHT - 22 * mm)


def _ridges(
    canvas: Canvas,
    colour: Color,
    *,
    base: float,
    height: float,
    step: float,
    shift: float,
) -> None:
    canvas.setFillColor(colour)
    path = canvas.beginPath()
    path.moveTo(-step, base)
    x, peak = -step + shift, 0
    while x < WIDTH + step:
        top = base + height * (0.55, 0.9, 0.7, 1.0, 0.6)[peak % 5]
        path.curveTo(x + step * 0.28, base, x + step * 0.26, top, x + step * 0.5, top)
        path.curveTo(x + step * 0.74, top, x + step * 0.72, base, x + step, base)
        x, peak = x + step, peak + 1
    path.lineTo(x, base)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


def _heading(canvas: Canvas, certificate: Certificate) -> None:
    """Issuer on the left, quốc hiệu on the right, as official papers are headed."""
    left, right = 84 * mm, WIDTH - 88 * mm
    top = HEIGHT - 24 * mm
    canvas.setFillColor(INK)
    _centred(canvas, left, top, certificate.issuer_superior.upper(), REGULAR, 10.5, 118)
    low = _centred_lines(canvas, left, top - 6 * mm, certificate.issuer_name.upper())
    _rule(canvas, left, low - 2.6 * mm, 26 * mm)
    number = f"Số: {certificate.number}"
    _centred(canvas, left, low - 8 * mm, number, REGULAR, 10.5, 118)
    nation = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    _centred(canvas, right, top, nation, BOLD, 11, 120)
    _centred(
        canvas, right, top - 6 * mm, "Độc lập - Tự do - Hạnh phúc", BOLD, 11.5, 120
    )
    _rule(canvas, right, top - 8.6 * mm, 52 * mm)


def _statement(canvas: Canvas, certificate: Certificate) -> None:
    middle = WIDTH / 2
    canvas.setFillColor(TEAL)
    title = certificate.get_document_display().upper()
    _centred(canvas, middle, HEIGHT - 66 * mm, title, BOLD, 30, 200)
    canvas.setFillColor(INK)
    _centred(canvas, middle, HEIGHT - 78 * mm, "Cấp cho", REGULAR, 12, 200)
    _centred(canvas, middle, HEIGHT - 91 * mm, certificate.holder_name, BOLD, 25, 220)
    person = ", ".join(
        part for part in [certificate.holder_post, certificate.department_name] if part
    )
    _centred(canvas, middle, HEIGHT - 100 * mm, person, REGULAR, 12, 235)
    done = "Đã hoàn thành khóa bồi dưỡng"
    _centred(canvas, middle, HEIGHT - 111 * mm, done, REGULAR, 12, 200)
    low = _paragraph(canvas, certificate.course_title, HEIGHT - 114 * mm)
    _centred(
        canvas, middle, low - 8 * mm, _particulars(certificate), REGULAR, 11.5, 235
    )


def _particulars(certificate: Certificate) -> str:
    parts = [
        f"Thời lượng {_number(certificate.hours)} tiết",
        f"từ ngày {certificate.started_on:%d/%m/%Y}"
        f" đến ngày {certificate.completed_on:%d/%m/%Y}",
    ]
    if certificate.mark is not None:
        parts.append(f"kết quả {decimal_comma(certificate.mark)}/10 điểm")
    return "; ".join(parts) + "."


def _number(hours: object) -> str:
    text = decimal_comma(float(str(hours)))
    return text.removesuffix(",0")


def _signature(canvas: Canvas, certificate: Certificate) -> None:
    """Place and date, the signer's post, room for the hand, the name."""
    x = WIDTH - 75 * mm
    day = place_and_date(certificate.issuer_place, certificate.issued_on)
    _centred(canvas, x, 59 * mm, day, ITALIC, 11, 105)
    _centred(canvas, x, 52.5 * mm, certificate.signer_title.upper(), BOLD, 11.5, 105)
    _centred(canvas, x, 30 * mm, certificate.signer_name, BOLD, 12, 105)


def _check(canvas: Canvas, certificate: Certificate, address: str) -> None:
    """The QR code to the public page, and its address for those who type."""
    size, x, y = 25 * mm, 26 * mm, 33 * mm
    canvas.setFillColor(HexColor("#ffffff"))
    canvas.roundRect(x - 2 * mm, y - 2 * mm, size + 4 * mm, size + 4 * mm, 2 * mm, 0, 1)
    widget = QrCodeWidget(address, barLevel="M", barBorder=0)
    left, bottom, right, top = widget.getBounds()
    scale = size / (right - left), size / (top - bottom)
    drawing = Drawing(size, size, transform=[scale[0], 0, 0, scale[1], 0, 0])
    drawing.add(widget)
    renderPDF.draw(drawing, canvas, x, y)
    canvas.setFillColor(INK)
    canvas.setFont(REGULAR, 8.5)
    canvas.drawString(x + size + 5 * mm, y + 15 * mm, "Kiểm tra giấy này tại")
    canvas.drawString(x + size + 5 * mm, y + 10 * mm, address)
    canvas.drawString(
        x + size + 5 * mm, y + 5 * mm, f"Số vào sổ: {certificate.register_number}"
    )


# --- text -------------------------------------------------------------------


def _centred(
    canvas: Canvas, x: float, y: float, text: str, font: str, size: float, room: float
) -> None:
    """One centred line, made smaller until it fits `room` millimetres."""
    text = nfc(text)
    while size > 7 and pdfmetrics.stringWidth(text, font, size) > room * mm:
        size -= 0.5
    canvas.setFont(font, size)
    canvas.drawCentredString(x, y, text)


def _centred_lines(canvas: Canvas, x: float, y: float, text: str) -> float:
    """The issuer's name in bold, on two lines when long; the last baseline."""
    words, lines = nfc(text).split(), [""]
    for word in words:
        longer = f"{lines[-1]} {word}".strip()
        if pdfmetrics.stringWidth(longer, BOLD, 11) > 105 * mm:
            lines.append(word)
        else:
            lines[-1] = longer
    for line in lines:
        _centred(canvas, x, y, line, BOLD, 11, 118)
        y -= 5.2 * mm
    return y + 5.2 * mm


def _paragraph(canvas: Canvas, text: str, top: float) -> float:
    """The course title, wrapped and centred below `top`; where it ends."""
    size = 18 if len(text) < 70 else 15
    style = ParagraphStyle(
        "course",
        fontName=BOLD,
        fontSize=size,
        leading=size * 1.35,
        alignment=TA_CENTER,
        textColor=INK,
    )
    paragraph = Paragraph(escape(nfc(text)), style)
    _width, height = paragraph.wrap(220 * mm, 60 * mm)
    paragraph.drawOn(canvas, WIDTH / 2 - 110 * mm, top - height)
    return float(top - height)


def _rule(canvas: Canvas, x: float, y: float, length: float) -> None:
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(0.7)
    canvas.line(x - length / 2, y, x + length / 2, y)
