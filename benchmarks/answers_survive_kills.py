"""Acknowledged answers lost while the web process is killed again and again.

The web process of `make run`, with 8 people who answer over HTTP on loopback, killed with
SIGKILL while they do and started again: 3 times in 1,500 saves, or 20 times in 10,000 with
BENCHMARK_FULL=1; on SQLite, or on PostgreSQL where DATABASE_URL names a server. After each
kill and at the end the database is compared with what the people were told is saved. What
got no reply is sent again with the same count of saves, as the page does.
"""

from __future__ import annotations

import random
import time
from concurrent.futures import ThreadPoolExecutor
from subprocess import Popen

from benchmarks import Result
from benchmarks.answering import Kept, Person, Place, Save, lost, told_so_far
from benchmarks.second_start import free_port
from benchmarks.small_site import chosen, small_site
from lms.address import Address
from lms.serving import kill_family, start, web_command

PEOPLE = 8
QUESTIONS = 12
SECONDS_TO_START = 60


def run() -> Result:
    saves, kills = chosen(1500, full=10_000), chosen(3, full=20)
    address = Address("127.0.0.1", free_port())
    with small_site() as database:
        persons = persons_before_a_quiz(address, share=saves // PEOPLE + 1)
        site = WebProcess(address)
        try:
            gone = answer_and_kill(site, persons, moments(saves, kills))
        finally:
            site.kill()
    cut_off = sum(person.cut_off for person in persons)
    if not cut_off:
        raise RuntimeError("No kill came while an answer was on its way.")
    return Result(
        value=len(gone),
        unit=f"lost of {acknowledged(persons)} acknowledged answers on {database},"
        f" {kills} kills, {cut_off} answers cut off and sent again",
        goal=0,
    )


def moments(saves: int, kills: int) -> list[int]:
    """After how many saves to kill; not so late that nobody is answering."""
    return sorted(random.sample(range(saves // 20, saves * 9 // 10), kills))


def answer_and_kill(
    site: WebProcess, persons: list[Person], moments: list[int]
) -> set[Save]:
    """The acknowledged saves that are gone."""
    gone: set[Save] = set()
    with ThreadPoolExecutor(PEOPLE) as threads:
        futures = [threads.submit(person.answer_all) for person in persons]
        for moment in moments:
            while acknowledged(persons) < moment and not any(
                future.done() and future.exception() for future in futures
            ):
                time.sleep(0.002)
            time.sleep(random.uniform(0, 0.03))
            site.kill()
            gone |= lost(told_so_far(persons), rows())
            site.start()
    for future in futures:
        future.result()
    gone |= lost(told_so_far(persons), rows())
    return gone.union(*(person.gone for person in persons))


class WebProcess:
    """As `make run` starts it, killed with the children that hold its port."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self.start()

    def start(self) -> None:
        self.process: Popen[bytes] = start(web_command(self.address), {})
        deadline = time.monotonic() + SECONDS_TO_START
        while not self.address.answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                raise RuntimeError("The web process does not answer.")
            time.sleep(0.05)

    def kill(self) -> None:
        kill_family(self.process)
        self.process.wait()


def persons_before_a_quiz(address: Address, *, share: int) -> list[Person]:
    """Signed in, with an open attempt; its lesson stands at one address for all."""
    from django.test import Client  # noqa: PLC0415 - Django is set up now
    from django.urls import reverse  # noqa: PLC0415

    from benchmarks.quizzed import begin, lesson_with_quiz, people  # noqa: PLC0415

    lesson = lesson_with_quiz(questions=QUESTIONS)
    persons = []
    for person in people(PEOPLE):
        enrolment, attempt = begin(lesson, person)
        client = Client()
        client.force_login(person)
        first = reverse("learning:answer", args=(enrolment.course.slug, lesson.slug, 1))
        told = {position: Kept(0, None) for position in range(1, QUESTIONS + 1)}
        session = client.cookies["sessionid"].value
        path = first.removesuffix("1/")
        persons.append(Person(address, path, session, attempt.pk, told, share))
    return persons


def rows() -> dict[Place, Kept]:
    from quizzes.models import Response  # noqa: PLC0415

    names = ("attempt_id", "position", "saves", "answer")
    return {
        (attempt, position): Kept(saves, answer)
        for attempt, position, saves, answer in Response.objects.values_list(*names)
    }


def acknowledged(persons: list[Person]) -> int:
    return sum(person.acknowledged for person in persons)
