"""What a reader finds when they open everything there is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from jobs.models import Job
from jobs.services import run
from tests.canaries.conftest import World
from tests.canaries.names import names_in, names_in_file
from tests.reports.api import get, key_of


def pages(world: World) -> list[str]:
    people, lines = reverse("reports:people"), reverse("reports:enrolments")
    units = [unit.pk for unit in world.units.values()]
    yesterday = timezone.localdate() - timedelta(days=1)
    then = f"on={yesterday}&view=then"
    return [
        reverse("reports:overview"),
        reverse("reports:overview") + "?all",
        f"{reverse('reports:overview')}?{then}",
        reverse("reports:course", args=[world.course]),
        people,
        f"{people}?state=late",
        f"{people}?q=chim",
        lines,
        *(reverse("reports:unit", args=[unit]) for unit in units),
        *(f"{page}?unit={unit}" for unit in units for page in [people, lines]),
        *(f"{people}?unit={unit}&{then}" for unit in units),
        *(
            f"{reverse('reports:course', args=[world.course])}?unit={unit}"
            for unit in units
        ),
        *(reverse("reports:person", args=[one.pk]) for one in world.canaries.values()),
        reverse("reports:province"),
        reverse("reports:scheduled"),
        reverse("learning:home"),
        reverse("learning:search") + "?q=chim",
        reverse("learning:search") + "?q=chim+van+hoa",
        reverse("learning:plans"),
        reverse("learning:hours"),
        reverse("learning:certificates"),
        reverse("learning:classes"),
        reverse("learning:class", args=[world.training_class]),
        reverse("learning:who_sees"),
        reverse("notifications:messages"),
        reverse("accounts:profile"),
    ]


def pages_show(client: Client, reader: User, addresses: Iterable[str]) -> set[str]:
    client.force_login(reader)
    seen: set[str] = set()
    for address in addresses:
        seen |= names_in(client.get(address).getvalue().decode())
    return seen


def scopes(world: World) -> Iterator[dict[str, int]]:
    """Everything one answers for, and each unit by its number."""
    yield {}
    yield from ({"unit": unit.pk} for unit in world.units.values())


def exports_show(client: Client, reader: User, world: World, form: str) -> set[str]:
    client.force_login(reader)
    seen: set[str] = set()
    for asked in scopes(world):
        token = f"{reader.pk}-{asked}-{Job.objects.count()}"
        response = client.post(
            reverse("reports:export"), {**asked, "format": form, "token": token}
        )
        if response.status_code == 302:
            job = Job.objects.latest("pk")
            run(job.pk)
            file = client.get(reverse("jobs:result", args=[job.pk]))
            seen |= names_in_file(file.getvalue())
    return seen


def results_show(client: Client, reader: User) -> set[str]:
    """In whatever anybody asked for and they can open."""
    client.force_login(reader)
    seen: set[str] = set()
    for job in Job.objects.values_list("pk", flat=True):
        for view in ["jobs:progress", "jobs:result"]:
            response = client.get(reverse(view, args=[job]))
            if response.status_code == 200:
                seen |= names_in_file(response.getvalue())
    return seen


def calls_show(reader: User, world: World) -> set[str]:
    """What a program reads with a key of theirs, today and as it was yesterday."""
    key = key_of(reader, f"Mã {reader.api_tokens.count()}")
    yesterday = timezone.localdate() - timedelta(days=1)
    past = {"on": yesterday.isoformat(), "view": "then"}
    seen: set[str] = set()
    for unit in scopes(world):
        for call in ["figures", "units", "courses", "trend", "people"]:
            for asked in [unit, {**unit, **past}]:
                seen |= names_in(str(get(key, call, asked).json()))
    return seen


def of_everybody(world: World, show) -> dict[str, set[str]]:
    return {role: show(reader) for role, reader in world.readers.items()}
