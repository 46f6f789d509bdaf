"""The first thing trainers and the training office see in the admin: what needs care."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from wagtail.admin.ui.components import Component
from wagtail.permissions import page_permission_policy

from accounts.models import User
from departments.models import Membership
from jobs.models import Job
from legal.citations import pages_citing_ended_law
from quizzes.admin_question_filters import questions_to_check
from quizzes.health import faulty_quizzes
from quizzes.models import Quiz
from quizzes.waiting import waiting_count


@dataclass(frozen=True)
class Care:
    text: str
    url: str


class CarePanel(Component):
    """Things to mend, each with the way to where it is mended. Empty when all is well."""

    name = "care"
    order = 50
    template_name = "lms/admin/care.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"cares": list(cares(parent_context["request"].user))}


def cares(user: Any) -> list[Care]:
    found = [
        _answers_to_mark(user),
        _outdated_pages(user),
        _questions_to_check(user),
    ]
    if user.has_perm("departments.change_membership"):
        found.append(_people_without_unit())
    if user.has_perm("quizzes.change_quiz"):
        found.append(_quizzes_nobody_can_begin())
    if user.has_perm("jobs.view_job"):
        found.append(_failed_jobs())
    return [care for care in found if care]


def _answers_to_mark(user: User) -> Care | None:
    count = waiting_count(user)
    text = ngettext(
        "%(count)s answer waits to be marked.",
        "%(count)s answers wait to be marked.",
        count,
    )
    return _care(text, count, reverse("marking:queue"))


def _outdated_pages(user: AbstractBaseUser) -> Care | None:
    mine = page_permission_policy.instances_user_has_permission_for(user, "change")
    outdated = pages_citing_ended_law(timezone.localdate())
    count = outdated.filter(pk__in=mine.values("pk")).count()
    text = ngettext(
        "%(count)s page cites a legal text that no longer applies.",
        "%(count)s pages cite a legal text that no longer applies.",
        count,
    )
    return _care(text, count, reverse("legal_outdated_pages"))


def _questions_to_check(user: Any) -> Care | None:
    count = questions_to_check(user)
    text = ngettext(
        "%(count)s question is due to be checked.",
        "%(count)s questions are due to be checked.",
        count,
    )
    return _care(text, count, reverse("questions:index") + "?care=due")


def _people_without_unit() -> Care | None:
    placed = Membership.objects.current().values("user")
    count = User.objects.active().exclude(pk__in=placed).count()
    text = ngettext(
        "%(count)s active person has no unit and is in no report.",
        "%(count)s active people have no unit and are in no report.",
        count,
    )
    return _care(text, count, reverse("posts:index"))


def _quizzes_nobody_can_begin() -> Care | None:
    offered = Quiz.objects.filter(lessons__live=True).distinct()
    count = len(faulty_quizzes(offered))
    text = ngettext(
        "%(count)s quiz of a published lesson cannot be started: questions are missing.",
        "%(count)s quizzes of published lessons cannot be started: questions are missing.",
        count,
    )
    return _care(text, count, reverse("quizzes:index"))


def _failed_jobs() -> Care | None:
    count = Job.objects.failed().count()
    text = ngettext(
        "%(count)s piece of background work failed.",
        "%(count)s pieces of background work failed.",
        count,
    )
    return _care(text, count, reverse("jobs_admin:index") + "?state=failed")


def _care(text: str, count: int, url: str) -> Care | None:
    return Care(text % {"count": count}, url) if count else None
