"""What history needs to know of a course: its lessons and quizzes, read once."""

from __future__ import annotations

from dataclasses import dataclass

from courses.models import CoursePage, LessonPage
from quizzes.models import QuestionVersion, Quiz


@dataclass(frozen=True)
class QuizPlan:
    quiz: Quiz
    versions: list[QuestionVersion]

    @property
    def asked(self) -> int:
        return self.quiz.draw or len(self.versions)

    @property
    def pass_mark(self) -> int:
        return self.quiz.pass_mark

    @property
    def max_attempts(self) -> int | None:
        return self.quiz.max_attempts


@dataclass(frozen=True)
class Syllabus:
    course: CoursePage
    lessons: list[LessonPage]
    quizzes: list[QuizPlan | None]  # beside `lessons`

    @property
    def size(self) -> int:
        return len(self.lessons)


def syllabus_of(slug: str) -> Syllabus:
    course = CoursePage.objects.get(slug=slug)
    lessons = list(course.lessons().select_related("quiz"))
    quizzes = [quiz_plan(each.quiz) if each.quiz else None for each in lessons]
    return Syllabus(course, lessons, quizzes)


def quiz_plan(quiz: Quiz) -> QuizPlan:
    uses = quiz.quiz_questions.select_related("question__current")
    return QuizPlan(quiz, [use.question.current for use in uses])
