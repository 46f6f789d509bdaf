from __future__ import annotations

import re
from collections import Counter
from datetime import date
from decimal import Decimal
from itertools import islice

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.db.models import F
from django.utils import timezone
from wagtail.models import Site

from accounts.models import StaffCategory, User
from certificates.models import Certificate, Register
from departments.models import Department, Kind, Membership
from departments.permissions import is_training_office, visible_units
from learning.models import Enrolment, LessonCompletion
from lms.demo.accounts import ACCOUNTS, PASSWORD
from lms.demo.categories import category_of
from lms.demo.courses import CRISIS, PRESS
from lms.demo.people import planned_people
from lms.demo.seats import seats
from lms.demo.units import planned_units
from notifications.models import Message
from quizzes.models import Attempt, Response
from quizzes.waiting import waiting_count
from reports.models import ScheduledReport
from tests.factories import MembershipFactory
from tests.lms.demo.conftest import PEOPLE, run_seed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_demo")]

COUNTED = [
    User,
    Department,
    Membership,
    Enrolment,
    LessonCompletion,
    Attempt,
    Response,
    Certificate,
    Message,
]


def counts() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in COUNTED}


# --- the command ------------------------------------------------------------


def test_a_real_installation_refuses_the_demo(settings):
    settings.DEMO_ALLOWED = False
    with pytest.raises(CommandError, match="DEMO_ALLOWED"):
        run_seed()


def test_production_does_not_allow_the_demo():
    with open("lms/settings/production.py") as file:
        assert "DEMO_ALLOWED" not in file.read()  # and base says no


def test_seeding_again_changes_nothing_and_says_so():
    before = counts()
    said = run_seed()
    assert "không thay đổi gì" in said.splitlines()[-1]
    assert counts() == before


def test_more_people_can_be_added_later():
    before = set(User.objects.values_list("username", flat=True))
    run_seed(people=PEOPLE + 5)
    after = set(User.objects.values_list("username", flat=True))
    assert before < after
    assert len(after) == len(before) + 5


def test_people_added_by_hand_get_no_invented_past():
    post = MembershipFactory(department=Department.objects.get(code="01477"))
    run_seed()
    assert post.user.enrolments.count() == 0


def test_the_same_seed_tells_of_the_same_people():
    def told(seed: int) -> list[str]:
        return [person.username for person in planned_people(40, seed=seed)]

    assert told(1) == told(1)
    assert told(1) != told(2)


def test_a_negative_number_of_people_is_refused():
    with pytest.raises(CommandError):
        run_seed(people=-1)


# --- the accounts -----------------------------------------------------------


@pytest.mark.parametrize("username", ACCOUNTS)
def test_the_demo_accounts_sign_in(username, rf):
    user = authenticate(rf.post("/"), username=username, password=PASSWORD)
    assert user == User.objects.get(username=username)


def test_nobody_else_has_a_password():
    others = User.objects.exclude(username__in=ACCOUNTS)
    assert others.filter(password__startswith="!").count() == others.count() == PEOPLE


def test_the_head_sees_the_unit_of_the_trainee(head, trainee):
    unit = trainee.memberships.get().department
    assert unit.name == "Phòng Văn hóa - Xã hội"
    assert unit in visible_units(head)


def test_the_training_office_sees_the_province_and_the_trainer_does_not():
    office = User.objects.get(username="phongdaotao")
    trainer = User.objects.get(username="giangvien")
    assert is_training_office(office)
    assert not is_training_office(trainer)


def test_the_trainee_has_the_press_course_still_before_them(trainee):
    press = trainee.enrolments.get(course__slug=PRESS)
    assert (press.started_at, press.completions.count()) == (None, 0)
    assert press.due_on > timezone.localdate()
    crisis = trainee.enrolments.get(course__slug=CRISIS)
    assert crisis.completions.count() == 4
    assert crisis.completed_at is None


def test_the_site_has_its_name(settings):
    site = Site.objects.get(is_default_site=True)
    assert (site.site_name, site.hostname, site.port) == (
        settings.SITE_NAME,
        "localhost",
        8000,
    )
    assert site.root_page.title == settings.SITE_NAME


# --- the units --------------------------------------------------------------


