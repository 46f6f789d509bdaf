"""The daily review: what is asked when, and that it counts for nothing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from certificates.models import Certificate
from courses.models import CoursePage
from learning.models import Enrolment, LessonCompletion, ReviewCard
from learning.review import (
    AnsweredAlready,
    QuestionHasChanged,
    answer_card,
    due_cards,
    hard_today,
    open_review,
)
from learning.review_standing import (
    A_DAY,
    FIRM_FROM,
    NEW_A_DAY,
    questions_for,
    standing_of,
)
from learning.services import enrol, hand_in_quiz, read_lesson, start_quiz
from quizzes.kinds import AnswerDoesNotFit
from quizzes.models import Attempt, Draw, Question, Quiz, QuizQuestion, Response
from quizzes.services import (
    mark_attempt,
    revise_question,
    save_answer,
    start_attempt,
)
from tests.factories import (
    CategoryFactory,
    LessonPageFactory,
    QuestionFactory,
    QuizFactory,
    UserFactory,
    options,
)

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 23)
RIGHT, WRONG = ["a"], ["b"]


def later(days: int) -> date:
    return DAY + timedelta(days=days)


def finish(course, trainee, *questions: Question, **quiz):
    """A lesson with a quiz on these questions, passed by the trainee."""
    module = course.get_children().get()
    lesson = LessonPageFactory(
        parent=module, quiz=QuizFactory(questions=questions, **quiz)
    )
    CoursePage.objects.filter(pk=course.pk).update(is_sequential=False)
    course.refresh_from_db()
    enrolment = enrol(trainee=trainee, course=course)
    enrolment.course = course
    attempt = start_quiz(enrolment=enrolment, lesson=lesson)
    for response in attempt.responses.all():
        save_answer(response=response, values=RIGHT)
    hand_in_quiz(enrolment=enrolment, lesson=lesson, attempt=attempt)
    return lesson


def opened(trainee, on: date = DAY) -> list[ReviewCard]:
    open_review(trainee=trainee, on=on)
    return due_cards(trainee, on)


def answer(card: ReviewCard, values=RIGHT, on: date = DAY, **said) -> ReviewCard:
    card = ReviewCard.objects.select_related("question__current").get(pk=card.pk)
    said = {
        "version": card.question.current_id,
        "reps": card.reps,
        "order": ["a", "b", "c"],
        **said,
    }
    return answer_card(card=card, values=values, on=on, **said)


# --- what may be asked ------------------------------------------------------


def test_questions_of_finished_lessons_are_asked_and_no_others(course, trainee):
    question = QuestionFactory()
    finish(course, trainee, question)
    module = course.get_children().get()
    LessonPageFactory(parent=module, quiz=QuizFactory())  # not taken

    assert [card.question for card in opened(trainee)] == [question]
    assert opened(UserFactory()) == []


def test_opening_twice_makes_each_card_once(course, trainee):
    question = QuestionFactory()
    finish(course, trainee, question)
    finish(course, trainee, question)  # the same question in two lessons

    opened(trainee)
    opened(trainee, later(1))

    assert ReviewCard.objects.count() == 1


def test_a_question_has_one_card_for_each_person(course, trainee):
    question = QuestionFactory()
    ReviewCard.objects.create(trainee=trainee, question=question, due_on=DAY)

    with pytest.raises(IntegrityError):
        ReviewCard.objects.create(trainee=trainee, question=question, due_on=DAY)


def test_an_archived_question_is_not_asked_any_more(course, trainee):
    kept, archived = QuestionFactory.create_batch(2)
    finish(course, trainee, kept, archived)
    opened(trainee)
    Question.objects.filter(pk=archived.pk).update(archived_at=timezone.now())

    assert [card.question for card in opened(trainee)] == [kept]
    assert standing_of(trainee, DAY).total == 1


def test_a_question_taken_out_of_the_quiz_is_not_asked_any_more(course, trainee):
    kept, dropped = QuestionFactory.create_batch(2)
    finish(course, trainee, kept, dropped)
    opened(trainee)
    QuizQuestion.objects.filter(question=dropped).delete()

    assert [card.question for card in opened(trainee)] == [kept]


def test_a_quiz_that_keeps_its_answers_keeps_them_here_too(course, trainee):
    finish(course, trainee, QuestionFactory(), explanations=Quiz.Explanations.NEVER)

    assert not questions_for(trainee).exists()
    assert opened(trainee) == []


def test_answers_shown_after_closing_are_asked_after_closing(course, trainee):
    question = QuestionFactory()
    later = Quiz.Explanations.AFTER_CLOSE
    finish(course, trainee, question, explanations=later)
    assert not questions_for(trainee).exists()

    Quiz.objects.update(closes_at=timezone.now() - timedelta(days=1))

    assert list(questions_for(trainee)) == [question]


def test_of_random_draws_those_are_asked_that_the_person_met(course, trainee):
    named, category = QuestionFactory(), CategoryFactory()
    QuestionFactory.create_batch(5, category=category)
    lesson = finish(course, trainee, named)
    Draw.objects.create(quiz=lesson.quiz, category=category, count=2)
    attempt = start_attempt(quiz=lesson.quiz, trainee=trainee)
    mark_attempt(attempt=attempt)
    met = set(attempt.responses.values_list("version__question", flat=True))

    assert {question.pk for question in questions_for(trainee)} == met
    assert len(met) == 3


def test_a_withdrawn_lesson_is_still_worth_remembering(course, trainee):
    lesson = finish(course, trainee, QuestionFactory())
    lesson.unpublish()

    assert len(opened(trainee)) == 1


# --- how many, in what order --------------------------------------------------


def test_a_finished_course_does_not_flood_anybody(course, trainee):
    finish(course, trainee, *QuestionFactory.create_batch(NEW_A_DAY + 3))

    first_day = opened(trainee)
    for card in first_day:
        answer(card)

    assert len(first_day) == NEW_A_DAY
    assert due_cards(trainee, DAY) == []
    assert len(opened(trainee, later(1))) == 3


def test_no_day_has_more_than_ten_whatever_has_piled_up(course, trainee):
    finish(course, trainee, *QuestionFactory.create_batch(3 * NEW_A_DAY))
    for day in range(3):
        for card in opened(trainee, later(day)):
            if card.reps == 0:
                answer(card, on=later(day))

    asked = opened(trainee, later(300))
    for card in asked[:4]:
        answer(card, on=later(300))

    assert len(asked) == A_DAY
    assert len(due_cards(trainee, later(300))) == A_DAY - 4
    assert standing_of(trainee, later(300)).tomorrow == 5


def test_what_is_due_longest_comes_first_and_new_questions_last(course, trainee):
    first, second, third = QuestionFactory.create_batch(3)
    finish(course, trainee, first, second)
    by_question = {card.question: card for card in opened(trainee)}
    answer(by_question[first], RIGHT)  # due in 2 days
    answer(by_question[second], WRONG)  # due tomorrow
    finish(course, trainee, third)

    asked = opened(trainee, later(5))

    assert [card.question for card in asked] == [second, first, third]


def test_of_new_questions_those_missed_in_the_quiz_come_first(course, trainee):
    known, missed = QuestionFactory.create_batch(2)
    finish(course, trainee, known, missed)
    Response.objects.filter(version__question=missed).update(mark=0)

    assert [card.question for card in opened(trainee)] == [missed, known]


# --- answering ----------------------------------------------------------------


def test_a_question_comes_back_at_growing_distances(course, trainee):
    finish(course, trainee, QuestionFactory())
    asked_on = []
    for day in range(70):
        for card in opened(trainee, later(day)):
            answer(card, on=later(day))
            asked_on.append(day)

    assert asked_on == [0, 2, 13, 59]


def test_a_miss_comes_back_the_next_day_and_counts_as_a_lapse(course, trainee):
    finish(course, trainee, QuestionFactory())
    [card] = opened(trainee)

    card = answer(card, WRONG)

    assert (card.due_on, card.reps, card.lapses) == (later(1), 1, 1)
    assert card.was_right is False
    assert hard_today(trainee, DAY) == [card]
    assert due_cards(trainee, DAY) == []


def test_not_to_remember_is_an_answer(course, trainee):
    finish(course, trainee, QuestionFactory())
    [card] = opened(trainee)

    card = answer(card, [])

    assert (card.answer, card.was_right, card.due_on) == (None, False, later(1))


def test_pressing_twice_answers_once(course, trainee):
    finish(course, trainee, QuestionFactory())
    [card] = opened(trainee)
    answer(card, RIGHT)

    with pytest.raises(AnsweredAlready):
        answer(card, WRONG, reps=0)

    card.refresh_from_db()
    assert (card.reps, card.was_right, card.due_on) == (1, True, later(2))


def test_of_two_presses_at_once_one_is_taken(course, trainee):
    """Both have read the card before either writes."""
    finish(course, trainee, QuestionFactory())
    [card] = opened(trainee)
    one, other = ReviewCard.objects.get(pk=card.pk), ReviewCard.objects.get(pk=card.pk)
    said = {"version": card.question.current_id, "reps": 0, "order": [], "on": DAY}
    answer_card(card=one, values=RIGHT, **said)

    with pytest.raises(AnsweredAlready):
        answer_card(card=other, values=WRONG, **said)

    card.refresh_from_db()
    assert (card.reps, card.lapses) == (1, 0)


def test_nothing_is_answered_before_its_day(course, trainee):
    finish(course, trainee, QuestionFactory())
    [card] = opened(trainee)
    answer(card)

    with pytest.raises(AnsweredAlready):
        answer(card, on=later(1))


def test_a_revised_question_is_asked_in_its_new_words(course, trainee):
    question = QuestionFactory()
    finish(course, trainee, question)
    [card] = opened(trainee)
    shown = question.current_id
    revised = revise_question(
        question=question,
        kind="single",
        text="Câu mới?",
        content=options("Sai", "Đúng", right="b"),
    )

    with pytest.raises(QuestionHasChanged):
        answer(card, ["a"], version=shown)
    card = answer(card, ["b"])

    assert (card.version, card.was_right) == (revised, True)


def test_a_question_archived_while_it_was_shown_takes_no_answer(course, trainee):
    question = QuestionFactory()
    finish(course, trainee, question)
    [card] = opened(trainee)
    Question.objects.filter(pk=question.pk).update(archived_at=timezone.now())

    with pytest.raises(QuestionHasChanged):
        answer(card)


def test_an_answer_of_another_question_is_refused(course, trainee):
    finish(course, trainee, QuestionFactory())
    [card] = opened(trainee)

    with pytest.raises(AnswerDoesNotFit):
        answer(card, ["x"])

    card.refresh_from_db()
    assert card.reps == 0


# --- where it leads -------------------------------------------------------------


def test_the_standing_tells_firm_from_learning_and_waiting(course, trainee):
    firm, *_others = questions = QuestionFactory.create_batch(NEW_A_DAY + 2)
    finish(course, trainee, *questions)
    for card in opened(trainee):
        answer(card)
    ReviewCard.objects.filter(question=firm).update(interval=FIRM_FROM)

    standing = standing_of(trainee, DAY)

    assert (standing.firm, standing.learning, standing.waiting) == (1, 4, 2)
    assert (standing.answered, standing.right, standing.left) == (5, 5, 0)
    assert (standing.tomorrow, standing.next_on) == (2, later(1))


def test_with_nothing_tomorrow_the_next_day_is_named(course, trainee):
    finish(course, trainee, QuestionFactory())
    [card] = opened(trainee)
    answer(card)

    standing = standing_of(trainee, DAY)

    assert (standing.tomorrow, standing.next_on) == (0, later(2))


def test_who_has_finished_nothing_has_nothing_to_review(trainee):
    standing = standing_of(trainee, DAY)

    assert (standing.left, standing.total, standing.next_on) == (0, 0, None)


def test_no_record_of_study_is_touched(course, trainee):
    finish(course, trainee, *QuestionFactory.create_batch(3))
    for lesson in course.lessons().filter(quiz=None):
        read_lesson(enrolment=trainee.enrolments.get(), lesson=lesson)
    records = [Attempt, Response, Enrolment, LessonCompletion, Certificate]

    def state() -> list[object]:
        return [list(model.objects.order_by("pk").values()) for model in records]

    before = state()
    for day in range(30):
        for card in opened(trainee, later(day)):
            answer(card, WRONG if card.pk % 2 else RIGHT, on=later(day))

    assert state() == before
    assert Certificate.objects.count() == 1


# --- cost -----------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_a_day_costs_the_same_for_any_number_of_cards(
    count, course, trainee, django_assert_num_queries
):
    finish(course, trainee, *QuestionFactory.create_batch(count))

    with django_assert_num_queries(2):
        open_review(trainee=trainee, on=DAY)
    with django_assert_num_queries(1):
        open_review(trainee=trainee, on=DAY)
    with django_assert_num_queries(3):
        due_cards(trainee, DAY)
