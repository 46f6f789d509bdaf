"""What each group of people may do in the admin.

Kept in code and applied after every migration, so that a new installation is right
and an old one follows. Groups an administrator makes besides are left alone.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
)

from departments.permissions import TRAINERS, TRAINING_OFFICE

ADMIN = ["wagtailadmin.access_admin"]
WRITE = ["add", "change", "delete", "view"]
# Marks given by people, and corrections of marks: never changed, never deleted.
MARK = [
    "quizzes.add_marking",
    "quizzes.view_marking",
    "quizzes.add_regrade",
    "quizzes.view_regrade",
]


def _all(*models: str) -> list[str]:
    return [
        f"{m.split('.')[0]}.{act}_{m.split('.')[1]}" for m in models for act in WRITE
    ]


PERMISSIONS = {
    TRAINERS: [
        *ADMIN,
        *_all("quizzes.question", "quizzes.quiz", "quizzes.category"),
        *_all("quizzes.extension"),
        *MARK,
        "legal.view_legalreference",
        "legal.add_legalreference",
        "legal.change_legalreference",
    ],
    TRAINING_OFFICE: [
        *ADMIN,
        *_all("departments.department", "departments.membership", "accounts.user"),
        *_all("departments.reorganisation"),
        "staffing.add_stafflist",
        "staffing.view_stafflist",
        "staffing.change_stafflist",
        *_all("learning.enrolment", "legal.legalreference", "certificates.issuer"),
        *_all("learning.outsidetraining", "learning.exemption", "learning.hourstarget"),
        *_all("learning.trainingplan", "learning.prerequisite", "learning.dayoff"),
        *_all("learning.trainingclass"),
        *_all("quizzes.question", "quizzes.quiz", "quizzes.category"),
        *_all("quizzes.extension"),
        *MARK,
        "quizzes.change_marking",  # decides where markers differ
        "certificates.view_certificate",
        "certificates.change_certificate",
        "accounts.view_apitoken",
        "accounts.change_apitoken",
        "jobs.view_job",
        "jobs.change_job",
    ],
}
PAGES = {
    TRAINERS: ["add_page"],  # and so edit what they added themselves
    TRAINING_OFFICE: ["add_page", "change_page", "publish_page", "lock_page"],
}
COLLECTIONS = [
    f"{app}.{act}_{model}"
    for app, model in [
        ("wagtailimages", "image"),
        ("wagtaildocs", "document"),
        ("wagtailmedia", "media"),
    ]
    for act in ["add", "change", "choose"]
]


def set_up_roles(**kwargs: Any) -> None:
    """Give the groups their permissions. Safe to run again."""
    root = Page.objects.filter(depth=1).first()
    library = Collection.objects.filter(depth=1).first()
    if root is None or library is None or not _find(ADMIN):
        return  # an early run, before Wagtail's own tables are filled
    for name, labels in PERMISSIONS.items():
        group, _created = Group.objects.get_or_create(name=name)
        # No one deletes people or certificates: they are switched off, revoked.
        wanted = [label for label in labels if label != "accounts.delete_user"]
        group.permissions.set(_find(wanted))
        pages = Permission.objects.filter(
            content_type__app_label="wagtailcore", codename__in=PAGES[name]
        )
        for permission in pages:
            GroupPagePermission.objects.get_or_create(
                group=group, page=root, permission=permission
            )
        for permission in _find(COLLECTIONS):
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=library, permission=permission
            )
    _name_what_wagtail_made()
    office = Group.objects.get(name=TRAINING_OFFICE)
    for task in GroupApprovalTask.objects.all():
        task.groups.add(office)  # what trainers submit waits for the office


def _name_what_wagtail_made() -> None:
    """Wagtail's first migration leaves groups nobody needs and English names."""
    for name in ["Editors", "Moderators"]:
        Group.objects.filter(name=name, user=None).delete()
    for model in [Workflow, GroupApprovalTask]:
        model.objects.filter(name="Moderators approval").update(name="Duyệt bài")
    Collection.objects.filter(depth=1, name="Root").update(name="Kho chung")
    Page.objects.filter(depth=2, title__startswith="Welcome to your new").update(
        title=settings.SITE_NAME, draft_title=settings.SITE_NAME
    )


def _find(labels: list[str]) -> list[Permission]:
    wanted = Q(pk__in=[])
    for label in labels:
        app, codename = label.split(".")
        wanted |= Q(content_type__app_label=app, codename=codename)
    return list(Permission.objects.filter(wanted))
