"""The people of the demo province and their posts, written in bulk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from itertools import islice
from random import Random

from django.contrib.auth.hashers import make_password
from django.db import transaction

from accounts.models import User
from departments.models import Department, Kind, Membership, Succession
from lms.demo.categories import category_of
from lms.demo.names import Namer
from lms.demo.reform import DAY as REFORM
from lms.demo.seats import Seat, head_of, seats
from lms.demo.staff import PLACES
from lms.demo.units import PROVINCE, PROVINCE_SINCE, planned_units
from lms.progress import Count

BATCH = 2000


class Fate(Enum):
    """What became of people who do not head anything; the value is how many in 100."""

    STAYED = 80
    CAME_LATER = 12
    MOVED = 5
    LEFT = 3


@dataclass(frozen=True)
class Person:
    """Someone of the plan: the same for the same seed, however many there are."""

    username: str
    full_name: str
    given_name: str
    seat: Seat
    fate: Fate
    rng: Random


def planned_people(number: int, *, seed: int) -> Iterator[Person]:
    namer = Namer()
    free = (seat for seat in seats(planned_units()) if not is_account_seat(seat))
    for n, seat in enumerate(islice(free, number)):
        rng = Random(f"{seed}:person:{n}")  # noqa: S311 - a story, not a secret
        name = namer.draw(rng)
        fate = Fate.STAYED if seat.is_head else fate_of(rng)
        username = namer.username(name)
        yield Person(username, name.full, name.given, seat, fate, rng)


def fate_of(rng: Random) -> Fate:
    return rng.choices(list(Fate), [fate.value for fate in Fate])[0]


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

        self.old: dict[int | None, list[Department]] = {}
        lines = Succession.objects.exclude(successor=None)
        for line in lines.select_related("predecessor"):
            self.old.setdefault(line.successor_id, []).append(line.predecessor)

    def before_reform(self, post: Membership, rng: Random) -> Membership | None:
        """The post in one of the communes that the present one was formed from."""
        unit = post.department
        is_division = unit.kind == Kind.DIVISION
        old = self.old.get(unit.parent_id if is_division else unit.pk)
        if not old or post.started_on != REFORM:
            return None
        return Membership(
            user=post.user,
            department=rng.choice(old),
            post="Công chức" if is_division else post.post,
            is_head=post.is_head and not is_division,
            started_on=PROVINCE_SINCE,
            ended_on=REFORM - timedelta(days=1),
            continued_by=post,
        )

    def named(self, name: str) -> list[Department]:
        return [unit for (_parent, own), unit in self.units.items() if own == name]

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
    firsts: list[tuple[Person, Membership]] = []
    for person, user in zip(batch, users, strict=True):
        held = career(person, user, places=places, today=today)
        firsts.append((person, held[0]))
        posts += held
    Membership.objects.bulk_create(posts)
    before = [places.before_reform(post, person.rng) for person, post in firsts]
    Membership.objects.bulk_create(post for post in before if post)


def account(person: Person) -> User:
    """Nobody signs in as one of these: they have no password."""
    user = User(username=person.username, password=make_password(None))
    user.set_name(person.full_name, given=person.given_name)
    user.staff_category = category_of(person.seat, person.username)
    user.is_active = person.fate is not Fate.LEFT
    return user


def career(
    person: Person, user: User, *, places: Places, today: date
) -> list[Membership]:
    """The posts held one after the other; most people hold one."""
    rng, seat = person.rng, person.seat
    since = seat.unit.founded
    if person.fate is Fate.CAME_LATER:
        since += timedelta(days=rng.randrange((today - since).days - 90))
    post = Membership(
        user=user,
        department=places.of(seat),
        post=seat.post,
        is_head=seat.is_head,
        started_on=since,
    )
    last_day = today - timedelta(days=rng.randrange(30, 150))
    if person.fate in {Fate.MOVED, Fate.LEFT}:
        post.ended_on = last_day
    if person.fate is Fate.MOVED:
        return [post, moved(post, places, rng, on=last_day + timedelta(days=1))]
    return [post, second_post(post, seat, places)] if seat.also_heads else [post]


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


def moved(post: Membership, places: Places, rng: Random, *, on: date) -> Membership:
    """The same work in an office of the same name, as in another commune."""
    unit = post.department
    alike = [each for each in places.named(unit.name) if each.pk != unit.pk]
    return Membership(
        user=post.user,
        department=rng.choice(alike or places.named("Văn phòng")),
        post=post.post,
        started_on=on,
    )
