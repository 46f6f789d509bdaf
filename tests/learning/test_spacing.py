"""When a question comes back."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from learning.spacing import LONGEST, Memory, next_memory

DAY = date(2026, 11, 23)


def intervals(*answers: bool, from_day: date = DAY) -> list[int]:
    """Days until the next time, for answers each given on the day they were due."""
    memory, found, on = None, [], from_day
    for right in answers:
        memory = next_memory(memory, right=right, on=on)
        found.append(memory.interval)
        on = memory.due_on
    return found


def test_what_is_remembered_comes_back_later_and_later():
    assert intervals(True, True, True, True) == [2, 11, 46, 163]


def test_what_was_missed_comes_back_the_next_day():
    assert intervals(False, True, True, True) == [1, 2, 6, 17]


def test_a_miss_brings_a_firm_question_back_soon():
    *_before, firm, missed = intervals(True, True, True, False)

    assert firm > 21
    assert missed <= 7


def test_a_late_right_answer_shows_a_stronger_memory():
    first = next_memory(None, right=True, on=DAY)
    in_time = next_memory(first, right=True, on=first.due_on)
    late = next_memory(first, right=True, on=first.due_on + timedelta(days=10))

    assert late.interval > in_time.interval


answered = st.lists(
    st.tuples(st.booleans(), st.integers(min_value=0, max_value=400)), max_size=30
)


@given(first=st.booleans(), later=answered)
def test_the_next_day_is_never_today_and_never_past_half_a_year(first, later):
    memory = next_memory(None, right=first, on=DAY)
    for right, days_late in later:
        on = memory.due_on + timedelta(days=days_late)
        before, memory = memory, next_memory(memory, right=right, on=on)
        assert memory.answered_on == on
        assert 1 <= memory.interval <= LONGEST
        assert 1 <= memory.difficulty <= 10
        assert memory.stability > 0
        assert right or memory.stability <= before.stability


@given(
    memory=st.builds(
        Memory,
        stability=st.floats(min_value=0.1, max_value=1000),
        difficulty=st.floats(min_value=1, max_value=10),
        answered_on=st.just(DAY - timedelta(days=30)),
        due_on=st.just(DAY),
    )
)
def test_right_is_never_asked_sooner_than_wrong(memory):
    right = next_memory(memory, right=True, on=DAY)
    wrong = next_memory(memory, right=False, on=DAY)

    assert right.due_on >= wrong.due_on
