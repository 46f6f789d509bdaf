"""Time and tries: what holds for everybody and what was granted to one person."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from quizzes.models import GRACE, Attempt, Extension, Quiz, Response
from quizzes.services import (
    AttemptIsOver,
    NoAttemptsLeft,
    attempts_left,
    flag,
    mark_attempt,
    save_answer,
    shows_explanations,
    start_attempt,
)
from quizzes.services.extending import grant_extension
from quizzes.services.refusals import (
    QuizIsClosed,
    QuizIsNotOpen,
    WaitBeforeNextAttempt,
)
from tests.factories import AttemptFactory, QuizFactory, UserFactory

pytestmark = pytest.mark.django_db

SECOND, MINUTE, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(days=1)


@pytest.fixture
def now(time_machine):
    """The clock stands."""
    moment = timezone.now().replace(microsecond=0)
    time_machine.move_to(moment, tick=False)
    return moment


def begin(quiz: Quiz, trainee=None) -> Attempt:
    return start_attempt(quiz=quiz, trainee=trainee or UserFactory())


# --- the deadline ------------------------------------------------------------------


def test_the_deadline_is_stored_at_the_start(now):
    attempt = begin(QuizFactory(time_limit=20))
    Quiz.objects.update(time_limit=5)

    attempt.refresh_from_db()

    assert attempt.deadline_at == now + 20 * MINUTE
    assert begin(QuizFactory()).deadline_at is None


def test_no_attempt_goes_on_after_the_quiz_has_closed(now):
    quiz = QuizFactory(time_limit=20, closes_at=now + 5 * MINUTE)

    assert begin(quiz).deadline_at == now + 5 * MINUTE


@pytest.mark.parametrize(
    ("after", "is_taken"),
    [(-SECOND, True), (SECOND, True), (GRACE, True), (GRACE + SECOND, False)],
)
def test_answers_are_taken_until_the_deadline_and_a_little_longer(
    now, time_machine, after, is_taken
):
    attempt = begin(QuizFactory(time_limit=20))
    response = attempt.responses.first()

    time_machine.move_to(attempt.deadline_at + after, tick=False)

    if is_taken:
        save_answer(response=response, values=["a"])
        flag(response=response, flagged=True)
    else:
        with pytest.raises(AttemptIsOver):
            save_answer(response=response, values=["a"])
        with pytest.raises(AttemptIsOver):
            flag(response=response, flagged=True)
    kept = Response.objects.get(pk=response.pk)
    assert (kept.answer, kept.flagged) == ((["a"], True) if is_taken else (None, False))


def test_what_is_handed_in_late_was_handed_in_at_the_deadline(now, time_machine):
    attempt = begin(QuizFactory(time_limit=20))
    save_answer(response=attempt.responses.first(), values=["a"])
    time_machine.move_to(attempt.deadline_at + DAY, tick=False)

    mark_attempt(attempt=attempt)

    assert attempt.handed_in_at == attempt.deadline_at
    assert (attempt.timed_out, attempt.score) == (True, 50)


def test_what_is_handed_in_in_time_is_not_timed_out(now, time_machine):
    attempt = begin(QuizFactory(time_limit=20))
    time_machine.move_to(attempt.deadline_at, tick=False)

    mark_attempt(attempt=attempt)

    assert (attempt.handed_in_at, attempt.timed_out) == (attempt.deadline_at, False)


@pytest.mark.parametrize(("after", "won"), [(GRACE, False), (GRACE + SECOND, True)])
def test_the_clock_waits_for_answers_on_their_way(now, time_machine, after, won):
    attempt = begin(QuizFactory(time_limit=20))
    time_machine.move_to(attempt.deadline_at + after, tick=False)

    assert mark_attempt(attempt=attempt, by_clock=True)[1] is won
    assert attempt.is_open is not won


def test_the_clock_hands_in_nothing_without_a_deadline(now, time_machine):
    attempt = begin(QuizFactory())
    time_machine.move_to(now + 1000 * DAY, tick=False)

    assert mark_attempt(attempt=attempt, by_clock=True)[1] is False


# --- the window ----------------------------------------------------------------------


def test_a_quiz_begins_between_opening_and_closing(now, time_machine):
    quiz = QuizFactory(opens_at=now + DAY, closes_at=now + 2 * DAY)

    with pytest.raises(QuizIsNotOpen) as refusal:
        begin(quiz)
    assert refusal.value.at == now + DAY

    time_machine.move_to(now + DAY, tick=False)
    begin(quiz)

    time_machine.move_to(now + 2 * DAY, tick=False)
    with pytest.raises(QuizIsClosed):
        begin(quiz)


def test_between_attempts_people_wait_from_the_hand_in(now, time_machine):
    attempt = begin(QuizFactory(wait_minutes=60))
    time_machine.move_to(now + 10 * MINUTE, tick=False)
    mark_attempt(attempt=attempt)

    with pytest.raises(WaitBeforeNextAttempt) as refusal:
        begin(attempt.quiz, attempt.trainee)
    assert refusal.value.at == now + 70 * MINUTE
    begin(attempt.quiz)  # another person

    time_machine.move_to(now + 70 * MINUTE, tick=False)
    assert begin(attempt.quiz, attempt.trainee).number == 2


def test_practice_knows_no_limit_of_attempts_and_no_wait():
    quiz = QuizFactory(mode=Quiz.Mode.PRACTICE, max_attempts=1, wait_minutes=60)
    trainee = UserFactory()

    for number in (1, 2):
        attempt = begin(quiz, trainee)
        mark_attempt(attempt=attempt)
        assert attempt.number == number
    assert attempts_left(quiz, trainee) is None


# --- granted to one person --------------------------------------------------------------


def test_an_extension_holds_for_its_person_alone(now):
    quiz = QuizFactory(time_limit=20, max_attempts=1)
    trainee, officer = UserFactory(), UserFactory()
    grant_extension(
        extension=Extension(
            quiz=quiz, trainee=trainee, extra_minutes=10, extra_attempts=1, reason="x"
        ),
        by=officer,
    )

    mine = begin(quiz, trainee)

    assert mine.deadline_at == now + 30 * MINUTE
    assert begin(quiz).deadline_at == now + 20 * MINUTE
    assert attempts_left(quiz, trainee) == 1
    assert Extension.objects.get().granted_by == officer
    mark_attempt(attempt=mine)
    mark_attempt(attempt=begin(quiz, trainee))
    with pytest.raises(NoAttemptsLeft):
        begin(quiz, trainee)


def test_an_extension_during_an_attempt_gives_it_more_time_and_never_less(now):
    quiz = QuizFactory(time_limit=20)
    attempt = begin(quiz)
    extension = Extension(
        quiz=quiz, trainee=attempt.trainee, extra_minutes=10, reason="Mất điện"
    )

    grant_extension(extension=extension, by=None)
    attempt.refresh_from_db()
    assert attempt.deadline_at == now + 30 * MINUTE

    extension.extra_minutes = 1
    grant_extension(extension=extension, by=None)
    attempt.refresh_from_db()
    assert attempt.deadline_at == now + 30 * MINUTE


def test_a_person_may_be_let_in_after_closing(now):
    quiz = QuizFactory(closes_at=now - DAY, time_limit=30)
    trainee = UserFactory()
    with pytest.raises(QuizIsClosed):
        begin(quiz, trainee)

    grant_extension(
        extension=Extension(
            quiz=quiz, trainee=trainee, closes_at=now + 5 * MINUTE, reason="Ốm"
        ),
        by=None,
    )

    assert begin(quiz, trainee).deadline_at == now + 5 * MINUTE


# --- when reasons may be shown -----------------------------------------------------------


def test_reasons_are_shown_when_the_quiz_has_closed_for_everybody(now, time_machine):
    quiz = QuizFactory(closes_at=now + DAY, explanations=Quiz.Explanations.AFTER_CLOSE)
    attempt = begin(quiz)
    mark_attempt(attempt=attempt)
    other = UserFactory()
    Extension.objects.create(
        quiz=quiz, trainee=other, closes_at=now + 2 * DAY, reason="Ốm"
    )

    seen = []
    for after in (0 * DAY, 1.5 * DAY, 2 * DAY, 2 * DAY + MINUTE):
        time_machine.move_to(now + after, tick=False)
        seen.append(shows_explanations(attempt))

    assert seen == [False, False, False, True]


def test_reasons_for_after_closing_stay_away_while_nothing_closes():
    attempt = AttemptFactory(
        quiz=QuizFactory(explanations=Quiz.Explanations.AFTER_CLOSE)
    )
    mark_attempt(attempt=attempt)

    assert not shows_explanations(attempt)
