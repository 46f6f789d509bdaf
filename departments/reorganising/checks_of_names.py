"""Names and codes that are taken, or were before."""

from __future__ import annotations

from collections import defaultdict

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from departments.reorganising.acts import Key
from departments.reorganising.plan import Plan
from departments.reorganising.problems import listed, note, stop
from departments.reorganising.situation import Situation
from vietnamese.text import fold


def check_names(plan: Plan) -> None:
    """Two units of one name side by side could not be told apart."""
    touched = {*plan.founded, *plan.changed}
    side_by_side: dict[tuple[Key | None, str], list[Key]] = defaultdict(list)
    for key in plan.after():
        side_by_side[plan.parent(key), fold(plan.name(key))].append(key)
    for alike in side_by_side.values():
        if len(alike) > 1 and touched.intersection(alike):
            text = _("Two units of one name would stand side by side: %(unit)s.")
            stop(plan, "name_taken", text % {"unit": plan.line(alike[0])})


def check_codes(plan: Plan, there: Situation) -> None:
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
            stop(plan, "code_taken", text % values)
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
        note(plan, "code_used_before", text % listed("codes", again))


def _code(plan: Plan, key: Key) -> str:
    if isinstance(key, str):
        return plan.founded[key].code
    change = plan.changed.get(key)
    if change and change.code is not None:
        return change.code
    return plan.before[key].code
