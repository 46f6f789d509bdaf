"""What has been built on a decision since it was applied."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from departments.models import (
    Department,
    DepartmentVersion,
    Membership,
    Reorganisation,
    Succession,
)
from departments.reorganising.problems import listed


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
        yield text % listed("names", names)


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
        yield text % listed("names", names)


def _rows_of_founded_units(effects: dict[str, Any]) -> Iterator[str]:
    """Whatever else points to a unit it founded: completions, certificates, …"""
    founded = effects["founded"]
    ours = {
        Membership: [fact["pk"] for fact in effects["left"]],
        Department: [*founded, *effects["changed"], *effects["ended"]],
    }
    for relation in _relations():
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


def _relations() -> list[Any]:
    """Every column anywhere that names a unit, the unnamed ones among them.

    Figures that repeat what is on record elsewhere have no constraint and do not count.
    """
    fields = Department._meta.get_fields(include_hidden=True)
    relations: list[Any] = [
        each for each in fields if each.one_to_many or each.one_to_one
    ]
    return [relation for relation in relations if relation.field.db_constraint]


def _capital(model: Any) -> str:
    """A table between two models is called like the one that owns it."""
    owner = model._meta.auto_created or model
    name = str(owner._meta.verbose_name_plural)
    return name[:1].upper() + name[1:]
