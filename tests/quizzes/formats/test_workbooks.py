from __future__ import annotations

import resource
import time

import pytest
from openpyxl import load_workbook

from quizzes import formats
from quizzes.formats import shapes
from quizzes.formats.table_rows import MAX_ROWS
from tests.quizzes.formats import workbooks


def read(data: bytes, name: str = "bang.xlsx") -> formats.Parsed:
    return formats.read(name=name, data=data)


def reasons(parsed: formats.Parsed) -> list[str]:
    return [refusal.reason for refusal in parsed.refusals]


def test_numbers_truths_and_titles_typed_by_hand_are_understood():
    parsed = read(workbooks.typed_by_hand())

    number, truth, choice = parsed.questions
    assert number.content["answers"][0]["value"] == "2.5"
    assert (number.difficulty, number.line) == (2, 4)
    assert [option["correct"] for option in truth.content["options"]] == [True, False]
    assert [option["text"] for option in choice.content["options"]] == ["1", "0,1"]
    assert parsed.refusals == ()
    assert [notice.text for notice in parsed.notices] == [
        "The sheet “Nháp” was not read; one sheet is read."
    ]


def test_cells_that_are_no_text_are_refused_by_row_and_column():
    parsed = read(workbooks.with_bad_cells())

    assert [question.text for question in parsed.questions] == ["Đọc được"]
    assert [refusal.line for refusal in parsed.refusals] == [2, 3, 4, 5]
    assert reasons(parsed) == [
        "Row 2, column “A”: There is a formula. Paste its value instead.",
        "Row 3, column “Đáp án”: Excel has made a date of this. Format the cell as text and type it again.",
        "Row 4, column “A”: There is an error of the spreadsheet (#REF!).",
        "Row 5, column “Câu hỏi”: The text is in the old encoding TCVN3. Convert it to Unicode (for example with UniKey, Ctrl+Shift+F6), save as UTF-8 and import again.",
    ]


def test_the_template_has_headings_examples_and_a_guide_and_nothing_to_import():
    parsed = read(formats.template_xlsx())

    assert (parsed.questions, parsed.notices) == ((), ())
    assert reasons(parsed) == ["No question was found in the file."]


def test_every_example_of_the_template_can_be_imported():
    for separator in ",;\t":
        parsed = read(formats.template_csv(separator=separator), "mau.csv")

        assert (parsed.refusals, parsed.notices) == ((), ())
        assert {question.kind for question in parsed.questions} == {
            *("single", "multiple", "true_false", "short", "numeric", "matching"),
            *("ordering", "gaps", "hot_words", "essay"),
        }


FORMULAS = ["=1+1", "+84 206", "-5", "@SUM(A1)", "＝1+1", "'=1+1", "\t=1"]


def with_formulas() -> list[formats.ParsedQuestion]:
    answers = [
        shapes.Weighted(text, shapes.HUNDRED if n == 0 else shapes.Decimal(0))
        for n, text in enumerate(FORMULAS)
    ]
    content = shapes.single(answers)
    return [shapes.question(kind="single", text="=HYPERLINK(1)", content=content)]


def test_nothing_we_write_into_a_workbook_is_a_formula(tmp_path):
    path = tmp_path / "bang.xlsx"
    path.write_bytes(formats.write_table_xlsx(with_formulas()).data)

    cells = [cell for sheet in load_workbook(path) for row in sheet for cell in row]

    filled = [cell for cell in cells if cell.value is not None]
    assert {cell.data_type for cell in filled} == {"s"}


