"""The people of the demo province and their posts, written in bulk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from random import Random

from django.contrib.auth.hashers import make_password
from django.db import transaction

from accounts.models import User
from departments.models import Department, Membership
from lms.demo.names import Namer
from lms.demo.seats import Seat, head_of, seats
from lms.demo.staff import PLACES
from lms.demo.units import PROVINCE, planned_units
from lms.progress import Count

BATCH = 2000
RETIRED = 0.015
JOINED_LATER = 0.15
MOVED = 0.03


@dataclass(frozen=True)
class Person:
    """Someone of the plan: the same for the same seed, however many there are."""

    username: str
    full_name: str
    given_name: str
    seat: Seat
    rng: Random


def planned_people(number: int, *, seed: int) -> Iterator[Person]:
    namer = Namer()
    free = (seat for seat in seats(planned_units()) if not is_account_seat(seat))
    for n, seat in enumerate(islice(free, number)):
        rng = Random(f"{seed}:person:{n}")  # noqa: S311 - a story, not a secret
        name = namer.draw(rng)
        yield Person(namer.username(name), name.full, name.given, seat, rng)


def is_account_seat(seat: Seat) -> bool:
    """Posts held by one of the accounts that newcomers sign in with."""
    here = (seat.unit.name, seat.division, seat.post)
    return seat.is_head and any(here == place.seat for place in PLACES.values())


def add_people(number: int, *, seed: int, today: date, count: Count) -> int:
    """Add the people who are missing, with their posts; how many."""
    everyone = list(planned_people(number, seed=seed))
    known = set(User.objects.values_list("username", flat=True))
    missing = [person for person in everyone if person.username not in known]
    places = Places()
    for start in range(0, len(missing), BATCH):
        batch = missing[start : start + BATCH]
        with transaction.atomic():
            write(batch, places=places, today=today)
        count(start + len(batch), len(missing))
    return len(missing)


class Places:
    """The units of today by name, read once."""

    def __init__(self) -> None:
        units = Department.objects.existing().select_related("parent")
        self.units = {
            (unit.parent.name if unit.parent else "", unit.name): unit for unit in units
        }

    def top(self, seat: Seat) -> Department:
        return self.units[PROVINCE, seat.unit.name]

    def division(self, seat: Seat, name: str) -> Department:
        return self.units[seat.unit.name, name]

    def of(self, seat: Seat) -> Department:
        return self.division(seat, seat.division) if seat.division else self.top(seat)


def write(batch: list[Person], *, places: Places, today: date) -> None:
    users = [account(person) for person in batch]
    User.objects.bulk_create(users)
    posts: list[Membership] = []
    for person, user in zip(batch, users, strict=True):
        posts += career(person, user, places=places, today=today)
    Membership.objects.bulk_create(posts)


def account(person: Person) -> User:
    """Nobody signs in as one of these: they have no password."""
    user = User(username=person.username, password=make_password(None))
    user.set_name(person.full_name, given=person.given_name)
    return user


def career(
    person: Person, user: User, *, places: Places, today: date
) -> list[Membership]:
    """The posts held one after the other; most people hold one."""
    rng, seat = person.rng, person.seat
    founded = seat.unit.founded
    first = Membership(
        user=user,
        department=places.of(seat),
        post=seat.post,
        is_head=seat.is_head,
        started_on=founded,
    )
    if seat.also_heads:
        return [first, second_post(first, seat, places)]
    fate = 1.0 if seat.is_head else rng.random()
    if fate < JOINED_LATER:
        days = max(1, (today - founded).days - 200)
        first.started_on += timedelta(days=rng.randrange(days))
    elif fate < JOINED_LATER + MOVED:
        first.ended_on = today - timedelta(days=rng.randrange(30, 120))
        return [first, move(first, seat, places, rng)]
    return [first]


def second_post(first: Membership, seat: Seat, places: Places) -> Membership:
    """The deputy who also directs the one-stop shop, as in most communes."""
    return Membership(
        user=first.user,
        department=places.division(seat, seat.also_heads),
        post=head_of(seat.also_heads),
        is_head=True,
        is_primary=False,
        started_on=first.started_on,
    )


def move(first: Membership, seat: Seat, places: Places, rng: Random) -> Membership:
    """The same post in another unit of the same kind."""
    others = [
        unit
        for (_parent, name), unit in places.units.items()
        if name == first.department.name and unit.pk != first.department.pk
    ] or list(places.units.values())
    return Membership(
        user=first.user,
        department=rng.choice(others),
        post=seat.post,
        started_on=first.ended_on + timedelta(days=1),
    )
