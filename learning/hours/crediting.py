"""Hours are credited once, by their cause, in the unit of that day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils import timezone

from accounts.models import User
from learning.models import Enrolment, HoursEntry, OutsideTraining
from learning.posts import post_on


def credit(
    *,
    trainee: User,
    key: str,
    source: str,
    title: str,
    hours: Decimal,
    earned_on: date,
) -> HoursEntry:
    """Enter hours (tiết) in a person's account; the same key is the same entry."""
    post = post_on(trainee, earned_on)
    entry, _created = HoursEntry.objects.get_or_create(
        trainee=trainee,
        key=key,
        defaults={
            "source": source,
            "title": title[:255],
            "hours": hours,
            "earned_on": earned_on,
            "department": post.department if post else None,
        },
    )
    return entry


def course_hours(enrolment: Enrolment) -> HoursEntry:
    """What a completed course is worth, on its day and in its unit; not saved."""
    return HoursEntry(
        trainee=enrolment.trainee,
        key=f"enrolment:{enrolment.pk}",
        source=HoursEntry.Source.COURSE,
        title=enrolment.course.title,
        course=enrolment.course,
        hours=enrolment.course.hours,
        earned_on=timezone.localdate(enrolment.completed_at),
        department=enrolment.department,
    )


def credit_course(enrolment: Enrolment) -> None:
    """Enter the hours of a completed course. The same enrolment is the same entry."""
    entry = course_hours(enrolment)
    HoursEntry.objects.bulk_create([entry], ignore_conflicts=True)


def credit_outside(training: OutsideTraining) -> HoursEntry:
    return credit(
        trainee=training.trainee,
        key=f"outside:{training.pk}",
        source=HoursEntry.Source.OUTSIDE,
        title=training.title,
        hours=training.hours,
        earned_on=training.ended_on,
    )
