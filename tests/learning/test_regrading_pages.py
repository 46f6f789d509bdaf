from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from learning.services import enrol, hand_in_quiz, start_quiz
from quizzes.analysis import Sample
from quizzes.analysis.figures import overview
from quizzes.models import Attempt, Regrade, RegradedAttempt
from quizzes.services import revise_question, save_answer
from tests.factories import (
    CategoryFactory,
    LessonPageFactory,
    QuestionFactory,
    QuizFactory,
    TrainerFactory,
    UserFactory,
    options,
)
from tests.quizzes.taking import take

pytestmark = pytest.mark.django_db


@pytest.fixture
def question():
    """The key said "a"; its newest version says "b"."""
    return QuestionFactory(text="Ai phát ngôn?")


@pytest.fixture
def quiz(question):
    return QuizFactory(title="Cuối khóa", questions=[question], pass_mark=70)


@pytest.fixture
def trainer(client):
    trainer = TrainerFactory()
    client.force_login(trainer)
    return trainer


def correct(question) -> None:
    content = options("Đúng", "Sai", "Khác", right="b")
    revise_question(
        question=question, kind="single", text="Ai phát ngôn?", content=content
    )
    question.refresh_from_db()


def address(question) -> str:
    return reverse("regrading:correct", args=[question.pk])


def asked(question, how: str = "key", **more) -> dict:
    first = question.versions.get(number=1)
    return {"how": how, "versions": [first.pk], "newest": question.current_id, **more}


def test_the_page_offers_the_key_for_the_wording_that_was_asked(
    client, trainer, quiz, question
):
    take(quiz, ["b"])
    correct(question)

    shown = client.get(address(question)).content.decode()

    assert "Chấm lại theo đáp án của phiên bản mới nhất" in shown
    assert "Phiên bản 1 (1 lượt): Ai phát ngôn?" in shown


def test_a_preview_says_how_many_change_pass_and_keep(client, trainer, quiz, question):
    for letter, name in [("b", "Nông Thị Được"), ("a", "Lò Văn Giữ"), ("c", "Hà")]:
        take(quiz, [letter], UserFactory(full_name=name))
    correct(question)

    shown = client.get(address(question), asked(question)).content.decode()

    figures = [line.split("</dd>")[0] for line in shown.split("<dd>")[1:4]]
    assert figures == ["1", "1", "0"]
    assert "Nông Thị Được" in shown
    assert "Lò Văn Giữ" not in shown
    assert "1 lượt lẽ ra giảm điểm, được giữ nguyên" in shown
    assert not Regrade.objects.exists()


def test_confirming_needs_a_reason_and_is_shown_with_what_it_changed(
    client, trainer, quiz, question
):
    attempt = take(quiz, ["b"])
    correct(question)

    assert client.post(address(question), asked(question)).status_code == 422
    sent = asked(question, reason="Đáp án sai")
    done = client.post(address(question), sent, follow=True)

    assert done.redirect_chain[0][0] == reverse(
        "regrading:regrade", args=[Regrade.objects.get().pk]
    )
    shown = done.content.decode()
    assert all(word in shown for word in ["Đáp án sai", "0,0 →", "10,0", "mới đạt"])
    attempt.refresh_from_db()
    assert attempt.score == 100


def test_pressing_confirm_twice_corrects_once(client, trainer, quiz, question):
    take(quiz, ["b"])
    correct(question)
    sent = asked(question, reason="Sai", key="6a8e3c0e-2a51-4f8e-9a55-0e7f8f1c2b3d")

    goals = [client.post(address(question), sent).url for _each in range(2)]

    assert goals[0] == goals[1]
    assert Regrade.objects.count() == 1


def test_a_question_written_anew_meanwhile_is_looked_at_again(
    client, trainer, quiz, question
):
    take(quiz, ["b"])
    correct(question)
    sent = asked(question, reason="Sai")
    content = options("Đúng", "Sai", "Khác", right="c")
    revise_question(question=question, kind="single", text="Ai?", content=content)

    done = client.post(address(question), sent, follow=True)

    assert "Câu hỏi đã được sửa sau bản xem trước này" in done.content.decode()
    assert not Regrade.objects.exists()


def test_trainers_of_other_categories_correct_nothing_here(
    client, trainer, quiz, question
):
    take(quiz, ["b"])
    category = CategoryFactory()
    category.editors.add(TrainerFactory())
    question.category = category
    question.save()

    assert client.get(address(question)).status_code == 404
    assert client.post(address(question), asked(question)).status_code == 404


def test_the_pages_cost_the_same_however_many_changed(client, trainer, quiz, question):
    def cost() -> int:
        first = Regrade.objects.first()
        places = [reverse("regrading:regrades")]
        if first:
            places.append(reverse("regrading:regrade", args=[first.pk]))
        with CaptureQueriesContext(connection) as queries:
            for place in places:
                client.get(place)
        return len(queries)

    costs = []
    for count in [1, 3]:
        Regrade.objects.all()
        RegradedAttempt.objects.all().delete()
        Regrade.objects.all().delete()
        question = QuestionFactory()
        for _each in range(count):
            take(QuizFactory(questions=[question]), ["b"])
        correct(question)
        client.post(address(question), asked(question, reason="Sai"))
        cost()
        costs.append(cost())

    assert costs[0] == costs[1]


# --- every place says the same ---------------------------------------------------------


def test_after_a_correction_every_place_shows_the_same_mark(
    client, trainer, course, question
):
    quiz = QuizFactory(questions=[question, QuestionFactory(), QuestionFactory()])
    lesson = LessonPageFactory(parent=course.get_children().get(), quiz=quiz)
    course.is_sequential = False
    course.save()
    trainee = UserFactory()
    enrolment = enrol(trainee=trainee, course=course)
    attempt = start_quiz(enrolment=enrolment, lesson=lesson)
    for response, letter in zip(attempt.responses.all(), "bab", strict=True):
        save_answer(response=response, values=[letter])
    hand_in_quiz(enrolment=enrolment, lesson=lesson, attempt=attempt)
    correct(question)
    client.post(address(question), asked(question, reason="Đáp án sai"))

    attempt = Attempt.objects.get(pk=attempt.pk)
    listed = client.get(reverse("quizzes:attempts", args=[quiz.pk]))
    analysed = client.get(reverse("quizzes:analysis", args=[quiz.pk]))
    client.force_login(trainee)
    place = [course.slug, lesson.slug]
    result = client.get(reverse("learning:quiz_result", args=[*place, 1]))
    start = client.get(reverse("learning:take_quiz", args=place))
    home = client.get(reverse("learning:home"))

    assert str(attempt.mark) == "6.7"
    assert overview(Sample(quiz)).score == attempt.score
    for page in [listed, analysed, result, start, home]:
        assert "6,7" in page.content.decode()
    shown = result.content.decode()
    assert "Điểm đã được chấm lại ngày" in shown
    assert "Lý do: Đáp án sai" in shown
    assert "Điểm trước 3,3, điểm sau 6,7." in shown
