"""People who answer a quiz over HTTP and remember what they were told is saved."""

from __future__ import annotations

import http.client
import json
import random
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import urlencode

from lms.address import Address

LETTERS = "abcd"
PATIENCE = 120  # seconds that one answer may take, restarts of the site included
CSRF_TOKEN = "x" * 32


class Kept(NamedTuple):
    """The answer to one question, after so many saves."""

    saves: int
    answer: list[str] | None


Place = tuple[int, int]  # an attempt and a position in it
Save = tuple[int, int, int]  # with the count of saves


@dataclass
class Person:
    """Sends answers one by one, each until it is acknowledged."""

    address: Address
    path: str
    session: str
    attempt: int
    told: dict[int, Kept]
    share: int
    acknowledged: int = 0
    cut_off: int = 0
    gone: set[Save] = field(default_factory=set)
    line: http.client.HTTPConnection | None = None

    def answer_all(self) -> None:
        while self.acknowledged < self.share:
            position = random.choice(list(self.told))
            kept = self.told[position].answer
            # Another answer than the one kept: the same again would write nothing.
            others = [each for each in LETTERS if [each] != kept]
            self.answer(position, random.choice(others))

    def answer(self, position: int, letter: str) -> None:
        before = self.told[position]
        told = self.send_until_told(position, letter, before.saves)
        if told != Kept(before.saves + 1, [letter]):
            self.gone.add((self.attempt, position, before.saves))
        self.told[position] = told
        self.acknowledged += 1

    def send_until_told(self, position: int, letter: str, saves: int) -> Kept:
        fields = {"attempt": 1, "saves": saves, "answer": letter}
        body = urlencode({f"q{position}-{name}": of for name, of in fields.items()})
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            told = self.send(f"{self.path}{position}/", body)
            if told:
                return told
            time.sleep(0.05)
        raise TimeoutError(f"No reply for {PATIENCE} s.")

    def send(self, path: str, body: str) -> Kept | None:
        """None when no whole reply came, or one that says the server failed."""
        line = self.connected()
        if line is None:
            return None
        try:
            line.request("POST", path, body, self.headers())
            reply = line.getresponse()
            content = reply.read()
        except (OSError, http.client.HTTPException):
            self.cut_off += 1
            self.hang_up()
            return None
        if reply.status >= 500:
            return None
        # 409: what is kept is not what this page knew of.
        if reply.status not in (200, 409):
            raise RuntimeError(f"{path} answered {reply.status}.")
        told = json.loads(content)
        return Kept(told["saves"], told["answer"])

    def connected(self) -> http.client.HTTPConnection | None:
        if self.line is None:
            line = http.client.HTTPConnection(
                self.address.host, self.address.port, timeout=30
            )
            try:
                line.connect()
            except OSError:
                return None
            self.line = line
        return self.line

    def hang_up(self) -> None:
        if self.line:
            self.line.close()
        self.line = None

    def headers(self) -> dict[str, str]:
        return {
            "Accept": "application/json",
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"sessionid={self.session}; csrftoken={CSRF_TOKEN}",
            "X-CSRFToken": CSRF_TOKEN,
        }


def told_so_far(persons: Iterable[Person]) -> dict[Place, Kept]:
    """Taken before the database is looked at, which may only be ahead of it."""
    return {
        (person.attempt, position): kept
        for person in persons
        for position, kept in dict(person.told).items()
    }


def lost(told: Mapping[Place, Kept], rows: Mapping[Place, Kept]) -> set[Save]:
    """Acknowledged saves that the rows have not reached, or contradict."""
    gone: set[Save] = set()
    for place, kept in told.items():
        row = rows.get(place, Kept(0, None))
        missing = range(row.saves + 1, kept.saves + 1)
        gone |= {(*place, saves) for saves in missing}
        if row.saves == kept.saves and row.answer != kept.answer:
            gone.add((*place, kept.saves))
    return gone
