"""Training plans: who has to do which courses by when, and which come first."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from courses.models import CoursePage
from departments.models import Department
from learning.models.enrolment import Enrolment


class TrainingPlan(ClusterableModel):
    """A year's plan by decision: its courses for its people.

    Compulsory courses are everybody's; of the others each person does
    `electives_required`. An active plan gives `Assignment` rows, also to those who
    join one of its units later; those who leave are released.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        ACTIVE = "active", _("in force")
        CLOSED = "closed", _("closed")

    title = models.CharField(_("title"), max_length=200)
    year = models.PositiveSmallIntegerField(_("year"))
    decision_number = models.CharField(_("decision number"), max_length=80, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    starts_on = models.DateField(_("from"))
    due_on = models.DateField(_("to be done by"))
    electives_required = models.PositiveSmallIntegerField(
        _("elective courses each person does"), default=0
    )
    note = models.TextField(_("note"), blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.DRAFT, editable=False
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    class Meta:
        ordering = ["-year", "title"]
        verbose_name = _("training plan")
        verbose_name_plural = _("training plans")
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__gte=F("starts_on")),
                name="plan_is_due_after_it_begins",
                violation_error_message=_("The plan is due before it begins."),
            )
        ]

    def __str__(self) -> str:
        return self.title


class PlanCourse(models.Model):
    plan = ParentalKey(TrainingPlan, on_delete=models.CASCADE, related_name="courses")
    course = models.ForeignKey(
        CoursePage, models.PROTECT, related_name="plans", verbose_name=_("course")
    )
    is_compulsory = models.BooleanField(_("compulsory"), default=True)
    due_on = models.DateField(
        _("due on"), null=True, blank=True, help_text=_("Empty: with the plan.")
    )
    renew_months = models.PositiveSmallIntegerField(
        _("to be renewed every (months)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
    )
    sort_order = models.PositiveSmallIntegerField(default=0, editable=False)

    sort_order_field = "sort_order"

    class Meta:
        ordering = ["sort_order", "pk"]
        verbose_name = _("course of the plan")
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "course"], name="one_course_line_per_plan"
            )
        ]

    def __str__(self) -> str:
        return str(self.course)


class PlanTarget(models.Model):
    """For whom: a unit with those below it, a post in it, or one person."""

    plan = ParentalKey(TrainingPlan, on_delete=models.CASCADE, related_name="targets")
    department = models.ForeignKey(
        Department,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("unit"),
    )
    with_below = models.BooleanField(_("with the units below it"), default=True)
    post = models.CharField(
        _("only this post"),
        max_length=120,
        blank=True,
        help_text=_("As it is written in people's posts. Empty: everybody there."),
    )
    heads_only = models.BooleanField(_("only heads and deputies"), default=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("person"),
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("whom the plan is for")
        constraints = [
            models.CheckConstraint(
                condition=Q(person=None, department__isnull=False)
                | Q(person__isnull=False, department=None),
                name="plan_target_is_a_unit_or_a_person",
                violation_error_message=_("Name a unit or a person, one of the two."),
            )
        ]

    def __str__(self) -> str:
        return str(self.person or self.department)


class Assignment(models.Model):
    """One course of a plan that one person has to do, and how that ended.

    `due_on` of the enrolment is the earliest of its open assignments.
    """

    class State(models.TextChoices):
        OPEN = "open", _("to be done")
        DONE = "done", _("done")
        RELEASED = "released", _("released: no longer in the unit")
        EXEMPT = "exempt", _("exempted")
        EQUIVALENT = "equivalent", _("done elsewhere")

    plan = models.ForeignKey(TrainingPlan, models.PROTECT, related_name="assignments")
    course = models.ForeignKey(CoursePage, models.PROTECT, related_name="+")
    trainee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="assignments"
    )
    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, null=True, blank=True, related_name="assignments"
    )
    round = models.PositiveSmallIntegerField(default=1)
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    assigned_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "course", "trainee", "round"],
                name="one_assignment_per_plan_course_and_round",
            )
        ]
        indexes = [
            models.Index(
                fields=["due_on"],
                condition=Q(state="open"),
                name="assignments_open_by_due_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.trainee} – {self.course}"


class Prerequisite(models.Model):
    """A course that must be finished before another one may be begun."""

    course = models.ForeignKey(
        CoursePage,
        models.CASCADE,
        related_name="prerequisites",
        verbose_name=_("course"),
    )
    needs = models.ForeignKey(
        CoursePage,
        models.CASCADE,
        related_name="+",
        verbose_name=_("has to be finished before"),
    )

    class Meta:
        verbose_name = _("prerequisite")
        verbose_name_plural = _("prerequisites")
        constraints = [
            models.UniqueConstraint(
                fields=["course", "needs"], name="one_prerequisite_line"
            ),
            models.CheckConstraint(
                condition=~Q(course=F("needs")),
                name="no_course_needs_itself",
                violation_error_message=_("A course cannot need itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.needs} → {self.course}"
