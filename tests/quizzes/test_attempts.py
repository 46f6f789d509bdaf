from __future__ import annotations

import pytest
from django.utils import timezone

from quizzes.kinds import AnswerDoesNotFit
from quizzes.models import Attempt, QuizQuestion, Response
from quizzes.services import (
    AttemptIsOver,
    NewerAnswerKept,
    NoAttemptsLeft,
    QuizHasNoQuestions,
    attempts_left,
    flag,
    mark_attempt,
    questions_asked,
    revise_question,
    save_answer,
    start_attempt,
)
from tests.factories import (
    AttemptFactory,
    QuestionFactory,
    QuizFactory,
    UserFactory,
    options,
)

pytestmark = pytest.mark.django_db


def texts(attempt: Attempt) -> list[str]:
    return [response.version.text for response in attempt.responses.all()]


def kept(response: Response) -> tuple[list[str] | None, int]:
    response = Response.objects.get(pk=response.pk)
    return response.answer, response.saves


# --- starting -------------------------------------------------------------------


def test_starting_again_returns_the_open_attempt():
    quiz, trainee = QuizFactory(), UserFactory()

    first = start_attempt(quiz=quiz, trainee=trainee)

    assert start_attempt(quiz=quiz, trainee=trainee) == first
    assert Attempt.objects.count() == 1


def test_an_attempt_copies_the_pass_mark_and_asks_in_the_author_s_order():
    first, second = QuestionFactory(text="Một?"), QuestionFactory(text="Hai?")
    # Another quiz asks the same questions the other way round.
    QuizFactory(questions=[second, first])
    quiz = QuizFactory(questions=[first, second], pass_mark=65)

    attempt = AttemptFactory(quiz=quiz)

    assert (attempt.number, attempt.pass_mark) == (1, 65)
    assert texts(attempt) == ["Một?", "Hai?"]
    assert [response.option_order for response in attempt.responses.all()] == [
        ["a", "b", "c"],
        ["a", "b", "c"],
    ]


def test_the_attempts_allowed_are_the_attempts_there_are():
    quiz, trainee = QuizFactory(max_attempts=2), UserFactory()
    numbers = []
    for _each in range(2):
        attempt = start_attempt(quiz=quiz, trainee=trainee)
        mark_attempt(attempt=attempt)
        numbers.append(attempt.number)

    with pytest.raises(NoAttemptsLeft):
        start_attempt(quiz=quiz, trainee=trainee)

    assert numbers == [1, 2]
    assert attempts_left(quiz, trainee) == 0
    assert attempts_left(quiz, UserFactory()) == 2
    assert attempts_left(QuizFactory(max_attempts=None), trainee) is None


def test_the_last_attempt_may_be_continued_although_none_is_left():
    attempt = AttemptFactory(quiz=QuizFactory(max_attempts=1))

    assert start_attempt(quiz=attempt.quiz, trainee=attempt.trainee) == attempt


def test_the_number_of_an_attempt_is_never_given_twice():
    quiz, trainee = QuizFactory(), UserFactory()
    for _each in range(2):
        mark_attempt(attempt=start_attempt(quiz=quiz, trainee=trainee))
    Attempt.objects.get(number=1).delete()

    assert start_attempt(quiz=quiz, trainee=trainee).number == 3


def test_a_draw_takes_so_many_questions_in_the_author_s_order():
    questions = QuestionFactory.create_batch(6)
    quiz = QuizFactory(questions=questions, draw=4)

    attempt = AttemptFactory(quiz=quiz)

    drawn = [response.version.question_id for response in attempt.responses.all()]
    assert questions_asked(quiz) == len(set(drawn)) == 4
    assert drawn == sorted(drawn)


def test_draws_and_orders_differ_from_attempt_to_attempt():
    content = options(*"12345678", right="a")
    questions = QuestionFactory.create_batch(8, content=content)
    quiz = QuizFactory(questions=questions, draw=7, shuffle=True)

    attempts = AttemptFactory.create_batch(5, quiz=quiz)

    rows = [list(each.responses.values_list("version", "option_order")) for each in attempts]  # fmt: skip
    assert len({tuple(version for version, _order in row) for row in rows}) > 1
    assert len({tuple(order) for row in rows for _version, order in row}) > 1


