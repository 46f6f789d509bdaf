from __future__ import annotations

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from notifications.models import Message
from notifications.services import mark_read, send_waiting, tell
from tests.factories import MessageFactory, UserFactory

pytestmark = pytest.mark.django_db


class BrokenServer:
    """A mail server that refuses everything."""

    def __init__(self, *args, **kwargs):
        pass

    def send_messages(self, messages):
        raise smtplib.SMTPServerDisconnected("không trả lời")


@pytest.fixture
def broken_server(settings):
    settings.EMAIL_BACKEND = f"{__name__}.BrokenServer"


def test_the_same_key_tells_a_person_once(trainee):
    first = tell(recipient=trainee, key="k", subject="Một")
    second = tell(recipient=trainee, key="k", subject="Hai")

    assert second == first
    assert Message.objects.get().subject == "Một"


def test_mail_waits_in_the_outbox_and_goes_out_once(trainee, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://hoc.vi.du"
    message = tell(
        recipient=trainee, key="k", subject="Một", body="Nội dung", url="/x/", mail=True
    )
    assert mail.outbox == []

    assert (send_waiting(), send_waiting()) == (1, 0)

    (sent,) = mail.outbox
    assert (sent.subject, sent.to) == ("Một", [trainee.email])
    assert sent.body == "Nội dung\n\nhttps://hoc.vi.du/x/"
    assert sent.extra_headers["Message-ID"] == f"<message-{message.pk}@localhost>"
    message.refresh_from_db()
    assert message.mail_state == "sent"


def test_a_message_without_mail_stays_on_the_site(trainee):
    tell(recipient=trainee, key="k", subject="Một")

    assert send_waiting() == 0
    assert mail.outbox == []


def test_a_server_that_is_down_delays_mail_and_loses_none(
    trainee, broken_server, settings
):
    message = tell(recipient=trainee, key="k", subject="Một", mail=True)

    send_waiting()
    message.refresh_from_db()
    assert (message.mail_state, message.mail_tries) == ("waiting", 1)
    assert message.mail_error == "không trả lời"
    assert message.next_try_at > timezone.now()

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Message.objects.update(next_try_at=timezone.now() - timedelta(seconds=1))
    assert send_waiting() == 1


def test_after_the_last_try_a_mail_is_failed_not_forgotten(trainee, broken_server):
    message = tell(recipient=trainee, key="k", subject="Một", mail=True)
    for _ in range(8):
        Message.objects.update(next_try_at=timezone.now())
        send_waiting()

    message.refresh_from_db()
    assert (message.mail_state, message.mail_tries) == ("failed", 8)


@pytest.mark.parametrize("change", [{"is_active": False}, {"email": ""}])
def test_who_left_or_has_no_address_gets_no_mail(change):
    person = UserFactory(**change)
    message = tell(recipient=person, key="k", subject="Một", mail=True)

    send_waiting()

    message.refresh_from_db()
    assert message.mail_state == "dropped"
    assert mail.outbox == []


def test_marking_read_touches_only_ones_own_messages(trainee):
    mine, other = MessageFactory(recipient=trainee), MessageFactory()

    assert mark_read(recipient=trainee) == 1

    mine.refresh_from_db()
    other.refresh_from_db()
    assert (mine.read_at is None, other.read_at is None) == (False, True)
