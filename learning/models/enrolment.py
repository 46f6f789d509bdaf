"""Who studies what, and how far they are. The one place that says "complete"."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from certificates.models import Certificate
from courses.models import CoursePage, LessonPage
from departments.models import Department
from quizzes.models import Attempt

if TYPE_CHECKING:
    from accounts.models import User


# Asked on every visit of a lesson, and written out for that: as a subquery of the ORM
# it takes a fifth of the page's time to be built.
EARLIER = """EXISTS (
    SELECT 1 FROM learning_enrolment AS earlier
    WHERE earlier.trainee_id = learning_enrolment.trainee_id
    AND earlier.course_id = learning_enrolment.course_id
    AND earlier.id < learning_enrolment.id)"""


def known(condition: str) -> RawSQL:
    """An annotation of enrolments that is true or false; without parameters."""
    return RawSQL(condition, [], output_field=models.BooleanField())  # noqa: S611


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    def of(self, trainee: User) -> EnrolmentQuerySet:
        return self.filter(trainee=trainee)

    def completed(self) -> EnrolmentQuerySet:
        return self.exclude(completed_at=None)

    def current(self) -> EnrolmentQuerySet:
        """Without those that a renewal has taken the place of."""
        return self.filter(is_current=True)

    def with_renewal(self) -> EnrolmentQuerySet:
        """Read `is_renewal` in the same query."""
        return self.annotate(known_renewal=known(EARLIER))

    def unfinished(self) -> EnrolmentQuerySet:
        return self.filter(completed_at=None)

    def late(self, on: date) -> EnrolmentQuerySet:
        """Unfinished although the due day has passed."""
        return self.unfinished().filter(due_on__lt=on)

    def without_certificate(self) -> EnrolmentQuerySet:
        """Completed, and no certificate was ever issued for it."""
        issued = Certificate.objects.filter(
            trainee=OuterRef("trainee"),
            course=OuterRef("course"),
            completed_on=OuterRef("completed_day"),
        )
        completed = self.completed().alias(completed_day=TruncDate("completed_at"))
        return completed.filter(~Exists(issued))

    def all_done(self, course: CoursePage) -> EnrolmentQuerySet:
        """On this course, with every lesson it offers now finished."""
        lessons = course.lessons()
        done = Count("completions", filter=Q(completions__lesson__in=lessons))
        on_course = self.filter(course=course).annotate(done=done)
        return on_course.filter(done__gt=0, done=lessons.count())

    def with_progress(self) -> EnrolmentQuerySet:
        """Add `lessons_done` and `lessons_total`, counting what the course offers now."""
        offered = Q(
            completions__lesson__live=True,
            completions__lesson__path__startswith=F("course__path"),
        )
        lessons = (
            LessonPage.objects.live()
            .filter(path__startswith=OuterRef("course__path"))
            .order_by()
            .values("live")
            .annotate(n=Count("pk"))
            .values("n")
        )
        return self.annotate(
            lessons_done=Count("completions", filter=offered),
            lessons_total=Coalesce(Subquery(lessons), 0),
        )


class Enrolment(models.Model):
    """A trainee on a course.

    Training that has to be renewed begins a new enrolment; the old one stays as it
    was, no longer current. `department` is the unit the person was in when the course was completed: a
    completion stays with the unit it was earned in.
    """

    trainee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="enrolments",
        verbose_name=_("trainee"),
    )
    course = models.ForeignKey(
        CoursePage, models.PROTECT, related_name="enrolments", verbose_name=_("course")
    )
    is_current = models.BooleanField(default=True, editable=False)
    enrolled_at = models.DateTimeField(default=timezone.now, editable=False)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    last_lesson = models.ForeignKey(
        LessonPage, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    last_seen_at = models.DateTimeField(null=True, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="completions"
    )

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        constraints = [
            models.UniqueConstraint(
                fields=["trainee", "course"],
                condition=Q(is_current=True),
                name="one_current_enrolment_per_course",
            ),
            models.CheckConstraint(
                condition=Q(completed_at=None) | Q(started_at__lte=F("completed_at")),
                name="enrolment_completes_after_it_starts",
            ),
        ]
        indexes = [
            models.Index(
                fields=["course", "due_on", "trainee"],
                condition=Q(completed_at=None),
                name="enrolments_unfinished",
            ),
            models.Index(fields=["course", "completed_at"], name="enrolments_done"),
        ]

    def __str__(self) -> str:
        return f"{self.trainee} – {self.course}"

    @property
    def is_complete(self) -> bool:
        return self.completed_at is not None

    @cached_property
    def is_renewal(self) -> bool:
        """Whether the person was on the course before."""
        known: bool | None = getattr(self, "known_renewal", None)
        return self._earlier().exists() if known is None else known

    @property
    def counts_from(self) -> datetime | None:
        """Quizzes taken before do not count: what is renewed is done anew."""
        return self.enrolled_at if self.is_renewal else None

    def _earlier(self) -> EnrolmentQuerySet:
        mine = Enrolment.objects.filter(trainee=self.trainee_id, course=self.course_id)
        return mine.filter(pk__lt=self.pk)

    @property
    def is_barred(self) -> bool:
        """Other courses come first; as `learning.permissions` read it."""
        known: bool = getattr(self, "known_bar", False)
        return known

    def is_late(self, on: date) -> bool:
        return not self.is_complete and self.due_on is not None and self.due_on < on

    def remaining_lessons(self) -> models.QuerySet[LessonPage]:
        """Live lessons not done yet, in course order. One query."""
        return self.course.lessons().exclude(completions__enrolment=self)

    def complete_lesson(
        self, lesson: LessonPage, *, at: datetime, attempt: Attempt | None = None
    ) -> None:
        """Record a lesson as done. Safe to call twice: the first date stands."""
        self.completions.get_or_create(
            lesson=lesson, defaults={"completed_at": at, "attempt": attempt}
        )


class LessonCompletion(models.Model):
    """A lesson someone finished. A fact: it stays when the course changes."""

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="completions")
    lesson = models.ForeignKey(LessonPage, models.PROTECT, related_name="completions")
    attempt = models.ForeignKey(
        Attempt, models.PROTECT, null=True, blank=True, related_name="completions"
    )
    completed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "lesson"], name="one_completion_per_lesson"
            )
        ]

    def __str__(self) -> str:
        return f"{self.lesson} – {self.enrolment.trainee}"
