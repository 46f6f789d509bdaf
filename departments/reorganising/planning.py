"""From the acts of a decision to its plan: first what is ordered, then what follows
for the units below, then the posts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from departments.models import ActKind, Reorganisation
from departments.organisation import Unit
from departments.reorganising import checks, posts
from departments.reorganising.acts import (
    Dissolve,
    Key,
    Merge,
    Move,
    Ordered,
    Rename,
    Split,
    Target,
    Transfer,
    from_content,
    units_named,
)
from departments.reorganising.plan import Change, End, Founded, Line, Plan
from departments.reorganising.situation import Situation, situation
from vietnamese.text import fold, nfc

Ended = Merge | Split | Dissolve


def plan_of(decision: Reorganisation) -> Plan:
    """The plan of a draft, against what is on record now."""
    acts = [
        (row.pk, from_content(row.kind, row.content)) for row in decision.acts.all()
    ]
    return make_plan(situation(decision.effective_on), acts)


def make_plan(there: Situation, acts: Sequence[tuple[int, Ordered]]) -> Plan:
    planner = Planner(there)
    for number, act in acts:
        planner.order(number, act)
    planner.follow()
    posts.place_posts(planner.plan, planner.routes, there)
    checks.check(planner.plan, there, bool(acts))
    return planner.plan


class Planner:
    def __init__(self, there: Situation) -> None:
        self.plan = Plan(there.day, there.before)
        self.before = there.before
        self.routes: list[posts.Route] = []
        self._ending: list[tuple[Ended, list[Key], list[int]]] = []
        self._ordered: set[int] = set()  # units named by an act of their own

    def order(self, number: int, act: Ordered) -> None:
        if not checks.are_there(self.plan, act, units_named(act)):
            return
        match act:
            case Merge():
                self._merge(act, self._target(f"{number}/0", act.into))
            case Split():
                self._split(act, number)
            case Rename():
                self._rename(act)
            case Move():
                self._ordered.add(act.unit)
                self._move(act.unit, act.parent)
                self.plan.lines.append(Line(ActKind.MOVE, act.unit))
            case Dissolve():
                self._dissolve(act)
            case Transfer():
                self._transfer(act, self._target(f"{number}/0", act.into))

    # --- what is ordered --------------------------------------------------------

    def _target(self, key: str, target: Target) -> Key:
        """The unit that takes over; a new one is noted as to be founded."""
        if target.unit is not None:
            return target.unit
        self.plan.founded[key] = Founded(
            key,
            target.kind,
            nfc(target.name).strip(),
            nfc(target.short_name).strip(),
            target.code.strip(),
            target.parent,
        )
        return key

    def _merge(self, act: Merge, to: Key) -> None:
        sources = [pk for pk in act.sources if pk != to]
        for pk in sources:
            self._end(pk, ActKind.MERGE, to)
            self.plan.lines.append(Line(ActKind.MERGE, pk, to, is_heir=True))
        self.routes.append(posts.Route(act, sources, [to]))
        self._ending.append((act, [to], sources))

    def _split(self, act: Split, number: int) -> None:
        targets = [
            self._target(f"{number}/{n}", target) for n, target in enumerate(act.into)
        ]
        goes_on = act.source in targets
        for n, to in enumerate(targets):
            if to != act.source:
                is_heir = not goes_on and n == act.heir
                self.plan.lines.append(Line(ActKind.SPLIT, act.source, to, is_heir))
        if not goes_on:
            heir = targets[act.heir] if act.heir < len(targets) else None
            self._end(act.source, ActKind.SPLIT, heir)
        self.routes.append(posts.Route(act, [act.source], targets, goes_on))
        self._ending.append((act, targets, [act.source]))

    def _rename(self, act: Rename) -> None:
        change = self.plan.changed.setdefault(act.unit, Change())
        if change.name is not None:
            checks.named_twice(self.plan, act.unit)
        change.name = nfc(act.name).strip()
        change.short_name, change.code = nfc(act.short_name).strip(), act.code.strip()
        self.plan.lines.append(Line(ActKind.RENAME, act.unit))

    def _move(self, unit: int, parent: Key) -> None:
        change = self.plan.changed.setdefault(unit, Change())
        if change.parent is not None:
            checks.named_twice(self.plan, unit)
        change.parent = parent

    def _dissolve(self, act: Dissolve) -> None:
        self._end(act.unit, ActKind.DISSOLVE, act.heir)
        line = Line(ActKind.DISSOLVE, act.unit, act.heir, act.heir is not None)
        self.plan.lines.append(line)
        self.routes.append(posts.Route(act, [act.unit], []))
        self._ending.append((act, [], [act.unit]))

    def _transfer(self, act: Transfer, to: Key) -> None:
        line = Line(ActKind.TRANSFER, act.source, to, note=act.functions)
        self.plan.lines.append(line)
        for pk in act.units:
            self._ordered.add(pk)
            self._move(pk, to)
        self.routes.append(posts.Route(act, [act.source], [to], goes_on=True))

    def _end(self, unit: int, act: ActKind, heir: Key | None) -> None:
        self._ordered.add(unit)
        if unit in self.plan.ended:
            checks.named_twice(self.plan, unit)
        self.plan.ended[unit] = End(act, heir)

    # --- what follows for the units below -----------------------------------------

    def follow(self) -> None:
        """Units below one that ends go along, unless an act speaks of them."""
        while self._ending:
            act, targets, sources = self._ending.pop(0)
            children = [
                child
                for pk in sources
                for child in self.before.below(self.before[pk])
                if child.pk not in self._ordered
            ]
            match act:
                case Merge():
                    self._follow_merge(act, targets[0], children)
                case Split():
                    self._follow_split(act, targets, children)
                case Dissolve():
                    for child in children:
                        self._dissolve(replace(act, unit=child.pk, heir=None))

    def _follow_merge(self, act: Merge, to: Key, children: list[Unit]) -> None:
        for alike in _alike([*self._staying_below(to), *children]):
            coming = [unit for unit in alike if unit in children]
            if act.joins_divisions and len(alike) > 1 and coming:
                self._join(to, alike)
            else:
                for unit in coming:
                    self._move(unit.pk, to)

    def _staying_below(self, key: Key) -> list[Unit]:
        if not isinstance(key, int):
            return []
        below = self.before.below(self.before[key])
        return [unit for unit in below if unit.pk not in self._ordered]

    def _join(self, to: Key, alike: list[Unit]) -> None:
        """Divisions of one name become one: the one that is there, or a new one."""
        first = alike[0]
        codes = {unit.code for unit in alike}
        target = Target(unit=first.pk)
        if first.parent_id != to:
            target = Target(
                name=first.name,
                short_name=first.short_name,
                code=first.code if len(codes) == 1 else "",
                kind=first.kind,
                parent=to,
            )
        act = Merge(tuple(unit.pk for unit in alike), target)
        self._merge(act, self._target(f"{to}/{fold(first.name)}", target))

    def _follow_split(
        self, act: Split, targets: list[Key], children: list[Unit]
    ) -> None:
        goes_on = act.source in targets
        for unit in children:
            place = act.units.get(unit.pk)
            if place is not None and place < len(targets):
                if targets[place] != act.source:
                    self._move(unit.pk, targets[place])
            elif not goes_on:
                self.plan.unplaced.append(unit)


def _alike(units: Iterable[Unit]) -> list[list[Unit]]:
    """Units of one kind and one name, however it is written."""
    groups: dict[tuple[str, str], list[Unit]] = defaultdict(list)
    for unit in units:
        groups[unit.kind, fold(unit.name)].append(unit)
    return list(groups.values())
