"""Reminders and weekly summaries missing, told twice or wrong after a month with kills.

100 rounds of the scheduler over a simulated month of 31 days (its tasks as beat calls
them, under a clock set to the moment), on SQLite, or on PostgreSQL where DATABASE_URL
names a server. Each scheduler is a process; in three rounds of four one, or two at
once, are killed with SIGKILL: at a moment of chance from outside, or by themselves
between two statements. On three working days nothing runs. What the messages say is
compared with what a plain account of the story expects of each day.

The same rounds mail the messages to a server on loopback. That a mail is never sent
twice cannot be had: who is killed between the server's "ok" and writing it down has to
send it again, under the same Message-ID. It is counted, and may not exceed the kills.
"""

from __future__ import annotations

import os
import random
import signal
import time
import traceback
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from datetime import time as clock
from typing import TYPE_CHECKING, Any

from benchmarks import Result
from benchmarks.mail_sink import mail_sink
from benchmarks.reminder_story import Story
from benchmarks.small_site import let_go_of_database, small_site

if TYPE_CHECKING:
    from benchmarks.reminder_rows import Cast

SEED = 20261123
ROUNDS = 100
HOURS = range(8, 16)  # the last round of a day, at four, is left alone
LONGEST = 0.25  # seconds until a kill from outside
STATEMENTS = 60  # a kill from within comes before one of so many


def run() -> Result:
    with mail_sink() as sink:
        os.environ["EMAIL_URL"] = f"smtp://127.0.0.1:{sink.port}"
        with small_site() as database:
            from benchmarks.reminder_rows import Cast  # noqa: PLC0415 - set up now

            story = Story(random.Random(SEED))
            cast = Cast(story)
            month = Month(story, cast, random.Random(SEED + 1), rounds=ROUNDS)
            month.happen()
            month.send_the_rest()
            expected, told = story.expected(), cast.told()
            unsent = mails_gone(sink.accepted)
    repeated = sink.accepted.total() - len(sink.accepted)
    wrong = (expected - told).total() + (told - expected).total()
    return Result(
        value=wrong + unsent + max(repeated - month.kills, 0),
        unit=f"wrong of {expected.total()} messages on {database}, {month.rounds} rounds,"
        f" {month.kills} kills, {repeated} of {len(sink.accepted)} mails sent again",
        goal=0,
    )


def mails_gone(accepted: Counter[str]) -> int:
    """Messages that are not said to be sent, or that the mail server never had."""
    from notifications.models import Message  # noqa: PLC0415

    sent = Message.objects.filter(mail_state=Message.Mail.SENT)
    known = {name.removeprefix("<message-").partition("@")[0] for name in accepted}
    return Message.objects.exclude(pk__in=sent.filter(pk__in=known)).count()


@dataclass
class Month:
    """The days of a story, lived with a scheduler that is killed again and again."""

    story: Story
    cast: Cast
    chance: random.Random
    rounds: int
    from_within: float = 0.5  # of the rounds that are killed
    statements: int = STATEMENTS
    kills: int = 0
    running: list[int] = field(default_factory=list)

    def happen(self) -> None:
        disturbed = self._disturbed()
        for day in self.story.all_days():
            self.cast.live(day)
            if day in self.story.standstill:
                continue
            for hour in sorted(self.chance.sample(HOURS, disturbed[day])):
                self._round(at(day, hour, self.chance.randrange(60)), killing=True)
            self._round(at(day, 16), killing=False)

    def _disturbed(self) -> Counter[date]:
        """How many rounds of each day are killed; one more, each day, is not."""
        days = [
            day for day in self.story.all_days() if day not in self.story.standstill
        ]
        worked = self.story.told_on()
        missing = self.rounds - len(days)
        return Counter({day: missing // len(worked) for day in worked}) + Counter(
            worked[: missing % len(worked)]
        )

    def _round(self, moment: datetime, *, killing: bool) -> None:
        """One scheduler, or two at once, as after a rolling restart."""
        from_within = killing and self.chance.random() < self.from_within
        for _each in range(self.chance.choice([1, 2])):
            fatal = self.chance.randrange(1, self.statements) if from_within else 0
            self.running.append(in_a_process(moment, fatal))
        if killing and not from_within:
            for pid in self.running:
                time.sleep(self.chance.uniform(0, LONGEST))
                os.kill(pid, signal.SIGKILL)
        self._wait()

    def _wait(self) -> None:
        while self.running:
            _pid, status = os.waitpid(self.running.pop(), 0)
            if os.WIFSIGNALED(status):
                self.kills += 1
            elif os.waitstatus_to_exitcode(status):
                raise RuntimeError(
                    "A scheduler that nobody killed did not come through."
                )

    def send_the_rest(self) -> None:
        """Mail that was claimed by a scheduler that was killed waits for its next try."""
        evening = at(list(self.story.all_days())[-1], 18)
        for hour in range(8):
            moment = evening + timedelta(hours=hour)
            self.running.append(in_a_process(moment, 0))
            self._wait()


def at(day: date, hour: int, minute: int = 5) -> datetime:
    from django.utils import timezone  # noqa: PLC0415

    return timezone.make_aware(datetime.combine(day, clock(hour, minute)))


def in_a_process(moment: datetime, fatal: int) -> int:
    """A scheduler's number: a copy of this process, with connections of its own."""
    let_go_of_database()
    if pid := os.fork():
        return pid
    code = 1
    try:
        rounds_of(moment, fatal)
        code = 0
    finally:
        if code:
            traceback.print_exc()
        os._exit(code)


def rounds_of(moment: datetime, fatal: int) -> None:
    """What beat asks for, as if it were then; killed before that statement, if any."""
    import time_machine  # noqa: PLC0415 - of the tests' packages
    from django.db import connection  # noqa: PLC0415

    from learning.tasks import send_reminders  # noqa: PLC0415
    from notifications.tasks import send_mail  # noqa: PLC0415

    with ExitStack() as stack:
        stack.enter_context(time_machine.travel(moment))
        if fatal:
            stack.enter_context(connection.execute_wrapper(Killer(fatal)))
        send_reminders()
        send_mail()


class Killer:
    def __init__(self, fatal: int) -> None:
        self.left = fatal

    def __call__(self, execute: Callable[..., Any], *arguments: Any) -> Any:
        self.left -= 1
        if not self.left:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(*arguments)