def test_a_quiz_with_fewer_questions_than_it_draws_asks_them_all():
    quiz = QuizFactory(draw=5)

    assert questions_asked(quiz) == 2
    assert AttemptFactory(quiz=quiz).responses.count() == 2


def test_archived_questions_are_not_asked_again_and_stay_in_open_attempts():
    quiz = QuizFactory()
    before = AttemptFactory(quiz=quiz)
    archived = quiz.quiz_questions.first().question
    archived.archived_at = timezone.now()
    archived.save()

    after = AttemptFactory(quiz=quiz)

    assert questions_asked(quiz) == 1
    assert (before.responses.count(), after.responses.count()) == (2, 1)


def test_a_quiz_without_usable_questions_starts_nothing():
    quiz = QuizFactory()
    QuizQuestion.objects.filter(quiz=quiz).delete()

    with pytest.raises(QuizHasNoQuestions):
        AttemptFactory(quiz=quiz)

    assert not Attempt.objects.exists()


def test_open_attempts_keep_the_version_they_were_made_with():
    quiz = QuizFactory()
    attempt = AttemptFactory(quiz=quiz)
    question = quiz.quiz_questions.first().question
    old = question.current

    revise_question(
        question=question,
        kind="single",
        text="Nói khác đi?",
        content=options("Sai", "Đúng", right="b"),
    )
    response = attempt.responses.first()
    save_answer(response=response, values=["a"])
    mark_attempt(attempt=attempt)

    response.refresh_from_db()
    assert response.version == old
    assert response.mark == 1


# --- answering ------------------------------------------------------------------


@pytest.fixture
def response() -> Response:
    return AttemptFactory().responses.first()


def test_an_answer_is_kept_with_the_time_and_counted(response):
    before = timezone.now()

    saved = save_answer(response=response, values=["b"], saves=0)

    assert (saved.answer, saved.saves) == (["b"], 1)
    assert kept(response) == (["b"], 1)
    assert Response.objects.get(pk=response.pk).saved_at == saved.saved_at > before


def test_an_answer_can_be_taken_back(response):
    save_answer(response=response, values=["b"])

    save_answer(response=response, values=[])

    assert kept(response) == (None, 2)


def test_an_answer_sent_again_is_acknowledged_and_not_written_again(response):
    first = save_answer(response=response, values=["b"], saves=0)

    again = save_answer(response=response, values=["b"], saves=0)

    assert (again.saves, again.saved_at) == (first.saves, first.saved_at)


def test_an_older_page_neither_overwrites_nor_blanks_a_newer_answer(response):
    save_answer(response=response, values=["b"], saves=0)

    for stale in (["c"], []):
        with pytest.raises(NewerAnswerKept):
            save_answer(response=response, values=stale, saves=0)

    assert (response.answer, response.saves) == (["b"], 1)
    assert kept(response) == (["b"], 1)


def test_a_page_that_knows_the_newest_answer_may_change_it(response):
    save_answer(response=response, values=["b"], saves=0)

    save_answer(response=response, values=["c"], saves=1)

    assert kept(response) == (["c"], 2)


@pytest.mark.parametrize("values", [["z"], ["a", "z"], ["a", "b"], [""]])
def test_an_answer_that_does_not_fit_is_refused_and_changes_nothing(response, values):
    save_answer(response=response, values=["b"])

    with pytest.raises(AnswerDoesNotFit):
        save_answer(response=response, values=values)

    assert kept(response) == (["b"], 1)


def test_nothing_is_taken_after_hand_in(response):
    save_answer(response=response, values=["b"])
    mark_attempt(attempt=response.attempt)

    with pytest.raises(AttemptIsOver):
        save_answer(response=response, values=["a"])
    with pytest.raises(AttemptIsOver):
        flag(response=response, flagged=True)

    assert kept(response) == (["b"], 1)
    assert not Response.objects.get(pk=response.pk).flagged


def test_a_question_is_flagged_and_unflagged_without_touching_its_answer(response):
    save_answer(response=response, values=["b"])

    flag(response=response, flagged=True)
    assert Response.objects.get(pk=response.pk).flagged

    flag(response=response, flagged=False)
    assert not Response.objects.get(pk=response.pk).flagged
    assert kept(response) == (["b"], 1)
