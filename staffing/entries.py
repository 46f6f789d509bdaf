"""What one row says of a person."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from staffing import values
from staffing.reading.base import Cell, Row
from staffing.reading.cells import cell_at
from staffing.reading.headings import Key


@dataclass(frozen=True)
class Columns:
    """Where each heading stands, and how it is called."""

    places: Mapping[str, int]
    names: Mapping[str, str]

    def cell(self, cells: Row, key: str) -> Cell:
        return cell_at(cells, self.places.get(key, -1))

    def words(self, cells: Row, key: str) -> str:
        return str(self.cell(cells, key)).strip()

    def name(self, cells: Row) -> str:
        """The name, also where family and given name stand apart."""
        keys = (Key.NAME,) if Key.NAME in self.places else (Key.FAMILY, Key.GIVEN)
        return " ".join(filter(None, (self.words(cells, key) for key in keys)))


@dataclass(frozen=True)
class Fault:
    """Why a row cannot be taken; `column` as the file calls it."""

    column: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Entry:
    """`places` leads from the largest unit inwards."""

    row: int
    name: str = ""
    birth: str = ""
    code: str = ""
    code_is_number: bool = False
    email: str = ""
    username: str = ""
    post: str = ""
    places: tuple[str, ...] = ()
    is_besides: bool = False
    faults: tuple[Fault, ...] = ()


@dataclass
class EntryReader:
    """Reads the cells of one row; what is unfit becomes a fault."""

    columns: Columns
    today: date
    cells: Row
    faults: list[Fault] = field(default_factory=list)

    def entry(self, row: int, *, groups: list[str], below: bool) -> Entry:
        name, own = self._name(), [self._take(Key.UNIT), self._take(Key.DIVISION)]
        if below:
            self.faults.append(Fault("", _("The row stands below the signatures.")))
        return Entry(
            row=row,
            name=name,
            birth=self._birth(),
            code=self._take(Key.CODE, values.code_of),
            code_is_number=isinstance(self.columns.cell(self.cells, Key.CODE), int),
            email=self._take(Key.EMAIL, values.email_of),
            username=self._take(Key.USERNAME, values.username_of),
            post=self._take(Key.POST, values.post_of),
            is_besides=values.is_besides(self._take(Key.CONCURRENT)),
            places=tuple(filter(None, [*groups, *own])),
            faults=tuple(self.faults),
        )

    def _take(self, key: str, read: Callable[[Cell], str] = values.text_of) -> str:
        try:
            return read(self.columns.cell(self.cells, key))
        except values.Unfit as error:
            self.faults.append(Fault(self.columns.names.get(key, ""), str(error)))
            return ""

    def _name(self) -> str:
        typed, key = self.columns.name(self.cells), Key.NAME
        if key not in self.columns.places:
            key = Key.GIVEN
        try:
            name = values.name_of(typed)
        except values.Unfit as error:
            self.faults.append(Fault(self.columns.names.get(key, ""), str(error)))
            return ""
        if not name:
            reason = _("The name is missing.")
            self.faults.append(Fault(self.columns.names.get(key, ""), reason))
        return name

    def _birth(self) -> str:
        keys = (Key.BIRTH, Key.BIRTH_MEN, Key.BIRTH_WOMEN)
        found = (self._take(key, self._birth_of) for key in keys)
        return next(filter(None, found), "")

    def _birth_of(self, cell: Cell) -> str:
        return values.birth_of(cell, self.today)
