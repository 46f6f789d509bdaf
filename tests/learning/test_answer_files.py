from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from learning.services import enrol, hand_in_quiz, start_quiz
from quizzes.models import AnswerFile, Quiz
from quizzes.services.answer_files import keep_file
from tests.factories import (
    CategoryFactory,
    LessonPageFactory,
    QuizFactory,
    TrainerFactory,
    UserFactory,
)
from tests.quizzes.essays import essay
from tests.quizzes.test_answer_files import DOCX, PDF

pytestmark = pytest.mark.django_db

CANARY = "Nội dung kín của học viên"


@pytest.fixture
def lesson(course):
    course.is_sequential = False
    course.save()
    quiz = QuizFactory(questions=[essay(file="required")])
    return LessonPageFactory(
        parent=course.get_children().get(), slug="thuc-hanh", quiz=quiz
    )


@pytest.fixture
def attempt(course, lesson, trainee):
    return start_quiz(enrolment=enrol(trainee=trainee, course=course), lesson=lesson)


@pytest.fixture
def address(course, lesson, attempt) -> str:
    place = [course.slug, lesson.slug, attempt.number, 1]
    return reverse("learning:answer_file", args=place)


def send(client, address, content=PDF, name="Bài của Sen.pdf", **more):
    form = {"q1-attempt": 1, "q1-saves": 0, "q1-answer": CANARY, "file": "send", **more}
    if content is not None:
        form["q1-file"] = SimpleUploadedFile(name, content)
    return client.post(address, form, follow=True)


def test_a_file_and_what_was_written_are_kept_by_one_press(signed_in, address, attempt):
    page = send(signed_in, address)

    assert "Đã lưu tệp “Bài của Sen.pdf”." in page.content.decode()
    answer = attempt.responses.get()
    assert (answer.answer, answer.answer_file.name) == ([CANARY], "Bài của Sen.pdf")


def test_the_file_is_given_out_as_an_attachment_to_its_owner(signed_in, address):
    send(signed_in, address)

    given = signed_in.get(address)

    assert b"".join(given.streaming_content) == PDF
    assert given["Content-Disposition"].startswith("attachment")
    assert given["X-Content-Type-Options"] == "nosniff"
    assert given["Content-Type"] == "application/pdf"


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (None, "", "Hãy chọn tệp trước"),
        (b"", "bài.pdf", "Tệp trống"),
        (b"MZ", "bài.pdf", "Tệp chưa được lưu"),
        (DOCX, "bài.pdf", "Tệp chưa được lưu"),
    ],
)
def test_what_cannot_be_kept_is_said_and_the_text_is_kept(
    signed_in, address, attempt, content, name, said
):
    page = send(signed_in, address, content, name)

    assert said in page.content.decode()
    answer = attempt.responses.get()
    assert answer.answer == [CANARY]
    assert not AnswerFile.objects.exists()


def test_a_file_can_be_taken_back(signed_in, address):
    send(signed_in, address)
    send(signed_in, address, None, file="remove")

    assert not AnswerFile.objects.exists()
    assert signed_in.get(address).status_code == 404


def test_a_missing_file_is_said_before_handing_in(
    signed_in, course, lesson, attempt, address
):
    summary = reverse("learning:hand_in", args=[course.slug, lesson.slug])
    assert "Còn thiếu tệp" in signed_in.get(summary).content.decode()

    send(signed_in, address)

    assert "Còn thiếu tệp" not in signed_in.get(summary).content.decode()


def test_after_handing_in_no_other_file_comes(
    signed_in, course, lesson, attempt, address
):
    send(signed_in, address)
    enrolment = attempt.trainee.enrolments.get()
    hand_in_quiz(enrolment=enrolment, lesson=lesson, attempt=attempt)

    page = send(signed_in, address, DOCX, "hai.docx")

    assert AnswerFile.objects.get().name == "Bài của Sen.pdf"
    shown = page.content.decode()
    assert "Bài đã nộp, đang chờ chấm" in shown
    assert signed_in.get(address).status_code == 200


# --- who sees it --------------------------------------------------------------------


def handed_in(course, lesson, attempt) -> AnswerFile:
    response = attempt.responses.select_related("version").get()
    response.answer = [CANARY]
    response.save()
    kept = keep_file(response=response, upload=SimpleUploadedFile("Tên Sen.pdf", PDF))
    enrolment = attempt.trainee.enrolments.get()
    hand_in_quiz(enrolment=enrolment, lesson=lesson, attempt=attempt)
    return kept


def test_strangers_and_trainers_elsewhere_get_neither_file_nor_text(
    client, course, lesson, attempt, address
):
    kept = handed_in(course, lesson, attempt)
    category = CategoryFactory()
    category.editors.add(TrainerFactory())
    question = kept.response.version.question
    question.category = category
    question.save()
    admin = [
        reverse(f"marking:{name}", args=[kept.response_id])
        for name in ["answer", "file"]
    ]

    for person in [UserFactory(), TrainerFactory()]:
        client.force_login(person)
        for place in [address, *admin]:
            got = client.get(place)
            assert got.status_code in {302, 404}
            assert CANARY not in got.content.decode()


@pytest.mark.parametrize("is_blind", [True, False])
def test_a_marker_gets_the_file_without_its_name_where_names_are_hidden(
    client, course, lesson, attempt, is_blind
):
    Quiz.objects.update(is_blind=is_blind)
    kept = handed_in(course, lesson, attempt)
    client.force_login(TrainerFactory())

    page = client.get(reverse("marking:answer", args=[kept.response_id]))
    given = client.get(reverse("marking:file", args=[kept.response_id]))

    assert ("Tên Sen" in page.content.decode()) is not is_blind
    assert ("Sen" in given["Content-Disposition"]) is not is_blind
    assert b"".join(given.streaming_content) == PDF
