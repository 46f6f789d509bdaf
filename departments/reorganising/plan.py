"""What a decision means for every unit and every post, before any of it is done."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from departments.models import ActKind, Kind, Membership
from departments.organisation import Organisation, Unit
from departments.reorganising.acts import Key


@dataclass(frozen=True)
class Founded:
    key: str
    kind: str
    name: str
    short_name: str
    code: str
    parent: Key | None


@dataclass
class Change:
    """A unit that goes on, called or placed otherwise. None leaves as it is."""

    name: str | None = None
    short_name: str | None = None
    code: str | None = None
    parent: Key | None = None


@dataclass(frozen=True)
class End:
    act: ActKind
    heir: Key | None  # None: the unit it belonged to


@dataclass(frozen=True)
class Line:
    """What becomes of a unit, for the record."""

    act: ActKind
    unit: int
    successor: Key | None = None
    is_heir: bool = False
    note: str = ""


@dataclass
class Carried:
    """A post in which old ones, mostly one, are carried on."""

    old: list[Membership]
    to: Key
    post: str
    is_head: bool
    is_primary: bool


@dataclass(frozen=True)
class Absorbed:
    """Posts that end because the person has one in that unit already: `by`."""

    old: list[Membership]
    by: Membership


@dataclass(frozen=True)
class Problem:
    """A reason against applying (`stops`), or something to know before it."""

    code: str
    text: str
    stops: bool = True


@dataclass
class Plan:
    day: date
    before: Organisation
    founded: dict[str, Founded] = field(default_factory=dict)
    changed: dict[int, Change] = field(default_factory=dict)
    ended: dict[int, End] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    carried: list[Carried] = field(default_factory=list)
    absorbed: list[Absorbed] = field(default_factory=list)
    closed: list[Membership] = field(default_factory=list)  # posts that just end
    unplaced: list[Membership | Unit] = field(default_factory=list)
    posts: list[Membership] = field(default_factory=list)  # of everyone concerned
    problems: list[Problem] = field(default_factory=list)

    @property
    def faults(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.stops]

    @property
    def notices(self) -> list[Problem]:
        return [problem for problem in self.problems if not problem.stops]

    def name(self, key: Key | None) -> str:
        """What a unit is called afterwards."""
        if isinstance(key, str):
            return self.founded[key].name if key in self.founded else key
        if key is None or key not in self.before:
            return "?"
        change = self.changed.get(key)
        return (change and change.name) or self.before[key].name

    def line(self, key: Key) -> str:
        """The name of a unit, of a division with the body it is in afterwards."""
        parent = self.parent(key)
        kind = self.founded[key].kind if isinstance(key, str) else self.before[key].kind
        if kind == Kind.DIVISION and parent is not None:
            return f"{self.name(key)}, {self.name(parent)}"
        return self.name(key)

    def parent(self, key: Key) -> Key | None:
        """Where a unit stands afterwards."""
        if isinstance(key, str):
            return self.founded[key].parent
        change = self.changed.get(key)
        if change and change.parent is not None:
            return change.parent
        return self.before[key].parent_id

    def after(self) -> list[Key]:
        """The units there are afterwards."""
        staying = [unit.pk for unit in self.before if unit.pk not in self.ended]
        return [*staying, *self.founded]

    def above(self, key: Key) -> list[Key]:
        """Afterwards, from the unit itself up. Stops where it would go round."""
        line: list[Key] = []
        here: Key | None = key
        while here is not None and here not in line:
            line.append(here)
            known = here in self.founded or here in self.before
            here = self.parent(here) if known else None
        return line

    def below(self) -> dict[Key | None, list[Key]]:
        below: dict[Key | None, list[Key]] = defaultdict(list)
        for key in self.after():
            below[self.parent(key)].append(key)
        return below

    def heir(self, unit: int) -> Key | None:
        """Where the records of a unit count afterwards."""
        here: Key | None = unit
        seen: set[Key] = set()
        while isinstance(here, int) and here in self.ended and here not in seen:
            seen.add(here)
            end = self.ended[here]
            here = end.heir if end.heir is not None else self.before[here].parent_id
        return None if here in seen else here
