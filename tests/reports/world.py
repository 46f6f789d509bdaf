"""A province that is reorganised at random, written down the slow and obvious way.

Each act is done twice: by the product, and here on plain dictionaries that know
nothing of paths, versions or heirs. After each step all is copied; for every person
of every copy it is followed, step by step, where that record counts from then on.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from accounts.models import User
from departments.models import (
    Department,
    DepartmentVersion,
    Membership,
    Succession,
)
from departments.reorganising.acts import (
    Dissolve,
    Going,
    Merge,
    Move,
    Ordered,
    Rename,
    Split,
    Target,
    Transfer,
)
from departments.reorganising.applying import CannotApply, apply
from departments.reorganising.drafting import add_act
from departments.reorganising.undoing import undo
from departments.services import appoint, relieve
from tests.factories import DepartmentFactory, ReorganisationFactory, UserFactory

Label = str
FIRST_DAY = date(2025, 1, 10)
DIVISIONS = ["Văn phòng", "Phòng Kinh tế", "Phòng Văn hóa"]


@dataclass
class Record:
    """Where somebody's record of one day counts now; `is_held` while the post that
    it is about goes on, so that a decision about the post takes the record along."""

    unit: Label
    is_held: bool = True


@dataclass
class Copy:
    day: date
    units: dict[Label, tuple[str, Label | None]]
    places: dict[int, Label]
    records: dict[int, Record]


@dataclass
class World:
    chance: random.Random
    units: dict[Label, tuple[str, Label | None]] = field(default_factory=dict)
    places: dict[int, Label] = field(default_factory=dict)  # by person
    seconds: dict[int, Label] = field(default_factory=dict)
    copies: list[Copy] = field(default_factory=list)
    pks: dict[Label, int] = field(default_factory=dict)
    people: list[User] = field(default_factory=list)
    decisions: int = 0
    day: date = FIRST_DAY
    _number: int = 0

    # --- beginning ------------------------------------------------------------------

    def begin(self, people: int = 14) -> None:
        self._found("Tỉnh", None)
        for _ in range(self.chance.randint(3, 4)):
            label = self._found(f"Sở {self._next()}", "Tỉnh")
            for name in DIVISIONS:
                if self.chance.random() < 0.5:
                    self._found(name, label)
        for _ in range(people):
            user = UserFactory()
            self.people.append(user)
            first, second = self.chance.sample(list(self.units), 2)
            self.places[user.pk] = first
            appoint(user=user, department=self.row(first), on=self.day)
            if self.chance.random() < 0.25:
                self.seconds[user.pk] = second
                unit = self.row(second)
                appoint(user=user, department=unit, on=self.day, is_primary=False)
        self._copy()

    def _found(self, name: str, parent: Label | None) -> Label:
        above = self.row(parent) if parent else None
        unit = DepartmentFactory(name=name, parent=above, on=self.day)
        label = name if name == "Tỉnh" else f"{name}#{unit.pk}"
        self.units[label] = (name, parent)
        self.pks[label] = unit.pk
        return label

    def _next(self) -> int:
        self._number += 1
        return self._number

    def row(self, label: Label) -> Department:
        return Department.objects.get(pk=self.pks[label])

    # --- steps ----------------------------------------------------------------------

    def step(self) -> None:
        self.day += timedelta(days=self.chance.randint(5, 20))
        if self.chance.random() < 0.3:
            self._somebody_moves()
        else:
            self._decide()
        self._copy()

    def _somebody_moves(self) -> None:
        user = self.chance.choice(self.people)
        to = self.chance.choice(list(self.units))
        if self.places.get(user.pk) == to:
            return
        for post in Membership.objects.current().primary().filter(user=user):
            relieve(membership=post, on=self.day - timedelta(days=1))
        appoint(user=user, department=self.row(to), on=self.day)
        self.places[user.pk] = to
        if self.seconds.get(user.pk) == to:
            del self.seconds[user.pk]
        for copy in self.copies:
            if user.pk in copy.records:
                copy.records[user.pk].is_held = False

    def _decide(self) -> None:
        decision = ReorganisationFactory(effective_on=self.day)
        taken: set[Label] = set()
        change = Change(self)
        for _ in range(self.chance.randint(1, 3)):
            act = self._act(change, taken)
            if act:
                add_act(decision=decision, act=act)
        before = record()
        try:
            apply(decision=decision, by=None)
        except CannotApply:
            assert record() == before
            return
        if self.chance.random() < 0.3:
            undo(decision=decision)
            assert record() == before
            apply(decision=decision, by=None)
        self.decisions += 1
        change.happen()

    def _copy(self) -> None:
        records = {user: Record(unit) for user, unit in self.places.items()}
        self.copies.append(Copy(self.day, {**self.units}, {**self.places}, records))

    # --- a random act -----------------------------------------------------------------

    def _act(self, change: Change, taken: set[Label]) -> Ordered | None:
        free = [label for label in self.units if label not in taken | {"Tỉnh"}]
        if not free:
            return None
        unit = self.chance.choice(free)
        kinds = [
            self._merge,
            self._split,
            self._rename,
            self._move,
            self._dissolve,
            self._transfer,
        ]
        made = self.chance.choice(kinds)(change, taken, unit)
        return made

    def _take(self, taken: set[Label], *labels: Label) -> None:
        for label in labels:
            taken.update(self.within(label))
            taken.update(self.above(label))

    def within(self, label: Label) -> Iterator[Label]:
        yield label
        for child, (_name, parent) in self.units.items():
            if parent == label:
                yield from self.within(child)

    def above(self, label: Label) -> Iterator[Label]:
        parent = self.units[label][1]
        if parent:
            yield parent
            yield from self.above(parent)

    def _siblings(self, taken: set[Label], unit: Label) -> list[Label]:
        parent = self.units[unit][1]
        return [
            label
            for label, (_name, above) in self.units.items()
            if above == parent and label != unit and label not in taken
        ]

    def _new(self, parent: Label | None) -> tuple[Label, Target]:
        name = f"Đơn vị {self._next()}"
        pk = self.pks[parent] if parent else None
        return name, Target(name=name, kind="department", parent=pk)

    def _target(self, taken: set[Label], unit: Label) -> tuple[Label, Target, bool]:
        siblings = self._siblings(taken, unit)
        if siblings and self.chance.random() < 0.5:
            label = self.chance.choice(siblings)
            return label, Target(unit=self.pks[label]), False
        return (*self._new(self.units[unit][1]), True)

    def _merge(self, change: Change, taken: set[Label], unit: Label) -> Ordered:
        to, target, is_new = self._target(taken, unit)
        others = [label for label in self._siblings(taken, unit) if label != to]
        sources = [unit, *others[: self.chance.randint(0, 2)]]
        self._take(taken, *sources, *([] if is_new else [to]))
        if is_new:
            change.founded[to] = (to, self.units[unit][1])
        change.merges.append((sources, to))
        return Merge(tuple(self.pks[label] for label in sources), target)

    def _posts(self, unit: Label) -> list[Membership]:
        return list(
            Membership.objects.current()
            .filter(department=self.pks[unit])
            .order_by("pk")
        )

    def _split(self, change: Change, taken: set[Label], unit: Label) -> Ordered:
        first, target, is_new = self._target(taken, unit)
        targets = {first: target}
        if is_new:
            change.founded[first] = (first, self.units[unit][1])
        if self.chance.random() < 0.4:
            targets[unit] = Target(unit=self.pks[unit])
        else:
            second, target = self._new(self.units[unit][1])
            targets[second] = target
            change.founded[second] = (second, self.units[unit][1])
        self._take(taken, unit, *(label for label in targets if label in self.units))
        names = list(targets)
        posts, goes = {}, {}
        for post in self._posts(unit):
            to = self.chance.randrange(len(names))
            posts[post.pk] = Going(to=to)
            goes[post.user_id] = names[to]
        children = {
            child: self.chance.randrange(len(names))
            for child, (_name, parent) in self.units.items()
            if parent == unit
        }
        change.splits.append(
            (unit, names, goes, {child: names[to] for child, to in children.items()})
        )
        units = {self.pks[child]: to for child, to in children.items()}
        return Split(
            self.pks[unit], tuple(targets.values()), heir=0, posts=posts, units=units
        )

    def _rename(self, change: Change, taken: set[Label], unit: Label) -> Ordered:
        self._take(taken, unit)
        name = f"Tên {self._next()}"
        change.names[unit] = name
        return Rename(self.pks[unit], name)

    def _move(self, change: Change, taken: set[Label], unit: Label) -> Ordered | None:
        places = [
            label
            for label in self.units
            if label not in taken and label not in list(self.within(unit))
        ]
        if not places:
            return None
        to = self.chance.choice(places)
        self._take(taken, unit, to)
        change.parents[unit] = to
        return Move(self.pks[unit], self.pks[to])

    def _dissolve(self, change: Change, taken: set[Label], unit: Label) -> Ordered:
        siblings = self._siblings(taken, unit)
        heir = (
            self.chance.choice(siblings)
            if self.chance.random() < 0.3 and siblings
            else None
        )
        self._take(taken, unit, *([heir] if heir else []))
        change.dissolved.append((unit, heir))
        return Dissolve(self.pks[unit], self.pks[heir] if heir else None)

    def _transfer(self, change: Change, taken: set[Label], unit: Label) -> Ordered:
        to, target, is_new = self._target(taken, unit)
        if is_new:
            change.founded[to] = (to, self.units[unit][1])
        self._take(taken, unit, *([] if is_new else [to]))
        posts, goes = {}, {}
        for post in self._posts(unit):
            if self.chance.random() < 0.5:
                posts[post.pk] = Going()
                goes[post.user_id] = to
        change.transfers.append((unit, goes))
        return Transfer(self.pks[unit], target, "Một chức năng", posts=posts)


def record() -> dict[str, list[Any]]:
    """All that is on record about units and posts."""
    return {
        model.__name__: sorted(
            model.objects.values_list(*fields), key=lambda row: str(row)
        )
        for model, fields in FACTS.items()
    }


FACTS = {
    Department: ["pk", "name", "code", "parent", "dissolved_on", "heir"],
    DepartmentVersion: ["department", "name", "parent", "valid_from", "valid_to"],
    Membership: [
        "pk",
        "user",
        "department",
        "post",
        "is_head",
        "is_primary",
        "started_on",
        "ended_on",
        "continued_by",
    ],
    Succession: ["reorganisation", "predecessor", "successor", "is_heir"],
}


@dataclass
class Change:
    """What a decision does, on plain dictionaries."""

    world: World
    founded: dict[Label, tuple[str, Label | None]] = field(default_factory=dict)
    merges: list[tuple[list[Label], Label]] = field(default_factory=list)
    splits: list[Any] = field(default_factory=list)
    names: dict[Label, str] = field(default_factory=dict)
    parents: dict[Label, Label] = field(default_factory=dict)
    dissolved: list[tuple[Label, Label | None]] = field(default_factory=list)
    transfers: list[Any] = field(default_factory=list)
    heirs: dict[Label, Label] = field(default_factory=dict)

    def happen(self) -> None:
        world = self.world
        self.places, self.seconds = {**world.places}, {**world.seconds}
        self.carried: dict[int, Label] = {}  # primary posts that go on elsewhere
        self.units = {**world.units, **self.founded}
        for unit, name in self.names.items():
            self.units[unit] = (name, self.units[unit][1])
        for unit, to in self.parents.items():
            self.units[unit] = (self.units[unit][0], to)
        for sources, to in self.merges:
            self._merge(sources, to)
        for unit, targets, goes, children in self.splits:
            self._split(unit, targets, goes, children)
        for unit, goes in self.transfers:
            self._go(unit, goes)
        for unit, heir in self.dissolved:
            self._dissolve(unit, heir)
        self._tidy()
        world.units, world.places, world.seconds = self.units, self.places, self.seconds
        self._learn_numbers()
        self._follow_records()

    def _merge(self, sources: list[Label], to: Label) -> None:
        for unit in sources:
            self._go(unit, None, to)
        children = {
            child: name
            for unit in sources
            for child, (name, parent) in self.units.items()
            if parent == unit
        }
        staying = {c: name for c, (name, parent) in self.units.items() if parent == to}
        for name in dict.fromkeys(children.values()):
            coming = [child for child in children if children[child] == name]
            there = [child for child in staying if staying[child] == name]
            if there:
                self._merge(coming, there[0])
            elif len(coming) > 1:
                joined = f"{name}@{to}"
                self.units[joined] = (name, to)
                self._merge(coming, joined)
            else:
                self.units[coming[0]] = (name, to)
        for unit in sources:
            self._end(unit, to)

    def _split(self, unit, targets, goes, children) -> None:
        self._go(unit, goes)
        for child, to in children.items():
            self.units[child] = (self.units[child][0], to)
        if unit not in targets:
            self._end(unit, targets[0])

    def _dissolve(self, unit: Label, heir: Label | None) -> None:
        parent = self.units[unit][1]
        for child in [c for c, (_name, above) in self.units.items() if above == unit]:
            self._dissolve(child, None)
        for user, place in list(self.places.items()):
            if place == unit:
                del self.places[user]
        for user, place in list(self.seconds.items()):
            if place == unit:
                del self.seconds[user]
        self._end(unit, heir or parent)

    def _go(self, unit: Label, goes, everybody: Label | None = None) -> None:
        for user, place in self.world.places.items():
            to = everybody or goes.get(user)
            if place == unit and to and to != unit:
                self.places[user] = self.carried[user] = to
        for user, place in self.world.seconds.items():
            to = everybody or goes.get(user)
            if place == unit and to:
                self.seconds[user] = to

    def _end(self, unit: Label, heir: Label) -> None:
        del self.units[unit]
        self.heirs[unit] = heir

    def _tidy(self) -> None:
        """One post per person and unit; one of them is primary."""
        for user, place in list(self.seconds.items()):
            if self.places.get(user) == place:
                del self.seconds[user]
            elif user in self.world.places and user not in self.places:
                self.places[user] = self.seconds.pop(user)

    def _learn_numbers(self) -> None:
        new = [label for label in self.units if label not in self.world.pks]
        while new:
            for label in list(new):
                name, parent = self.units[label]
                if parent in self.world.pks:
                    found = Department.objects.existing().get(
                        name=name, parent=self.world.pks[parent]
                    )
                    self.world.pks[label] = found.pk
                    new.remove(label)

    def _follow_records(self) -> None:
        for copy in self.world.copies:
            for user, record in copy.records.items():
                if record.is_held and user in self.carried:
                    record.unit = self.carried[user]
                    continue
                if record.is_held and record.unit not in self.units:
                    record.is_held = False  # the post ended with its unit
                while record.unit not in self.units:
                    record.unit = self.heirs[record.unit]
