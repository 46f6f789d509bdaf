"""XLSX, read by its parts.

openpyxl gives fonts and merged cells only by building every cell as an object, and
refuses styles that other programs write wrongly. Streaming the few parts that matter
passes over empty cells, keeps the fonts of single words, and stops where a file is
larger than a list of staff can be.
"""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _

from staffing.reading.archive import Package, opened
from staffing.reading.base import Decoder, OldText, Sheet, Unreadable
from staffing.reading.cells import EPOCH, EPOCH_1904, Cells
from staffing.reading.headings import score
from staffing.reading.parts import strings_of, styles_of, workbook_parts

MOST_SHEETS: Final = 10


def xlsx_sheet(data: bytes, old_text: OldText) -> Sheet:
    """The sheet that looks most like a list of staff. Raises Unreadable."""
    with opened(data) as package:
        sheets = _sheets(package, old_text)
    filled = [sheet for sheet in sheets if sheet.rows]
    if not filled:
        raise Unreadable(_("The workbook has no sheet with a list."))
    chosen = max(filled, key=score)
    told = _("The sheet “%(name)s” was not read; one sheet is read.")
    for sheet in filled:
        if sheet is not chosen:
            chosen.notices.append(told % {"name": sheet.name[:40]})
    return chosen


def _sheets(package: Package, old_text: OldText) -> list[Sheet]:
    workbook, targets = workbook_parts(package)
    strings, styles = strings_of(package), styles_of(package)
    found = []
    for name, relation in workbook.sheets[:MOST_SHEETS]:
        if not package.has(targets.get(relation, "")):
            continue
        sheet, decoder = Sheet(name), Decoder(old_text)
        epoch = EPOCH_1904 if workbook.starts_1904 else EPOCH
        cells = Cells(sheet, strings, styles, decoder, epoch=epoch)
        package.parse(targets[relation], cells)
        cells.spread()
        decoder.finish(sheet)
        if cells.was_too_wide:
            sheet.notices.append(_("Columns far to the right were not read."))
        found.append(sheet)
    return found
