"""What happens in the last and the first moments of a period, counted row by row; and
the page, the API and every file tell the same."""

from __future__ import annotations

import csv
import io
from collections import Counter
from datetime import date, datetime

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from departments.models import Membership
from jobs.models import Job
from jobs.services import run
from learning.models import Enrolment
from reports.permissions import scope_or_404
from reports.queries.courses import course_rows
from reports.queries.enrolments import Wanted, count_enrolments
from reports.queries.people import count_people
from reports.queries.trend import trend
from reports.queries.units import Counts, unit_rows
from reports.scope import State
from reports.workbook import WORDS
from tests.factories import CoursePageFactory, EnrolmentFactory, MembershipFactory
from tests.reports.conftest import noon, person
from tests.reports.oracle import Oracle

pytestmark = pytest.mark.django_db
DAYS = [date(2025, 12, 14), date(2025, 12, 15), date(2026, 3, 14), date(2026, 3, 15)]
TIMES = ["00:00:00", "23:59:00", "23:59:59.999999"]
BEFORE = noon(date(2025, 11, 1))
ASKED = [
    {"period": "2025"},
    {"period": "2026"},
    {"period": "2026-Q1"},
    {"period": "2026-M03"},
    {"from": "2026-03-15", "to": "2026-03-15"},
]


@pytest.fixture
def edges(province, course, time_machine):
    time_machine.move_to(datetime(2026, 11, 24, 3), tick=False)
    for day in DAYS:
        for time in TIMES:
            moment = timezone.make_aware(datetime.fromisoformat(f"{day}T{time}"))
            unit = [province.tourism, province.museum][len(time) > 8]
            EnrolmentFactory(
                trainee=person(f"Xong {moment}", unit),
                course=course,
                enrolled_at=BEFORE,
                due_on=day,
                completed_at=moment,
            )
            EnrolmentFactory(
                trainee=person(f"Mới {moment}", unit),
                course=course,
                enrolled_at=moment,
                due_on=day,
            )
    _twice_and_without_lessons(province, course)


def _twice_and_without_lessons(province, course) -> None:
    """Somebody with two posts, on a course without lessons too, and somebody whose
    course is renewed."""
    two = person("Hai Chức Vụ", province.museum)
    MembershipFactory(user=two, department=province.tourism, is_primary=False)
    empty = CoursePageFactory(parent=course.get_parent(), title="Chưa có bài")
    for each in [course, empty]:
        EnrolmentFactory(trainee=two, course=each, enrolled_at=BEFORE)
    again = person("Học Lại", province.museum)
    EnrolmentFactory(
        trainee=again,
        course=course,
        enrolled_at=BEFORE,
        completed_at=noon(date(2026, 1, 10)),
        is_current=False,
    )
    EnrolmentFactory(trainee=again, course=course, enrolled_at=noon(date(2026, 2, 1)))


@pytest.fixture(params=ASKED, ids=lambda asked: "-".join(asked.values()))
def asked(request):
    return request.param


@pytest.fixture
def counted(edges, province, asked) -> Oracle:
    """Row by row, of what the head of the department may see."""
    posts = list(Membership.objects.select_related("department"))
    scope = scope_or_404(province.head, asked)
    return Oracle(scope, posts, list(Enrolment.objects.all()))


def people_of(counted: Oracle) -> dict[str, int]:
    return {state.value: len(counted.people_in(state)) for state in State}


def work_of(counted: Oracle) -> Counter[str]:
    return Counter(counted.state(one) for one in counted.all_work())


def test_units_add_up_to_the_people_and_courses_to_their_work(counted):
    scope = counted.scope
    total = sum((row.counts for row in unit_rows(scope)), Counts())
    courses = course_rows(scope)
    work = work_of(counted)

    told = people_of(counted)
    assert {state: getattr(total, state) for state in told} == told
    assert {state: count_people(scope, state=state) for state in told} == told
    assert total.enrolments == sum(row.enrolled for row in courses) == work.total()
    assert sum(row.done for row in courses) == work["done"]
    assert sum(row.late for row in courses) == work["late"]


def test_each_week_leads_to_the_enrolments_it_counts(counted):
    scope = counted.scope
    course = trend(scope)
    known = [week for week in course.weeks if week.done is not None]

    assert known[-1].done == course.done == work_of(counted)["done"]
    for week in known:
        done = Wanted(done_to=week.ends_on)
        assert (
            count_enrolments(scope, done) == week.done == counted.done_by(week.ends_on)
        )
        assert count_enrolments(scope, Wanted(due_to=week.ends_on)) == week.due


def test_every_file_tells_what_the_page_tells(counted, asked, province, signed_in_as):
    client = signed_in_as(province.head)

    def content(form: str) -> bytes:
        there = client.post(reverse("reports:export"), {**asked, "format": form})
        job = Job.objects.get(pk=there.url.rstrip("/").rpartition("/")[2])
        run(job.pk)
        job.refresh_from_db()
        return job.result.read()

    lines = list(csv.reader(io.StringIO(content("csv").decode("utf-8-sig"))))[1:]
    sheets = openpyxl.load_workbook(io.BytesIO(content("xlsx")))
    rows = sheets["Tổng hợp"].iter_rows(values_only=True)
    (total,) = (row for row in rows if row[1] == "Tổng cộng")

    people, work = people_of(counted), work_of(counted)
    by_word = {WORDS[State(state)]: number for state, number in work.items()}
    assert Counter(line[6] for line in lines) == Counter(by_word)
    assert total[2] == sum(people.values()) - people["none"]
    assert total[3:5] == (work.total(), people["done"])
    assert total[6:] == tuple(
        people[each] for each in ("doing", "todo", "late", "none")
    )
