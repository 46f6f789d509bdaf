"""Where a person stood on a day."""

from __future__ import annotations

from datetime import date

from accounts.models import User
from departments.models import Membership


def post_on(trainee: User, day: date) -> Membership | None:
    """The post a person held on the day, the primary one first."""
    posts = Membership.objects.filter(user=trainee).on(day).order_by("-is_primary")
    return posts.select_related("department__parent").first()
