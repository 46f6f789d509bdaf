"""Workbooks as people and attackers make them."""

from __future__ import annotations

import struct
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.styles import Font

HEAD = ["Loại", "Câu hỏi", "A", "B", "Đáp án"]


def saved(workbook: Workbook) -> bytes:
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()


def workbook(*rows, head=HEAD) -> bytes:
    made = Workbook()
    for row in [head, *rows]:
        made.active.append(row)
    return saved(made)


def typed_by_hand() -> bytes:
    """Numbers, a truth value, a title above the table, empty rows, a second sheet."""
    made = Workbook()
    sheet = made.active
    sheet.append(["Bộ câu hỏi quý III"])
    sheet.append([])
    sheet.append([*HEAD, "Độ khó"])
    sheet.append(["Số", "Nước dâng bao nhiêu mét?", None, None, 2.5, 2])
    sheet.append([])
    sheet.append(["Đúng/Sai", "Phải hẹn giờ cập nhật.", None, None, True])
    sheet.append(["Một đáp án", "Chọn số.", 1, 0.1, "B"])
    made.create_sheet("Nháp").append(["Ghi chú"])
    return saved(made)


def with_bad_cells() -> bytes:
    made = Workbook()
    sheet = made.active
    for row in [
        HEAD,
        ["Một đáp án", "Công thức", "=1+1", "Hai", "A"],
        ["Số", "Ngày tháng", None, None, date(2026, 2, 1)],
        ["Một đáp án", "Lỗi", "#REF!", "Hai", "A"],
        ["Một đáp án", "C©u hái phông cò", "Mét", "Hai", "A"],
        ["Một đáp án", "Đọc được", "Một", "Hai", "A"],
    ]:
        sheet.append(row)
    sheet["B5"].font = Font(name=".VnTime")
    return saved(made)


def edited(data: bytes, name: str, change) -> bytes:
    """The same archive with one entry changed."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            new.writestr(entry, change(content) if entry.filename == name else content)
    return out.getvalue()


def with_entries(data: bytes, *entries: tuple[str, bytes]) -> bytes:
    out = BytesIO(data)
    with ZipFile(out, "a", ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return out.getvalue()


def bomb(megabytes: int) -> bytes:
    """A small file that unpacks to a very large sheet."""
    filler = b"<row><c><v>1</v></c></row>" * (megabytes * 1024 * 1024 // 26)
    return edited(
        workbook(),
        "xl/worksheets/sheet1.xml",
        lambda sheet: sheet.replace(b"</sheetData>", filler + b"</sheetData>"),
    )


def lying_bomb() -> bytes:
    """The directory announces 100 bytes for a sheet that is far larger."""
    data = bytearray(bomb(30))
    place = data.rfind(b"xl/worksheets/sheet1.xml")
    struct.pack_into("<I", data, place - 46 + 24, 100)
    return bytes(data)


def protected() -> bytes:
    """Each entry marked as encrypted."""
    data = bytearray(workbook())
    place = data.find(b"PK\x01\x02")
    while place >= 0:
        data[place + 8] |= 1
        place = data.find(b"PK\x01\x02", place + 4)
    return bytes(data)
