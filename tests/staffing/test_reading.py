"""Files, headings and cells as offices send them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from io import BytesIO

import pytest
import xlsxwriter

from staffing import values
from staffing.lines import UNIT_WORDS
from staffing.models import StaffList
from staffing.reading import OldText, Unreadable, read
from staffing.reading.base import Sheet
from staffing.reading.headings import Key, find_heading, key_of
from staffing.services import forget_old_lists
from staffing.tables import looks_swapped
from staffing.usernames import Usernames, plain_name
from tests.factories import UserFactory

TODAY = date(2026, 11, 24)
ROWS = [
    "Họ và tên;Đơn vị",
    "Nguyễn Thị Huệ;Phòng Kinh tế",
    "Đặng Quốc Cường;Phòng Kinh tế",
]


def cells(data: bytes, name: str = "a.csv", **options) -> list[list[object]]:
    return list(read(name=name, data=data, **options).rows.values())


def tones_apart(text: str) -> str:
    """As an old Windows writes: â, ă, ơ, đ are letters, tones follow them."""
    decomposed = unicodedata.normalize("NFD", text)
    shapes = re.compile("(.)([\u0323\u0309\u0301\u0300\u0303]?)([\u0302\u0306\u031b])")
    return shapes.sub(
        lambda found: unicodedata.normalize("NFC", found[1] + found[3]) + found[2],
        decomposed,
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_csv_of_every_encoding_and_separator(encoding, separator, end):
    text = end.join(ROWS * 3).replace(";", separator)
    if encoding == "cp1258":
        text = tones_apart(text)

    assert cells(text.encode(encoding))[1] == ["Nguyễn Thị Huệ", "Phòng Kinh tế"]


def test_csv_in_bytes_of_tcvn3_becomes_unicode():
    old = "Hä vµ tªn;§¬n vÞ\nNguyÔn ThÞ HuÖ;Phßng Kinh tÕ\n§Æng Quèc C\u00ad\u00f2ng;Phßng Kinh tÕ"

    sheet = read(name="a.csv", data=old.encode("latin-1"))

    assert list(sheet.rows.values())[:2] == [
        ["Họ và tên", "Đơn vị"],
        ["Nguyễn Thị Huệ", "Phòng Kinh tế"],
    ]
    assert "TCVN3" in sheet.notices[0]


def test_a_column_is_recognised_by_its_letters_where_the_font_says_nothing():
    names = ["NguyÔn ThÞ HuÖ", "§Æng V¨n B×nh", "Lª ThÞ Hµ", "TrÇn Quèc TuÊn", "Lê Hà"]
    rows = "\n".join(["Họ và tên;Ghi chú", *(f"{name};Lê Hà" for name in names)])

    sheet = read(name="a.csv", data=rows.encode())

    assert [row[0] for row in sheet.rows.values()][1:5] == [
        "Nguyễn Thị Huệ",
        "Đặng Văn Bình",
        "Lê Thị Hà",
        "Trần Quốc Tuấn",
    ]
    assert {row[1] for row in list(sheet.rows.values())[1:]} == {"Lê Hà"}


def test_proper_names_are_never_taken_for_an_old_encoding():
    names = ["Lê Hà", "Võ Văn Bình", "Hoàng Minh", "Đỗ Thị Mai", "Tô Hoài", "Lý Hoà"]
    rows = "\n".join(["Họ và tên;Tên", *(f"{name};x" for name in names)])

    assert [row[0] for row in cells(rows.encode())[1:]] == names


def test_what_to_do_with_old_text_can_be_said():
    data = "Họ và tên;Đơn vị\nNguyÔn ThÞ HuÖ;A".encode()

    assert cells(data)[1][0] == "NguyÔn ThÞ HuÖ"
    assert cells(data, old_text=OldText.TCVN3)[1][0] == "Nguyễn Thị Huệ"


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.xls", b"\xd0\xcf\x11\xe0rest", ".xlsx"),
        ("a.pdf", b"%PDF-1.7", "PDF"),
        ("a.xlsx", b"no archive", "Excel"),
        ("a.xlsx", b"PK\x03\x04 but no more", "hỏng"),
        ("a.csv", b"", "không có nội dung"),
        ("a.csv", b"a;b\0c", "văn bản"),
        ("a.csv", b'a;b\n"open', "Dòng 2"),
        ("a.csv", b"\xff\xfa\xfb\xfc", "UTF-8"),
    ],
)
def test_what_is_no_list_is_refused_with_the_reason(name, data, reason):
    with pytest.raises(Unreadable, match=reason):
        read(name=name, data=data)


def test_the_sheet_with_the_list_is_found_among_others():
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet("Bìa").write(0, 0, "Danh sách")
        sheet = book.add_worksheet("DS")
        sheet.write_row(2, 1, ["STT", "Họ và tên", "Chức vụ"])
        sheet.write_row(3, 1, [1, "Nông Văn Tám", "Chuyên viên"])

    read_sheet = read(name="a.xlsx", data=out.getvalue())

    assert read_sheet.rows[4] == ["", 1, "Nông Văn Tám", "Chuyên viên"]
    assert "Bìa" in read_sheet.notices[0]


def test_days_numbers_and_zeros_of_excel_are_told_apart():
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"date_1904": True}) as book:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        zeros = book.add_format({"num_format": "00000"})
        sheet.write_datetime(0, 0, date(1985, 3, 12), day)
        sheet.write_number(0, 1, 124, zeros)
        sheet.write_number(0, 2, 1985)
        sheet.write_number(0, 3, 8.5)
        sheet.write_boolean(0, 4, True)
        sheet.write_formula(0, 5, '="Nông"&" Văn"', None, "Nông Văn")

    (row,) = read(name="a.xlsx", data=out.getvalue()).rows.values()

    assert row == ["1985-03-12", "00124", 1985, 8.5, "x", "Nông Văn"]


# --- headings ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Họ và tên", Key.NAME),
        ("HỌ VÀ TÊN", Key.NAME),
        ("Ngày, tháng, năm sinh", Key.BIRTH),
        ("Ngày sinh (dd/mm/yyyy)", Key.BIRTH),
        ("Chức vụ/Chức danh", Key.POST),
        ("Đơn vị\ncông tác", Key.UNIT),
        ("Số hiệu CBCCVC", Key.CODE),
        ("E-mail", Key.EMAIL),
        ("Số CMND/CCCD", "citizen"),
        ("Ghi chú", ""),
        ("Số điện thoại", ""),
    ],
)
def test_headings_are_known_by_their_words(heading, key):
    assert key_of(" ".join(heading.split())) == key


def test_a_letterhead_is_no_heading():
    sheet = Sheet(
        rows={1: ["Đơn vị", "Họ và tên là gì"], 3: ["STT", "Họ và tên", "Đơn vị"]}
    )

    assert find_heading(sheet).row == 3


# --- cells -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("NGUYỄN THỊ HUỆ", "Nguyễn Thị Huệ"),
        ("nguyễn thị huệ", "Nguyễn Thị Huệ"),
        ("Đ/c Nông Văn Tám", "Nông Văn Tám"),
        ("Ông Cao Thắng", "Ông Cao Thắng"),
        ("H'Hen Niê", "H'Hen Niê"),
        ("A Páo", "A Páo"),
    ],
)
def test_names_are_taken_as_they_are_spoken(cell, name):
    assert values.name_of(cell) == name


@pytest.mark.parametrize("cell", ["Nông 8", "x@y", "=1+1", "Tám; Ánh", 5])
def test_what_is_no_name_is_unfit(cell):
    with pytest.raises(values.Unfit):
        values.name_of(cell)


@pytest.mark.parametrize(
    "code", ["004078001234", "4078001234", "001199012345", "1199012345"]
)
def test_numbers_of_citizens_are_unfit_as_staff_codes(code):
    with pytest.raises(values.Unfit):
        values.code_of(code)


@pytest.mark.parametrize("code", ["CB00124", "124", "0912345", 124])
def test_staff_codes_are_not_taken_for_citizens(code):
    assert values.code_of(code)


@pytest.mark.parametrize("family", ["Bàn", "Đoàn", "Tô", "Trương", "Vi", "Sở"])
def test_names_of_families_are_no_words_of_units(family):
    assert bool(UNIT_WORDS.match(f"{family} Văn Tám")) is (family == "Sở")


def test_an_english_excel_is_caught_swapping_days():
    rows = {1: ["Ngày sinh"], 2: ["1985-04-03"], 3: ["1990-01-12"], 4: ["1991-02-02"]}
    swapped = Sheet(rows={**rows, 5: ["25/12/1985"]})
    proper = Sheet(rows={**rows, 5: ["05/12/1985"]})

    assert looks_swapped(swapped, [Key.BIRTH], 1)
    assert not looks_swapped(proper, [Key.BIRTH], 1)


# --- names to sign in with, forgetting ------------------------------------------------


@pytest.mark.django_db
def test_sign_in_names_are_plain_and_never_given_twice():
    UserFactory(username="ha.nongthi")
    usernames = Usernames()

    taken = [usernames.take("Nông Thị Hà") for _n in range(2)]

    assert taken == ["ha.nongthi2", "ha.nongthi3"]
    assert plain_name("Đặng") == "dang"


@pytest.mark.django_db
def test_cells_are_forgotten_and_drafts_go(listed, applied):
    done, fresh, old = (listed(*ROWS) for _n in range(3))
    applied(done)
    long_ago = timedelta(days=100)
    for each, field in [(done, "applied_at"), (old, "uploaded_at")]:
        value = getattr(StaffList.objects.get(pk=each.pk), field) - long_ago
        StaffList.objects.filter(pk=each.pk).update(**{field: value})

    forget_old_lists()

    done.refresh_from_db()
    assert (done.table, bool(done.outcome)) == ({}, True)
    assert set(StaffList.objects.all()) == {done, fresh}
