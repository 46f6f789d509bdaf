"""What the words of a table order, and which columns each order reads."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from departments.pasting.table import Column
from vietnamese.text import fold


class Way(StrEnum):
    """An act as decisions word it: both ways of merging and of dividing are told apart."""

    MERGE = "merge"  # into a new unit, or into one there is that stands beside
    FOUND = "found"  # into a new unit, whatever there is
    INTO = "into"  # into one that goes on
    DIVIDE = "divide"  # and end
    PART = "part"  # parts leave, the unit goes on
    RENAME = "rename"
    MOVE = "move"
    DISSOLVE = "dissolve"


KNOWN: Final[Mapping[str, Way]] = {
    words: way
    for way, names in {
        Way.MERGE: "sap nhap|nhap|gop|sap xep|nhap don vi|sap nhap don vi|merge",
        Way.FOUND: "hop nhat|thanh lap|thanh lap moi|nhap thanh|sap nhap thanh"
        "|sap nhap thanh lap|hop nhat thanh|merge into new",
        Way.INTO: "nhap vao|sap nhap vao|gop vao|merge into",
        Way.DIVIDE: "chia|chia thanh|split|divide",
        Way.PART: "tach|tach ra|tach thanh|split off",
        Way.RENAME: "doi ten|doi ten thanh|rename",
        Way.MOVE: "chuyen|chuyen ve|chuyen sang|dieu chuyen|move",
        Way.DISSOLVE: "giai the|cham dut|cham dut hoat dong|ket thuc|ket thuc hoat dong"
        "|bai bo|dissolve",
    }.items()
    for words in names.split("|")
}

READ: Final[Mapping[Way, Collection[Column]]] = {
    Way.MERGE: {Column.NEW, Column.CODE, Column.PARENT},
    Way.FOUND: {Column.NEW, Column.CODE, Column.PARENT},
    Way.INTO: {Column.NEW, Column.PARENT},
    Way.DIVIDE: {Column.NEW, Column.CODE, Column.PARENT},
    Way.PART: {Column.NEW, Column.CODE, Column.PARENT},
    Way.RENAME: {Column.NEW, Column.CODE, Column.PARENT},
    Way.MOVE: {Column.NEW, Column.PARENT},
    Way.DISSOLVE: {Column.NEW},
}

# What people call the columns.
LABELS: Final = {
    Column.ACT: _("Act"),
    Column.OLD: _("Old units"),
    Column.NEW: _("New unit"),
    Column.CODE: pgettext_lazy("of a unit", "Code"),
    Column.PARENT: _("Belongs to"),
    Column.WITHIN: _("Old units belong to"),
}


def way_of(text: str) -> Way | None:
    return KNOWN.get(fold(text).strip(" .:"))
