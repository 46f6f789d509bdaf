"""A person before the quiz of a lesson."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from accounts.models import User
from courses.models import LessonPage
from learning.models import Enrolment
from learning.permissions import own_enrolment
from quizzes.models import Attempt, Quiz


@dataclass(frozen=True)
class Sitting:
    enrolment: Enrolment
    lesson: LessonPage
    quiz: Quiz
    attempts: list[Attempt]  # the person's own, the newest first

    @property
    def open_attempt(self) -> Attempt | None:
        return next((each for each in self.attempts if each.is_open), None)

    @property
    def past(self) -> list[Attempt]:
        return [each for each in self.attempts if not each.is_open]

    @property
    def passed(self) -> Attempt | None:
        """The pass that counts: the first one."""
        return next((each for each in reversed(self.attempts) if each.passed), None)

    @property
    def left(self) -> int | None:
        """Attempts that may still be begun; None for no limit."""
        if self.quiz.max_attempts is None:
            return None
        return max(0, self.quiz.max_attempts - len(self.attempts))

    def address(self, name: str, *args: int) -> str:
        """A page of this quiz by the name of its view."""
        place = (self.enrolment.course.slug, self.lesson.slug)
        return reverse(f"learning:{name}", args=(*place, *args))

    def numbered(self, number: int) -> Attempt | None:
        return next((each for each in self.attempts if each.number == number), None)


def sitting_of(user: User, course: str, lesson: str) -> Sitting | None:
    """Three queries. None when there is no quiz here for this person.

    Then the lesson's own address says why: not enrolled, shut, withdrawn, unknown.
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
    mine = Attempt.objects.filter(quiz=page.quiz, trainee=user).order_by("-number")
    attempts = list(mine)
    for attempt in attempts:
        attempt.quiz, attempt.trainee = page.quiz, user
    return Sitting(enrolment, page, page.quiz, attempts)
