"""What stands in the way of a plan, and what to know before it is applied."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from departments.reorganising.acts import Key, Merge, Ordered, Split
from departments.reorganising.checks_of_names import check_codes, check_names
from departments.reorganising.checks_of_posts import check_posts, note_heads
from departments.reorganising.plan import Plan
from departments.reorganising.problems import day_of, stop
from departments.reorganising.situation import Situation


def are_there(plan: Plan, act: Ordered, units: Iterable[int]) -> bool:
    """Whether all units an act names exist on its day; says which do not."""
    missing = [pk for pk in units if pk not in plan.before]
    if missing:
        text = _("A unit named in this decision does not exist on %(day)s: %(units)s.")
        names = ", ".join(f"#{pk}" for pk in missing)
        stop(plan, "missing", text % {"day": day_of(plan), "units": names})
    match act:
        case Merge(sources=sources, into=target) if not set(sources) - {target.unit}:
            stop(plan, "empty", _("A merger names no unit that ends."))
        case Split(into=targets) if len(targets) < 2:
            stop(plan, "empty", _("A split needs at least two units that take over."))
    return not missing


def named_twice(plan: Plan, unit: int) -> None:
    text = _("%(unit)s is named in two acts that exclude each other.")
    stop(plan, "named_twice", text % {"unit": plan.before[unit].name})


def check(plan: Plan, there: Situation, has_acts: bool) -> None:
    if not has_acts:
        stop(plan, "empty", _("The decision has no act yet."))
    _check_names_are_said(plan)
    _check_order_of_time(plan, there)
    _check_ended(plan)
    _check_places(plan)
    check_names(plan)
    check_codes(plan, there)
    check_posts(plan)
    note_heads(plan)


def _check_names_are_said(plan: Plan) -> None:
    for new in plan.founded.values():
        if not new.name or not new.kind:
            stop(plan, "unnamed", _("A unit to be founded has no name or kind yet."))


def _check_order_of_time(plan: Plan, there: Situation) -> None:
    """Decisions are applied in the order of their days."""
    for pk in sorted({*plan.ended, *plan.changed}):
        version = there.settled.get(pk)
        if version is None:
            continue
        by = version.reorganisation
        text = _("%(unit)s was founded or changed on %(day)s (%(by)s), not before.")
        values = {
            "unit": plan.before[pk].name,
            "day": f"{version.valid_from:%d/%m/%Y}",
            "by": by.number if by else _("without a decision"),
        }
        stop(plan, "changed_since", text % values)
    for key in _taking_over(plan):
        unit = there.today.get(key) if isinstance(key, int) else None
        if unit and unit.is_gone:
            text = _("%(unit)s was dissolved by a later decision.")
            stop(plan, "dissolved_since", text % {"unit": unit.name})


def _taking_over(plan: Plan) -> set[Key]:
    keys: set[Key] = {each.to for each in plan.carried}
    keys |= {line.successor for line in plan.lines if line.successor is not None}
    parents = [new.parent for new in plan.founded.values()]
    parents += [change.parent for change in plan.changed.values()]
    return keys | {key for key in parents if key is not None}


def _check_ended(plan: Plan) -> None:
    for pk in plan.ended:
        if pk in plan.changed:
            named_twice(plan, pk)
        if plan.before[pk].parent_id is None and plan.heir(pk) is None:
            text = _("%(unit)s is at the top and cannot end without a successor.")
            stop(plan, "top", text % {"unit": plan.before[pk].name})
    for line in plan.lines:
        if line.successor in plan.ended:
            text = _(
                "%(unit)s takes over from %(other)s and ends in the same decision."
            )
            values = {
                "unit": plan.name(line.successor),
                "other": plan.before[line.unit].name,
            }
            stop(plan, "successor_ends", text % values)


def _check_places(plan: Plan) -> None:
    """Every unit that was placed anew stands below one that exists, at the top or not."""
    moved: dict[Key, Key | None] = {k: new.parent for k, new in plan.founded.items()}
    moved.update({pk: change.parent for pk, change in plan.changed.items()})
    for key, parent in moved.items():
        if parent is None:
            continue
        if parent in plan.ended:
            text = _("%(unit)s would belong to %(parent)s, which ends.")
            values = {"unit": plan.name(key), "parent": plan.name(parent)}
            stop(plan, "parent_ends", text % values)
        elif isinstance(parent, str) and parent not in plan.founded:
            text = _(
                "%(unit)s would belong to a unit that this decision does not found."
            )
            stop(plan, "missing", text % {"unit": plan.name(key)})
        elif _goes_round(plan, key):
            text = _("%(unit)s would be below itself.")
            stop(plan, "cycle", text % {"unit": plan.name(key)})


def _goes_round(plan: Plan, key: Key) -> bool:
    last = plan.above(key)[-1]
    known = last in plan.founded or last in plan.before
    return known and plan.parent(last) is not None
