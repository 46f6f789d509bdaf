"""Taking a decision back, while nothing has been built on it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from departments.heirs import rebuild_heirs
from departments.models import (
    Department,
    DepartmentVersion,
    Membership,
    Reorganisation,
    Succession,
)
from departments.reorganising.applying import State, lock_units
from departments.services import call, place_below

SHOWN = 5


class NotApplied(Exception):
    """There is nothing to take back; perhaps someone did."""


class CannotUndo(Exception):
    """`reasons` say precisely what depends on the decision."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


@transaction.atomic
def undo(*, decision: Reorganisation) -> None:
    """Put units and posts back as they were; the decision is a draft again.

    Raises NotApplied, CannotUndo.
    """
    lock_units()
    applied = Reorganisation.objects.filter(pk=decision.pk, state=State.APPLIED)
    row = applied.first()
    if row is None:
        raise NotApplied
    reasons = what_depends_on(row)
    if reasons:
        raise CannotUndo(reasons)
    if not applied.update(
        state=State.DRAFT, applied_at=None, applied_by=None, effects={}
    ):
        raise NotApplied
    _restore_posts(row.effects)
    _restore_units(row)
    rebuild_heirs()
    decision.refresh_from_db()


# --- what depends on it -------------------------------------------------------------


def what_depends_on(decision: Reorganisation) -> list[str]:
    """Reasons against undoing, as sentences; none if it can be undone."""
    effects = decision.effects
    return [
        *_later_changes(decision),
        *_changed_posts(decision),
        *_posts_given_since(effects),
        *_rows_of_founded_units(effects),
    ]


def _later_changes(decision: Reorganisation) -> Iterator[str]:
    effects = decision.effects
    units = [*effects["founded"], *effects["changed"], *effects["ended"]]
    since = (
        DepartmentVersion.objects.filter(department__in=units)
        .filter(valid_from__gte=decision.effective_on)
        .exclude(reorganisation=decision)
    )
    ended = Department.objects.filter(pk__in=effects["founded"] + effects["changed"])
    for version in since.select_related("reorganisation", "department"):
        by = version.reorganisation.number if version.reorganisation else _("by hand")
        text = _("%(unit)s was changed again on %(day)s (%(by)s).")
        values = {"unit": version.department.name, "by": by}
        yield text % {**values, "day": f"{version.valid_from:%d/%m/%Y}"}
    for unit in ended.exclude(dissolved_on=None):
        text = _("%(unit)s was dissolved on %(day)s by a later decision.")
        yield text % {"unit": unit.name, "day": f"{unit.dissolved_on:%d/%m/%Y}"}


def _changed_posts(decision: Reorganisation) -> Iterator[str]:
    """Posts that the decision opened, or ended, and that are not as it left them."""
    eve = decision.effective_on - timedelta(days=1)
    left = {fact["pk"]: fact for fact in decision.effects["left"]}
    closed = [pk for pk, _last in decision.effects["closed"]]
    now = Membership.objects.select_related("user").in_bulk([*left, *closed])
    changed = [
        *(
            pk
            for pk, fact in left.items()
            if pk not in now or not _is_as(now[pk], fact)
        ),
        *(pk for pk in closed if pk not in now or now[pk].ended_on != eve),
    ]
    names = [now[pk].user.full_name if pk in now else f"#{pk}" for pk in changed]
    if names:
        text = ngettext(
            "%(n)s post it made or ended was changed since: %(names)s.",
            "%(n)s posts it made or ended were changed since: %(names)s.",
            len(names),
        )
        yield text % _listed("names", names)


def _is_as(post: Membership, fact: dict[str, Any]) -> bool:
    ended = post.ended_on.isoformat() if post.ended_on else None
    return (
        post.department_id == fact["department"]
        and post.started_on.isoformat() == fact["started_on"]
        and (post.post, post.is_head, post.is_primary, ended)
        == (fact["post"], fact["is_head"], fact["is_primary"], fact["ended_on"])
    )


def _posts_given_since(effects: dict[str, Any]) -> Iterator[str]:
    """A post that ended would stand beside one given since: two primary ones."""
    closed = dict(effects["closed"])
    reopened = Membership.objects.filter(
        pk__in=[pk for pk, last in closed.items() if last is None], is_primary=True
    )
    ours = [fact["pk"] for fact in effects["left"]]
    given = (
        Membership.objects.current()
        .primary()
        .filter(user__in=reopened.values("user"))
        .exclude(pk__in=ours)
        .select_related("user")
    )
    names = [post.user.full_name for post in given]
    if names:
        text = ngettext(
            "%(n)s person was given another post since: %(names)s.",
            "%(n)s people were given other posts since: %(names)s.",
            len(names),
        )
        yield text % _listed("names", names)


