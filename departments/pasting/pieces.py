"""The pieces of a cell that names several units."""

from __future__ import annotations

import re
from typing import Final

from django.utils.translation import gettext as _

PIECES: Final = re.compile(r"\s*(?:;|[\r\n]+)\s*")
MOST_PIECES: Final = 200
MOST_LETTERS: Final = 1_000  # of one piece: more is no name, nor a list with commas


class Unclear(Exception):
    """No unit, or several. `str()` says what to write."""


def pieces(cell: str) -> list[str]:
    """Raises Unclear where there are more than any decision has in a row."""
    found = [piece for piece in PIECES.split(cell) if piece]
    if len(found) > MOST_PIECES:
        raise _too_long(cell)
    for piece in found:
        refuse_long(piece)
    return found


def refuse_long(text: str) -> None:
    if len(text) > MOST_LETTERS:
        raise _too_long(text)


def _too_long(text: str) -> Unclear:
    reason = _("“%(text)s…” is too long for the units of one row.")
    return Unclear(reason % {"text": text[:40]})
