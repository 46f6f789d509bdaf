"""How the staff of the demo divide: who heads something by the post, others by shares."""

from __future__ import annotations

from itertools import accumulate
from zlib import crc32

from accounts.models import StaffCategory
from departments.models import Kind
from lms.demo.seats import Seat

CATEGORIES = [
    StaffCategory.CIVIL_SERVANT,
    StaffCategory.PUBLIC_EMPLOYEE,
    StaffCategory.OTHER,
    "",  # not recorded yet, as in every real list
]
# In 100 of those who head nothing, in the order above.
SHARES = {Kind.COMMUNE: (82, 6, 9, 3), Kind.DEPARTMENT: (64, 24, 9, 3)}
IN_BODIES = (86, 2, 9, 3)


def category_of(seat: Seat, username: str) -> str:
    """Drawn from the username, so that a person's story stays what it was."""
    kind = Kind(seat.unit.kind)
    if seat.is_head:
        elected = not seat.division and kind != Kind.DEPARTMENT
        return StaffCategory.CADRE if elected else StaffCategory.CIVIL_SERVANT
    drawn = crc32(username.encode()) % 100
    limits = accumulate(SHARES.get(kind, IN_BODIES))
    return next(
        category
        for category, limit in zip(CATEGORIES, limits, strict=True)
        if drawn < limit
    )
