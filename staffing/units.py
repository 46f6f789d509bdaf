"""Which unit the words of a list mean. Of several it is never guessed.

Names of units are no identity: old Hưng Đạo existed three times, every commune has an
office of the same name, and official lists write "Hoà An" and "Hòa An". So a name is
looked for below the unit the list or the rows above have named.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from departments.models import Department
from vietnamese.names import sort_key
from vietnamese.text import fold, has_marks, nfc

SHORT: Final = (
    (r"\bvp\b", "văn phòng"),
    (r"\bp\.\s*", "phòng "),
    (r"^p\s+", "phòng "),
    (r"\btt\.?\s+(?=\w)", "trung tâm "),
    (r"\bvh[\s\-–]*xh\b", "văn hóa - xã hội"),
    (r"\bpvhcc\b", "phục vụ hành chính công"),
    (r"\bttpvhcc\b", "trung tâm phục vụ hành chính công"),
    (r"\bkt\b", "kinh tế"),
    (r"\b(ủy|uỷ) ban nhân dân\b", "ubnd"),
    (r"\bhội đồng nhân dân\b", "hđnd"),
    (r"\bmttq\b(?! việt nam)", "mặt trận tổ quốc"),
)
INNER_FIRST: Final = re.compile(r"\s*(?:[,;/]|\bthuộc\b|\btrực thuộc\b)\s*")
DASH: Final = re.compile(r"\s+[-–—]\s+")
# "Lãnh đạo UBND xã" belong to the commune itself.
LEADERS: Final = re.compile(
    r"^(ban |tập thể )?lãnh đạo(\s+(cơ quan|đơn vị)$)?\s*", re.IGNORECASE
)
MOST_CANDIDATES: Final = 6
NEAR: Final = 0.72


@dataclass(frozen=True)
class Found:
    """One unit, or the likeliest of those it might be."""

    unit: Department | None = None
    candidates: tuple[Department, ...] = ()


@dataclass(frozen=True)
class Guess:
    units: tuple[Department, ...]
    is_certain: bool


class UnitFinder:
    """All existing units, read once and found by name, code or short name."""

    def __init__(self) -> None:
        self.units = list(Department.objects.existing())
        self.by_pk = {unit.pk: unit for unit in self.units}
        self.exact: dict[str, list[Department]] = defaultdict(list)
        self.folded: dict[str, list[Department]] = defaultdict(list)
        for unit in self.units:
            for name in {unit.name, unit.short_name, unit.code} - {""}:
                for spelling in set(spellings(name)):
                    _add(self.exact[sort_key(spelling)], unit)
                    _add(self.folded[fold(spelling)], unit)
        self.known: dict[tuple[int | None, tuple[str, ...]], Found] = {}

    def find(self, places: Sequence[str], within: Department | None) -> Found:
        """The unit at the end of a way from the largest unit inwards."""
        key = (within.pk if within else None, tuple(places))
        if key not in self.known:
            self.known[key] = self._find(places, within)
        return self.known[key]

    def label(self, unit: Department) -> str:
        """The name and what it belongs to, as one line that is no other unit's."""
        parent = self.by_pk.get(unit.parent_id or 0)
        return f"{unit.name} · {parent.name}" if parent else unit.name

    def _find(self, places: Sequence[str], within: Department | None) -> Found:
        places = [named for place in places if (named := LEADERS.sub("", place))]
        if not places:
            return Found(within)
        scope = within
        for place in places[:-1]:
            guess = self._guess(place, scope)
            if guess.is_certain and len(guess.units) == 1:
                scope = guess.units[0]
        return self._last(places[-1], scope, within)

    def _last(
        self, place: str, scope: Department | None, within: Department | None
    ) -> Found:
        guess = self._guess(place, scope)
        if guess.is_certain and len(guess.units) == 1:
            return Found(guess.units[0])
        likely = [*guess.units, *self._near(place, scope)]
        if scope is not within:
            likely += self._near(place, within)
        chosen = tuple(dict.fromkeys(likely))[:MOST_CANDIDATES]
        return Found(None, chosen)

    def _guess(self, place: str, scope: Department | None) -> Guess:
        whole = self._named(place, scope)
        if whole.units:
            return whole
        for outer, inner in _splits(place):
            around = self._named(outer, scope)
            if around.is_certain and len(around.units) == 1:
                inside = self._named(inner, around.units[0])
                if inside.units:
                    return inside
        return whole

    def _named(self, name: str, scope: Department | None) -> Guess:
        """Units of this name; those in the scope count before all others."""
        tries = list(spellings(name))
        exact = _together(self.exact.get(sort_key(each), []) for each in tries)
        if exact:
            return _judged(exact, scope)
        folded = _together(self.folded.get(fold(each), []) for each in tries)
        # Other marks are another name; no marks are a hurry.
        guess = _judged(folded, scope)
        return Guess(guess.units, guess.is_certain and not has_marks(name))

    def _near(self, name: str, scope: Department | None) -> list[Department]:
        inside = _in_scope(self.units, scope)
        names = defaultdict(list)
        for unit in inside:
            names[fold(unit.name)].append(unit)
        wanted = fold(next(spellings(name)))
        starts = [each for each in names if each.startswith(wanted)]
        near = get_close_matches(wanted, names, n=MOST_CANDIDATES, cutoff=NEAR)
        return [unit for each in [*starts, *near] for unit in names[each]]


def spellings(name: str) -> Iterator[str]:
    """A name as it is, with short forms written out, and with and without "UBND"."""
    plain = nfc(name).strip(" .,;:")
    yield plain
    long = plain.lower()
    for short, whole in SHORT:
        long = re.sub(short, whole, long)
    yield " ".join(long.split())
    if long.startswith("ubnd "):
        yield long.removeprefix("ubnd ")
    elif long.startswith(("xã ", "phường ")):
        yield f"ubnd {long}"


def _splits(place: str) -> Iterator[tuple[str, str]]:
    """(outer, inner): "Phòng Kinh tế, UBND xã X", "UBND xã X - Phòng Kinh tế"."""
    parts = INNER_FIRST.split(place)
    if len(parts) > 1:
        yield parts[-1], ", ".join(parts[:-1])
        yield parts[0], ", ".join(parts[1:])
    for dash in DASH.finditer(place):
        before, after = place[: dash.start()], place[dash.end() :]
        yield before, after
        yield after, before


def _judged(units: Sequence[Department], scope: Department | None) -> Guess:
    """A unit elsewhere that has the name may be meant; that is for people to say."""
    inside = _in_scope(units, scope)
    return Guess(inside or tuple(units), is_certain=bool(inside))


def _in_scope(
    units: Iterable[Department], scope: Department | None
) -> tuple[Department, ...]:
    if scope is None:
        return tuple(units)
    first, last = scope.path_range
    return tuple(unit for unit in units if first <= unit.path <= last)


def _together(found: Iterable[list[Department]]) -> list[Department]:
    return list(dict.fromkeys(unit for units in found for unit in units))


def _add(units: list[Department], unit: Department) -> None:
    if unit not in units:
        units.append(unit)
