"""What is missing in the data, and makes every figure wrong a little."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.enums import TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from departments.models import Department, Kind, Membership
from learning.models import Enrolment


class Gap(TextChoices):
    """Values stand in addresses."""

    NO_UNIT = "chua-co-don-vi", _("People without a unit")
    NO_HEAD = "chua-co-thu-truong", _("Units without a head")
    NO_CATEGORY = "chua-phan-loai", _("People without a staff category")
    NO_DUE_DAY = "khong-co-han", _("Enrolments without a due day")
    TWICE = "trung-ten", _("People of the same name and the same birth")


def gap_rows(gap: Gap) -> QuerySet[Any]:
    """The rows of a gap, in the order in which they are listed."""
    posts = Membership.objects.current()
    placed = Exists(posts.filter(user=OuterRef("pk")))
    people = User.objects.active().filter(is_superuser=False).in_name_order()
    match gap:
        case Gap.NO_UNIT:
            return people.filter(~placed)
        case Gap.NO_CATEGORY:
            return people.filter(placed, staff_category="")
        case Gap.TWICE:
            return people.exclude(birth="").filter(_double())
        case Gap.NO_HEAD:
            headed = Exists(posts.heads().filter(department=OuterRef("pk")))
            # The province is the tree's root and no office that somebody heads.
            units = Department.objects.existing().exclude(kind=Kind.PROVINCE)
            return units.filter(~headed).order_by("path")
        case Gap.NO_DUE_DAY:
            return _without_due_day()


def _double() -> Exists:
    same = User.objects.active().filter(
        folded_name=OuterRef("folded_name"), birth=OuterRef("birth")
    )
    return Exists(same.exclude(pk=OuterRef("pk")))


def _without_due_day() -> QuerySet[Enrolment]:
    open_ones = Enrolment.objects.current().unfinished().filter(due_on=None)
    open_ones = open_ones.filter(trainee__is_active=True)
    open_ones = open_ones.select_related("trainee", "course")
    return open_ones.order_by("trainee__sort_key", "trainee", "course__title")


def gap_counts() -> list[tuple[Gap, int]]:
    return [(gap, gap_rows(gap).count()) for gap in Gap]
