"""A QR code as an SVG drawing of one path."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString
from reportlab.graphics.barcode.qr import QrCodeWidget

QUIET = 4  # modules of margin that scanners need


def qr_svg(text: str, *, label: str) -> SafeString:
    """Drawn in the colour of the text, on what stands behind it."""
    code = QrCodeWidget(text, barLevel="M").qr
    code.make()
    dark = [
        f"M{x + QUIET},{y + QUIET}h1v1h-1z"
        for y, row in enumerate(code.modules)
        for x, is_dark in enumerate(row)
        if is_dark
    ]
    size = len(code.modules) + 2 * QUIET
    return format_html(
        '<svg class="qr" viewBox="0 0 {0} {0}" role="img" aria-label="{1}"'
        ' shape-rendering="crispEdges"><rect width="{0}" height="{0}" fill="#fff"/>'
        '<path d="{2}" fill="#000"/></svg>',
        size,
        label,
        "".join(dark),
    )
