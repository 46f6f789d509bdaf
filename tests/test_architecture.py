"""Foreign keys follow the same direction as imports (see pyproject.toml)."""

from __future__ import annotations

from django.apps import apps

LEVELS = [
    {"accounts"},
    {"departments", "legal", "jobs", "notifications"},
    {"handbooks", "quizzes", "staffing"},
    {"courses"},
    {"certificates"},
    {"learning"},
    {"reports"},
]
LEVEL = {app: number for number, level in enumerate(LEVELS) for app in level}


def test_foreign_keys_point_downwards_and_never_sideways():
    wrong = [
        f"{model._meta.label}.{field.name} -> {target._meta.label}"
        for model in apps.get_models()
        if model._meta.app_label in LEVEL
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created
        for target in [field.related_model]
        if target and target._meta.app_label in LEVEL
        if model._meta.app_label != target._meta.app_label
        if LEVEL[target._meta.app_label] >= LEVEL[model._meta.app_label]
    ]

    assert wrong == []


def test_nobody_else_knows_the_tables_of_reports():
    """They repeat what others say, and can be emptied at any time (decision 0013)."""
    known = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label != "reports"
        for field in model._meta.get_fields(include_hidden=True)
        if field.is_relation and not field.auto_created
        if field.related_model and field.related_model._meta.app_label == "reports"
    }

    assert known == set()


def test_every_model_of_ours_has_a_vietnamese_name_or_is_never_shown():
    """A model with a screen in the admin must not greet a trainer in English."""
    shown = [
        apps.get_model(label)
        for label in [
            "accounts.User",
            "certificates.Certificate",
            "certificates.Issuer",
            "courses.CoursePage",
            "courses.LessonPage",
            "courses.ModulePage",
            "departments.Department",
            "departments.Membership",
            "handbooks.ChapterPage",
            "handbooks.HandbookPage",
            "handbooks.MessageTemplatePage",
            "handbooks.ProcedurePage",
            "handbooks.RoleCardPage",
            "jobs.Job",
            "learning.DayOff",
            "learning.Enrolment",
            "learning.Exemption",
            "learning.HoursTarget",
            "learning.OutsideTraining",
            "learning.Prerequisite",
            "learning.Registration",
            "learning.TrainingClass",
            "learning.TrainingPlan",
            "legal.LegalReference",
            "quizzes.Category",
            "quizzes.Question",
            "quizzes.Quiz",
        ]
    ]

    english = [
        model._meta.label
        for model in shown
        if str(model._meta.verbose_name) == model._meta.verbose_name_raw
    ]

    assert english == []
