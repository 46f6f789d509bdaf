from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from certificates.models import Certificate
from jobs.models import Job
from jobs.services import run
from learning.marking.counting import give_change, give_decision, give_mark
from learning.marking.digest import tell_markers
from learning.models import Enrolment
from learning.regrading import correcting
from learning.regrading.correcting import apply_regrade, start_regrade
from learning.services import enrol, hand_in_quiz, read_lesson, start_quiz
from notifications.models import Message
from quizzes.models import Attempt, Quiz, Regrade, RegradedAttempt
from quizzes.services import revise_question, save_answer
from quizzes.services.regrading import versions_asked
from tests.factories import (
    LessonPageFactory,
    QuestionFactory,
    QuizFactory,
    TrainerFactory,
    TrainingOfficerFactory,
    UserFactory,
    options,
)
from tests.quizzes.essays import essay, given

pytestmark = pytest.mark.django_db


@pytest.fixture
def trainer():
    return TrainerFactory()


def lesson_with(course, quiz: Quiz):
    course.is_sequential = False
    course.save()
    return LessonPageFactory(parent=course.get_children().get(), quiz=quiz)


def sit(lesson, course, *texts: str, trainee=None) -> tuple[Enrolment, Attempt]:
    """Answer the lesson's quiz and hand it in."""
    enrolment = enrol(trainee=trainee or UserFactory(), course=course)
    attempt = start_quiz(enrolment=enrolment, lesson=lesson)
    for response, text in zip(attempt.responses.all(), texts, strict=True):
        save_answer(response=response, values=[text])
    hand_in_quiz(enrolment=enrolment, lesson=lesson, attempt=attempt)
    return enrolment, attempt


def read_all(enrolment: Enrolment) -> None:
    for lesson in enrolment.course.lessons().filter(quiz=None):
        read_lesson(enrolment=enrolment, lesson=lesson)


def mail_of(person) -> list[str]:
    messages = Message.objects.filter(recipient=person).order_by("pk")
    return list(messages.values_list("subject", flat=True))


# --- essays --------------------------------------------------------------------


@pytest.fixture
def lesson(course):
    return lesson_with(course, QuizFactory(title="Thực hành", questions=[essay()]))


def test_the_last_mark_completes_lesson_course_and_certificate(course, lesson, trainer):
    enrolment, attempt = sit(lesson, course, "Bài viết.")
    read_all(enrolment)
    Enrolment.objects.get(pk=enrolment.pk, completed_at=None)

    give_mark(response=attempt.responses.get(), marker=trainer, given=given("0.9"))

    enrolment.refresh_from_db()
    done = enrolment.completions.get(lesson=lesson)
    latest = enrolment.completions.order_by("completed_at").last()
    assert done.completed_at == attempt.handed_in_at
    assert enrolment.completed_at == latest.completed_at > attempt.handed_in_at
    assert Certificate.objects.get().mark == 9
    assert mail_of(enrolment.trainee) == [
        f"Đã hoàn thành khóa học: {course.title}",
        "Bài của bạn đã được chấm: Thực hành",
    ]


def test_a_mark_below_the_bar_completes_nothing_and_says_so(course, lesson, trainer):
    enrolment, attempt = sit(lesson, course, "Bài viết.")

    give_mark(response=attempt.responses.get(), marker=trainer, given=given("0.3"))

    assert not enrolment.completions.exists()
    message = Message.objects.get(recipient=enrolment.trainee)
    assert message.body == "Điểm: 3,0/10, chưa đạt."
    assert message.url.endswith("/ket-qua/1/")


def test_until_the_last_answer_is_marked_nothing_is_said(course, trainer):
    lesson = lesson_with(course, QuizFactory(questions=[essay(), essay()]))
    enrolment, attempt = sit(lesson, course, "Một.", "Hai.")

    give_mark(response=attempt.responses.first(), marker=trainer, given=given("1"))

    assert not enrolment.completions.exists()
    assert mail_of(enrolment.trainee) == []


def test_a_change_that_passes_completes_the_lesson_too(course, lesson, trainer):
    enrolment, attempt = sit(lesson, course, "Bài viết.")
    answer = attempt.responses.get()
    first = give_mark(response=answer, marker=trainer, given=given("0.3"))

    give_change(
        response=answer,
        by=trainer,
        given=given("0.8"),
        reason="Phúc khảo",
        seen=first.marking.pk,
    )

    assert enrolment.completions.filter(lesson=lesson).exists()
    assert mail_of(enrolment.trainee)[-1] == "Một điểm của bạn đã được sửa: Thực hành"


def test_a_decision_after_two_marks_apart_completes_the_lesson(course, lesson, trainer):
    Quiz.objects.update(needs_second_marker=True)
    enrolment, attempt = sit(lesson, course, "Bài viết.")
    answer = attempt.responses.get()
    for marker, mark in [(trainer, "0.9"), (TrainerFactory(), "0.5")]:
        give_mark(response=answer, marker=marker, given=given(mark))
    assert not enrolment.completions.exists()

    give_decision(response=answer, by=trainer, given=given("0.8"))

    assert enrolment.completions.filter(lesson=lesson).exists()


