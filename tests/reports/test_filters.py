"""Periods, plans and categories of staff: what an address asks for, and what is told."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

import openpyxl
import pypdf
import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import StaffCategory
from jobs.models import Job
from jobs.services import run
from learning.models import Assignment
from reports.permissions import scope_or_404
from reports.scope import View
from reports.summary.keeping import is_kept
from tests.factories import CoursePageFactory, EnrolmentFactory, TrainingPlanFactory
from tests.reports.conftest import done, late, noon, person
from tests.reports.test_views import shown
from vietnamese.dates import Period, training_year
from vietnamese.periods import codes_of_year, last_ended, name_of, named_period

pytestmark = pytest.mark.django_db


def asked_for(plan, enrolment, **more) -> Assignment:
    return Assignment.objects.create(
        plan=plan,
        course=enrolment.course,
        trainee=enrolment.trainee,
        enrolment=enrolment,
        due_on=timezone.localdate(),
        assigned_at=enrolment.enrolled_at,
        **more,
    )


def categorised(user, category):
    user.staff_category = category
    user.save()
    return user


@pytest.fixture
def plan(province, course):
    """Ours: one official of the museum is on it, another on the same course is not."""
    plan = TrainingPlanFactory(title="Kế hoạch người phát ngôn", state="active")
    sen = categorised(person("Hoàng Thị Sen", province.museum), "civil_servant")
    asked_for(plan, late(sen, course))
    ban = categorised(person("Bế Văn Bằng", province.museum), "public_employee")
    done(ban, course)
    return plan


@pytest.fixture
def foreign(province, course):
    plan = TrainingPlanFactory(title="Kế hoạch của ngành y", state="active")
    asked_for(plan, late(person("Nông Văn Y", province.health), course))
    return plan


# --- the period ---------------------------------------------------------------------


def scope_of(user, **asked):
    return scope_or_404(user, asked)


def test_an_address_of_this_year_says_no_period(province):
    scope = scope_of(province.head)
    year = training_year(scope.today)

    assert scope.period == year
    assert scope.asked == {}
    assert scope_of(province.head, period=str(year.end.year)).asked == {}


def test_a_period_is_told_as_it_ended(province):
    scope = scope_of(province.head, period="2024-Q2")

    assert scope.period == (date(2024, 3, 15), date(2024, 6, 14))
    assert scope.as_of == date(2024, 6, 14)
    assert scope.asked == {"period": "2024-Q2"}


def test_days_that_are_a_period_are_called_by_its_name(province):
    scope = scope_of(province.head, **{"from": "2024-03-15", "to": "2024-06-14"})

    assert scope.asked == {"period": "2024-Q2"}


def test_any_days_may_be_asked_for(province):
    asked = {"from": "2024-03-01", "to": "2024-04-15"}

    scope = scope_of(province.head, **asked)

    assert scope.period == Period(date(2024, 3, 1), date(2024, 4, 15))
    assert scope.as_of == date(2024, 4, 15)
    assert scope.asked == asked


def test_days_to_come_are_told_as_of_today(province):
    today = timezone.localdate()
    until = today + timedelta(days=40)
    asked = {"from": str(today - timedelta(days=3)), "to": str(until)}

    scope = scope_of(province.head, **asked)

    assert (scope.period.end, scope.as_of) == (until, today)
    assert not scope.is_past


def test_one_day_is_enough(province):
    today = timezone.localdate()
    start = today - timedelta(days=400)

    since = scope_of(province.head, **{"from": str(start)})
    until = scope_of(province.head, to="2024-04-15")

    assert since.period == (start, today)
    assert until.period == (date(2023, 12, 15), date(2024, 4, 15))


def test_a_period_with_a_name_goes_before_days(province):
    """A form sends both; the days are those of the last time."""
    asked = {"period": "2024-H1", "from": "2024-03-01", "to": "2024-04-15"}

    assert scope_of(province.head, **asked).asked == {"period": "2024-H1"}


def test_a_day_within_the_period_is_the_day_of_the_figures(province):
    scope = scope_of(province.head, period="2024-Q2", on="2024-04-01", view="then")

    assert scope.period == named_period("2024-Q2")
    assert scope.as_of == date(2024, 4, 1)
    assert scope.asked == {"period": "2024-Q2", "on": "2024-04-01", "view": View.THEN}


def test_of_a_day_outside_the_period_the_training_year_is_told(province):
    scope = scope_of(province.head, period="2024-Q2", on="2024-08-01")

    assert scope.period == named_period("2024")
    assert scope.asked == {"on": "2024-08-01"}


def test_what_has_not_begun_is_not_found(province, signed_in_as):
    today = timezone.localdate()
    year = training_year(today).end.year
    client = signed_in_as(province.head)

    for asked in [
        {"period": f"{year + 1}"},
        {"period": f"{year + 1}-M01"},
        {"from": str(today + timedelta(days=1)), "to": str(today + timedelta(days=9))},
    ]:
        assert client.get(reverse("reports:overview"), asked).status_code == 404


def test_only_the_work_of_the_period_counts(province, course, signed_in_as):
    before, within = (
        person("Trước Kỳ", province.museum),
        person("Trong", province.museum),
    )
    for trainee, day in [(before, date(2024, 2, 1)), (within, date(2024, 4, 1))]:
        EnrolmentFactory(
            trainee=trainee,
            course=course,
            enrolled_at=noon(date(2024, 1, 20)),
            completed_at=noon(day),
        )
        trainee.memberships.update(started_on=date(2024, 1, 1))
    client = signed_in_as(province.head)
    overview = reverse("reports:overview")

    quarter = shown(client.get(overview, {"period": "2024-Q2"}))
    half = shown(client.get(overview, {"period": "2024-H1"}))

    assert "Tất cả 1 người đã hoàn thành." in quarter
    assert "Quý II năm 2024 (15/03/2024 – 14/06/2024)" in quarter
    assert "Tất cả 2 người đã hoàn thành." in half


def test_the_last_periods_of_each_kind_can_be_chosen(province, signed_in_as):
    today = timezone.localdate()
    page = signed_in_as(province.head).get(reverse("reports:overview"))

    groups = page.context["choices"].periods
    values = [option.value for group in groups for option in group.options]
    chosen = [o.value for g in groups for o in g.options if o.is_chosen]

    assert chosen == [str(training_year(today).end.year)]
    assert len(values) == len(set(values))
    for kind in ("month", "quarter", "half", "nine months", "year"):
        assert last_ended(kind, today) in values
    assert all(named_period(value).start <= today for value in values)


# --- plan and category --------------------------------------------------------------


def test_a_plan_narrows_the_work_and_is_named_above_the_figures(
    province, plan, signed_in_as
):
    client = signed_in_as(province.head)

    page = client.get(reverse("reports:overview"), {"plan": plan.pk})

    text = shown(page)
    assert "0 trong 1 người đã hoàn thành" in text
    assert "Kế hoạch bồi dưỡng: Kế hoạch người phát ngôn" in text
    assert "2 người không được giao khóa học đang lọc." in text
    assert f"don-vi/{province.museum.pk}/?plan={plan.pk}" in page.content.decode()


def test_a_duty_that_was_released_counts_no_more(province, plan, signed_in_as):
    plan.assignments.update(state="released", ended_at=timezone.now())

    page = signed_in_as(province.head).get(
        reverse("reports:overview"), {"plan": plan.pk}
    )

    assert "Chưa có gì để báo cáo" in shown(page)


def test_a_category_narrows_the_people(province, plan, signed_in_as):
    client = signed_in_as(province.head)
    asked = {"category": StaffCategory.PUBLIC_EMPLOYEE.value}

    page = shown(client.get(reverse("reports:overview"), asked))
    listed = client.get(reverse("reports:people"), asked)

    assert "Tất cả 1 người đã hoàn thành." in page
    assert "Đối tượng: viên chức" in page
    assert [row.name for row in listed.context["rows"]] == ["Bế Văn Bằng"]


def test_filters_join_each_other(province, course, plan, signed_in_as):
    other = CoursePageFactory(parent=course.get_parent())
    sen = plan.assignments.get().trainee
    asked_for(plan, done(sen, other))
    client = signed_in_as(province.head)
    asked = {"plan": plan.pk, "category": "civil_servant", "unit": province.museum.pk}

    both = shown(client.get(reverse("reports:overview"), asked))
    one = shown(client.get(reverse("reports:overview"), asked | {"course": other.slug}))
    none = shown(client.get(reverse("reports:overview"), asked | {"category": "cadre"}))

    assert "1 người, 2 lượt người." in both
    assert "Tất cả 1 người đã hoàn thành." in one
    assert "Không có ai thuộc đối tượng này" in none


def test_each_filter_is_taken_away_by_a_link_that_leaves_the_others(
    province, plan, signed_in_as
):
    asked = {"plan": plan.pk, "category": "cadre", "from": "2026-01-02", "page": 2}

    page = signed_in_as(province.head).get(reverse("reports:people"), asked)

    html = page.content.decode().replace("&amp;", "&")
    assert f'href="?plan={plan.pk}&category=cadre"' in html
    assert 'href="?category=cadre&from=2026-01-02"' in html
    assert f'href="?plan={plan.pk}&from=2026-01-02"' in html


def test_only_what_there_is_can_be_chosen(province, signed_in_as, course):
    client = signed_in_as(province.head)
    late(person("Bế Văn Bằng", province.museum), course)

    html = client.get(reverse("reports:overview")).content.decode()

    assert 'name="plan"' not in html
    assert 'name="category"' not in html


def test_a_head_chooses_among_the_plans_of_their_people(
    province, plan, foreign, signed_in_as
):
    draft = TrainingPlanFactory(title="Bản thảo", state="draft")
    overview = reverse("reports:overview")

    def choices(user):
        page = signed_in_as(user).get(overview)
        return [option.label for option in page.context["choices"].plans]

    assert choices(province.head) == [plan.title]
    assert choices(province.office) == [foreign.title, plan.title]
    client = signed_in_as(province.head)
    for pk in [foreign.pk, draft.pk, 999999, "x", "²"]:
        for name in ["overview", "people"]:
            address = reverse(f"reports:{name}")
            assert client.get(address, {"plan": pk}).status_code == 404
        export = client.post(reverse("reports:export"), {"plan": pk})
        assert export.status_code == 404
    assert client.get(overview, {"category": "khac"}).status_code == 404
    assert client.get(overview, {"category": "x" * 300}).status_code == 404


def test_a_plan_of_another_period_stays_chosen(province, plan, signed_in_as):
    plan.starts_on, plan.due_on = date(2023, 1, 1), date(2023, 5, 1)
    plan.save()
    client = signed_in_as(province.head)
    overview = reverse("reports:overview")

    without = client.get(overview).context["choices"].plans
    chosen = client.get(overview, {"plan": plan.pk}).context["choices"].plans

    assert without == ()
    assert [(option.label, option.is_chosen) for option in chosen] == [
        (plan.title, True)
    ]


@pytest.mark.parametrize("people", [1, 3])
def test_filtered_pages_ask_as_much_for_three_as_for_one(
    people, province, course, plan, signed_in_as, django_assert_num_queries
):
    for number in range(people):
        trainee = person(f"Nông Văn {number}", province.tourism)
        asked_for(plan, late(categorised(trainee, "civil_servant"), course))
        asked_for(
            TrainingPlanFactory(state="active"), plan.assignments.first().enrolment
        )
    client = signed_in_as(province.head)
    asked = {"plan": plan.pk, "category": "civil_servant", "period": "2026-Q4"}
    client.get(reverse("reports:overview"))

    with django_assert_num_queries(19):
        client.get(reverse("reports:overview"), asked)
    with django_assert_num_queries(13):
        client.get(reverse("reports:people"), asked)


# --- what is taken away -------------------------------------------------------------


@pytest.fixture
def file(signed_in_as):
    def ask(user, form, **asked) -> tuple[str, bytes]:
        client = signed_in_as(user)
        client.post(reverse("reports:export"), {"format": form, **asked})
        job = Job.objects.latest("pk")
        run(job.pk)
        job.refresh_from_db()
        assert job.state == Job.State.DONE, job.error
        return job.result_name, job.result.open().read()

    return ask


def test_papers_say_what_was_filtered(province, plan, file):
    code = last_ended("quarter", timezone.localdate())
    period = named_period(code)
    for trainee in [each.trainee for each in plan.assignments.all()]:
        trainee.memberships.update(started_on=period.start)
    asked = {"plan": plan.pk, "category": "civil_servant", "period": code}

    name, workbook = file(province.head, "xlsx", **asked)
    _name, paper = file(province.head, "pdf", **asked)

    sheet = openpyxl.load_workbook(BytesIO(workbook))["Danh sách"]
    words = " ".join(str(c.value) for row in sheet.iter_rows() for c in row if c.value)
    reader = pypdf.PdfReader(BytesIO(paper))
    read = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert f"-{code}-" in name
    for text in (words, read):
        assert f"BỒI DƯỠNG {name_of(period).upper()}" in text
        assert "Kế hoạch: Kế hoạch người phát ngôn." in text
        assert "Đối tượng: công chức." in text
        assert f"Kỳ báo cáo: {period.start:%d/%m/%Y} – {period.end:%d/%m/%Y}." in text
    title = name_of(period)
    assert reader.metadata.title.endswith(f"bồi dưỡng {title[0].lower()}{title[1:]}")


def test_a_paper_of_any_days_is_called_by_them(province, plan, file):
    asked = {"from": "2026-03-01", "to": "2026-04-15"}

    name, workbook = file(province.head, "xlsx", **asked)

    sheet = openpyxl.load_workbook(BytesIO(workbook))["Danh sách"]
    title = "DANH SÁCH KẾT QUẢ HỌC TẬP, BỒI DƯỠNG TỪ 01/03/2026 ĐẾN 15/04/2026"
    assert sheet["A5"].value == title
    assert "-2026-03-01_2026-04-15-" in name


# --- kept figures -------------------------------------------------------------------


def test_kept_figures_answer_only_for_this_year_and_everybody(province, course, plan):
    today = timezone.localdate()
    codes = codes_of_year(training_year(today).end.year)
    month = next(code for code in codes[8:] if named_period(code).end >= today)

    assert is_kept(scope_of(province.head))
    assert is_kept(scope_of(province.head, course=course.slug))
    for asked in [
        {"period": month},
        {"from": str(today - timedelta(days=9)), "to": str(today)},
        {"plan": str(plan.pk)},
        {"category": "cadre"},
    ]:
        scope = scope_of(province.head, **asked)
        assert not scope.is_past
        assert not is_kept(scope)
