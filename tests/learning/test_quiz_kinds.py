"""Questions of every kind on a trainee's screens, as forms post them."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from learning.models import LessonCompletion, ReviewCard
from learning.review import open_review
from learning.review_standing import questions_for
from learning.services import enrol, read_lesson
from quizzes.kinds import KINDS
from quizzes.models import Attempt
from quizzes.services import start_attempt
from tests.factories import LessonPageFactory, QuestionFactory, QuizFactory
from tests.quizzes.essays import essay

pytestmark = pytest.mark.django_db

CONTENTS = {
    "short": {"accepted": [{"text": "Hòa Bình"}, {"text": "Bình", "fraction": "50"}]},
    "numeric": {"answers": [{"value": "52", "tolerance": "1"}], "unit": "phút"},
    "matching": {
        "pairs": [
            {"left": "Một", "right": "Mẹ"},
            {"left": "Hai", "right": "Cha"},
            {"left": "Ba", "right": "Con"},
        ],
        "distractors": ["Cô"],
    },
    "ordering": {"items": [{"text": "Một"}, {"text": "Hai"}, {"text": "Ba"}]},
    "gaps": {
        "text": "Một [[1]] hai [[2]].",
        "gaps": [{"accepted": ["và"]}, {"accepted": ["là"], "options": ["mà", "là"]}],
    },
    "hot_words": {
        "text": "Một hai ba.",
        "words": [
            {"start": 0, "end": 3, "correct": True},
            {"start": 4, "end": 7, "correct": False},
        ],
    },
}


@pytest.fixture
def quiz():
    questions = [
        QuestionFactory(kind=name, content=content, text=f"Câu {name}?")
        for name, content in CONTENTS.items()
    ]
    return QuizFactory(questions=questions, shuffle=False, pass_mark=50)


@pytest.fixture
def lesson(course, quiz):
    return LessonPageFactory(
        parent=course.get_children().get(), slug="kiem-tra", quiz=quiz
    )


@pytest.fixture
def enrolment(course, lesson, trainee):
    enrolment = enrol(trainee=trainee, course=course)
    for other in course.lessons().filter(quiz=None):
        read_lesson(enrolment=enrolment, lesson=other)
    return enrolment


@pytest.fixture
def attempt(enrolment, quiz) -> Attempt:
    return start_attempt(quiz=quiz, trainee=enrolment.trainee)


@pytest.fixture
def page(course, lesson):
    return lambda name, *args: reverse(
        f"learning:{name}", args=[course.slug, lesson.slug, *args]
    )


def right(response) -> list[str]:
    return KINDS[response.version.kind].right_answer(response.version.content)


def post(client, page, response, values, go="hand_in"):
    n = response.position
    data = {f"q{n}-attempt": 1, f"q{n}-saves": response.saves, "go": go}
    return client.post(page("answer", n), {**data, f"q{n}-answer": values})


def answer_all(client, page, attempt, **others):
    for response in attempt.responses.select_related("version"):
        values = others.get(response.version.kind, right(response))
        assert post(client, page, response, values).status_code == 302


def hand_in(client, page):
    return client.post(page("hand_in"), {"attempt": 1}, follow=True).content.decode()


def test_every_kind_is_answered_by_a_plain_form(signed_in, page, attempt):
    answer_all(signed_in, page, attempt)

    hand_in(signed_in, page)

    attempt.refresh_from_db()
    assert [response.mark for response in attempt.responses.all()] == [1] * 6
    assert attempt.score == 100


def test_what_is_partly_right_is_said_and_counted_in_part(signed_in, page, attempt):
    matching = attempt.responses.get(version__kind="matching")
    answer_all(signed_in, page, attempt, short=["bình"], matching=right(matching)[:2])

    text = hand_in(signed_in, page)

    attempt.refresh_from_db()
    assert str(attempt.score) == "86.11"  # 4 + 0.5 + 0.66667 of 6
    assert "Đúng <b>4 trong 6 câu</b>" in text
    assert "2 câu đúng một phần và được tính một phần." in text
    assert "đúng một phần, 50 %" in text
    assert "đúng một phần, 67 %" in text


def test_places_left_empty_are_no_answer(signed_in, page, attempt):
    for kind in ["matching", "ordering", "gaps"]:
        response = attempt.responses.select_related("version").get(version__kind=kind)
        count = 2 if kind == "gaps" else 3

        post(signed_in, page, response, [""] * count)

        response.refresh_from_db()
        assert not response.is_answered


def test_before_handing_in_one_sees_what_to_look_at(signed_in, page, attempt):
    answer_all(signed_in, page, attempt, numeric=["nhiều"])

    text = signed_in.get(page("hand_in")).content.decode()

    assert "Nên xem lại" in text
    assert "Chưa đọc được thành số." in text


def test_a_script_hears_what_to_look_at(signed_in, page, attempt):
    response = attempt.responses.get(version__kind="numeric")
    n = response.position

    reply = signed_in.post(
        page("answer", n),
        {f"q{n}-attempt": 1, f"q{n}-saves": 0, f"q{n}-answer": "nhiều"},
        headers={"accept": "application/json"},
    )

    assert reply.json()["remark"].startswith("Chưa đọc được thành số.")
    assert reply.json()["answer"] == ["nhiều"]


# --- the daily review ------------------------------------------------------------


def finish(course, trainee, quiz):
    lesson = LessonPageFactory(parent=course.get_children().get(), quiz=quiz)
    LessonCompletion.objects.create(
        enrolment=enrol(trainee=trainee, course=course),
        lesson=lesson,
        completed_at=timezone.now(),
    )


def test_the_review_asks_no_essay(course, trainee):
    short = QuestionFactory(kind="short", content=CONTENTS["short"])
    finish(course, trainee, QuizFactory(questions=[essay(), short]))

    assert list(questions_for(trainee)) == [short]


@pytest.mark.parametrize("name", CONTENTS)
@pytest.mark.parametrize(("is_right", "words"), [(True, "Đúng"), (False, "Chưa đúng")])
def test_the_review_asks_every_other_kind_and_explains_it(
    signed_in, course, trainee, name, is_right, words
):
    question = QuestionFactory(kind=name, content=CONTENTS[name])
    finish(course, trainee, QuizFactory(questions=[question]))
    open_review(trainee=trainee, on=date.today())
    card = ReviewCard.objects.get()
    address = reverse("learning:review_card", args=[card.pk])
    key = KINDS[name].right_answer(question.current.content)
    partly = {"gaps": ["và", ""], "short": ["bình"], "numeric": ["9"]}
    wrong = partly.get(name) or key[:-1] or [question.current.content["words"][1]["id"]]
    assert signed_in.get(address).status_code == 200

    reply = signed_in.post(
        address,
        {
            "q1-reps": 0,
            "q1-version": question.current_id,
            "q1-answer": key if is_right else wrong,
        },
        follow=True,
    )

    assert words in reply.content.decode()
    card.refresh_from_db()
    assert card.was_right == is_right


def test_an_empty_form_of_the_review_asks_for_an_answer(signed_in, course, trainee):
    question = QuestionFactory(kind="matching", content=CONTENTS["matching"])
    finish(course, trainee, QuizFactory(questions=[question]))
    open_review(trainee=trainee, on=date.today())
    card = ReviewCard.objects.get()

    signed_in.post(
        reverse("learning:review_card", args=[card.pk]),
        {"q1-reps": 0, "q1-version": question.current_id, "q1-answer": ["", "", ""]},
    )

    card.refresh_from_db()
    assert card.reps == 0
