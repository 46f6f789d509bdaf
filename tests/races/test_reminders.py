"""A few days of reminders, the scheduler killed with SIGKILL.

`benchmarks/reminders_survive_kills.py` does the same for a month, and mails them.
"""

from __future__ import annotations

import random
from contextlib import nullcontext
from types import SimpleNamespace

from benchmarks.reminder_rows import Cast
from benchmarks.reminder_story import Story
from benchmarks.reminders_survive_kills import Month
from learning.reminders import rounds

SEED = 20261123


def days_with_kills() -> tuple[int, int]:
    """Messages that are missing, doubled or wrong after eight rounds with kills; and
    how many schedulers were killed before they were through."""
    story = Story(random.Random(SEED), people=16, days=3, standstill=set())
    month = Month(
        story,
        Cast(story),
        random.Random(SEED),
        rounds=11,
        from_within=0.8,
        statements=8,
    )
    month.happen()
    expected, told = story.expected(), month.cast.told()
    assert expected.total() > 10
    return (expected - told).total() + (told - expected).total(), month.kills


def test_each_message_is_told_once_although_the_scheduler_is_killed():
    wrong, kills = days_with_kills()

    assert wrong == 0
    assert kills > 0


def test_without_one_transaction_for_a_round_a_kill_loses_messages(monkeypatch):
    monkeypatch.setattr(rounds, "transaction", SimpleNamespace(atomic=nullcontext))

    assert days_with_kills()[0] > 0
