from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from jobs.models import Job
from notifications.models import Message
from reports.models import ScheduledReport, ScheduledReportDelivery
from reports.scheduled import rounds
from reports.scheduled.services import schedule_report
from tests.factories import MembershipFactory
from tests.races.harness import RUNNERS, race, without_constraints

MORNING = timezone.make_aware(timezone.datetime(2026, 11, 16, 9, 15))


@pytest.fixture(autouse=True)
def _morning(time_machine):
    """The first working day after the period of November."""
    time_machine.move_to(MORNING)


def many_rounds_at_once() -> list[int]:
    post = MembershipFactory(is_head=True)
    report, _is_new = schedule_report(
        post=post,
        asked={"unit": str(post.department_id)},
        every="month",
        form="xlsx",
        by=post.user,
    )
    long_ago = timezone.now() - timedelta(days=20)
    ScheduledReport.objects.filter(pk=report.pk).update(created_at=long_ago)
    return race(*[rounds.send_scheduled_reports] * RUNNERS)


@pytest.mark.parametrize("_round", range(5))
def test_rounds_at_the_same_moment_send_a_report_once(_round):
    assert sorted(many_rounds_at_once()) == [0] * (RUNNERS - 1) + [1]
    assert ScheduledReportDelivery.objects.count() == 1
    assert Job.objects.count() == Message.objects.count() == 1


def test_without_the_constraint_a_report_is_sent_more_than_once(monkeypatch):
    monkeypatch.setattr(rounds, "was_sent", lambda report, period: False)
    with without_constraints(
        ScheduledReportDelivery, "one_delivery_per_report_and_period"
    ):
        results = many_rounds_at_once()

    assert results.count(1) > 1


def test_pressing_the_button_many_times_at_once_is_one_report():
    post = MembershipFactory(is_head=True)

    def press():
        return schedule_report(
            post=post,
            asked={"unit": str(post.department_id)},
            every="month",
            form="xlsx",
            by=post.user,
        )[1]

    assert sorted(race(*[press] * RUNNERS)) == [False] * (RUNNERS - 1) + [True]
    assert ScheduledReport.objects.count() == 1
