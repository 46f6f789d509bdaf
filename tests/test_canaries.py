"""Nobody reads of people who are not theirs: not in a page, an export, a mail.

Each unit has a person with a name that occurs nowhere else. Every kind of reader opens
every page of reports, of classes and of themselves, asks for the export, and reads
their messages; whose names come back is compared with whose should.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from departments.models import Department
from departments.services import appoint, relieve
from jobs.models import Job
from jobs.services import run
from learning.classes.services import ask_for_seat
from learning.hours.crediting import credit
from learning.models import HoursEntry
from learning.reminders.heads import remind_my_people, write_to_heads
from tests.factories import (
    ClassSessionFactory,
    DepartmentFactory,
    EnrolmentFactory,
    MembershipFactory,
    TrainerFactory,
    TrainingOfficerFactory,
    UserFactory,
)
from tests.reports.api import get, key_of

pytestmark = pytest.mark.django_db
CULTURE, MUSEUM, HEALTH = "Chim Văn Hóa", "Chim Bảo Tàng", "Chim Y Tế"
CANARIES = {CULTURE, MUSEUM, HEALTH}


@dataclass(frozen=True)
class World:
    readers: dict[str, User]
    canaries: dict[str, User]
    units: dict[str, Department]
    pages: list[str]


@pytest.fixture
def world(course) -> World:
    top = DepartmentFactory(name="Tỉnh", kind="province")
    culture = DepartmentFactory(name="Sở Văn hóa", parent=top)
    museum = DepartmentFactory(name="Bảo tàng", kind="division", parent=culture)
    health = DepartmentFactory(name="Sở Y tế", parent=top)
    units = {"culture": culture, "museum": museum, "health": health}
    homes = {CULTURE: culture, MUSEUM: museum, HEALTH: health}
    canaries = {}
    session = ClassSessionFactory()
    for name, unit in homes.items():
        person = UserFactory(full_name=name)
        MembershipFactory(user=person, department=unit)
        due_on = timezone.localdate() - timedelta(days=3)
        EnrolmentFactory(trainee=person, course=course, due_on=due_on)
        ask_for_seat(training_class=session.training_class, trainee=person)
        credit(
            trainee=person,
            key="class:1",
            source=HoursEntry.Source.CLASS,
            title="Lớp",
            hours=4,
            earned_on=timezone.localdate(),
        )
        canaries[name] = person
    readers = {
        "head of culture": head_of(culture),
        "deputy of culture": head_of(culture),
        "head of museum": head_of(museum),
        "head of health": head_of(health),
        "office": TrainingOfficerFactory(),
        "trainer": TrainerFactory(),
        "stranger": UserFactory(),
    }
    return World(readers, canaries, units, addresses(course, units, canaries, session))


def head_of(unit: Department) -> User:
    return MembershipFactory(department=unit, is_head=True).user


def addresses(course, units, canaries, session) -> list[str]:
    people = reverse("reports:people")
    return [
        reverse("reports:overview"),
        reverse("reports:overview") + "?all",
        reverse("reports:course", args=[course.slug]),
        people,
        f"{people}?state=late",
        f"{people}?q=chim",
        *(reverse("reports:unit", args=[unit.pk]) for unit in units.values()),
        *(f"{people}?unit={unit.pk}" for unit in units.values()),
        *(reverse("reports:person", args=[each.pk]) for each in canaries.values()),
        reverse("learning:home"),
        reverse("learning:search") + "?q=chim",
        reverse("learning:plans"),
        reverse("learning:hours"),
        reverse("learning:classes"),
        reverse("learning:class", args=[session.training_class_id]),
        reverse("learning:who_sees"),
        reverse("notifications:messages"),
        reverse("accounts:profile"),
        *(reverse("jobs:progress", args=[job]) for job in range(1, 9)),
        *(reverse("jobs:result", args=[job]) for job in range(1, 9)),
    ]


def names_in(text: str) -> set[str]:
    return {name for name in CANARIES if name in text}


def pages_show(client, reader: User, world: World) -> set[str]:
    client.force_login(reader)
    seen: set[str] = set()
    for address in world.pages:
        response = client.get(address)
        body = response.getvalue()
        if response.headers["Content-Type"].startswith("text/html"):
            seen |= names_in(body.decode())
        elif body.startswith(b"PK"):
            seen |= names_in(words_of(body))
    return seen


def words_of(workbook: bytes) -> str:
    book = openpyxl.load_workbook(BytesIO(workbook))
    cells = (cell.value for sheet in book for row in sheet.iter_rows() for cell in row)
    return "\n".join(str(value) for value in cells if value is not None)


def exports_show(client, reader: User, world: World) -> set[str]:
    """Ask for the workbook of everything, and of each unit by its number."""
    client.force_login(reader)
    seen: set[str] = set()
    for asked in [{}, *({"unit": unit.pk} for unit in world.units.values())]:
        token = f"{reader.pk}-{asked}-{Job.objects.count()}"
        response = client.post(reverse("reports:export"), {**asked, "token": token})
        if response.status_code == 302:
            job = Job.objects.latest("pk")
            run(job.pk)
            file = client.get(reverse("jobs:result", args=[job.pk]))
            seen |= names_in(words_of(file.getvalue()))
    return seen


def mails_show(reader: User) -> set[str]:
    mails = reader.messages.values_list("subject", "body")
    return names_in("\n".join(f"{subject}\n{body}" for subject, body in mails))


def calls_show(reader: User, world: World) -> set[str]:
    """What a program reads with a key of theirs: of everything, of each unit by its
    number, today and as it was yesterday."""
    key = key_of(reader, f"Mã {reader.api_tokens.count()}")
    yesterday = timezone.localdate() - timedelta(days=1)
    past = {"on": yesterday.isoformat(), "view": "then"}
    seen: set[str] = set()
    for unit in [{}, *({"unit": unit.pk} for unit in world.units.values())]:
        for call in ["figures", "units", "courses", "trend", "people"]:
            for asked in [unit, {**unit, **past}]:
                seen |= names_in(str(get(key, call, asked).json()))
    return seen


SIGHT = {
    "head of culture": {CULTURE, MUSEUM},
    "deputy of culture": {CULTURE, MUSEUM},
    "head of museum": {MUSEUM},
    "head of health": {HEALTH},
    "office": CANARIES,
    "trainer": set(),
    "stranger": set(),
}


def everything_shows(client, world: World) -> dict[str, set[str]]:
    monday = timezone.make_aware(
        timezone.datetime.combine(last_monday(), timezone.datetime.min.time())
    ) + timedelta(hours=9)
    write_to_heads(now=monday)
    for reader in world.readers.values():
        remind_my_people(head=reader)
    shown = {}
    for role, reader in world.readers.items():
        exported = exports_show(client, reader, world)
        shown[role] = pages_show(client, reader, world) | exported | mails_show(reader)
    return shown


def last_monday() -> date:
    today = timezone.localdate()
    return today - timedelta(days=today.weekday())


def test_everybody_reads_of_those_they_answer_for_and_of_nobody_else(client, world):
    assert everything_shows(client, world) == SIGHT


def test_after_a_move_the_old_head_reads_of_the_person_no_longer(client, world):
    before = everything_shows(client, world)  # caches are warm, exports are made
    assert before == SIGHT
    mover = world.canaries[MUSEUM]
    yesterday = timezone.localdate() - timedelta(days=1)
    relieve(membership=mover.memberships.get(), on=yesterday)
    appoint(
        user=mover,
        department=world.units["health"],
        post="Chuyên viên",
        on=timezone.localdate(),
    )

    shown = everything_shows(client, world)

    # What was written into a file while it was theirs to read stays in that file.
    made_before = {"head of culture", "deputy of culture", "head of museum"}
    fresh = {
        role: pages_show(client, reader, _without_jobs(world))
        for role, reader in world.readers.items()
        if role in made_before
    }
    assert fresh == {
        "head of culture": {CULTURE},
        "deputy of culture": {CULTURE},
        "head of museum": set(),
    }
    assert shown["head of health"] == {HEALTH, MUSEUM}
    assert shown["trainer"] == shown["stranger"] == set()


def _without_jobs(world: World) -> World:
    pages = [page for page in world.pages if not page.startswith("/viec/")]
    return World(world.readers, world.canaries, world.units, pages)


def test_programs_read_of_those_their_owner_answers_for_and_of_nobody_else(world):
    assert {
        role: calls_show(who, world) for role, who in world.readers.items()
    } == SIGHT


def test_after_a_move_a_program_reads_of_the_person_where_they_are_now(world):
    for reader in world.readers.values():
        calls_show(reader, world)  # caches are warm
    mover = world.canaries[MUSEUM]
    yesterday = timezone.localdate() - timedelta(days=1)
    relieve(membership=mover.memberships.get(), on=yesterday)
    today = timezone.localdate()
    appoint(user=mover, department=world.units["health"], post="Viên chức", on=today)

    shown = {role: people_now(who) for role, who in world.readers.items()}

    assert shown == {
        **SIGHT,
        "head of culture": {CULTURE},
        "deputy of culture": {CULTURE},
        "head of museum": set(),
        "head of health": {HEALTH, MUSEUM},
    }


def people_now(reader: User) -> set[str]:
    return names_in(str(get(key_of(reader, "Nay"), "people").json()))


def test_a_relieved_head_reads_of_nobody_even_in_files_made_before(client, world):
    everything_shows(client, world)
    reader = world.readers["head of culture"]
    for post in reader.memberships.current():
        relieve(membership=post, on=timezone.localdate() - timedelta(days=1))

    shown = pages_show(client, reader, world) | exports_show(client, reader, world)

    assert shown == calls_show(reader, world) == set()
