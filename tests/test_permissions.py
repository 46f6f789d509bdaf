"""Who gets what from every address. A new URL without a row here fails the suite.

A row holds the status of a GET for each kind of person, in the order of ROLES:
"in" means sent to sign in. A stranger gets 404: what is not theirs does not exist.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.resolvers import RoutePattern

from certificates.models import Certificate
from jobs.models import Job
from learning.classes.services import ask_for_seat
from learning.services import enrol, hand_in_quiz
from quizzes.models import AnswerFile
from quizzes.services import save_answer, start_attempt
from tests.factories import (
    CertificateFactory,
    ChapterPageFactory,
    ClassSessionFactory,
    DepartmentFactory,
    HandbookPageFactory,
    JobFactory,
    LessonPageFactory,
    MembershipFactory,
    MessageFactory,
    OutsideTrainingFactory,
    QuizFactory,
    ReviewCardFactory,
    TrainerFactory,
    TrainingOfficerFactory,
    TrainingPlanFactory,
    UserFactory,
)
from tests.reports.api import get, key_of

pytestmark = pytest.mark.django_db

ROLES = [
    "anonymous",
    "trainee",  # the one whose records these are
    "colleague",  # same unit, not enrolled
    "head",  # of the trainee's unit
    "other_head",
    "trainer",
    "officer",
    "admin",
]
EVERYONE = "200 200 200 200 200 200 200 200"
SIGNED_IN = "in 200 200 200 200 200 200 200"
OWNER = "in 200 404 404 404 404 404 404"
OWNER_AND_OFFICE = "in 200 404 404 404 404 200 200"
POST_ONLY = "in 405 405 405 405 405 405 405"
REPORTS = "in 404 404 200 200 404 200 200"
OFFICE = "in 404 404 404 404 404 200 200"
OWN_UNIT = "in 404 404 200 404 404 200 200"
NO_KEY = "401 401 401 401 401 401 401 401"
# On the course's own pages, who is not enrolled is sent to where one enrols.
ENROLLED = "in 200 302 302 302 302 302 302"

TABLE: dict[str, tuple[str, str]] = {
    # name: (arguments, statuses)
    "learning:home": ("", SIGNED_IN),
    "learning:catalogue": ("", SIGNED_IN),
    "learning:search": ("", SIGNED_IN),
    "learning:certificates": ("", SIGNED_IN),
    "learning:classes": ("", SIGNED_IN),
    "learning:class": ("class", SIGNED_IN),
    "learning:send_people": ("class", POST_ONLY),
    "learning:decide_on_registration": ("registration", POST_ONLY),
    "learning:check_in": ("session", SIGNED_IN),
    "learning:plans": ("", SIGNED_IN),
    "learning:choose_course": ("line", POST_ONLY),
    "learning:who_sees": ("", SIGNED_IN),
    "learning:hours": ("", SIGNED_IN),
    "learning:add_hours": ("", SIGNED_IN),
    "learning:evidence": ("training", OWNER_AND_OFFICE),
    "learning:course": ("course", SIGNED_IN),
    "learning:lesson": ("course lesson", ENROLLED),
    # The trainee has an open attempt: the start leads on to its questions.
    "learning:take_quiz": ("course exam", "in 302 302 302 302 302 302 302"),
    "learning:answer": ("course exam n", ENROLLED),
    "learning:hand_in": ("course exam", ENROLLED),
    "learning:quiz_result": ("course exam number", ENROLLED),
    "learning:answer_file": ("course exam number n", OWNER),
    "learning:review": ("", SIGNED_IN),
    "learning:review_card": ("card", OWNER),
    "reports:overview": ("", REPORTS),
    "reports:people": ("", REPORTS),
    "reports:enrolments": ("", REPORTS),
    "reports:unit": ("unit", OWN_UNIT),
    "reports:course": ("course", REPORTS),
    "reports:person": ("person", OWN_UNIT),
    "reports:province": ("", OFFICE),
    "reports:gap": ("gap", OFFICE),
    "reports:of_plan": ("plan plan_list", OFFICE),
    "reports:of_category": ("category hours_list", OFFICE),
    "reports:export": ("", POST_ONLY),
    "reports:keys": ("", REPORTS),
    "reports:revoke_key": ("n", POST_ONLY),
    "reports:remind": ("", POST_ONLY),
    "reports:scheduled": ("", REPORTS),
    "reports:stop_scheduled": ("n", POST_ONLY),
    "certificates:find": ("", EVERYONE),
    "certificates:verify": ("code", EVERYONE),
    "certificates:download": ("code", OWNER_AND_OFFICE),
    "jobs:progress": ("job", OWNER_AND_OFFICE),
    "jobs:result": ("job", OWNER_AND_OFFICE),
    "jobs:try_again": ("job", POST_ONLY),
    "notifications:messages": ("", SIGNED_IN),
    "notifications:read_all": ("", POST_ONLY),
    "accounts:profile": ("", SIGNED_IN),
    "accounts:first_time": ("", EVERYONE),
    "accounts:first_password": ("", EVERYONE),
    "accounts:invitation": ("code", "302 302 302 302 302 302 302 302"),
    # Described to everybody, answered to nobody without a key: a session is none.
    "api:openapi-view": ("", EVERYONE),
    "api:openapi-json": ("", EVERYONE),
    "api:api-root": ("", EVERYONE),
    "api:figures": ("", NO_KEY),
    "api:units": ("", NO_KEY),
    "api:courses": ("", NO_KEY),
    "api:trend": ("", NO_KEY),
    "api:people": ("", NO_KEY),
    "api:plans": ("", NO_KEY),
    "api:nothing": ("code", "404 404 404 404 404 404 404 404"),
    "healthz": ("", EVERYONE),
    "styleguide": ("", EVERYONE),
}
# Addresses of libraries, each with the test that covers it.
ELSEWHERE = {
    "account_": "test_signin_pages",
    "wagtail_serve": "test_the_handbook_is_for_signed_in_people",
    "wagtailcore_": "test_pages_with_a_password_are_not_used",
    "wagtaildocs_": "test_documents_are_for_signed_in_people",
    "media": "tests/lms/test_media.py",
}


@dataclass
class World:
    people: dict[str, Any]
    arguments: dict[str, Any]


@pytest.fixture
def world(course) -> World:
    unit, other = DepartmentFactory(), DepartmentFactory()
    people = {
        "anonymous": AnonymousUser(),
        "trainee": MembershipFactory(department=unit).user,
        "colleague": MembershipFactory(department=unit).user,
        "head": MembershipFactory(department=unit, is_head=True).user,
        "other_head": MembershipFactory(department=other, is_head=True).user,
        "trainer": TrainerFactory(),
        "officer": TrainingOfficerFactory(),
        "admin": UserFactory(is_superuser=True),
    }
    trainee = people["trainee"]
    module = course.get_children().get().specific
    exam = LessonPageFactory(parent=module, slug="kiem-tra", quiz=QuizFactory())
    course.is_sequential = False
    course.save()
    enrolment = enrol(trainee=trainee, course=course)
    failed = start_attempt(quiz=exam.quiz, trainee=trainee)
    hand_in_quiz(enrolment=enrolment, lesson=exam, attempt=failed)
    AnswerFile.objects.create(
        response=failed.responses.first(),
        file=ContentFile(b"%PDF", "x.pdf"),
        name="x.pdf",
        size=4,
    )
    save_answer(
        response=start_attempt(quiz=exam.quiz, trainee=trainee).responses.first(),
        values=["a"],
    )
    certificate = CertificateFactory(trainee=trainee, course=course)
    certificate.pdf.save("x.pdf", ContentFile(b"%PDF"))
    job = JobFactory(requested_by=trainee, state=Job.State.DONE, result_name="x.xlsx")
    job.result.save("x.xlsx", ContentFile(b"x"))
    MessageFactory(recipient=trainee)
    card = ReviewCardFactory(trainee=trainee)
    training = OutsideTrainingFactory(trainee=trainee)
    plan = TrainingPlanFactory()
    session = ClassSessionFactory()
    registration = ask_for_seat(training_class=session.training_class, trainee=trainee)
    return World(
        people,
        {
            "course": course.slug,
            "lesson": "bai-1",
            "exam": "kiem-tra",
            "n": 1,
            "number": failed.number,
            "unit": unit.pk,
            "person": trainee.pk,
            "gap": "chua-co-don-vi",
            "plan": plan.pk,
            "plan_list": "qua-han",
            "hours_list": "chua-dat",
            "category": "civil_servant",
            "code": certificate.code,
            "job": job.pk,
            "card": card.pk,
            "training": training.pk,
            "session": session.pk,
            "class": session.training_class_id,
            "registration": registration.pk,
            "line": 1,
        },
    )


def walk(resolver: URLResolver, prefix: str = "", space: str = "") -> Iterator[Any]:
    """(route, name) of every address below a resolver."""
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from walk(pattern, route, inner)
        elif isinstance(pattern, URLPattern):
            yield route, f"{space}{pattern.name}", pattern


def ours() -> set[str]:
    names = {name for route, name, _ in walk(get_resolver()) if route[:4] != "cms/"}
    return {name for name in names if not name.startswith(tuple(ELSEWHERE))}


def test_every_address_of_ours_has_its_row():
    assert ours() == set(TABLE)


@pytest.mark.parametrize("name", sorted(TABLE))
def test_everyone_gets_what_the_table_says(client, world, name):
    arguments, statuses = TABLE[name]
    address = reverse(name, args=[world.arguments[a] for a in arguments.split()])
    got = []
    for role in ROLES:
        client.logout()
        if role != "anonymous":
            client.force_login(world.people[role])
        response = client.get(address)
        to_sign_in = response.headers.get("Location", "").startswith("/accounts/login/")
        got.append("in" if to_sign_in else str(response.status_code))

    assert dict(zip(ROLES, got, strict=True)) == dict(
        zip(ROLES, statuses.split(), strict=True)
    )


# --- the calls of programs -----------------------------------------------------

KEYED = "401 404 404 200 200 404 200 200"  # the anonymous one has no key
KEYED_OWN_UNIT = "401 404 404 200 404 404 200 200"
KEYED_OFFICE = "401 404 404 404 404 404 200 200"

CALLS: dict[str, str] = {
    "api:figures": KEYED,
    "api:units": KEYED,
    "api:courses": KEYED,
    "api:trend": KEYED,
    "api:people": KEYED,
    "api:plans": KEYED_OFFICE,
}


def answers(world: World, name: str, **asked: Any) -> dict[str, str]:
    got = {}
    for role, person in world.people.items():
        key = "" if role == "anonymous" else key_of(person, f"{name} {asked}")
        got[role] = str(get(key, name.removeprefix("api:"), asked).status_code)
    return got


def test_every_call_has_its_row():
    closed = {
        name for name, (_arguments, statuses) in TABLE.items() if statuses == NO_KEY
    }

    assert set(CALLS) == closed


@pytest.mark.parametrize("name", sorted(CALLS))
def test_a_key_opens_what_its_owner_sees(world, name):
    expected = dict(zip(ROLES, CALLS[name].split(), strict=True))

    assert answers(world, name) == expected


@pytest.mark.parametrize("name", sorted(set(CALLS) - {"api:plans"}))
def test_a_key_opens_the_owners_units_alone(world, name):
    expected = dict(zip(ROLES, KEYED_OWN_UNIT.split(), strict=True))

    assert answers(world, name, unit=world.arguments["unit"]) == expected


# --- the admin ---------------------------------------------------------------

OPEN_TO_ALL = {
    # A redirect to the one sign-in page, and drawings without content.
    "None",
    "wagtailadmin_login",
    "wagtailadmin_logout",  # whoever asks after it would be nobody any more
    "wagtailadmin_sprite",
    "wagtailadmin_password_reset",
    "wagtailadmin_password_reset_done",
    "wagtailadmin_password_reset_confirm",
    "wagtailadmin_password_reset_complete",
}


def filled(pattern: URLPattern, route: str) -> str:
    """The route with a value put in for every argument."""
    values = {
        "int": "999999",
        "str": "x",
        "slug": "x",
        "uuid": f"{'0' * 8}-0000-0000-0000-{'0' * 12}",
        "path": "x",
    }
    for part in route.split("<")[1:]:
        argument = part.split(">")[0]
        kind = argument.split(":")[0] if ":" in argument else "str"
        route = route.replace(f"<{argument}>", values.get(kind, "x"), 1)
    return "/" + route


def admin_addresses() -> list[str]:
    return sorted(
        {
            filled(pattern, route)
            for route, name, pattern in walk(get_resolver())
            if route.startswith("cms/")
            and isinstance(pattern.pattern, RoutePattern)
            and name not in OPEN_TO_ALL
        }
    )


def test_there_is_an_admin_to_guard():
    assert len(admin_addresses()) > 150


@pytest.mark.parametrize("role", ["anonymous", "trainee", "head"])
def test_nobody_without_a_task_there_sees_any_of_the_admin(client, world, role):
    if role != "anonymous":
        client.force_login(world.people[role])

    seen = [
        (address, response.status_code)
        for address in admin_addresses()
        for response in [client.get(address)]
        if response.status_code not in {302, 403, 404, 405}
    ]

    assert seen == []


TRAINER_MAY_NOT = [
    "/cms/reorganisations/",
    "/cms/users/",
    "/cms/units/",
    "/cms/posts/",
    "/cms/staff_lists/",
    "/cms/staff_lists/new/",
    "/cms/first-sign-in/",
    "/cms/enrolments/",
    "/cms/outside_training/",
    "/cms/exemptions/",
    "/cms/hours_targets/",
    "/cms/training_plans/",
    "/cms/training_classes/",
    "/cms/prerequisites/",
    "/cms/days_off/",
    "/cms/certificates_register/",
    "/cms/issuers/",
    "/cms/jobs_admin/",
    "/cms/access_keys/",
    "/cms/groups/",
    "/cms/sites/",
    "/cms/workflows/list/",
    "/cms/collections/",
]


@pytest.mark.parametrize("address", TRAINER_MAY_NOT)
def test_a_trainer_reaches_content_but_no_people_and_no_set_up(client, world, address):
    client.force_login(world.people["trainer"])

    assert client.get(address).status_code == 302


# --- addresses of libraries -----------------------------------------------------


def test_the_handbook_is_for_signed_in_people(client, root, trainee):
    handbook = HandbookPageFactory(parent=root)
    chapter = ChapterPageFactory(parent=handbook)
    for page in [handbook, chapter]:
        client.logout()
        assert client.get(page.url).url == f"/accounts/login/?next={page.url}"
        client.force_login(trainee)
        assert client.get(page.url).status_code == 200


def test_pages_with_a_password_are_not_used(client):
    address = reverse("wagtailcore_authenticate_with_password", args=[1, 1])

    assert client.get(address).status_code in {302, 404}


def test_documents_are_for_signed_in_people(client):
    address = reverse("wagtaildocs_serve", args=[1, "x.pdf"])

    assert client.get(address).url == f"/accounts/login/?next={address}"


def test_the_admins_own_sign_in_is_no_second_door(client):
    response = client.get("/cms/login/?next=/cms/pages/")

    assert response.url == "/accounts/login/?next=/cms/pages/"


def test_no_get_writes(client, world):
    """Opening every address changes no record of study."""

    def state() -> tuple[Any, ...]:
        return (
            list(Certificate.objects.values_list("pk", "revoked_at")),
            list(world.people["trainee"].attempts.values_list("pk", "handed_in_at")),
            list(world.people["trainee"].messages.values_list("pk", "read_at")),
        )

    client.force_login(world.people["trainee"])
    before = state()
    for name, (arguments, _statuses) in TABLE.items():
        client.get(reverse(name, args=[world.arguments[a] for a in arguments.split()]))

    assert state() == before
