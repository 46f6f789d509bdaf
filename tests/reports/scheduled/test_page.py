"""The page on which reports are set up, seen and stopped."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from departments.services import change_department, relieve
from learning.models import Assignment
from reports.models import ScheduledReport
from reports.scheduled.rounds import send_scheduled_reports
from reports.scheduled.services import stop
from tests.factories import (
    MembershipFactory,
    TrainingPlanFactory,
)
from tests.reports.conftest import person
from tests.reports.scheduled.helpers import (
    MADE_ON,
    SENT_ON,
    Reason,
    head_post,
    made,
    reason_of,
)

pytestmark = pytest.mark.django_db


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


def test_the_office_sends_nobody_a_plan_that_means_nobody_of_theirs(
    on, client, province, course
):
    plan = TrainingPlanFactory(title="Kế hoạch Chim Sẻ")
    elsewhere = person("Chim Sẻ Y Tế", province.health)
    duty = Assignment(plan=plan, course=course, trainee=elsewhere, due_on=plan.due_on)
    duty.save()
    client.force_login(province.office)

    post = head_post(province)
    asked = {"post": post.pk, "every": "month", "form": "xlsx"}
    page = client.post(address(unit=province.culture.pk, plan=plan.pk), asked)

    assert page.status_code == 400
    assert "không có ai thuộc phạm vi phụ trách của người nhận" in page.content.decode()
    assert not ScheduledReport.objects.exists()


def test_choosing_another_unit_keeps_the_plan_and_the_category(
    on, client, province, course
):
    plan = TrainingPlanFactory(title="Kế hoạch năm")
    member = person("Nông Thị Én", province.museum)
    member.staff_category = "civil_servant"
    member.save()
    Assignment.objects.create(
        plan=plan, course=course, trainee=member, due_on=plan.due_on
    )
    client.force_login(province.office)

    page = client.get(address(plan=plan.pk, category="civil_servant")).content.decode()

    assert f'<option value="{plan.pk}" selected>Kế hoạch năm</option>' in page
    assert '<option value="civil_servant" selected>Công chức</option>' in page


def test_a_unit_without_a_head_says_so(on, client, province):
    client.force_login(province.office)

    page = client.get(address(unit=province.museum.pk)).content.decode()

    assert "chưa có người đứng đầu" in page


def test_who_heads_nothing_finds_no_such_page(on, client, province, monthly):
    relieve(membership=head_post(province), on=MADE_ON)
    on(MADE_ON + timedelta(days=1))
    client.force_login(province.head)

    assert client.get(address()).status_code == 404


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
