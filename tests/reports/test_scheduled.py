"""Reports sent by themselves: once for each period, and to nobody who came after."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta
from io import BytesIO

import openpyxl
import pypdf
import pytest
from django.core import mail
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from departments.models import Membership
from departments.reorganising.acts import Merge, Target
from departments.reorganising.applying import apply
from departments.reorganising.drafting import add_act
from departments.services import appoint, change_department, relieve
from jobs.models import Job
from jobs.services import run
from learning.models import Assignment, DayOff
from lms.tasks import send_scheduled_reports as task
from notifications.models import Message
from notifications.services import send_waiting
from reports.models import ScheduledReport, ScheduledReportDelivery
from reports.scheduled import rounds
from reports.scheduled.rounds import send_scheduled_reports
from reports.scheduled.services import schedule_report, stop
from tests.factories import (
    MembershipFactory,
    ReorganisationFactory,
    TrainingPlanFactory,
)
from tests.reports.conftest import done, late, person

pytestmark = pytest.mark.django_db
MADE_ON = date(2026, 10, 20)
ENDS_ON = date(2026, 11, 14)  # a Saturday
SENT_ON = date(2026, 11, 16)
Reason = ScheduledReport.Reason


@pytest.fixture
def on(time_machine):
    """Go to a day, at five past some hour."""

    def go(day: date, hour: int = 9) -> None:
        moment = datetime.combine(day, time(hour, 5))
        time_machine.move_to(timezone.make_aware(moment), tick=False)

    go(MADE_ON)
    return go


@pytest.fixture
def people(on, province, course):
    """One is done and one is late in the museum; a canary is late in health."""
    done(person("Nông Thị Ân", province.museum), course)
    late(person("Chim Sẻ Văn Hóa", province.museum), course)
    late(person("Chim Sẻ Y Tế", province.health), course)


def head_post(province) -> Membership:
    return province.head.memberships.current().get()


def made(post, unit=None, **more) -> ScheduledReport:
    asked = {"unit": str((unit or post.department).pk), **more.pop("asked", {})}
    values = {"every": "month", "form": "xlsx", "by": post.user, **more}
    return schedule_report(post=post, asked=asked, **values)[0]


@pytest.fixture
def monthly(province, people) -> ScheduledReport:
    return made(head_post(province))


def reason_of(report: ScheduledReport) -> str:
    report.refresh_from_db()
    return report.reason


def nothing_sent() -> bool:
    tables = [ScheduledReportDelivery, Job, Message]
    return not any(table.objects.exists() for table in tables)


# --- what is sent, and when ---------------------------------------------------------


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
        "Số người có khóa học: 3. Đã hoàn thành: 1 (33%). Quá hạn: 1."
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


# --- the post changes hands ---------------------------------------------------------


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
    assert "có khóa học: 3." in Message.objects.get().body

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


# --- no canary ----------------------------------------------------------------------


def words_of_workbook(content: bytes) -> str:
    book = openpyxl.load_workbook(BytesIO(content))
    cells = (cell.value for sheet in book for row in sheet.iter_rows() for cell in row)
    return "\n".join(str(value) for value in cells if value is not None)


def words_of_paper(content: bytes) -> str:
    pages = pypdf.PdfReader(BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


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


# --- the page -----------------------------------------------------------------------


def address(**asked) -> str:
    query = "&".join(f"{key}={value}" for key, value in asked.items())
    return f"{reverse('reports:scheduled')}?{query}"


def test_a_head_sets_one_up_sees_it_and_stops_it(on, client, province, people):
    client.force_login(province.head)
    page = client.get(address(unit=province.museum.pk)).content.decode()
    assert "Chưa có báo cáo nào gửi tự động" in page

    post = head_post(province)
    asked = {"post": post.pk, "every": "month", "form": "pdf"}
    response = client.post(address(unit=province.museum.pk), asked, follow=True)

    page = response.content.decode()
    assert "Báo cáo đầu tiên gửi ngày 16/11/2026" in page
    assert "Hằng tháng" in page
    report = ScheduledReport.objects.get()
    assert report.asked == {"unit": str(province.museum.pk)}
    assert (report.post, report.recipient, report.form) == (post, province.head, "pdf")

    client.post(reverse("reports:stop_scheduled", args=[report.pk]))
    assert reason_of(report) == Reason.BY_HAND
    on(SENT_ON)
    assert send_scheduled_reports() == 0


def test_what_narrows_the_page_of_figures_narrows_the_report(
    on, client, province, course, people
):
    plan = TrainingPlanFactory(title="Kế hoạch năm 2026")
    trainee = User.objects.get(full_name="Chim Sẻ Văn Hóa")
    Assignment.objects.create(
        plan=plan, course=course, trainee=trainee, due_on=plan.due_on
    )
    client.force_login(province.head)
    asked = {"course": course.slug, "plan": plan.pk, "category": "civil_servant"}
    form = {"post": head_post(province).pk, "every": "month", "form": "xlsx"}

    response = client.post(address(**asked, period="2026-Q1", view="then"), form)

    assert response.status_code == 302
    report = ScheduledReport.objects.get()
    unit = province.culture
    asked = {key: str(value) for key, value in asked.items()}
    assert report.asked == {**asked, "unit": str(unit.pk)}
    page = client.get(address()).content.decode()
    assert f"{course.title}; Kế hoạch năm 2026; công chức." in page
    on(SENT_ON)
    assert send_scheduled_reports() == 1
    assert report.deliveries.get().job.arguments["asked"] == {
        **report.asked,
        "period": "2026-M11",
    }


def test_a_head_chooses_no_post_but_their_own_and_no_unit_but_theirs(
    on, client, province, people
):
    other = MembershipFactory(department=province.health, is_head=True)
    deputy = MembershipFactory(department=province.culture, is_head=True)
    theirs = made(other)
    client.force_login(province.head)
    form = {"every": "month", "form": "xlsx"}

    assert client.get(address(unit=province.health.pk)).status_code == 404
    for post in [other, deputy]:
        response = client.post(address(), {**form, "post": post.pk})
        assert response.status_code == 400
    stop_theirs = reverse("reports:stop_scheduled", args=[theirs.pk])
    assert client.post(stop_theirs).status_code == 404
    assert ScheduledReport.objects.get() == theirs
    assert other.user.full_name not in client.get(address()).content.decode()


def test_the_office_sends_to_whoever_heads_a_unit_and_sees_all(
    on, client, province, people
):
    post = MembershipFactory(department=province.health, is_head=True)
    MembershipFactory(department=province.health)  # heads nothing
    client.force_login(province.office)

    page = client.get(address(unit=province.health.pk))
    assert list(page.context["form"].fields["post"].queryset) == [post]
    asked = {"post": post.pk, "every": "year", "form": "xlsx"}
    page = client.post(address(unit=province.health.pk), asked, follow=True)

    report = ScheduledReport.objects.get()
    assert (report.recipient, report.made_by) == (post.user, province.office)
    assert post.user.full_name in page.content.decode()
    client.post(reverse("reports:stop_scheduled", args=[report.pk]))
    assert reason_of(report) == Reason.BY_HAND


def test_a_unit_without_a_head_says_so(on, client, province):
    client.force_login(province.office)

    page = client.get(address(unit=province.museum.pk)).content.decode()

    assert "chưa có người đứng đầu" in page


def test_who_heads_nothing_finds_no_such_page(on, client, province, monthly):
    relieve(membership=head_post(province), on=MADE_ON)
    on(MADE_ON + timedelta(days=1))
    client.force_login(province.head)

    assert client.get(address()).status_code == 404
    stop_it = reverse("reports:stop_scheduled", args=[monthly.pk])
    assert client.post(stop_it).status_code in {302, 404}


def test_the_page_says_at_once_what_will_not_be_sent_and_writes_nothing(
    on, client, province, people
):
    part = made(head_post(province), unit=province.museum)
    change_department(unit=province.museum, on=MADE_ON, parent=province.health)
    client.force_login(province.head)

    page = client.get(address()).content.decode()

    assert "Sắp dừng" in page
    assert reason_of(part) == ""


@pytest.mark.parametrize("who", ["head", "office"])
def test_the_page_costs_the_same_for_one_report_and_for_three(
    on, client, province, people, course, who
):
    costs = []
    client.force_login(getattr(province, who))
    post = head_post(province)
    for unit in [province.culture, province.museum, province.tourism]:
        made(post, unit=unit, asked={"course": course.slug})
        send_one = ScheduledReport.objects.latest("pk")
        send_one.deliveries.create(period="2026-M10")
        old = made(post, unit=unit, every="year")
        stop(report=old, reason=Reason.BY_HAND)
        client.get(address())
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address()).status_code == 200
        costs.append(len(queries))

    assert costs[0] == costs[2]


def test_the_page_of_figures_leads_there_with_what_it_shows(
    on, client, province, course, people
):
    client.force_login(province.head)
    page = client.get(reverse("reports:unit", args=[province.museum.pk]))

    link = f"{reverse('reports:scheduled')}?unit={province.museum.pk}"
    assert link in page.content.decode()
