"""Invitations: by mail through the outbox, or as codes to be printed."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.invitations import path_of, write_links
from accounts.models import Invitation, User
from notifications.models import Message
from notifications.services import tell_many


def invite_by_mail(*, people: Sequence[User], by: User) -> int:
    """Write a link for each person with an address, in the caller's transaction."""
    waiting = [user for user in people if user.email]
    invitations = write_links(people=waiting, by=by)
    tell_many(_message(invitation) for invitation in invitations)
    return len(invitations)


def _message(invitation: Invitation) -> Message:
    user = invitation.user
    until = timezone.localtime(invitation.expires_at)
    with translation.override(user.language):
        body = _(
            "Dear %(name)s,\n\nan account was opened for you. Your sign-in name is %(username)s.\n\nThe link below leads to a page where you choose your own password. It works once, until %(until)s. Nobody will ever ask you for your password."
        )
        return Message(
            recipient=user,
            key=f"invitation:{invitation.pk}",
            subject=_("Your account for communication training"),
            body=body
            % {
                "name": user.full_name,
                "username": user.username,
                "until": f"{until:%H:%M %d/%m/%Y}",
            },
            url=path_of(invitation),
            mail_state=Message.Mail.WAITING,
        )
