"""The cells of a line: which units they name, and what would found new ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress

from django.utils.translation import gettext as _

from departments.organisation import Organisation, Unit
from departments.pasting.names import Names
from departments.pasting.pieces import Unclear
from departments.pasting.spellings import called_like
from departments.pasting.table import BREAKS, Column, Line
from departments.reorganising.acts import (
    Dissolve,
    Key,
    Merge,
    Ordered,
    Rename,
    Split,
    Target,
)
from departments.reorganising.words import targets_of

MOST_LETTERS = {"name": 200, "short_name": 60, "code": 20}


class Wrong(Exception):
    """A line that cannot be meant. `str()` says what to write."""


class Cells:
    """Knows what the draft and the lines above have ordered already."""

    def __init__(
        self, organisation: Organisation, acts: Sequence[tuple[int, Ordered]]
    ) -> None:
        self.organisation = organisation
        self.names = Names(organisation)
        self.ended: dict[int, str] = {}
        self.will_end: set[int] = set()
        for number, act in acts:
            self.note(number, act, _("an act of the draft"))

    def foresee(self, line: Line) -> None:
        """Of the name of a unit that a row further down ends, another is founded."""
        with suppress(Unclear, Wrong):
            self.will_end.update(unit.pk for unit in self.old(line))

    def note(self, number: int, act: Ordered, where: str) -> None:
        for n, target in enumerate(targets_of(act)):
            if target.unit is None:
                self.names.add_new(f"{number}/{n}", target)
        if isinstance(act, Rename):
            self.names.add_name(act.unit, act.name)
        for pk in _ending(act):
            self.ended.setdefault(pk, where)

    def old(self, line: Line) -> list[Unit]:
        within = self.names.units_in(line[Column.WITHIN])
        units = self.names.units_in(line[Column.OLD], within)
        if not units:
            raise Wrong(_("Write the old unit."))
        for unit in units:
            if units.count(unit) > 1:
                text = _("%(unit)s stands twice in this row.")
                raise Wrong(text % {"unit": self.names.full(unit)})
        return units

    def one_old(self, line: Line) -> Unit:
        [unit, *others] = self.old(line)
        if others:
            raise Wrong(_("Write one old unit in a row of this act."))
        return unit

    def new(self, line: Line) -> str:
        name = line.one(Column.NEW)
        if not name:
            raise Wrong(_("Write the name of the new unit."))
        return name

    def going_on(self, line: Line) -> Unit:
        """A unit there is, told from others of its name by what it belongs to."""
        within = self.names.units_in(line[Column.PARENT])
        return self.names.unit(self.new(line), within)

    def parent(self, line: Line, like: Unit) -> Key | None:
        written = line.one(Column.PARENT)
        return self.names.place(written, self.ended) if written else like.parent_id

    def target(
        self,
        line: Line,
        name: str,
        code: str,
        sources: Sequence[Unit],
        *,
        is_new: bool = False,
    ) -> Target:
        """A new unit; or the one of that name which stands there already and goes on."""
        like = sources[0]
        parent = self.parent(line, like)
        beside = None if is_new else self._beside(name, parent, sources)
        if beside is None:
            name, short_name = called_like(name, like)
            refuse_long(name=name, short_name=short_name, code=code)
            return Target(None, name, short_name, code, like.kind, parent)
        if code and code != beside.code:
            text = _(
                "%(unit)s is there already and keeps its code. Leave the code empty, or"
                " write “Hợp nhất” if a new unit is founded."
            )
            raise Wrong(text % {"unit": self.names.full(beside)})
        return Target(unit=beside.pk)

    def _beside(
        self, name: str, parent: Key | None, sources: Sequence[Unit]
    ) -> Unit | None:
        there = self.names.there(self.names.named(BREAKS.sub(" ", name)))
        found = [
            unit
            for unit in there
            if unit.parent_id == parent
            and unit not in sources
            and unit.pk not in self.ended
            and unit.pk not in self.will_end
        ]
        return found[0] if len(found) == 1 else None

    def refuse_ended(self, units: Iterable[Unit]) -> None:
        for unit in units:
            where = self.ended.get(unit.pk)
            if where:
                text = _("%(unit)s ends already, by %(where)s.")
                values = {"unit": self.names.full(unit), "where": where}
                raise Wrong(text % values)


def refuse_long(**said: str) -> None:
    for field, text in said.items():
        if len(text) > MOST_LETTERS[field]:
            reason = _("“%(text)s…” is too long: at most %(most)s letters.")
            values = {"text": text[:40], "most": MOST_LETTERS[field]}
            raise Wrong(reason % values)


def _ending(act: Ordered) -> list[int]:
    """Units there are which an act ends by name."""
    match act:
        case Merge(sources=sources, into=target):
            return [pk for pk in sources if pk != target.unit]
        case Split(source=source, into=targets):
            goes_on = source in {target.unit for target in targets}
            return [] if goes_on else [source]
        case Dissolve(unit=unit):
            return [unit]
    return []