def test_a_renewed_course_is_not_completed_by_what_was_written_before(
    course, lesson, trainer
):
    enrolment, attempt = sit(lesson, course, "Bài viết.")
    Enrolment.objects.update(is_current=False)
    renewed = Enrolment.objects.create(
        trainee=enrolment.trainee, course=course, enrolled_at=timezone.now()
    )

    give_mark(response=attempt.responses.get(), marker=trainer, given=given("1"))

    assert enrolment.completions.exists()
    assert not renewed.completions.exists()


# --- corrections ----------------------------------------------------------------


@pytest.fixture
def question():
    """The key says "a"; "b" is right."""
    return QuestionFactory(text="Ai phát ngôn?")


@pytest.fixture
def choice_lesson(course, question):
    return lesson_with(course, QuizFactory(title="Cuối khóa", questions=[question]))


def correction(question, **more) -> Regrade:
    content = options("Đúng", "Sai", "Khác", right="b")
    revise_question(question=question, kind="single", text="Ai?", content=content)
    question.refresh_from_db()
    reason = "Đáp án sai"
    return Regrade(question=question, version=question.current, reason=reason, **more)


def test_who_passes_by_a_correction_gets_lesson_certificate_and_word(
    course, choice_lesson, question, trainer
):
    enrolment, attempt = sit(choice_lesson, course, "b")
    read_all(enrolment)
    loser, _attempt = sit(choice_lesson, course, "a")
    assert not Certificate.objects.exists()
    officer = TrainingOfficerFactory()

    start_regrade(
        regrade=correction(question), asked=versions_asked(question), by=trainer
    )

    assert Certificate.objects.get().trainee == enrolment.trainee
    assert enrolment.completions.filter(attempt=attempt).exists()
    assert mail_of(enrolment.trainee)[-1] == "Bài của bạn được chấm lại: Cuối khóa"
    message = Message.objects.get(recipient=enrolment.trainee, key__startswith="regr")
    assert message.body == (
        "Điểm trước đó: 0,0.\nĐiểm: 10,0/10, đạt.\nLý do: Đáp án sai"
    )
    assert loser.completions.filter(lesson=choice_lesson).exists()
    assert mail_of(loser.trainee) == []
    assert mail_of(officer) == ["Điểm được chấm lại: Ai?"]


def test_pressing_twice_corrects_once(course, choice_lesson, question, trainer):
    sit(choice_lesson, course, "b")
    regrade = correction(question)
    asked = versions_asked(question)
    twin = Regrade(
        question=question, version=question.current, reason="x", key=regrade.key
    )

    rows = [start_regrade(regrade=r, asked=asked, by=trainer) for r in [regrade, twin]]

    assert rows[0] == rows[1]
    assert Regrade.objects.count() == RegradedAttempt.objects.count() == 1


def test_many_attempts_are_a_job_that_may_run_again(
    course, choice_lesson, question, trainer, monkeypatch
):
    monkeypatch.setattr(correcting, "AT_ONCE", 1)
    enrolments = [sit(choice_lesson, course, "b")[0] for _each in range(2)]

    row, job = start_regrade(
        regrade=correction(question), asked=versions_asked(question), by=trainer
    )
    assert not RegradedAttempt.objects.exists()
    run(job.pk)
    apply_regrade(row)

    assert Job.objects.get().state == "done"
    assert RegradedAttempt.objects.count() == 2
    assert all(each.completions.exists() for each in enrolments)
    assert [len(mail_of(each.trainee)) for each in enrolments] == [1, 1]


def test_attempts_that_slipped_through_are_corrected_the_next_night(
    course, choice_lesson, question, trainer
):
    row, _job = start_regrade(
        regrade=correction(question),
        asked=list(question.versions.filter(number=1)),
        by=trainer,
    )
    enrolment, attempt = sit(choice_lesson, course, "a")
    # As if it had been handed in at the moment the correction was made.
    first = question.versions.get(number=1)
    attempt.responses.update(version=first, mark=0, answer=["b"], marked_with=None)
    Attempt.objects.update(score=0)

    assert correcting.finish_regrades(since=timezone.now() - timedelta(days=2)) == 1

    assert enrolment.completions.exists()
    assert RegradedAttempt.objects.get().regrade == row


# --- telling markers ---------------------------------------------------------------

MONDAY = datetime(2026, 11, 23, 2, 30, tzinfo=UTC)  # 9:30 here


def test_markers_are_told_once_a_day_of_what_is_new(course, lesson, trainer):
    sit(lesson, course, "Bài viết.")
    Attempt.objects.update(handed_in_at=MONDAY - timedelta(hours=1))

    at = [timedelta(), timedelta(hours=1), timedelta(days=1), timedelta(days=7)]
    told = [tell_markers(now=MONDAY + after) for after in at]

    # Nothing new on Tuesday; next Monday it still waits.
    assert told == [1, 0, 0, 1]
    message = Message.objects.filter(recipient=trainer).first()
    assert (message.subject, message.body) == ("1 bài chờ chấm", "Thực hành: 1 bài")


def test_markers_are_left_in_peace_at_night_and_when_nothing_waits(
    course, lesson, trainer
):
    assert tell_markers(now=MONDAY) == 0
    sit(lesson, course, "Bài viết.")

    assert tell_markers(now=MONDAY + timedelta(hours=12)) == 0
