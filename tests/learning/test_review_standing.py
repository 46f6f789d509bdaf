"""The limits of a day hold, whatever somebody's cards look like."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from learning.review_standing import A_DAY, NEW_A_DAY, Answered, ReviewStanding

DAY = date(2026, 11, 23)
ROOT = Path(__file__).resolve().parents[2]


@st.composite
def cards(draw: st.DrawFn) -> Answered:
    answered_on = DAY - timedelta(days=draw(st.integers(0, 200)))
    interval = draw(st.integers(1, 180))
    return Answered(
        question_id=0,
        due_on=answered_on + timedelta(days=interval),
        interval=interval,
        reps=draw(st.integers(1, 20)),
        answered_on=answered_on,
        was_right=draw(st.booleans()),
    )


standings = st.builds(
    ReviewStanding,
    on=st.just(DAY),
    known=st.lists(cards(), max_size=40),
    waiting=st.integers(0, 40),
)


@given(standings)
def test_a_day_never_asks_too_much(standing):
    first_today = sum(
        card.reps == 1 and card.answered_on == DAY for card in standing.known
    )
    due = sum(card.due_on <= DAY for card in standing.known)

    assert 0 <= standing.left <= max(0, A_DAY - standing.answered)
    assert standing.left <= due + max(0, NEW_A_DAY - first_today)
    assert 0 <= standing.tomorrow <= A_DAY


@given(standings)
def test_nothing_due_is_held_back_while_there_is_room(standing):
    due = sum(card.due_on <= DAY for card in standing.known)

    assert standing.left >= min(due, A_DAY - standing.answered)


@given(standings)
def test_every_question_is_firm_being_learnt_or_not_asked_yet(standing):
    assert standing.firm + standing.learning + standing.waiting == standing.total


@given(standings)
def test_with_questions_there_is_always_a_next_day(standing):
    rest = standing.waiting + sum(card.due_on > DAY for card in standing.known)
    if standing.left == 0 and rest:
        assert standing.next_on > DAY


def test_reports_never_look_at_it():
    """What somebody practises is nobody else's business."""
    readers = [
        path.name
        for path in (ROOT / "reports").rglob("*.py")
        if "review_card" in path.read_text() or "ReviewCard" in path.read_text()
    ]

    assert readers == []
