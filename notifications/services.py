from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import timedelta
from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F
from django.utils import timezone

from accounts.invitations import mailed_path
from accounts.models import User
from notifications.models import Message

logger = logging.getLogger(__name__)
MAX_TRIES = 8


def tell(
    *,
    recipient: User,
    key: str,
    subject: str,
    body: str = "",
    url: str = "",
    mail: bool = False,
) -> Message:
    """Tell a person something, once per key, in the caller's transaction.

    With `mail` it also waits in the outbox; beat sends it after commit.
    """
    message, _ = Message.objects.get_or_create(
        key=key,
        defaults={
            "recipient": recipient,
            "subject": subject[:200],
            "body": body,
            "url": url,
            "mail_state": Message.Mail.WAITING if mail else Message.Mail.NONE,
        },
    )
    return message


def tell_many(messages: Iterable[Message]) -> None:
    """The same for many people at once; messages whose key is known are left out."""
    Message.objects.bulk_create(messages, ignore_conflicts=True, batch_size=500)


def take_back(*, keys: Iterable[str]) -> int:
    """Mail that has not left does not leave; how many. On the site it still stands."""
    waiting = Message.objects.filter(key__in=keys, mail_state=Message.Mail.WAITING)
    return waiting.update(mail_state=Message.Mail.DROPPED)


def mark_read(*, recipient: User) -> int:
    """Mark all of a person's messages read; how many were new."""
    unread = Message.objects.unread().filter(recipient=recipient)
    return unread.update(read_at=timezone.now())


def send_waiting(*, limit: int = 200) -> int:
    """Send mail that waits in the outbox; how many went out."""
    waiting = Message.objects.to_send().select_related("recipient")[:limit]
    return sum(_send(message) for message in waiting)


def _send(message: Message) -> bool:
    """Send one mail. Claimed by its try count, so two workers never send it twice."""
    if not _claim(message):
        return False
    if not (message.recipient.is_active and message.recipient.email):
        _close(message, Message.Mail.DROPPED)
        return False
    try:
        _mail_of(message).send()
    except OSError as error:  # SMTP errors are OSErrors too
        logger.warning("Mail %s was not sent: %s", message.pk, error)
        _put_back(message, str(error))
        return False
    _close(message, Message.Mail.SENT, sent_at=timezone.now())
    return True


def _claim(message: Message) -> bool:
    """Push the next try into the future; only one worker sees the row change."""
    pause = timedelta(minutes=2 ** min(message.mail_tries, 8))
    claimed = Message.objects.to_send().filter(
        pk=message.pk, mail_tries=message.mail_tries
    )
    return bool(
        claimed.update(
            mail_tries=F("mail_tries") + 1, next_try_at=timezone.now() + pause
        )
    )


def _put_back(message: Message, error: str) -> None:
    state = Message.Mail.WAITING
    if message.mail_tries + 1 >= MAX_TRIES:
        state = Message.Mail.FAILED
    Message.objects.filter(pk=message.pk).update(
        mail_state=state, mail_error=error[:300]
    )


def _close(message: Message, state: Message.Mail, **changes: object) -> None:
    Message.objects.filter(pk=message.pk).update(mail_state=state, **changes)


def _mail_of(message: Message) -> EmailMessage:
    """The same message has the same Message-ID, however often it is tried."""
    path = mailed_path(message.url)  # what opens an invitation is in no table
    link = urljoin(settings.WAGTAILADMIN_BASE_URL, path) if path else ""
    text = "\n\n".join(part for part in [message.body, link] if part)
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    return EmailMessage(
        subject=message.subject,
        body=text,
        to=[message.recipient.email],
        headers={"Message-ID": f"<message-{message.pk}@{domain}>"},
    )
