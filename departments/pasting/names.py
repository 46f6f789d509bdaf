"""Which unit a cell means. Of several it is never guessed: who wrote it is asked."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from difflib import get_close_matches
from typing import Final

from django.utils.translation import gettext as _

from departments.organisation import Organisation, Unit
from departments.pasting.pieces import Unclear, pieces, refuse_long
from departments.pasting.spellings import forms, label, own_part, plain_code
from departments.pasting.table import BREAKS
from departments.reorganising.acts import Key, Target
from vietnamese.text import fold, has_marks

# "Xã Hưng Đạo (huyện Bảo Lạc)", "xã Hưng Đạo thuộc huyện Bảo Lạc"
WITHIN: Final = (
    re.compile(r"(?P<unit>.*\S)\s*\((?P<within>[^()]+)\)"),
    re.compile(r"(?P<unit>.+?)\s+(?:trực )?thuộc\s+(?P<within>.+)", re.IGNORECASE),
)
COMMAS: Final = re.compile(r"\s*(?:,|\s+và\s+)\s*(?:và\s+)?", re.IGNORECASE)
MOST_TOLD: Final = 5  # of one cell
SHOWN: Final = 6
NEAR: Final = 0.75
MOST_NEAR: Final = 20  # looked for in one table: comparing is slow


class Names:
    """Units there are and units that acts found, by all they are called."""

    def __init__(self, organisation: Organisation) -> None:
        self.organisation = organisation
        self.units = [unit for unit in organisation if not unit.is_gone]
        self.codes: dict[str, list[Key]] = defaultdict(list)
        self.levels: tuple[dict[str, list[Key]], ...] = tuple(
            defaultdict(list) for _level in range(4)
        )
        self.known: dict[str, list[Key]] = {}
        self.alike: dict[str, list[str]] = {}
        for unit in self.units:
            self._add(unit.pk, unit.name, unit.short_name)
            if unit.code:
                self.codes[plain_code(unit.code)].append(unit.pk)

    def add_new(self, key: str, target: Target) -> None:
        """A unit that an act founds can be named as a place from then on."""
        self._add(key, target.name, target.short_name)

    def add_name(self, unit: int, name: str) -> None:
        """A unit that is renamed is known by both names."""
        self._add(unit, name)

    def _add(self, key: Key, *names: str) -> None:
        self.known.clear()
        for name in {*names} - {""}:
            for level, form in zip(self.levels, forms(name), strict=True):
                if key not in level[form]:
                    level[form].append(key)

    # --- finding ------------------------------------------------------------------

    def unit(self, text: str, within: Sequence[Unit] = ()) -> Unit:
        """The unit there is that is meant. Raises Unclear."""
        name, within = self._split(text, within)
        named = self.there(self.named(name))
        found = [unit for unit in named if _is_in(unit, within)]
        if len(found) == 1:
            return found[0]
        raise Unclear(self._unclear(name, found, named, within))

    def units_in(self, cell: str, within: Sequence[Unit] = ()) -> list[Unit]:
        """Several units: a semicolon or a line break between them, or commas."""
        units: list[Unit] = []
        unclear: list[str] = []
        for piece in pieces(cell):
            try:
                units += self._piece(piece.strip(" .,"), within)
            except Unclear as error:
                unclear.append(str(error))
            if len(unclear) == MOST_TOLD:
                break
        if unclear:
            raise Unclear(" ".join(unclear))
        return units

    def place(self, text: str, but: Collection[int]) -> Key:
        """A unit to belong to: one there is and that does not end, or a new one."""
        name, within = self._split(text, ())
        keys = [key for key in self.named(name) if key not in but]
        new = [key for key in keys if isinstance(key, str)]
        there = self.there(keys)
        found = [unit for unit in there if _is_in(unit, within)]
        if len(found) + len(new) == 1:
            return found[0].pk if found else new[0]
        raise Unclear(self._unclear(name, found, there, within, len(new)))

    def named(self, name: str) -> list[Key]:
        """All that are called so; other marks are another name, none are a hurry."""
        if name not in self.known:
            self.known[name] = self._named(name)
        return self.known[name]

    def _named(self, name: str) -> list[Key]:
        by_code = self.codes.get(plain_code(name))
        if by_code:
            return by_code
        last = 2 if has_marks(name) else 4
        for level, form in list(zip(self.levels, forms(name), strict=True))[:last]:
            if form in level:
                return level[form]
        return []

    def there(self, keys: Iterable[Key]) -> list[Unit]:
        return [self.organisation[key] for key in keys if isinstance(key, int)]

    def _piece(self, piece: str, within: Sequence[Unit]) -> list[Unit]:
        """Names may hold commas themselves, so the whole is looked for first."""
        try:
            return [self.unit(piece, within)]
        except Unclear:
            parts = [part for part in COMMAS.split(piece) if part]
            if len(parts) < 2 or self.named(piece):
                raise
        units = [self.unit(part, within) for part in parts]
        for unit in units:
            if any(_is_in(unit, [other]) for other in units if other != unit):
                text = _("“%(text)s” names a unit and what it belongs to.")
                advice = _("Write what it belongs to in brackets after its name.")
                raise Unclear(f"{text % {'text': piece}} {advice}")
        return units

    def _split(self, text: str, within: Sequence[Unit]) -> tuple[str, Sequence[Unit]]:
        """The name and what it is said to belong to, unless a name is written so."""
        text = BREAKS.sub(" ", text)
        refuse_long(text)
        if self.named(text):
            return text, within
        for pattern in WITHIN:
            said = pattern.fullmatch(text)
            if said:
                return said["unit"], [self.unit(said["within"])]
        return text, within

    # --- telling ------------------------------------------------------------------

    def _unclear(
        self,
        name: str,
        found: list[Unit],
        named: list[Unit],
        within: Sequence[Unit],
        new: int = 0,
    ) -> str:
        values = {"name": name, "within": ", ".join(label(unit) for unit in within)}
        if found or new:
            text = _("“%(name)s” is the name of %(n)s units. Write which: %(units)s.")
            values |= {"n": str(len(found) + new), "units": self.listed(found)}
        elif named:
            text = _("“%(name)s” is not in %(within)s. There is: %(units)s.")
            values["units"] = self.listed(named)
        else:
            text = _("“%(name)s” is no unit of today.")
            near = self._near(name)
            if near:
                text += " " + _("Like it: %(units)s.")
                values["units"] = self.listed(near)
            else:
                text += " " + _("Write its name, short name or code as in the units.")
        return (text % values).replace("….", "…")

    def listed(self, units: Sequence[Unit]) -> str:
        """As they can be written in the table, with what they belong to."""
        shown = [self.full(unit) for unit in units[:SHOWN]]
        return "; ".join(shown) + ("; …" if len(units) > SHOWN else "")

    def full(self, unit: Unit) -> str:
        above = self.organisation.get(unit.parent_id)
        return f"{label(unit)} ({label(above)})" if above else label(unit)

    def _near(self, name: str) -> list[Unit]:
        folded = self.levels[3]
        keys = [
            key for form in self._alike(fold(own_part(name))) for key in folded[form]
        ]
        return self.there(dict.fromkeys(keys))

    def _alike(self, wanted: str) -> list[str]:
        if wanted in self.levels[3]:
            return [wanted]
        if wanted not in self.alike and len(self.alike) < MOST_NEAR:
            near = get_close_matches(wanted, self.levels[3], n=SHOWN, cutoff=NEAR)
            self.alike[wanted] = near
        return self.alike.get(wanted, [])


def _is_in(unit: Unit, places: Sequence[Unit]) -> bool:
    if not places:
        return True
    return any(
        unit.path.startswith(place.path) and unit.pk != place.pk for place in places
    )
