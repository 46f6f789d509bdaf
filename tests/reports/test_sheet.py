"""Rows written as finished text read back as what was written."""

from __future__ import annotations

import io
from datetime import date, datetime

import openpyxl
import pytest
import xlsxwriter
from openpyxl.utils.escape import unescape

from reports.paper import Column, Paper
from reports.workbook import OPTIONS

COLUMNS = (
    Column("STT", 6, "number"),
    Column("Nội dung", 30),
    Column("Ngày", 12, "date"),
)


def written(*lines):
    """The cells of a paper with these lines, below its two header rows."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        paper = Paper(book, "Danh sách", COLUMNS)
        paper.table()
        for line in lines:
            paper.line(line)
        paper.banner("I", "Nhóm", "group")
    sheet = openpyxl.load_workbook(out).active
    return list(sheet.iter_rows(min_row=3))


@pytest.mark.parametrize(
    "text",
    [
        "Nông Thị Ánh",
        "R&D <b>đậm</b> \"trích\" 'dẫn'",
        "=1+1",
        "+84 912",
        "@SUM(A1)",
        "-5",
        " cách trước và sau ",
        "hai\ndòng\tvà cột",
        "<r>giả</r>",
        "_x0041_ không phải chữ A",
        "chuông \x07 trong tên",
        "\ufffe\uffff",
        "𠀀 ngoài mặt phẳng cơ bản",
    ],
)
def test_any_text_comes_back_as_it_was_and_is_text(text):
    (_number, cell, _day), _group = written([1, text, None])

    assert (unescape(cell.value), cell.data_type) == (text, "s")


def test_numbers_days_and_nothing_keep_their_kind_and_form():
    day = date(2026, 2, 28)
    (number, text, on), _group = written([1234.5, None, day])

    assert (number.value, number.number_format) == (1234.5, "#,##0")
    assert text.value is None
    assert text.border.left.style == "thin"
    assert (on.value, on.number_format) == (datetime(2026, 2, 28), "dd/mm/yyyy")


def test_rows_stand_between_those_written_by_the_library():
    first, second, group = written([1, "một", None], [2, "hai", None])

    assert [cell.value for cell in first] == [1, "một", None]
    assert [cell.value for cell in second] == [2, "hai", None]
    assert [cell.value for cell in group] == ["I", "Nhóm", None]


def test_a_row_of_another_length_than_its_styles_is_refused():
    with pytest.raises(ValueError, match="zip"):
        written([1, "thiếu một ô"])
