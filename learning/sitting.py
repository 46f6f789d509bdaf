"""A person before the quiz of a lesson."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from accounts.models import User
from courses.models import LessonPage
from learning.clock import Clock, clock_of
from learning.models import Enrolment
from learning.overdue import hand_in_overdue
from learning.permissions import own_course_path, own_enrolment
from learning.standing import Standing
from quizzes.models import Attempt, Quiz, Response
from quizzes.terms import terms_of


@dataclass(frozen=True)
class Sitting(Standing):
    enrolment: Enrolment
    lesson: LessonPage

    def address(self, name: str, *args: int) -> str:
        """A page of this quiz by the name of its view."""
        place = (self.enrolment.course.slug, self.lesson.slug)
        return reverse(f"learning:{name}", args=(*place, *args))

    def question(self, n: int) -> str:
        """Where a question of the open attempt stands."""
        if self.has_one_page:
            return f"{self.address('answer', 1)}#cau-{n}"
        return self.address("answer", n)

    @property
    def has_one_page(self) -> bool:
        return self.quiz.layout == Quiz.Layout.ALL

    @property
    def clock(self) -> Clock | None:
        """The time the open attempt has left, if it has an end."""
        return clock_of(self.open_attempt) if self.open_attempt else None

    def numbered(self, number: int) -> Attempt | None:
        return next((each for each in self.attempts if each.number == number), None)


def sitting_of(user: User, course: str, lesson: str) -> Sitting | None:
    """Four queries. None when there is no quiz here for this person.

    Then the lesson's own address says why: not enrolled, shut, withdrawn, unknown.
    An attempt whose time is over is handed in first.
    """
    enrolment = own_enrolment(user, course)
    if enrolment is None:
        return None
    # By the path alone: the rest of the course stays in the database.
    within = LessonPage.objects.live().filter(path__startswith=enrolment.course.path)
    quizzed = within.filter(slug=lesson).exclude(quiz=None)
    page = quizzed.select_related("quiz").first()
    if page is None:
        return None
    mine = Attempt.objects.since(enrolment.counts_from).filter(trainee=user)
    attempts = list(mine.filter(quiz=page.quiz).order_by("-number"))
    for attempt in attempts:
        attempt.quiz, attempt.trainee = page.quiz, user
        if attempt.is_overdue and hand_in_overdue(attempt=attempt):
            enrolment.refresh_from_db(fields=["completed_at"])
    terms = terms_of(page.quiz, user)
    return Sitting(terms=terms, attempts=attempts, enrolment=enrolment, lesson=page)


def open_question(user: User, course: str, lesson: str, n: int) -> Response | None:
    """A question of the open attempt, by the least that has to be looked at.

    Two queries. None leaves it to `sitting_of` to find out why not.
    """
    path = own_course_path(user, course)
    if path is None:
        return None
    asked = Response.objects.filter(
        position=n, attempt__trainee=user, attempt__handed_in_at=None
    )
    here = asked.filter(
        attempt__quiz__lessons__path__startswith=path,
        attempt__quiz__lessons__slug=lesson,
        attempt__quiz__lessons__live=True,
    )
    rows = here.select_related("version", "attempt").order_by()
    return next(iter(rows[:1]), None)
