"""The question bank: what is asked, version by version."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from legal.models import LegalReference
from vietnamese.text import fold


class Category(models.Model):
    name = models.CharField(_("name"), max_length=150)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("part of"),
    )
    editors = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="question_categories",
        verbose_name=_("trainers who write here"),
        help_text=_("Nobody named: every trainer. Holds for the categories below too."),
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("question category")
        verbose_name_plural = _("question categories")
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "name"], name="one_category_name_per_parent"
            ),
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(parent=None),
                name="one_category_name_at_the_top",
            ),
        ]

    def __str__(self) -> str:
        return self.name


def new_code() -> str:
    """Told apart from the codes of every other bank, so that files may travel."""
    # A letter first: spreadsheets take "12e3456789" for a number.
    return f"q{secrets.token_hex(5)}"


class QuestionQuerySet(models.QuerySet["Question"]):
    def saying(self, words: str) -> QuestionQuerySet:
        """Questions whose text holds these words, with or without diacritics."""
        questions = self
        for word in fold(words).split():
            questions = questions.filter(folded__contains=word)
        return questions

    def usable(self) -> QuestionQuerySet:
        return self.filter(archived_at=None).exclude(current=None)


class Question(models.Model):
    """The identity of a question. What it says is in `current`, a version.

    `code` is that identity in files: by it an import knows the question again.
    """

    code = models.CharField(
        _("code"), max_length=100, unique=True, default=new_code, editable=False
    )
    category = models.ForeignKey(
        Category, models.PROTECT, related_name="questions", verbose_name=_("category")
    )
    current = models.OneToOneField(
        "QuestionVersion",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="questions_written",
        verbose_name=_("author"),
    )
    handbook_page = models.ForeignKey(
        "wagtailcore.Page",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("page of the handbook"),
        help_text=_("What the question tests, and where to read it again."),
    )
    handbook_step = models.PositiveSmallIntegerField(
        _("step on that page"), null=True, blank=True
    )
    review_on = models.DateField(
        _("to be checked on"),
        null=True,
        blank=True,
        help_text=_("The day somebody should see whether it is still right."),
    )
    tags = TaggableManager(blank=True, verbose_name=_("tags"), related_name="questions")
    folded = models.TextField(editable=False, default="")
    archived_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    def __str__(self) -> str:
        return self.current.text[:80] if self.current else f"#{self.pk}"


class QuestionVersion(models.Model):
    """What a question said at one time. Written once by `services.revise_question`.

    `content` is the shape of the kind, see `quizzes/kinds/`: for choices
    {"options": [{"id": "a1", "text": "…", "correct": true, "feedback": "…"}]}.
    """

    class Kind(models.TextChoices):
        SINGLE = "single", _("one answer")
        MULTIPLE = "multiple", _("several answers")
        TRUE_FALSE = "true_false", _("true or false")
        SHORT = "short", _("short answer")
        NUMERIC = "numeric", _("number")
        MATCHING = "matching", _("matching")
        ORDERING = "ordering", _("ordering")
        GAPS = "gaps", _("fill in the gaps")
        HOT_WORDS = "hot_words", _("mark in the text")
        ESSAY = "essay", _("essay")

    question = models.ForeignKey(Question, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    text = models.TextField(_("question"))
    content = models.JSONField(default=dict)
    explanation = models.TextField(_("explanation"), blank=True)
    difficulty = models.PositiveSmallIntegerField(
        _("difficulty"),
        default=2,
        validators=[MinValueValidator(1), MaxValueValidator(3)],
    )
    legal_reference = models.ForeignKey(
        LegalReference,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="question_versions",
        verbose_name=_("legal reference"),
    )
    image = models.ForeignKey(
        "wagtailimages.Image",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
    )
    image_alt = models.CharField(
        _("what the picture shows"),
        max_length=250,
        blank=True,
        help_text=_("For those who cannot see it."),
    )
    media = models.ForeignKey(
        "wagtailmedia.Media",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("sound or film"),
    )
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True
    )

    class Meta:
        ordering = ["question_id", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "number"], name="one_question_version_per_number"
            ),
            models.CheckConstraint(
                condition=Q(difficulty__range=(1, 3)), name="difficulty_is_1_to_3"
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def options(self) -> list[dict[str, Any]]:
        options: list[dict[str, Any]] = self.content.get("options", [])
        return options
