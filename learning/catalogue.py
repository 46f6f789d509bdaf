"""The courses on offer, as one person finds them on the shelf."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
from courses.models import CoursePage, LessonPage
from learning.models import Enrolment


@dataclass(frozen=True)
class Card:
    course: CoursePage
    lessons: int
    enrolment: Enrolment | None = None
    done: int = 0

    @property
    def due_on(self) -> date | None:
        return self.enrolment.due_on if self.enrolment else None

    @property
    def is_complete(self) -> bool:
        return self.enrolment is not None and self.enrolment.is_complete


@dataclass(frozen=True)
class Shelves:
    due: list[Card]
    in_progress: list[Card]
    others: list[Card]
    completed: list[Card]

    @property
    def total(self) -> int:
        return sum(map(len, (self.due, self.in_progress, self.others, self.completed)))


def shelves_for(trainee: User) -> Shelves:
    """Every published course, what is due first. Two queries."""
    cards = _cards(trainee)
    unfinished = [card for card in cards if card.enrolment and not card.is_complete]
    due = [card for card in unfinished if card.due_on]
    return Shelves(
        due=sorted(due, key=lambda card: card.due_on or date.max),
        in_progress=[card for card in unfinished if not card.due_on],
        others=[card for card in cards if not card.enrolment],
        completed=[card for card in cards if card.is_complete],
    )


def _cards(trainee: User) -> list[Card]:
    enrolments = {
        enrolment.course_id: enrolment
        for enrolment in Enrolment.objects.of(trainee).with_progress()
    }
    cards = []
    for course in _offered():
        enrolment = enrolments.get(course.pk)
        done = enrolment.lessons_done if enrolment else 0  # type: ignore[attr-defined]
        cards.append(Card(course, course.lessons_total, enrolment, done))
    return cards


def _offered() -> QuerySet[CoursePage]:
    lessons = (
        LessonPage.objects.live()
        .filter(path__startswith=OuterRef("path"))
        .order_by()
        .values("live")
        .annotate(n=Count("pk"))
    )
    total = Coalesce(Subquery(lessons.values("n")), 0)
    courses: QuerySet[CoursePage] = (
        CoursePage.objects.live()
        .annotate(lessons_total=total)
        .defer("objectives", "completion_text")
        .order_by("path")
    )
    return courses
