"""Who leaves because a complete list of their unit does not name them.

Somebody whose row could not be read must not lose their post over it: people named
like an unclear row stay, and while a row has not even a name, nobody leaves at all.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from departments.models import Department, Membership
from staffing.matching import People
from staffing.models import StaffList
from staffing.plan import UNCLEAR, Change, Finding, Known, Plan, Revision, Status
from vietnamese.text import fold


def plan_leaving(staff_list: StaffList, plan: Plan, people: People) -> None:
    unit = staff_list.department
    if not staff_list.is_complete or unit is None:
        return
    unclear = [finding for finding in plan.findings if finding.status in UNCLEAR]
    if any(not finding.entry or not finding.entry.name for finding in unclear):
        notice = _("Nobody leaves yet: a row without a readable name may be anybody.")
        plan.notices.append(notice)
        return
    people.load_unit(unit)
    kept = {fold(finding.entry.name) for finding in unclear if finding.entry}
    named = _units_named(plan)
    revisions = {revision.known.user.pk: revision for revision in plan.revisions}
    for known in _by_name(people):
        posts = list(_posts_to_end(known, unit, named.get(known.user.pk, set())))
        if not posts or _is_ended_already(posts, revisions.get(known.user.pk)):
            continue
        if known.user.folded_name in kept:
            notice = _("%(name)s keeps their post: a row of that name is unclear.")
            plan.notices.append(notice % {"name": known.user})
            continue
        _end(plan, known, posts, revisions)


def _units_named(plan: Plan) -> dict[int, set[int]]:
    """The units in which the list names each person who is known."""
    named: dict[int, set[int]] = {}
    for finding in plan.findings:
        if finding.known and finding.unit and finding.status not in UNCLEAR:
            named.setdefault(finding.known.user.pk, set()).add(finding.unit.pk)
    return named


def _by_name(people: People) -> Iterator[Known]:
    everyone = people.everyone.values()
    return iter(sorted(everyone, key=lambda each: (each.user.sort_key, each.user.pk)))


def _posts_to_end(
    known: Known, unit: Department, named: set[int]
) -> Iterator[Membership]:
    for post in known.posts:
        is_inside = post.department.path.startswith(unit.path)
        if is_inside and post.department_id not in named:
            yield post


def _is_ended_already(posts: list[Membership], revision: Revision | None) -> bool:
    """Who moves inside the unit has been told so in their own row."""
    ended = {post.pk for post in revision.ended} if revision else set()
    return all(post.pk in ended for post in posts)


def _end(
    plan: Plan, known: Known, posts: list[Membership], revisions: dict[int, Revision]
) -> None:
    revision = revisions.get(known.user.pk)
    if revision is None:
        revision = Revision(known)
        plan.revisions.append(revision)
    before = {post.pk for post in revision.ended}
    ending = [post for post in posts if post.pk not in before]
    revision.ended += ending
    leaves = not revision.seats and len(revision.ended) == len(known.posts)
    status = Status.LEFT if leaves else Status.CHANGED
    finding = Finding(0, known.user.full_name, status, known=known)
    for post in ending:
        old = " · ".join(filter(None, [post.post, str(post.department)]))
        finding.changes.append(Change(_("post ends"), old))
    if leaves and not known.user.is_superuser:
        revision.fields["is_active"] = False
        finding.changes.append(Change(_("account"), _("active"), _("switched off")))
    plan.findings.append(finding)
