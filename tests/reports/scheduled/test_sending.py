"""Once for each period that ends, whatever happens to the scheduler."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from jobs.models import Job
from jobs.services import run
from learning.models import DayOff
from lms.tasks import send_scheduled_reports as task
from notifications.models import Message
from notifications.services import send_waiting
from reports.models import ScheduledReport, ScheduledReportDelivery
from reports.scheduled import rounds
from reports.scheduled.rounds import send, send_scheduled_reports
from reports.scheduled.services import stop
from tests.factories import (
    MembershipFactory,
)
from tests.reports.conftest import done, person
from tests.reports.scheduled.helpers import (
    MADE_ON,
    SENT_ON,
    Reason,
    head_post,
    made,
    nothing_sent,
    words_of_workbook,
)

pytestmark = pytest.mark.django_db


def test_the_report_of_a_period_is_sent_on_the_first_working_day_after_it(
    on, province, monthly
):
    sent_on = []
    for n in range((date(2026, 12, 20) - MADE_ON).days):
        for hour in [2, 9, 16, 20]:
            on(MADE_ON + timedelta(days=n), hour)
            if send_scheduled_reports():
                sent_on.append((timezone.localdate(), timezone.localtime().hour))

    assert sent_on == [(SENT_ON, 9), (date(2026, 12, 15), 9)]
    periods = monthly.deliveries.order_by("pk").values_list("period", flat=True)
    assert list(periods) == ["2026-M11", "2026-M12"]


def test_a_day_off_puts_it_off(on, monthly):
    DayOff.objects.create(day=SENT_ON, name="Nghỉ bù")

    on(SENT_ON)
    assert send_scheduled_reports() == 0
    on(SENT_ON + timedelta(days=1))
    assert send_scheduled_reports() == 1


@pytest.mark.parametrize(
    ("every", "period", "sent_on"),
    [
        ("month", "2026-M11", date(2026, 11, 16)),
        ("quarter", "2026-Q4", date(2026, 12, 15)),
        ("half", "2026-H2", date(2026, 12, 15)),
        ("year", "2026", date(2026, 12, 15)),
    ],
)
def test_each_kind_of_period_is_sent_after_its_own_end(
    on, province, people, every, period, sent_on
):
    report = made(head_post(province), every=every)

    on(sent_on - timedelta(days=1))
    assert send_scheduled_reports() == 0
    on(sent_on)
    assert send_scheduled_reports() == 1
    assert report.deliveries.get().period == period


def test_a_period_that_was_over_when_it_was_asked_for_is_not_sent(on, province, people):
    on(SENT_ON - timedelta(days=1))
    made(head_post(province))

    on(SENT_ON)

    assert send_scheduled_reports() == 0


def test_after_a_standstill_the_last_period_is_sent_and_not_each_one_missed(
    on, monthly
):
    on(date(2027, 3, 3))
    send_scheduled_reports()

    assert monthly.deliveries.get().period == "2027-M02"


def test_the_message_holds_the_figures_of_the_period_and_no_names(
    on, province, course, monthly
):
    on(SENT_ON, 8)
    done(person("Xong Sau Kỳ", province.museum), course, days_ago=0)
    task()
    send_waiting()

    message = Message.objects.get()
    assert message.recipient == province.head
    assert message.subject == (
        f"Báo cáo định kỳ: Tháng 11 năm 2026, {province.culture.name}"
    )
    assert message.body.splitlines()[0] == (
        "Số người được giao khóa học: 3. Đã hoàn thành: 1 (33%). Quá hạn: 1."
        " Số liệu tính đến ngày 14/11/2026."
    )
    job = Job.objects.get()
    assert message.url == reverse("jobs:progress", args=[job.pk])
    (sent,) = mail.outbox
    assert message.url in sent.body
    assert "Chim Sẻ" not in sent.subject + sent.body
    assert sent.attachments == []


def test_the_file_is_about_the_period_and_opens_after_signing_in(
    on, client, province, monthly
):
    on(SENT_ON)
    send_scheduled_reports()
    job = monthly.deliveries.get().job
    run(job.pk)
    address = reverse("jobs:result", args=[job.pk])

    assert client.get(address).status_code == 302
    client.force_login(province.head)
    words = words_of_workbook(client.get(address).getvalue())
    assert "Chim Sẻ Văn Hóa" in words
    assert "THÁNG 11 NĂM 2026" in words.upper()


# --- exactly once -------------------------------------------------------------------


def test_fifty_rounds_are_one_delivery_one_message_and_one_job(on, monthly):
    on(SENT_ON)

    assert sum(send_scheduled_reports() for _n in range(50)) == 1

    counts = [each.objects.count() for each in [ScheduledReportDelivery, Message, Job]]
    assert counts == [1, 1, 1]


class Killed(BaseException):
    """As a process ends: nothing catches it."""


def killing(statement: int):
    seen = 0

    def kill(execute, sql, params, many, context):
        nonlocal seen
        seen += 1
        if seen == statement:
            raise Killed
        return execute(sql, params, many, context)

    return connection.execute_wrapper(kill)


def test_killed_before_any_statement_it_is_still_sent_once(on, province, monthly):
    made(head_post(province), form="pdf")
    on(SENT_ON)
    with CaptureQueriesContext(connection) as queries, transaction.atomic():
        send_scheduled_reports()
        transaction.set_rollback(True)

    for statement in range(1, len(queries) + 1):
        try:
            # The outer transaction is what a killed process leaves: nothing.
            with killing(statement), transaction.atomic():
                send_scheduled_reports()
        except Killed:
            assert nothing_sent()
            continue
    send_scheduled_reports()

    counts = [each.objects.count() for each in [ScheduledReportDelivery, Message, Job]]
    assert counts == [2, 2, 2]


def test_killed_between_two_reports_each_is_sent_once(on, province, monthly):
    """What was sent before the kill stands; the next rounds send the rest."""
    dice = random.Random(20261116)
    for every, form in [("month", "pdf"), ("month", "xlsx"), ("quarter", "pdf")]:
        post = MembershipFactory(department=province.museum, is_head=True)
        made(post, every=every, form=form)
    on(date(2026, 12, 15))

    for _n in range(30):
        try:
            with killing(dice.randrange(1, 60)):
                send_scheduled_reports()
        except Killed:
            pass
    send_scheduled_reports()

    counts = [each.objects.count() for each in [ScheduledReportDelivery, Message, Job]]
    assert counts == [4, 4, 4]
    assert set(ScheduledReportDelivery.objects.values_list("job", flat=True)) == set(
        Job.objects.values_list("pk", flat=True)
    )


def test_what_is_stopped_while_a_round_runs_is_not_sent(on, monthly):
    """The round has read it already, and counts for others first."""
    on(SENT_ON)
    as_read = ScheduledReport.objects.select_related("recipient", "post").get()
    stop(report=monthly, reason=ScheduledReport.Reason.BY_HAND)

    assert send(report=as_read, period="2026-M11") is False
    assert nothing_sent()


def test_one_that_fails_holds_back_no_other(on, province, people, monkeypatch, caplog):
    broken = made(head_post(province))
    whole = made(MembershipFactory(department=province.museum, is_head=True))
    count = rounds.unit_rows

    def fail(scope):
        if scope.unit.pk == province.culture.pk:
            raise ZeroDivisionError
        return count(scope)

    monkeypatch.setattr(rounds, "unit_rows", fail)
    on(SENT_ON)
    send_scheduled_reports()
    monkeypatch.undo()
    assert [whole.deliveries.count(), broken.deliveries.count()] == [1, 0]

    send_scheduled_reports()
    assert [whole.deliveries.count(), broken.deliveries.count()] == [1, 1]


def test_asking_twice_for_the_same_is_one_report(province, people):
    post = head_post(province)

    assert made(post, asked={"course": "a"}) == made(post, asked={"course": "a"})
    stopped = made(post)
    stop(report=stopped, reason=Reason.BY_HAND)
    assert made(post) != stopped
