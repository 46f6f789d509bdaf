"""How what stands behind a figure is told, line by line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from departments.models import Department
from learning.models import Assignment, Enrolment, HoursEntry
from vietnamese.numbers import decimal_comma


@dataclass(frozen=True)
class Row:
    """A line of a list: who or what, what is said of it, where it is mended."""

    name: str
    about: str
    address: str


def row_of(found: Any) -> Row:
    """Of a person with hours, those are told; of any other, what tells them apart."""
    match found:
        case Department():
            edit = reverse("units:edit", args=[found.pk])
            return Row(found.name, found.get_kind_display(), edit)
        case Enrolment():
            edit = reverse("enrolments:edit", args=[found.pk])
            return Row(found.trainee.full_name, found.course.title, edit)
        case Assignment():
            about = f"{found.course.title}, {found.due_on:%d/%m/%Y}"
            return Row(found.trainee.full_name, about, _record(found.trainee_id))
        case HoursEntry():
            about = f"{found.title}, {found.earned_on:%d/%m/%Y}, {_hours(found.hours)}"
            return Row(found.trainee.full_name, about, _record(found.trainee_id))
    if hasattr(found, "earned"):
        return Row(found.full_name, _hours(found.earned), _record(found.pk))
    edit = reverse("wagtailusers_users:edit", args=[found.pk])
    about = ", ".join(filter(None, [found.username, found.birth_words]))
    return Row(found.full_name, about, edit)


def _hours(hours: Any) -> str:
    return _("%(hours)s hours") % {"hours": decimal_comma(hours)}


def _record(person: int) -> str:
    return reverse("reports:person", args=[person])