def test_nothing_we_write_as_csv_starts_like_a_formula():
    questions = with_formulas()

    written = formats.write_table_csv(questions, separator=";").data.decode("utf-8-sig")

    cells = [
        cell.strip('"') for line in written.split("\r\n") for cell in line.split(";")
    ]
    assert [cell for cell in cells if cell[:1] in {*"=+-@\t＝"}] == []
    assert read(written.encode(), "bang.csv").questions == tuple(questions)


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        pytest.param(
            lambda: workbooks.bomb(200),
            "The workbook is too large when unpacked. Split it.",
            id="zip bomb",
        ),
        pytest.param(
            lambda: workbooks.bomb(12),
            "The workbook has too many cells. Split it.",
            id="too many cells",
        ),
        pytest.param(
            lambda: workbooks.lying_bomb(),
            "The workbook is damaged. Open it in Excel and save it again.",
            id="a bomb that lies about its size",
        ),
        pytest.param(
            lambda: workbooks.protected(),
            "The workbook is damaged. Open it in Excel and save it again.",
            id="encrypted",
        ),
        pytest.param(
            lambda: workbooks.with_entries(
                workbooks.workbook(), *((f"x/{n}.xml", b"") for n in range(1001))
            ),
            "The archive of the workbook is not as Excel makes it.",
            id="too many entries",
        ),
        pytest.param(
            lambda: workbooks.with_entries(
                workbooks.workbook(), ("XL/workbook.xml", b"")
            ),
            "The archive of the workbook is not as Excel makes it.",
            id="twins",
        ),
        pytest.param(
            lambda: workbooks.edited(
                workbooks.workbook(),
                "xl/worksheets/sheet1.xml",
                lambda sheet: b'<!DOCTYPE x [<!ENTITY a "b">]>' + sheet,
            ),
            "The workbook defines a document type (DTD).",
            id="dtd",
        ),
        pytest.param(
            lambda: workbooks.edited(
                workbooks.workbook(),
                "xl/worksheets/sheet1.xml",
                lambda sheet: sheet[:200],
            ),
            "The workbook is damaged. Open it in Excel and save it again.",
            id="cut sheet",
        ),
        pytest.param(
            lambda: workbooks.workbook()[:900],
            "The workbook is damaged. Open it in Excel and save it again.",
            id="cut file",
        ),
        pytest.param(
            lambda: b"PK\x03\x04" + b"\0" * 10 * 1024 * 1024,
            "The file is larger than 10 MB. Split it.",
            id="too large",
        ),
    ],
)
def test_hostile_and_damaged_workbooks_are_refused_in_bounded_time_and_memory(
    make, reason
):
    data = make()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time()

    parsed = read(data)

    assert reasons(parsed) == [reason]
    assert time.process_time() - began < 3
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 200 * 1024  # kilobytes


def test_a_table_of_too_many_rows_or_columns_is_refused():
    rows = [["Tự luận", f"Câu {n}"] for n in range(MAX_ROWS + 11)]
    wide = [*workbooks.HEAD, *[None] * 80, "x"]

    assert reasons(read(workbooks.workbook(*rows))) == [
        "The file holds more than 5000 questions. Split it."
    ]
    assert reasons(read(workbooks.workbook(["Tự luận", "Câu"], head=wide))) == [
        "Row 1 has more than 80 columns."
    ]


def test_a_row_a_million_rows_down_costs_nothing():
    made = workbooks.Workbook()
    made.active.append(workbooks.HEAD)
    made.active.append(["Tự luận", "Câu một"])
    made.active.cell(row=1_048_576, column=16_384, value="x")
    data = workbooks.saved(made)
    began = time.process_time()

    parsed = read(data)

    assert reasons(parsed) == ["The table has more than 5000 rows. Split it."]
    assert time.process_time() - began < 3


@pytest.mark.parametrize("name", ["bang.xlsx", "bang.xls", "bang"])
def test_what_a_file_is_counts_more_than_its_name(name):
    parsed = read(workbooks.workbook(["Tự luận", "Câu một"]), name)

    assert (parsed.format, len(parsed.questions)) == ("xlsx", 1)


def test_text_that_calls_itself_a_workbook_is_refused():
    parsed = read("Câu hỏi{T}".encode())

    assert reasons(parsed) == ["This is no Excel workbook. Save the table as .xlsx."]
