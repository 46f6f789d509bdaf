"""Nobody of another unit is in what is sent."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from departments.services import appoint, relieve
from jobs.models import Job
from jobs.services import run
from notifications.models import Message
from notifications.services import send_waiting
from reports.scheduled.rounds import send_scheduled_reports
from tests.reports.scheduled.helpers import (
    SENT_ON,
    head_post,
    made,
    words_of_paper,
    words_of_workbook,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("form", "words"), [("xlsx", words_of_workbook), ("pdf", words_of_paper)]
)
def test_nobody_of_another_unit_is_in_the_message_or_in_the_file(
    on, client, province, people, form, words
):
    report = made(head_post(province), form=form)
    on(SENT_ON)
    send_scheduled_reports()
    send_waiting()
    job = report.deliveries.get().job
    run(job.pk)
    client.force_login(province.head)
    file = words(client.get(reverse("jobs:result", args=[job.pk])).getvalue())
    message = Message.objects.get()

    assert "Chim Sẻ Văn Hóa" in file
    everything = [file, message.subject, message.body, mail.outbox[0].body]
    assert not any("Chim Sẻ Y Tế" in text for text in everything)
    assert not any(province.health.name in text for text in everything)


def test_a_head_of_two_units_gets_of_each_report_its_own_unit(
    on, client, province, people
):
    """Also if the other unit came between asking for the file and making it."""
    report = made(head_post(province))
    on(SENT_ON)
    send_scheduled_reports()
    appoint(
        user=province.head,
        department=province.health,
        on=SENT_ON,
        is_head=True,
        is_primary=False,
    )
    job = report.deliveries.get().job
    run(job.pk)
    client.force_login(province.head)

    file = client.get(reverse("jobs:result", args=[job.pk])).getvalue()

    assert "Chim Sẻ Văn Hóa" in words_of_workbook(file)
    assert "Chim Sẻ Y Tế" not in words_of_workbook(file)


def test_a_file_that_waits_while_the_post_ends_is_not_made(on, province, monthly):
    on(SENT_ON)
    send_scheduled_reports()
    relieve(membership=head_post(province), on=SENT_ON)
    on(SENT_ON + timedelta(days=1))
    job = monthly.deliveries.get().job

    run(job.pk)

    job.refresh_from_db()
    assert (job.state, bool(job.result)) == (Job.State.FAILED, False)
