"""It goes to who holds the post, and to nobody who comes after."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from departments.models import Membership
from departments.reorganising.acts import Merge, Target
from departments.reorganising.applying import apply
from departments.reorganising.drafting import add_act
from departments.services import appoint, change_department, relieve
from jobs.services import run
from learning.models import Assignment
from notifications.models import Message
from notifications.services import send_waiting
from reports.scheduled.rounds import send_scheduled_reports
from tests.factories import (
    MembershipFactory,
    ReorganisationFactory,
    TrainingPlanFactory,
)
from tests.reports.conftest import person
from tests.reports.scheduled.helpers import (
    MADE_ON,
    SENT_ON,
    Reason,
    head_post,
    made,
    nothing_sent,
    reason_of,
)

pytestmark = pytest.mark.django_db


def test_when_the_post_ends_it_stops_and_the_successor_gets_nothing(
    on, client, province, monthly
):
    on(SENT_ON)
    send_scheduled_reports()
    job = monthly.deliveries.get().job
    run(job.pk)
    relieve(membership=head_post(province), on=date(2026, 11, 30))
    successor = person("Người Kế Nhiệm", province.culture, is_head=True)

    on(date(2026, 11, 30), 23)  # the last day is still theirs
    send_scheduled_reports()
    assert reason_of(monthly) == ""
    on(date(2026, 12, 1), 1)  # found at night, too
    send_scheduled_reports()
    assert reason_of(monthly) == Reason.POST_ENDED

    on(date(2026, 12, 15))
    assert send_scheduled_reports() == 0
    assert not Message.objects.filter(recipient=successor).exists()
    for who in [province.head, successor]:
        client.force_login(who)
        for name in ["jobs:progress", "jobs:result"]:
            assert client.get(reverse(name, args=[job.pk])).status_code == 404


def test_the_successor_is_offered_the_same_and_has_to_ask_for_it(
    on, client, province, monthly
):
    relieve(membership=head_post(province), on=MADE_ON)
    successor = person("Người Kế Nhiệm", province.culture, is_head=True)
    elsewhere = person("Đàm Thị Y", province.health, is_head=True)
    on(MADE_ON + timedelta(days=1))
    send_scheduled_reports()
    offered = "Người giữ chức vụ trước đã nhận"

    client.force_login(elsewhere)
    assert offered not in client.get(reverse("reports:scheduled")).content.decode()
    client.force_login(successor)
    page = client.get(reverse("reports:scheduled")).content.decode()
    assert offered in page
    assert f"unit={province.culture.pk}&amp;every=month&amp;form=xlsx" in page

    made(successor.memberships.get())
    page = client.get(reverse("reports:scheduled")).content.decode()
    assert offered not in page


def test_a_successor_is_offered_no_plan_that_means_nobody_of_theirs(
    on, client, province, course, people
):
    """Who was there before headed a second unit, whose plan it was."""
    post = head_post(province)
    appoint(
        user=post.user,
        department=province.health,
        on=MADE_ON,
        is_head=True,
        is_primary=False,
    )
    plan = TrainingPlanFactory(title="Kế hoạch Chim Sẻ")
    elsewhere = person("Nông Y Tế", province.health)
    Assignment.objects.create(
        plan=plan, course=course, trainee=elsewhere, due_on=plan.due_on
    )
    made(post, asked={"plan": str(plan.pk)})
    relieve(membership=post, on=MADE_ON)
    successor = person("Người Kế Nhiệm", province.culture, is_head=True)
    on(MADE_ON + timedelta(days=1))
    send_scheduled_reports()

    client.force_login(successor)
    page = client.get(reverse("reports:scheduled")).content.decode()

    assert "Người giữ chức vụ trước đã nhận" not in page
    assert "Chim Sẻ" not in page


def test_mail_that_has_not_left_when_the_post_ends_does_not_leave(
    on, province, monthly
):
    on(SENT_ON)
    send_scheduled_reports()
    relieve(membership=head_post(province), on=SENT_ON)

    on(SENT_ON + timedelta(days=1))
    send_scheduled_reports()
    send_waiting()

    assert mail.outbox == []
    assert Message.objects.get().mail_state == Message.Mail.DROPPED


def no_longer_heads(province) -> None:
    Membership.objects.filter(pk=head_post(province).pk).update(is_head=False)


def is_switched_off(province) -> None:
    province.head.is_active = False
    province.head.save()


def moves_to_another_unit(province) -> None:
    relieve(membership=head_post(province), on=timezone.localdate())
    appoint(
        user=province.head,
        department=province.health,
        on=timezone.localdate() + timedelta(days=1),
        is_head=True,
    )


def post_is_deleted(province) -> None:
    head_post(province).delete()


@pytest.mark.parametrize(
    ("what", "reason"),
    [
        (no_longer_heads, Reason.NOT_HEAD),
        (is_switched_off, Reason.INACTIVE),
        (moves_to_another_unit, Reason.POST_ENDED),
        (post_is_deleted, Reason.POST_ENDED),
    ],
)
def test_it_stops_with_the_reason(on, province, monthly, what, reason):
    what(province)

    on(SENT_ON)

    assert send_scheduled_reports() == 0
    assert reason_of(monthly) == reason
    assert nothing_sent()


def test_a_part_that_moves_elsewhere_is_no_longer_reported_on(on, province, people):
    part = made(head_post(province), unit=province.museum)
    change_department(unit=province.museum, on=MADE_ON, parent=province.health)

    on(SENT_ON)

    assert send_scheduled_reports() == 0
    assert reason_of(part) == Reason.SCOPE_LOST


def test_what_it_was_about_is_gone(on, province, people):
    gone = made(head_post(province), asked={"course": "da-xoa"})

    on(SENT_ON)

    assert send_scheduled_reports() == 0
    assert reason_of(gone) == Reason.SCOPE_LOST


def test_a_new_title_in_the_same_post_stops_nothing(on, province, monthly):
    appoint(
        user=province.head,
        department=province.culture,
        on=MADE_ON,
        post="Bí thư, Giám đốc",
        is_head=True,
    )

    on(SENT_ON)

    assert send_scheduled_reports() == 1


def test_a_deputy_gets_the_report_of_their_unit_until_they_are_no_deputy(
    on, province, people
):
    post = MembershipFactory(
        department=province.museum, post="Phó giám đốc", is_head=True, on=MADE_ON
    )
    report = made(post)

    on(SENT_ON)
    assert send_scheduled_reports() == 1
    Membership.objects.filter(pk=post.pk).update(is_head=False)
    on(date(2026, 12, 15))
    assert send_scheduled_reports() == 0
    assert reason_of(report) == Reason.NOT_HEAD


def reorganise(*, sources, target, day: date, by) -> None:
    decision = ReorganisationFactory(effective_on=day)
    pks = tuple(unit.pk for unit in sources)
    add_act(decision=decision, act=Merge(pks, target))
    apply(decision=decision, by=by)


def test_a_unit_founded_anew_with_the_same_head_goes_on(on, province, monthly):
    day = MADE_ON + timedelta(days=10)
    on(day)
    new = Target(name="Sở Văn hóa mới", kind="department", parent=province.top.pk)
    reorganise(sources=[province.culture], target=new, day=day, by=province.office)

    on(SENT_ON)

    assert send_scheduled_reports() == 1
    assert "Sở Văn hóa mới" in Message.objects.get().subject


def test_a_part_dissolved_into_another_of_the_same_head_is_reported_on_there(
    on, province, people
):
    part = made(head_post(province), unit=province.museum)
    day = MADE_ON + timedelta(days=10)
    on(day)
    into = Target(unit=province.tourism.pk)
    reorganise(sources=[province.museum], target=into, day=day, by=province.office)

    on(SENT_ON)

    assert send_scheduled_reports() == 1
    assert province.tourism.name in Message.objects.get().subject
    assert reason_of(part) == ""


def test_a_unit_merged_under_another_head_stops(on, province, monthly):
    day = MADE_ON + timedelta(days=10)
    on(day)
    into = Target(unit=province.health.pk)
    reorganise(sources=[province.culture], target=into, day=day, by=province.office)

    on(SENT_ON)

    assert send_scheduled_reports() == 0
    assert reason_of(monthly) == Reason.NOT_HEAD
    assert nothing_sent()


def test_an_officer_gets_the_province_while_in_the_office(on, province, people):
    post = MembershipFactory(user=province.office, department=province.tourism)
    whole = made(post, unit=province.top)

    on(SENT_ON)
    assert send_scheduled_reports() == 1
    assert "giao khóa học: 3." in Message.objects.get().body

    province.office.groups.clear()
    on(date(2026, 12, 15))
    assert send_scheduled_reports() == 0
    assert reason_of(whole) == Reason.NOT_HEAD


def test_who_set_it_up_for_somebody_hears_that_it_stopped(on, province, people):
    made(head_post(province), by=province.office)
    no_longer_heads(province)

    on(SENT_ON)
    send_scheduled_reports()
    send_scheduled_reports()

    message = Message.objects.get()
    assert message.recipient == province.office
    assert province.culture.name in message.subject
    assert "không còn đứng đầu" in message.body
