"""One line of a table after the other, as the acts it orders."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from departments.organisation import Organisation
from departments.pasting.cells import Cells, Wrong, refuse_long
from departments.pasting.pieces import Unclear, pieces
from departments.pasting.spellings import called_like
from departments.pasting.table import Column, Line, Table
from departments.pasting.words import LABELS, READ, Way, way_of
from departments.reorganising.acts import (
    Dissolve,
    Merge,
    Move,
    Ordered,
    Rename,
    Split,
    Target,
)

ENDING = {Way.MERGE, Way.FOUND, Way.DIVIDE, Way.DISSOLVE}
MOST_TARGETS = 5  # as many as the form of a split shows


class Reader(Cells):
    """The acts of a table are numbered -1, -2, … until they are rows, so that a unit
    they found has a key as those of the draft have.
    """

    def __init__(
        self,
        organisation: Organisation,
        acts: Sequence[tuple[int, Ordered]],
        table: Table,
    ) -> None:
        super().__init__(organisation, acts)
        self.only_merges = Column.ACT not in table.columns
        self.count = 0
        for line in table.lines:
            if self._way(line) in ENDING:
                self.foresee(line)

    def _way(self, line: Line) -> Way | None:
        return Way.MERGE if self.only_merges else way_of(line.one(Column.ACT))

    def acts(self, line: Line) -> list[Ordered]:
        """Raises Wrong."""
        way = self._way(line)
        if way is None:
            raise Wrong(_unknown_act(line.one(Column.ACT)))
        _refuse_unread(line, way)
        try:
            acts = self._ordered(line, way)
        except Unclear as error:
            raise Wrong(str(error)) from error
        where = _("row %(row)s") % {"row": line.number}
        for act in acts:
            self.count += 1
            self.note(-self.count, act, where)
        return acts

    # --- acts ---------------------------------------------------------------------

    def _ordered(self, line: Line, way: Way) -> list[Ordered]:
        match way:
            case Way.MERGE | Way.FOUND | Way.INTO:
                return [self._merge(line, way)]
            case Way.DIVIDE | Way.PART:
                return [self._split(line, goes_on=way is Way.PART)]
            case Way.RENAME:
                return self._rename(line)
            case Way.MOVE:
                return self._move(line)
            case Way.DISSOLVE:
                return self._dissolve(line)

    def _merge(self, line: Line, way: Way) -> Merge:
        sources = self.old(line)
        if way is Way.INTO:
            into = Target(unit=self.going_on(line).pk)
        else:
            name, code = self.new(line), line.one(Column.CODE)
            into = self.target(line, name, code, sources, is_new=way is Way.FOUND)
        ending = [unit for unit in sources if unit.pk != into.unit]
        if not ending:
            raise Wrong(_("Of these units none ends. Name those that go into it."))
        self.refuse_ended(ending)
        return Merge(tuple(unit.pk for unit in sources), into)

    def _split(self, line: Line, *, goes_on: bool) -> Split:
        source = self.one_old(line)
        names = pieces(line[Column.NEW])
        codes = pieces(line[Column.CODE]) or [""] * len(names)
        if len(codes) != len(names):
            text = _("There are %(names)s new units and %(codes)s codes.")
            raise Wrong(text % {"names": len(names), "codes": len(codes)})
        if not (1 if goes_on else 2) <= len(names) <= MOST_TARGETS:
            raise Wrong(
                _(
                    "A split names 2 to %(most)s new units with semicolons between them; 1 is enough if the unit goes on (“Tách”)."
                )
                % {"most": MOST_TARGETS}
            )
        into = [
            self.target(line, name, code, [source])
            for name, code in zip(names, codes, strict=True)
        ]
        if goes_on:  # comes last, as where it is typed
            return Split(source.pk, (*into, Target(unit=source.pk)), heir=len(into))
        self.refuse_ended([source])
        return Split(source.pk, tuple(into))

    def _rename(self, line: Line) -> list[Ordered]:
        unit = self.one_old(line)
        written, code = line.one(Column.NEW), line.one(Column.CODE)
        if not written and not code:
            raise Wrong(_("Write the new name, or the new code."))
        name, short_name = unit.name, unit.short_name
        if written:
            name, short_name = called_like(self.new(line), unit)
        refuse_long(name=name, short_name=short_name, code=code)
        acts: list[Ordered] = [
            Rename(unit.pk, name, short_name or unit.short_name, code or unit.code)
        ]
        if line[Column.PARENT]:
            acts.append(
                Move(unit.pk, self.names.place(line.one(Column.PARENT), self.ended))
            )
        return acts

    def _move(self, line: Line) -> list[Ordered]:
        units = self.old(line)
        if line[Column.NEW] and line[Column.PARENT]:
            raise Wrong(
                _(
                    "Write where it goes once, in the column %(column)s; a new name is an act of its own (“Đổi tên”)."
                )
                % {"column": LABELS[Column.PARENT]}
            )
        place = line.one(Column.PARENT) or line.one(Column.NEW)
        if not place:
            raise Wrong(_("Write the unit it belongs to from now on."))
        parent = self.names.place(place, self.ended)
        self.refuse_ended(units)
        return [Move(unit.pk, parent) for unit in units]

    def _dissolve(self, line: Line) -> list[Ordered]:
        units = self.old(line)
        heir = self.going_on(line) if line[Column.NEW] else None
        if heir in units:
            raise Wrong(_("A unit that ends cannot take over its own records."))
        self.refuse_ended(units)
        return [Dissolve(unit.pk, heir.pk if heir else None) for unit in units]


def _refuse_unread(line: Line, way: Way) -> None:
    for column in (Column.NEW, Column.CODE, Column.PARENT):
        if line[column] and column not in READ[way]:
            text = _(
                "“%(text)s” in the column %(column)s means nothing for this act. Leave"
                " it empty."
            )
            values = {"text": line.one(column), "column": LABELS[column]}
            raise Wrong(text % values)


def _unknown_act(text: str) -> str:
    if not text:
        return _("Write what is done: %(acts)s.") % {"acts": ", ".join(WRITTEN)}
    told = _("“%(text)s” is no act that is read here. Write one of: %(acts)s.")
    return told % {"text": text, "acts": ", ".join(WRITTEN)}


# As decisions word them, whatever language the screen is in.
WRITTEN = (
    "Sáp nhập",
    "Hợp nhất",
    "Nhập vào",
    "Chia",
    "Tách",
    "Đổi tên",
    "Chuyển",
    "Giải thể",
)
