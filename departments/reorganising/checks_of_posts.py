"""People without a place, with two, or without a post; units without a head."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.utils.translation import ngettext

from accounts.models import User
from departments.models import Membership
from departments.reorganising.acts import Key
from departments.reorganising.plan import Plan
from departments.reorganising.problems import called, day_of, listed, note, stop


def check_posts(plan: Plan) -> None:
    if plan.unplaced:
        text = ngettext(
            "%(n)s person or division has not been told where to go: %(names)s.",
            "%(n)s people or divisions have not been told where to go: %(names)s.",
            len(plan.unplaced),
        )
        names = [called(each) for each in plan.unplaced]
        stop(plan, "unplaced", text % listed("names", names))
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
        names = [called(post) for post in late]
        stop(plan, "late", text % {**listed("names", names), "day": day_of(plan)})
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
        names = [called(post) for post in doubled]
        note(plan, "doubled", text % listed("names", names))


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
        note(plan, "without_post", text % listed("names", names))


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


def note_heads(plan: Plan) -> None:
    units = units_without_head(plan)
    if units:
        text = ngettext(
            "%(n)s unit will have no head until one is appointed: %(units)s.",
            "%(n)s units will have no head until one is appointed: %(units)s.",
            len(units),
        )
        names = [plan.line(key) for key in units]
        note(plan, "without_head", text % listed("units", names))
