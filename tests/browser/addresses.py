"""One address for each kind of page, and who looks at it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from certificates.models import Certificate
from courses.models import CoursePage, LessonPage
from departments.models import Department
from handbooks.models import (
    ChapterPage,
    HandbookPage,
    MessageTemplatePage,
    ProcedurePage,
    RoleCardPage,
)
from learning.review import due_cards, open_review
from lms.demo.courses import CRISIS, PRESS
from tests.browser.live import LiveSite

NOBODY = ""
TRAINEE = "hocvien"
HEAD = "thutruong"
OFFICE = "phongdaotao"


@dataclass(frozen=True)
class Kind:
    name: str
    who: str
    find: Callable[[], str]  # asked of the site's own database
    status: int = 200

    def address(self, site: LiveSite) -> str:
        return site.ask(self.find)


def named(view: str, *args: str | int) -> Callable[[], str]:
    return lambda: reverse(view, args=args)


def page_of(model: type) -> Callable[[], str]:
    """A published page, the one with most to show."""
    return lambda: (
        max(model.objects.live(), key=lambda page: len(page.search_text())).url
    )


def lessons(course: str) -> list[LessonPage]:
    return list(CoursePage.objects.get(slug=course).lessons())


def lesson(course: str, number: int) -> Callable[[], str]:
    def find() -> str:
        return reverse(
            "learning:lesson", args=(course, lessons(course)[number - 1].slug)
        )

    return find


def certificate() -> str:
    return reverse("certificates:verify", args=[Certificate.objects.first().code])


def review_question() -> str:
    trainee, today = User.objects.get(username=TRAINEE), timezone.localdate()
    open_review(trainee=trainee, on=today)
    return reverse("learning:review_card", args=[due_cards(trainee, today)[0].pk])


def own_person() -> str:
    sen = Department.objects.get(name="UBND xã Trùng Khánh").children
    member = sen.filter(memberships__user__username=TRAINEE).get()
    user = member.memberships.get(user__username=TRAINEE).user
    return reverse("reports:person", args=[user.pk])


def own_division() -> str:
    unit = Department.objects.get(name="UBND xã Trùng Khánh")
    return reverse("reports:unit", args=[unit.children.first().pk])


BEFORE_THE_REFORM = "on=2025-06-30&view=then"

KINDS = [
    Kind("sign-in", NOBODY, named("account_login")),
    Kind("forgotten password", NOBODY, named("account_reset_password")),
    Kind("first sign-in", NOBODY, named("accounts:first_time")),
    Kind("invitation over", NOBODY, named("accounts:first_password")),
    Kind("certificate, public", NOBODY, certificate),
    Kind("certificate, look up", NOBODY, named("certificates:find")),
    Kind("style guide", NOBODY, named("styleguide")),
    Kind("home", TRAINEE, named("learning:home")),
    Kind("catalogue", TRAINEE, named("learning:catalogue")),
    Kind("course", TRAINEE, named("learning:course", CRISIS)),
    Kind("lesson", TRAINEE, lesson(CRISIS, 2)),
    Kind("daily review", TRAINEE, review_question),
    Kind("search, found", TRAINEE, lambda: "/tim-kiem/?q=khung+hoang"),
    Kind("search, nothing found", TRAINEE, lambda: "/tim-kiem/?q=xyzzy"),
    Kind("certificates, none yet", TRAINEE, named("learning:certificates")),
    Kind("messages", TRAINEE, named("notifications:messages")),
    Kind("profile", TRAINEE, named("accounts:profile")),
    Kind("change password", TRAINEE, named("account_change_password")),
    Kind("sign-out", TRAINEE, named("account_logout")),
    Kind("handbook", TRAINEE, page_of(HandbookPage)),
    Kind("chapter", TRAINEE, page_of(ChapterPage)),
    Kind("procedure", TRAINEE, page_of(ProcedurePage)),
    Kind("role card", TRAINEE, page_of(RoleCardPage)),
    Kind("message template", TRAINEE, page_of(MessageTemplatePage)),
    Kind("not found", TRAINEE, lambda: "/khong-co-trang-nay/", 404),
    Kind("report", HEAD, named("reports:overview")),
    Kind("report of the province", OFFICE, named("reports:overview")),
    Kind("report of a past day", OFFICE, lambda: f"/bao-cao/?{BEFORE_THE_REFORM}"),
    Kind("plans and hours of the province", OFFICE, named("reports:province")),
    Kind("gaps in the data", OFFICE, named("reports:gap", "chua-co-thu-truong")),
    Kind("report of a unit", HEAD, own_division),
    Kind("report of a course", HEAD, named("reports:course", PRESS)),
    Kind("people", HEAD, named("reports:people")),
    Kind("enrolments", HEAD, named("reports:enrolments")),
    Kind("scheduled reports", HEAD, named("reports:scheduled")),
    Kind("scheduled reports of all", OFFICE, named("reports:scheduled")),
    Kind("person", HEAD, own_person),
    Kind("access keys", HEAD, named("reports:keys")),
    Kind("API described", NOBODY, named("api:openapi-view")),
]
