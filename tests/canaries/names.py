"""The names that give themselves away, and who may read which of them."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pypdf

CULTURE, MUSEUM, HEALTH = "Chim Văn Hóa", "Chim Bảo Tàng", "Chim Y Tế"
CANARIES = {CULTURE, MUSEUM, HEALTH}
SIGHT = {
    "head of culture": {CULTURE, MUSEUM},
    "deputy of culture": {CULTURE, MUSEUM},
    "head of museum": {MUSEUM},
    "head of health": {HEALTH},
    "office": CANARIES,
    "trainer": set(),
    "stranger": set(),
}
# After the canary of the museum went to health.
SIGHT_AFTER_MOVE = {
    **SIGHT,
    "head of culture": {CULTURE},
    "deputy of culture": {CULTURE},
    "head of museum": set(),
    "head of health": {HEALTH, MUSEUM},
}
HEADS = [role for role in SIGHT if "of" in role.split()]


def names_in(text: str) -> set[str]:
    return {name for name in CANARIES if name in text}


def names_in_file(content: bytes) -> set[str]:
    """Of a workbook, a paper, or text."""
    if content.startswith(b"PK"):
        return names_in(_of_workbook(content))
    if content.startswith(b"%PDF"):
        pages = pypdf.PdfReader(BytesIO(content)).pages
        text = " ".join(page.extract_text() for page in pages)
        return names_in(" ".join(text.split()))
    return names_in(content.decode(errors="replace"))


def _of_workbook(content: bytes) -> str:
    book = openpyxl.load_workbook(BytesIO(content))
    cells = (cell.value for sheet in book for row in sheet.iter_rows() for cell in row)
    return "\n".join(str(value) for value in cells if value is not None)