def _rows_of_founded_units(effects: dict[str, Any]) -> Iterator[str]:
    """Whatever else points to a unit it founded: completions, certificates, …"""
    founded = effects["founded"]
    ours = {
        Membership: [fact["pk"] for fact in effects["left"]],
        Department: [*founded, *effects["changed"], *effects["ended"]],
    }
    for relation in Department._meta.related_objects:
        model = relation.related_model
        if model in {DepartmentVersion, Succession} or relation.field.name == "heir":
            continue  # told apart above, or found anew
        rows = model._default_manager.filter(**{f"{relation.field.name}__in": founded})
        count = rows.exclude(pk__in=ours.get(model, [])).count()
        if count:
            yield _("%(what)s that belong to the new units: %(count)s.") % {
                "what": _capital(model),
                "count": count,
            }


def _capital(model: Any) -> str:
    name = str(model._meta.verbose_name_plural)
    return name[:1].upper() + name[1:]


def _listed(name: str, items: list[str]) -> dict[str, object]:
    shown = ", ".join(items[:SHOWN]) + ("…" if len(items) > SHOWN else "")
    return {"n": len(items), name: shown}


# --- putting back -------------------------------------------------------------------


def _restore_posts(effects: dict[str, Any]) -> None:
    links = dict(reversed(effects["continued"]))  # the first note of each is the oldest
    posts = Membership.objects.in_bulk(list(links))
    for pk, post in posts.items():
        post.continued_by_id = links[pk]
    Membership.objects.bulk_update(posts.values(), ["continued_by"], batch_size=500)
    Membership.objects.filter(pk__in=effects["opened"]).delete()
    for fact in effects["repointed"]:
        Membership.objects.filter(pk=fact["pk"]).update(
            department=fact["department"],
            post=fact["post"],
            is_head=fact["is_head"],
            is_primary=fact["is_primary"],
            started_on=_day(fact["started_on"]),
            ended_on=_day(fact["ended_on"]),
        )
    _reopen(effects["closed"])


def _reopen(closed: list[list[Any]]) -> None:
    forever = [pk for pk, last in closed if last is None]
    Membership.objects.filter(pk__in=forever).update(ended_on=None)
    for pk, last in closed:
        if last is not None:
            Membership.objects.filter(pk=pk).update(ended_on=_day(last))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _restore_units(decision: Reorganisation) -> None:
    effects = decision.effects
    touched = effects["changed"] + effects["ended"]
    decision.successions.all().delete()
    Department.objects.filter(pk__in=effects["ended"]).update(
        dissolved_on=None, heir=None
    )
    Department.objects.filter(heir__in=effects["founded"]).update(heir=None)
    decision.versions.all().delete()
    _reopen_versions(touched)
    for pk in _topmost_first(touched):
        _as_its_version_says(Department.objects.get(pk=pk))
    # Units below one another go before those they belong to.
    for unit in Department.objects.filter(pk__in=effects["founded"]).order_by("-path"):
        unit.delete()


def _reopen_versions(units: list[int]) -> None:
    """The last version of each goes on."""
    latest: dict[int, int] = {}
    versions = DepartmentVersion.objects.filter(department__in=units)
    for pk, unit in versions.order_by("valid_from").values_list("pk", "department"):
        latest[unit] = pk
    DepartmentVersion.objects.filter(pk__in=latest.values()).update(valid_to=None)


def _topmost_first(units: list[int]) -> list[int]:
    """In the order of where they stood, so that each finds its place free."""
    versions = DepartmentVersion.objects.filter(valid_to=None)
    parents = dict(versions.values_list("department", "parent"))

    def depth(unit: int | None) -> int:
        return 0 if unit is None else 1 + depth(parents.get(unit))

    return sorted(units, key=lambda unit: (depth(unit), unit))


def _as_its_version_says(unit: Department) -> None:
    version = unit.versions.get(valid_to=None)
    call(unit, version.name)
    unit.short_name, unit.code = version.short_name, version.code
    place_below(unit, version.parent)
    unit.save()
