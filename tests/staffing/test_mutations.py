"""Broken workbooks are read or refused with a reason; nothing else happens."""

from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO
from random import Random

import pytest

from staffing.entries import Columns
from staffing.lines import read_lines
from staffing.reading import Unreadable, read
from staffing.reading.headings import find_heading
from tests.staffing.horrible import horrible_workbook

ACCIDENTS = [b"<", b">", b'"', b'r="A0"', b"9" * 20, b"-1", b"NaN", b"1e999", b"\x00"]
ACCIDENTS += [b't="s"', b't="d"', b's="999999"', b'<row r="x">', b"", b"ZZZ1"]
FILES = 200


@pytest.fixture(scope="module")
def parts() -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(horrible_workbook())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def mutant(parts: dict[str, bytes], rng: Random) -> bytes:
    broken = dict(parts)
    for _accident in range(rng.randint(1, 6)):
        name = rng.choice([each for each in broken if each.startswith("xl/")])
        content, place = broken[name], rng.randrange(len(broken[name]) + 1)
        after = place + rng.choice([0, 0, 1, 30])
        broken[name] = content[:place] + rng.choice(ACCIDENTS) + content[after:]
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in broken.items():
            if rng.random() > 0.02:
                archive.writestr(name, content)
    return out.getvalue()


def test_no_broken_workbook_raises_anything_but_a_refusal(parts):
    refused = 0
    for seed in range(FILES):
        try:
            sheet = read(name="a.xlsx", data=mutant(parts, Random(seed)))
        except Unreadable as error:
            refused += bool(str(error))
            continue
        heading = find_heading(sheet)
        if heading:
            places = {key: place for place, key in enumerate(heading.keys) if key}
            names = {key: heading.names[place] for key, place in places.items()}
            columns, today = Columns(places, names), date(2026, 11, 24)
            read_lines(sheet, heading=heading.row, columns=columns, today=today)

    assert 0 < refused < FILES
