"""Files that are too much are refused at once, in a process that is measured."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from staffing.reading import MAX_BYTES, read

ROOT = Path(__file__).resolve().parent.parent.parent
SECONDS, MEGABYTES = 2, 200
MEASURED = r"""
import json, os, re, sys, time
os.environ["DJANGO_SETTINGS_MODULE"] = "lms.settings.test"
import django
django.setup()
from django.utils import translation
from staffing.reading import Unreadable, read
for path in sys.argv[1:]:
    data = open(path, "rb").read()
    began, said = time.process_time(), ""
    with translation.override("en"):
        try:
            read(name="danh-sach.xlsx", data=data)
        except Unreadable as error:
            said = str(error)
    spent = time.process_time() - began
    status = open("/proc/self/status").read()  # maxrss would count the parent's, too
    peak = int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024
    print(json.dumps([said, spent, peak]))
"""
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>'
)
WORKBOOK = (
    '<workbook xmlns:r="r"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets>'
    "</workbook>"
)
SHEET = ("<worksheet><sheetData>", "</sheetData></worksheet>")
TOO_LARGE = "The workbook is too large."
NOT_EXCEL = "The workbook is not as Excel makes it."
DAMAGED = "The workbook is damaged."
TOO_MANY = "The list has more than 10000 rows."


def workbook(sheet, **parts: str) -> bytes:
    """The least that is a workbook; `sheet` may come in pieces."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("xl/workbook.xml", WORKBOOK)
        archive.writestr("xl/_rels/workbook.xml.rels", RELATIONS)
        for name, content in parts.items():
            archive.writestr(f"xl/{name}.xml", content)
        with archive.open("xl/worksheets/sheet1.xml", "w") as file:
            for piece in sheet:
                file.write(piece.encode())
    return out.getvalue()


def rows(count: int, cells: str):
    yield SHEET[0]
    for start in range(1, count, 10_000):
        numbers = range(start, min(start + 10_000, count + 1))
        yield "".join(
            f'<row r="{n}">{cells.replace("#", str(n))}</row>' for n in numbers
        )
    yield SHEET[1]


def a_million_people() -> bytes:
    cell = '<c><v>1</v></c><c t="inlineStr"><is><t>Nông Văn Tám</t></is></c>'
    return workbook(rows(1_000_000, cell))


def many_small_rows() -> bytes:
    """Few enough bytes, but more rows than a list of staff has."""
    return workbook(rows(200_000, '<c r="A#"><v>1</v></c>'))


def a_million_empty_rows() -> bytes:
    return workbook(rows(1_000_000, ""))


def zip_bomb() -> bytes:
    zeros = "0" * 1024 * 1024
    return workbook([SHEET[0], "<row><c><v>", *[zeros] * 200, "</v></c></row>"])


def bomb_in_strings() -> bytes:
    text = "<si><t>" + "a" * 1_000_000 + "</t></si>"
    return workbook([*SHEET], sharedStrings="<sst>" + text * 100 + "</sst>")


def one_endless_tag() -> bytes:
    return workbook([SHEET[0], "<row r='", "1" * 20_000_000, "'/>", SHEET[1]])


def entities() -> bytes:
    laughs = '<!DOCTYPE x [<!ENTITY a "ha">]><worksheet>&a;</worksheet>'
    return workbook([laughs])


def far_away_cells() -> bytes:
    """Sparse, with merged cells over a million rows."""
    merge = '<mergeCell ref="A1:A1048576"/>' * 10_000
    sheet = f'{SHEET[0]}<row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
    return workbook([sheet, f"<mergeCells>{merge}</mergeCells></worksheet>"])


def lying_directory() -> bytes:
    """Says a part is small; unpacked it is not."""
    data = bytearray(zip_bomb())
    place = data.rfind(b"PK\x01\x02")
    data[place + 24 : place + 28] = (1000).to_bytes(4, "little")
    return bytes(data)


def overlapping_names() -> bytes:
    out = BytesIO(a_small_one())
    with (
        pytest.warns(UserWarning, match="Duplicate name"),
        zipfile.ZipFile(out, "a") as archive,
    ):
        archive.writestr("xl/workbook.xml", WORKBOOK)
    return out.getvalue()


def a_small_one() -> bytes:
    return workbook(rows(3, '<c r="A#"><v>#</v></c>'))


CASES = {
    a_small_one: "",
    entities: DAMAGED,
    overlapping_names: NOT_EXCEL,
    one_endless_tag: NOT_EXCEL,
    lying_directory: DAMAGED,
    zip_bomb: TOO_LARGE,
    bomb_in_strings: TOO_LARGE,
    a_million_empty_rows: TOO_LARGE,
    a_million_people: TOO_LARGE,
    many_small_rows: TOO_MANY,
    far_away_cells: "",
}


@pytest.fixture(scope="module")
def measured(tmp_path_factory) -> dict[object, tuple[str, float, float]]:
    """What a new process says of each file, how long it took, its peak in MB so far."""
    folder = tmp_path_factory.mktemp("files")
    paths = []
    for make in CASES:
        paths.append(folder / f"{make.__name__}.xlsx")
        paths[-1].write_bytes(make())
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, *map(str, paths)],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    lines = map(json.loads, done.stdout.splitlines())
    return dict(zip(CASES, lines, strict=True))


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux")
@pytest.mark.parametrize("make", CASES)
def test_too_much_is_refused_quickly_and_in_little_memory(make, measured):
    said, seconds, megabytes = measured[make]

    assert said.startswith(CASES[make])
    assert bool(said) is bool(CASES[make])
    assert seconds < SECONDS
    assert megabytes < MEGABYTES


def test_a_list_as_long_as_allowed_is_read():
    name = '<c r="A#" t="inlineStr"><is><t>Nông Văn Tám</t></is></c>'
    data = workbook(rows(10_000, name))

    assert len(read(name="a.xlsx", data=data).rows) == 10_000
    assert len(data) < MAX_BYTES
