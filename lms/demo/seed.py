"""The demo from bottom to top, each stage safe to run again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from accounts.models import User
from lms.demo.courses import load_courses
from lms.demo.diplomas import issue_past_certificates, name_issuer
from lms.demo.handbook import load_handbook
from lms.demo.history import add_history
from lms.demo.laws import load_laws
from lms.demo.newcomer import enrol_newcomer
from lms.demo.pages import Desk
from lms.demo.people import add_people
from lms.demo.practice import hand_in_essays
from lms.demo.schedules import add_schedule
from lms.demo.site import set_up_site
from lms.demo.staff import add_accounts
from lms.demo.staff_list import add_staff_list
from lms.demo.training import add_training
from lms.demo.units import PROVINCE_SINCE, load_units
from lms.progress import Count, Progress

Stage = tuple[str, Callable[[Count], int]]


def seed(*, people: int, seed: int, progress: Progress) -> int:
    """Add whatever is missing; how many things were added."""
    today = timezone.localdate()
    stages: list[Stage] = [
        (_("Units of the province"), lambda count: load_units(count=count)),
        (_("Demo accounts"), lambda count: add_accounts()),
        (_("Legal texts"), lambda count: load_laws(checked_by=office())),
        (_("Site and issuer"), lambda count: set_up_site(by=office()) + name_issuer()),
        (_("Handbook"), lambda count: load_handbook(root(), desk=desk(), count=count)),
        (_("Courses"), lambda count: load_courses(root(), desk=desk(), count=count)),
        (
            _("People and their posts"),
            lambda count: add_people(people, seed=seed, today=today, count=count),
        ),
        (_("Study of the demo trainee"), lambda count: enrol_newcomer(today=today)),
        (
            _("Two years of study"),
            lambda count: add_history(people, seed=seed, today=today, count=count),
        ),
        (_("Essays to be marked"), lambda count: hand_in_essays()),
        (_("Certificates"), lambda count: issue_past_certificates(count=count)),
        (
            _("A list of staff to check"),
            lambda count: add_staff_list(by=office(), today=today),
        ),
        (
            _("Plan and classes"),
            lambda count: add_training(by=office(), today=today),
        ),
        (_("Scheduled reports"), lambda count: add_schedule(head="thutruong")),
    ]
    return sum(do(what, stage, progress) for what, stage in stages)


def do(what: str, stage: Callable[[Count], int], progress: Progress) -> int:
    with progress.doing(what) as count:
        return stage(count)


def office() -> User:
    return User.objects.get(username="phongdaotao")


def root() -> Page:
    return Site.objects.get(is_default_site=True).root_page


def desk() -> Desk:
    since = timezone.make_aware(datetime.combine(PROVINCE_SINCE, time(8)))
    author = User.objects.get(username="giangvien")
    return Desk(author=author, publisher=office(), since=since)