def test_the_province_has_its_departments_and_communes():
    kinds = Counter(Department.objects.existing().values_list("kind", flat=True))
    assert (kinds[Kind.PROVINCE], kinds[Kind.DEPARTMENT], kinds[Kind.COMMUNE]) == (
        1,
        14,
        56,
    )
    communes = Department.objects.existing().filter(kind=Kind.COMMUNE)
    assert len(set(communes.values_list("code", flat=True))) == 56


def test_the_communes_of_today_came_from_161_in_ten_districts():
    gone = Department.objects.exclude(dissolved_on=None)
    kinds = Counter(gone.values_list("kind", flat=True))
    assert kinds == {Kind.COMMUNE: 161, Kind.DISTRICT: 10}
    held = Membership.objects.filter(department__in=gone)
    assert held.exists()
    assert set(held.values_list("ended_on", flat=True)) == {date(2025, 6, 30)}
    assert not held.filter(continued_by=None).exists()


def test_both_views_of_the_seeded_province_equal_plain_counting(capsys):
    eve = date(2025, 6, 30)
    posts = Membership.objects.filter(started_on__lte=eve, is_primary=True)
    units = {unit.pk: unit for unit in Department.objects.select_related("parent")}
    then, now = Counter(), Counter()
    for post in posts.exclude(ended_on__lt=eve):
        was = units[post.department_id]
        then[(was.parent if was.parent.parent_id else was).name] += 1
        carried = post.continued_by.department if post.continued_by else was
        top = units[carried.pk]
        now[(top.parent if top.parent.parent_id else top).name] += 1

    call_command("print_views", on=eve.isoformat())

    first, second = capsys.readouterr().out.split("Quy về tổ chức hiện nay")
    assert (printed(first), printed(second)) == (then, now)
    assert then.total() == now.total() > PEOPLE / 2


def printed(table: str) -> Counter[str]:
    """Unit and people of each line; the last is the sum."""
    rows = re.findall(r"^(\S.*?) +(\d+) +\d+ +\d+$", table, re.MULTILINE)
    return Counter({name: int(people) for name, people in rows[:-1]})


def test_every_department_has_divisions_and_every_commune_its_four():
    below = Department.objects.filter(kind=Kind.DIVISION)
    parents = Counter(below.values_list("parent__kind", "parent__name"))
    communes = [n for (kind, _name), n in parents.items() if kind == Kind.COMMUNE]
    departments = [n for (kind, _name), n in parents.items() if kind == Kind.DEPARTMENT]
    assert communes == [4] * 56
    assert len(departments) == 14
    assert min(departments) >= 3


def test_units_begin_on_the_day_of_the_reform():
    began = {
        unit.kind: unit.versions.get().valid_from.isoformat()
        for unit in Department.objects.existing().filter(
            kind__in=[Kind.COMMUNE, Kind.DEPARTMENT]
        )
    }
    assert began == {"department": "2025-03-01", "commune": "2025-07-01"}


def test_at_600_people_every_unit_of_the_province_has_a_head_and_a_deputy():
    taken = list(islice(seats(planned_units()), 600))
    heads = Counter(
        seat.unit.name for seat in taken if seat.is_head and not seat.division
    )
    assert set(heads.values()) == {2}
    assert len(heads) == len(planned_units())


# --- the people -------------------------------------------------------------


def test_names_are_ready_for_sorting_and_search():
    for person in User.objects.all():
        written = (person.given_name, person.sort_key, person.folded_name)
        person.set_name(person.full_name, given=person.given_name)
        assert written == (person.given_name, person.sort_key, person.folded_name)


def test_staff_divide_into_categories_in_believable_shares():
    planned = list(planned_people(600, seed=1))
    shares = Counter(category_of(each.seat, each.username) for each in planned)

    assert set(shares) == {*StaffCategory.values, ""}
    assert shares.most_common(1)[0][0] == StaffCategory.CIVIL_SERVANT
    assert 0 < shares[""] < shares[StaffCategory.OTHER] < 60
    kept = Counter(User.objects.values_list("staff_category", flat=True))
    assert min(kept[StaffCategory.CADRE], kept[StaffCategory.CIVIL_SERVANT]) > 0


def test_everyone_has_one_primary_post_or_has_left():
    posts = Membership.objects.current().primary()
    with_post = set(posts.values_list("user", flat=True))
    active = set(User.objects.active().values_list("pk", flat=True))
    assert with_post == active


