"""A workbook as offices really send them, with everything wrong at once.

Each row is written with what must become of it, so that a test can account for all.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

TCVN3 = Font(name=".VnTime", sz=12)
TCVN3_CAPITALS = Font(name=".VnTimeH", sz=12)
VNI = Font(name="VNI-Times", sz=12)


@dataclass(frozen=True)
class Styled:
    """A cell in a font or with a format of numbers."""

    value: Any
    font: Font | None = None
    number_format: str = ""


def old(text: str) -> Styled:
    return Styled(text, TCVN3)


def vni(text: str) -> Styled:
    return Styled(text, VNI)


def mixed() -> CellRichText:
    """One name in two fonts: a word was corrected in the Unicode font."""
    return CellRichText(
        TextBlock(InlineFont(rFont=".VnTime"), "Hoµng ThÞ "),
        TextBlock(InlineFont(rFont="Times New Roman"), "Lê"),
    )


A_DAY = "dd/mm/yyyy"
# (cells from column A, what becomes of the row)
ROWS: list[tuple[list[Any], str]] = [
    (["UBND TỈNH CAO BẰNG", "", "", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"], "above"),
    (["UBND XÃ HOÀ AN", "", "", "", "Độc lập - Tự do - Hạnh phúc"], "above"),
    ([], ""),
    (["DANH SÁCH CÁN BỘ, CÔNG CHỨC\n(Kèm theo Công văn số 12/UBND-VP)"], "above"),
    ([], ""),
    (
        ["STT", "Họ và tên", "", "Ngày, tháng, năm sinh", ""]
        + ["Chức vụ", "Mã CB", "Email", "Số CCCD", "Số điện thoại"],
        "above",
    ),
    (["", "Họ đệm", "Tên", "Nam", "Nữ"], "heading"),
    (
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)", "(10)"],
        "numbers",
    ),
    (["I", "Lãnh đạo UBND xã Hoà An"], "group"),
    # Excel's day, a code whose zeros were dropped, a number of a citizen card.
    (
        [1, "Nông Văn", "Tám", Styled(date(1978, 2, 3), None, A_DAY), ""]
        + ["Chủ tịch", 124, "tam@caobang.example", 4078001234, 912345678],
        "new",
    ),
    (["II. Văn phòng HĐND và UBND"], "group"),
    # TCVN3 by the font of the cell, in small letters and in the font of capitals.
    ([1, old("NguyÔn ThÞ"), old("HuÖ"), "", "12/03/1985", old("Chuyªn viªn")], "new"),
    (
        [2, Styled("®Æng v¨n", TCVN3_CAPITALS), Styled("b×nh", TCVN3_CAPITALS)]
        + ["1-2-90", "", "Chuyên viên"],
        "new",
    ),
    # VNI by its font; a year only.
    ([3, vni("Hoaøng Thò"), vni("Myõ"), "", 1991, vni("Chuyeân vieân")], "new"),
    # Decomposed letters, a no-break space, spaces that are not seen.
    (
        [4, unicodedata.normalize("NFD", "Bế Thị"), "\u200bÁnh\u00a0", "", "năm 1988"],
        "new",
    ),
    ([5, mixed(), "Na", "", Styled(31121, None, "General"), "Văn thư"], "new"),
    (["Cộng: 5 người"], "total"),
    ([], ""),
    (["STT", "Họ đệm", "Tên", "Nam", "Nữ", "Chức vụ", "Mã CB"], "heading"),
    # A unit without a number, in merged cells, in capitals, with the old place of tones.
    (["PHÒNG VĂN HOÁ - XÃ HỘI"], "group"),
    ([6, "ĐÀM THỊ", "LIỄU", "", "30/02/1986", "Chuyên viên"], "refused"),  # no such day
    ([7, "Bàn Văn", "Thắng", "15.6.1983", "", "Công chức VH-XH", "00131"], "new"),
    ([8, "Trương Văn", "Đoàn", "15/6/1984", "", "Chuyên viên", "#N/A"], "refused"),
    ([9, "", "", "", "", "Chuyên viên"], "refused"),  # no name
    ([10], "empty"),
    ([11, "Nông Văn", "Tám", "3/2/1978", "", "Phụ trách", "000124"], "new"),  # again
    (["III", "Phòng Kinh tế"], "group"),
    ([12, "Lý Thị", "Hoà", "", 1990, "Trưởng phòng", "", "khong-phai-thu"], "refused"),
    (
        [13, "Hà Thị", "Lan", "", "2/9/1992", "Chuyên viên", "", "lan@caobang.example"],
        "new",
    ),
    (
        [14, "Vi Văn", "Sơn", 1987, "", "Chuyên viên", "", "lan@caobang.example"],
        "refused",
    ),
    ([15, "Tô Thị", "3 Hoa", "", 1990, "Chuyên viên"], "refused"),  # not a name
    ([16, "Lâm Văn", "Tú", 1890, "", "Chuyên viên"], "refused"),  # born too early
    (["IV", "Tổ dân vận khéo"], "group"),  # a unit nobody knows
    ([17, "Triệu Văn", "Páo", "", "", "Tổ trưởng"], "unit"),
    (["Tổng cộng: 17 người"], "total"),
    (["", "", "", "", "", "Hoà An, ngày 05 tháng 01 năm 2027"], "below"),
    (["NGƯỜI LẬP BIỂU", "", "", "", "", "TM. UỶ BAN NHÂN DÂN"], "below"),
    (["", "", "", "", "", "CHỦ TỊCH"], "below"),
    (["Lê Thị Hương", "", "", "", "", "Nông Văn Tám"], "below"),
]
MERGED = ["A1:D1", "E1:J1", "A2:D2", "E2:J2", "A4:J4", "B6:C6", "D6:E6"]
MERGED += [f"{column}6:{column}7" for column in "AFGHIJ"]
MERGED += ["A11:J11", "A20:J20", "F36:J36", "F37:J37"]


def expected() -> dict[int, str]:
    return {number: what for number, (_cells, what) in enumerate(ROWS, 1) if what}


def horrible_workbook() -> bytes:
    book = Workbook()
    book.active.title = "Ghi chú"
    book.active["A1"] = "Tệp này do nhiều người sửa"
    sheet = book.create_sheet("Danh sách")
    hidden = book.create_sheet("Cũ")
    hidden["A1"], hidden["B1"] = "STT", "Họ và tên"
    hidden.sheet_state = "hidden"
    for number, (cells, _what) in enumerate(ROWS, 1):
        for column, cell in enumerate(cells, 1):
            _write(sheet.cell(number, column), cell)
    for area in MERGED:
        sheet.merge_cells(area)
    for number in range(60, 2000):  # coloured far below the list, with nothing in it
        sheet.cell(number, 1).font = TCVN3
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _write(place: Any, cell: Any) -> None:
    if isinstance(cell, Styled):
        place.value = cell.value
        if cell.font:
            place.font = cell.font
        if cell.number_format:
            place.number_format = cell.number_format
    elif cell != "":
        place.value = cell
