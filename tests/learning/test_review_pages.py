"""The screens of the daily review."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from learning.models import LessonCompletion, ReviewCard
from learning.review_standing import A_DAY
from learning.services import enrol
from quizzes.services import revise_question
from tests.factories import (
    LegalReferenceFactory,
    LessonPageFactory,
    QuestionFactory,
    QuizFactory,
    ReviewCardFactory,
    UserFactory,
    options,
)

pytestmark = pytest.mark.django_db

REVIEW = "/on-tap/"


@pytest.fixture
def finish(course, trainee):
    """Lets the trainee have finished a lesson with a quiz on these questions."""

    def finished(*questions):
        module = course.get_children().get()
        lesson = LessonPageFactory(parent=module, quiz=QuizFactory(questions=questions))
        LessonCompletion.objects.create(
            enrolment=enrol(trainee=trainee, course=course),
            lesson=lesson,
            completed_at=timezone.now(),
        )

    return finished


def first_card(client) -> ReviewCard:
    address = client.get(REVIEW).url
    return ReviewCard.objects.get(pk=address.rstrip("/").rsplit("/", 1)[1])


def address_of(card: ReviewCard) -> str:
    return reverse("learning:review_card", args=[card.pk])


def press(client, card: ReviewCard, *answer: str, **said):
    """Post the form of the page as it stood before anything was answered."""
    data = {
        "q1-reps": 0,
        "q1-version": card.question.current_id,
        "q1-order": ["c", "a", "b"],
        "q1-answer": answer,
        **said,
    }
    return client.post(address_of(card), data)


def text(response) -> str:
    return " ".join(response.content.decode().split())


# --- one question at a time ---------------------------------------------------


def test_review_opens_with_the_first_question_due(signed_in, finish):
    finish(QuestionFactory(text="Ai phát ngôn?"), QuestionFactory())

    page = text(signed_in.get(REVIEW, follow=True))

    assert "Ai phát ngôn?" in page
    assert "Câu 1 trong 2" in page
    assert "Không tính điểm" in page
    assert "Vì quy định nói vậy." not in page


def test_an_answer_is_explained_at_once(signed_in, finish):
    law = LegalReferenceFactory(number="9/2026/NĐ-CP")
    finish(QuestionFactory(legal_reference=law))
    card = first_card(signed_in)

    response = press(signed_in, card, "b")
    page = text(signed_in.get(response.url))

    assert response.url == address_of(card)
    assert "Chưa đúng" in page
    assert "Vì quy định nói vậy." in page
    assert "9/2026/NĐ-CP" in page
    assert "cách lần này 1 ngày" in page
    assert "Xem kết quả hôm nay" in page


def test_a_right_answer_says_so_and_leads_to_the_next_question(signed_in, finish):
    finish(*QuestionFactory.create_batch(2))
    card = first_card(signed_in)

    page = text(signed_in.get(press(signed_in, card, "a").url))

    following = ReviewCard.objects.get(reps=0)
    assert "cách lần này 2 ngày" in page
    assert f'href="{address_of(following)}"' in page


def test_options_are_explained_in_the_order_they_were_shown(signed_in, finish):
    finish(QuestionFactory())
    card = first_card(signed_in)

    press(signed_in, card, "a")

    card.refresh_from_db()
    assert card.option_order == ["c", "a", "b"]


def test_an_order_that_is_none_of_the_question_is_not_kept(signed_in, finish):
    finish(QuestionFactory())
    card = first_card(signed_in)

    press(signed_in, card, "a", **{"q1-order": ["a", "zz"]})

    card.refresh_from_db()
    assert card.option_order == ["a", "b", "c"]


def test_pressing_twice_and_reloading_answer_once(signed_in, finish):
    finish(QuestionFactory())
    card = first_card(signed_in)

    press(signed_in, card, "a")
    again = press(signed_in, card, "b")
    page = text(signed_in.get(again.url))

    card.refresh_from_db()
    assert (card.reps, card.was_right) == (1, True)
    assert "Đúng, đã chọn" in page


def test_who_does_not_remember_sees_the_answer(signed_in, finish):
    finish(QuestionFactory())
    card = first_card(signed_in)

    page = text(signed_in.get(press(signed_in, card, "a", **{"q1-unsure": "1"}).url))

    card.refresh_from_db()
    assert (card.answer, card.was_right) == (None, False)
    assert "Chưa nhớ" in page
    assert "Đáp án đúng" in page


def test_pressing_without_a_choice_asks_for_one(signed_in, finish):
    finish(QuestionFactory())
    card = first_card(signed_in)

    response = press(signed_in, card)

    assert response.status_code == 400
    assert "Hãy chọn câu trả lời" in text(response)
    assert ReviewCard.objects.get().reps == 0


def test_values_of_another_question_are_refused(signed_in, finish):
    finish(QuestionFactory())
    card = first_card(signed_in)

    response = press(signed_in, card, "zz")

    assert response.status_code == 400
    assert ReviewCard.objects.get().reps == 0


@pytest.mark.parametrize("field", ["q1-reps", "q1-version"])
@pytest.mark.parametrize("value", ["", "x", "-1", "9" * 30])
def test_a_broken_form_shows_the_question_again(field, value, signed_in, finish):
    finish(QuestionFactory())
    card = first_card(signed_in)

    response = press(signed_in, card, "a", **{field: value})

    assert response.status_code == 302
    assert ReviewCard.objects.get().reps == 0


def test_a_question_revised_meanwhile_is_asked_again_in_its_new_words(
    signed_in, finish
):
    question = QuestionFactory()
    finish(question)
    card = first_card(signed_in)
    shown = question.current_id
    revise_question(
        question=question,
        kind="single",
        text="Câu mới?",
        content=options("Sai", "Đúng", right="b"),
    )

    response = press(signed_in, card, "a", **{"q1-version": shown})
    page = text(signed_in.get(response.url, follow=True))

    assert "vừa được người soạn sửa hoặc rút" in page
    assert "Câu mới?" in page
    assert ReviewCard.objects.get().reps == 0


def test_a_question_withdrawn_meanwhile_is_passed_over(signed_in, finish):
    question = QuestionFactory()
    finish(question)
    card = first_card(signed_in)
    question.archived_at = timezone.now()
    question.save()

    for response in [press(signed_in, card, "a"), signed_in.get(address_of(card))]:
        assert response.url == REVIEW
    assert signed_in.get(REVIEW).status_code == 200


def test_cards_of_other_people_do_not_exist(signed_in):
    card = ReviewCardFactory(trainee=UserFactory())

    assert signed_in.get(address_of(card)).status_code == 404
    assert press(signed_in, card, "b").status_code == 404


# --- how the day went -----------------------------------------------------------


def test_at_the_end_stands_what_was_hard_and_what_comes_next(signed_in, finish):
    finish(QuestionFactory(text="Câu dễ?"), QuestionFactory(text="Câu khó?"))
    press(signed_in, first_card(signed_in), "a")
    hard = first_card(signed_in)
    press(signed_in, hard, "b")

    page = text(signed_in.get(REVIEW))

    assert "đúng 1 trong 2 câu" in page
    assert "Ngày mai: 1 câu." in page
    assert "0 câu đã vững, 2 câu đang nhớ dần, 0 câu chưa hỏi" in page
    assert f'href="{address_of(hard)}"' in page
    assert "Câu dễ?" not in page


def test_on_a_day_without_questions_the_next_one_is_named(signed_in, finish, trainee):
    question = QuestionFactory()
    finish(question)
    today = timezone.localdate()
    ReviewCardFactory(
        trainee=trainee,
        question=question,
        answered_on=today - timedelta(days=1),
        interval=30,
    )

    page = text(signed_in.get(REVIEW))

    assert "Hôm nay không có câu nào đến lúc nhắc lại." in page
    assert f"{today + timedelta(days=29):%d/%m/%Y}" in page
    assert "1 câu đã vững" in page


def test_who_has_finished_nothing_is_told_where_questions_come_from(signed_in):
    page = text(signed_in.get(REVIEW))

    assert "Chưa có câu để ôn" in page
    assert reverse("learning:catalogue") in page


# --- on the first page ------------------------------------------------------------


def home(client) -> str:
    return text(client.get(reverse("learning:home")))


def test_home_offers_the_review_of_the_day(signed_in, finish):
    finish(*QuestionFactory.create_batch(A_DAY))

    page = home(signed_in)

    assert "5 câu, khoảng 3 phút" in page
    assert "Không tính điểm." in page
    assert "Ôn ngay" in page
    assert ReviewCard.objects.count() == 0


def test_home_says_quietly_when_the_next_review_is(signed_in, finish):
    finish(QuestionFactory())
    press(signed_in, first_card(signed_in), "a")

    page = home(signed_in)

    assert "Đã ôn xong hôm nay." in page
    assert f"Lần ôn tới: {timezone.localdate() + timedelta(days=2):%d/%m/%Y}" in page
    assert "Ôn ngay" not in page


def test_home_is_silent_where_there_is_nothing_to_review(signed_in):
    assert "Ôn tập" not in home(signed_in)


# --- cost ---------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_pages_cost_the_same_for_any_number_of_cards(
    count, signed_in, finish, django_assert_num_queries
):
    finish(*QuestionFactory.create_batch(count + 1))
    card = first_card(signed_in)

    with django_assert_num_queries(6):
        signed_in.get(address_of(card))
    with django_assert_num_queries(9):
        press(signed_in, card, "b")
    with django_assert_num_queries(6):
        signed_in.get(address_of(card))
    for each in ReviewCard.objects.filter(reps=0):
        press(signed_in, each, "b")
    with django_assert_num_queries(9):
        signed_in.get(REVIEW)
