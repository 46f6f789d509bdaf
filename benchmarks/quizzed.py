"""A course of one lesson with a quiz, and people who take it. Needs Django set up."""

from __future__ import annotations

from wagtail.models import Site

from accounts.models import User
from benchmarks.answering import LETTERS
from courses.models import CourseIndexPage, CoursePage, LessonPage, ModulePage
from learning.models import Enrolment
from learning.services import enrol, start_quiz
from quizzes.models import Attempt, Category, Question, Quiz, QuizQuestion, Response
from quizzes.services import revise_question

RIGHT = LETTERS[0]


def lesson_with_quiz(*, questions: int) -> LessonPage:
    """The only lesson of a course."""
    root = Site.objects.get(is_default_site=True).root_page
    index = root.add_child(instance=CourseIndexPage(title="Khóa học", slug="khoa-hoc"))
    course = CoursePage(title="Khóa học", slug="khoa", summary="Để đo.", hours=8)
    index.add_child(instance=course)
    module = ModulePage(title="Phần 1", slug="phan-1")
    course.add_child(instance=module)
    quiz = quiz_of(questions)
    lesson = LessonPage(title="Bài 1", slug="bai-1", lead="Để đo.", quiz=quiz)
    module.add_child(instance=lesson)
    return lesson


def quiz_of(questions: int) -> Quiz:
    quiz = Quiz.objects.create(title="Bài kiểm tra", shuffle=False)
    category = Category.objects.create(name="Để đo")
    for number in range(1, questions + 1):
        question = Question.objects.create(category=category)
        revise_question(
            question=question,
            kind="single",
            text=f"Câu hỏi {number}?",
            content={
                "options": [
                    {"id": each, "text": f"Câu {each}", "correct": each == RIGHT}
                    for each in LETTERS
                ]
            },
        )
        QuizQuestion.objects.create(quiz=quiz, question=question, sort_order=number)
    return quiz


def people(number: int) -> list[User]:
    made = []
    for n in range(number):
        person = User(username=f"nguoi{n}", email=f"nguoi{n}@example.vn")
        person.set_name(f"Nông Văn Tám {n}")
        person.set_unusable_password()
        made.append(person)
    return User.objects.bulk_create(made)


def begin(lesson: LessonPage, person: User) -> tuple[Enrolment, Attempt]:
    """Enrolled, and with an open attempt."""
    course = CoursePage.objects.get(path=lesson.path[: -2 * lesson.steplen])
    enrolment = enrol(trainee=person, course=course)
    return enrolment, start_quiz(enrolment=enrolment, lesson=lesson)


def responses_of(attempt: Attempt) -> list[Response]:
    return list(attempt.responses.select_related("version"))