# --- the history ------------------------------------------------------------


def test_finished_courses_are_those_with_every_lesson_done():
    offered = {
        enrolment.course_id: enrolment.course.lessons().count()
        for enrolment in Enrolment.objects.select_related("course")
    }
    for enrolment in Enrolment.objects.prefetch_related("completions"):
        is_done = len(enrolment.completions.all()) == offered[enrolment.course_id]
        assert enrolment.is_complete == is_done
    assert Enrolment.objects.completed().count() > PEOPLE / 2


def test_lessons_were_done_one_after_the_other():
    for enrolment in Enrolment.objects.all():
        in_course = list(enrolment.completions.order_by("lesson__path"))
        lessons = enrolment.course.lessons()[: len(in_course)]
        assert [each.lesson_id for each in in_course] == [each.pk for each in lessons]
        moments = [each.completed_at for each in in_course]
        assert moments == sorted(moments)
        if enrolment.is_complete:
            assert enrolment.completed_at == moments[-1]


def test_nothing_happened_before_it_could_or_in_the_future():
    now = timezone.now()
    assert Enrolment.objects.filter(started_at__lt=F("enrolled_at")).count() == 0
    assert Enrolment.objects.filter(last_seen_at__gt=now).count() == 0
    assert Attempt.objects.filter(handed_in_at__gt=now).count() == 0
    early = F("lesson__first_published_at")
    assert LessonCompletion.objects.filter(completed_at__lt=early).count() == 0


def test_lessons_with_a_quiz_were_finished_by_passing_it():
    for done in LessonCompletion.objects.select_related("lesson", "attempt"):
        if done.lesson.quiz_id is None:
            assert done.attempt is None
        else:
            assert done.attempt.quiz_id == done.lesson.quiz_id
            assert done.attempt.passed
            assert done.attempt.handed_in_at == done.completed_at


def test_nobody_had_more_attempts_than_allowed():
    limited = Attempt.objects.exclude(quiz__max_attempts=None)
    assert limited.filter(number__gt=F("quiz__max_attempts")).count() == 0


def test_marks_are_what_the_answers_say():
    for attempt in Attempt.objects.marked().prefetch_related("responses"):
        marks = [response.mark for response in attempt.responses.all()]
        score = (100 * sum(marks) / len(marks)).quantize(Decimal("0.01"))
        assert abs(attempt.score - score) <= Decimal("0.01")


def test_a_completion_keeps_the_unit_of_its_day():
    for enrolment in Enrolment.objects.completed():
        day = timezone.localdate(enrolment.completed_at)
        posts = Membership.objects.on(day).primary()
        assert enrolment.department == posts.get(user=enrolment.trainee).department


def test_everyone_of_the_plan_is_on_a_course():
    without = User.objects.filter(enrolments=None).values_list("username", flat=True)
    assert set(without) == {"admin", "giangvien", "phongdaotao"}


def test_some_are_late_and_some_were_in_time():
    today = timezone.localdate()
    assert Enrolment.objects.late(today).exists()
    assert Enrolment.objects.filter(completed_at__date__lte=F("due_on")).exists()


def test_essays_wait_for_the_demo_trainer_who_has_not_written_any():
    trainer = User.objects.get(username="giangvien")

    assert (waiting_count(trainer), Attempt.objects.unmarked().count()) == (5, 5)


# --- the certificates -------------------------------------------------------


def test_every_finished_course_has_one_certificate():
    assert Enrolment.objects.without_certificate().count() == 0
    assert Certificate.objects.count() == Enrolment.objects.completed().count()


def test_the_register_runs_in_the_order_of_completion():
    for register in Register.objects.all():
        rows = register.certificates.order_by("register_number")
        assert [row.register_number for row in rows] == list(
            range(1, register.last_number + 1)
        )
        days = [row.issued_on for row in rows]
        assert days == sorted(days)
        assert {day.year for day in days} == {register.year}


def test_no_mail_waits_for_fictional_people():
    assert set(Message.objects.values_list("mail_state", flat=True)) <= {"none"}


def test_the_head_gets_a_report_on_their_unit_each_quarter():
    report = ScheduledReport.objects.get()

    assert report.recipient.username == "thutruong"
    assert report.every == ScheduledReport.Every.QUARTER
    assert report.asked == {"unit": str(report.post.department_id)}
