"""Who people are, and what opens a door for them."""

from accounts.models.invitations import Invitation, InvitationQuerySet
from accounts.models.people import (
    StaffCategory,
    User,
    UserQuerySet,
    Users,
    staff_code,
)
from accounts.models.tokens import ApiToken, ApiTokenQuerySet

__all__ = [
    "ApiToken",
    "ApiTokenQuerySet",
    "Invitation",
    "InvitationQuerySet",
    "StaffCategory",
    "User",
    "UserQuerySet",
    "Users",
    "staff_code",
]
