"""What stands in the way of a plan, and what to know before it is applied."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from departments.models import Membership
from departments.organisation import Unit
from departments.reorganising.acts import Key, Merge, Ordered, Split
from departments.reorganising.plan import Plan, Problem
from departments.reorganising.situation import Situation
from vietnamese.text import fold

SHOWN = 5  # names in one sentence


def are_there(plan: Plan, act: Ordered, units: Iterable[int]) -> bool:
    """Whether all units an act names exist on its day; says which do not."""
    missing = [pk for pk in units if pk not in plan.before]
    if missing:
        text = _("A unit named in this decision does not exist on %(day)s: %(units)s.")
        names = ", ".join(f"#{pk}" for pk in missing)
        _stop(plan, "missing", text % {"day": _day(plan), "units": names})
    match act:
        case Merge(sources=sources, into=target) if not set(sources) - {target.unit}:
            _stop(plan, "empty", _("A merger names no unit that ends."))
        case Split(into=targets) if len(targets) < 2:
            _stop(plan, "empty", _("A split needs at least two units that take over."))
    return not missing


def named_twice(plan: Plan, unit: int) -> None:
    text = _("%(unit)s is named in two acts that exclude each other.")
    _stop(plan, "named_twice", text % {"unit": plan.before[unit].name})


def check(plan: Plan, there: Situation, has_acts: bool) -> None:
    if not has_acts:
        _stop(plan, "empty", _("The decision has no act yet."))
    _check_names_are_said(plan)
    _check_order_of_time(plan, there)
    _check_ended(plan)
    _check_places(plan)
    _check_names(plan)
    _check_codes(plan, there)
    _check_posts(plan)
    _note_heads(plan)


def _check_names_are_said(plan: Plan) -> None:
    for new in plan.founded.values():
        if not new.name or not new.kind:
            _stop(plan, "unnamed", _("A unit to be founded has no name or kind yet."))


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
        _stop(plan, "changed_since", text % values)
    for key in _taking_over(plan):
        unit = there.today.get(key) if isinstance(key, int) else None
        if unit and unit.is_gone:
            text = _("%(unit)s was dissolved by a later decision.")
            _stop(plan, "dissolved_since", text % {"unit": unit.name})


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
            _stop(plan, "top", text % {"unit": plan.before[pk].name})
    for line in plan.lines:
        if line.successor in plan.ended:
            text = _(
                "%(unit)s takes over from %(other)s and ends in the same decision."
            )
            values = {
                "unit": plan.name(line.successor),
                "other": plan.before[line.unit].name,
            }
            _stop(plan, "successor_ends", text % values)


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
            _stop(plan, "parent_ends", text % values)
        elif isinstance(parent, str) and parent not in plan.founded:
            text = _(
                "%(unit)s would belong to a unit that this decision does not found."
            )
            _stop(plan, "missing", text % {"unit": plan.name(key)})
        elif _goes_round(plan, key):
            text = _("%(unit)s would be below itself.")
            _stop(plan, "cycle", text % {"unit": plan.name(key)})


def _goes_round(plan: Plan, key: Key) -> bool:
    last = plan.above(key)[-1]
    known = last in plan.founded or last in plan.before
    return known and plan.parent(last) is not None


def _check_names(plan: Plan) -> None:
    """Two units of one name side by side could not be told apart."""
    touched = {*plan.founded, *plan.changed}
    side_by_side: dict[tuple[Key | None, str], list[Key]] = defaultdict(list)
    for key in plan.after():
        side_by_side[plan.parent(key), fold(plan.name(key))].append(key)
    for alike in side_by_side.values():
        if len(alike) > 1 and touched.intersection(alike):
            text = _("Two units of one name would stand side by side: %(unit)s.")
            _stop(plan, "name_taken", text % {"unit": plan.line(alike[0])})


def _check_codes(plan: Plan, there: Situation) -> None:
    codes: dict[str, list[Key]] = defaultdict(list)
    for key in plan.after():
        code = _code(plan, key)
        if code:
            codes[code].append(key)
    used_before: dict[str, set[int]] = defaultdict(set)
    for unit in [*there.today, *plan.before]:
        used_before[unit.code].add(unit.pk)
    again = []
    touched: list[Key] = [*plan.founded, *plan.changed]
    for key in touched:
        code = _code(plan, key)
        others = [other for other in codes[code] if other != key] if code else []
        if others:
            text = _("The code %(code)s of %(unit)s is the code of %(other)s.")
            values = {
                "code": code,
                "unit": plan.name(key),
                "other": plan.name(others[0]),
            }
            _stop(plan, "code_taken", text % values)
        elif code and used_before[code] - {key}:
            again.append(f"{code} ({plan.name(key)})")
    if again:
        text = ngettext(
            "%(n)s code was that of another unit before: %(codes)s. It is the unit, not"
            " the code, that reports follow.",
            "%(n)s codes were those of other units before: %(codes)s. It is the unit,"
            " not the code, that reports follow.",
            len(again),
        )
        _note(plan, "code_used_before", text % _listed("codes", again))


def _code(plan: Plan, key: Key) -> str:
    if isinstance(key, str):
        return plan.founded[key].code
    change = plan.changed.get(key)
    if change and change.code is not None:
        return change.code
    return plan.before[key].code


def _check_posts(plan: Plan) -> None:
    if plan.unplaced:
        text = ngettext(
            "%(n)s person or division has not been told where to go: %(names)s.",
            "%(n)s people or divisions have not been told where to go: %(names)s.",
            len(plan.unplaced),
        )
        names = [_called(each) for each in plan.unplaced]
        _stop(plan, "unplaced", text % _listed("names", names))
    ending = [*plan.closed, *(post for each in plan.absorbed for post in each.old)]
    late = [post for post in ending if post.started_on >= plan.day]
    doubled = [each for each in plan.carried if _begin_late(plan, each.old) > 1]
    late += [each.old[0] for each in doubled]
    if late:
        text = ngettext(
            "%(n)s post begins on %(day)s or later in a unit that ends: %(names)s.",
            "%(n)s posts begin on %(day)s or later in units that end: %(names)s.",
            len(late),
        )
        names = [_called(post) for post in late]
        _stop(plan, "late", text % {**_listed("names", names), "day": _day(plan)})
    _note_doubled(plan)
    _note_without_post(plan)


def _begin_late(plan: Plan, posts: list[Membership]) -> int:
    return sum(post.started_on >= plan.day for post in posts)


def _note_doubled(plan: Plan) -> None:
    doubled = [each.old[0] for each in plan.carried if len(each.old) > 1]
    doubled += [each.by for each in plan.absorbed]
    if doubled:
        text = ngettext(
            "%(n)s person would have two posts in one unit and keeps one: %(names)s.",
            "%(n)s people would have two posts in one unit and keep one: %(names)s.",
            len(doubled),
        )
        names = [_called(post) for post in doubled]
        _note(plan, "doubled", text % _listed("names", names))


def _note_without_post(plan: Plan) -> None:
    closed = {post.pk for post in plan.closed}
    left = Counter(post.user_id for post in plan.posts if post.pk not in closed)
    without = {
        post.user_id: post.user for post in plan.closed if not left[post.user_id]
    }
    if without:
        text = ngettext(
            "%(n)s person will have no post and be in no report: %(names)s.",
            "%(n)s people will have no post and be in no report: %(names)s.",
            len(without),
        )
        names = [str(user.full_name) for user in in_name_order(without.values())]
        _note(plan, "without_post", text % _listed("names", names))


def in_name_order(people: Iterable[User]) -> list[User]:
    return sorted(people, key=lambda user: (user.sort_key, user.pk))


def units_without_head(plan: Plan) -> list[Key]:
    """Units to which posts come, and in which nobody is head afterwards."""
    gone = {post.pk for each in plan.carried for post in each.old}
    gone |= {post.pk for each in plan.absorbed for post in each.old}
    gone |= {post.pk for post in plan.closed}
    concerned: set[Key] = {*plan.founded}
    concerned |= {line.unit for line in plan.lines if line.unit not in plan.ended}
    headed: set[Key] = {each.to for each in plan.carried if each.is_head}
    headed |= {p.department_id for p in plan.posts if p.is_head and p.pk not in gone}
    return [key for key in plan.after() if key in concerned - headed]


def _note_heads(plan: Plan) -> None:
    units = units_without_head(plan)
    if units:
        text = ngettext(
            "%(n)s unit will have no head until one is appointed: %(units)s.",
            "%(n)s units will have no head until one is appointed: %(units)s.",
            len(units),
        )
        names = [plan.line(key) for key in units]
        _note(plan, "without_head", text % _listed("units", names))


# --- words ------------------------------------------------------------------------


def _listed(name: str, items: list[str]) -> dict[str, object]:
    """The first few of a list and how many there are."""
    shown = ", ".join(items[:SHOWN]) + ("…" if len(items) > SHOWN else "")
    return {"n": len(items), name: shown}


def _called(each: Membership | Unit) -> str:
    return each.name if isinstance(each, Unit) else str(each.user.full_name)


def _day(plan: Plan) -> str:
    return f"{plan.day:%d/%m/%Y}"


def _stop(plan: Plan, code: str, text: str) -> None:
    problem = Problem(code, text)
    if problem not in plan.problems:
        plan.problems.append(problem)


def _note(plan: Plan, code: str, text: str) -> None:
    plan.problems.append(Problem(code, text, stops=False))
