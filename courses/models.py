"""What authors write. What people did with it is in `learning`."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from courses.blocks import SHORT, LessonBody, Objectives
from handbooks.searchable import SearchablePage, plain, stream_text
from handbooks.slugs import VietnameseSlug
from quizzes.models import Quiz


class CourseIndexPage(VietnameseSlug, Page):
    parent_page_types: ClassVar[list[Any]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[Any]] = ["courses.CoursePage"]

    class Meta:
        verbose_name = _("list of courses")
        verbose_name_plural = _("lists of courses")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect("learning:catalogue")


class CoursePage(SearchablePage):
    class Cover(models.TextChoices):
        PRESS = "press", _("Press microphones")
        CRISIS = "crisis", _("Ridges under a storm")
        PLAIN = "plain", _("Ridges of Cao Bằng")

    summary = models.TextField(_("summary"), max_length=300)
    objectives = StreamField(Objectives(), verbose_name=_("objectives"), blank=True)
    audience = models.CharField(_("for whom"), max_length=300, blank=True)
    hours = models.DecimalField(
        _("hours credited"),
        max_digits=4,
        decimal_places=1,
        default=0,
        validators=[MinValueValidator(0)],
        help_text=_("Teaching periods (tiết) written on the certificate."),
    )
    cover = models.CharField(
        _("cover drawing"), max_length=10, choices=Cover, default=Cover.PLAIN
    )
    is_sequential = models.BooleanField(
        _("lessons in order"),
        default=True,
        help_text=_("A lesson opens when the one before it is done."),
    )
    completion_text = RichTextField(_("on completion"), features=SHORT, blank=True)

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("objectives"),
        FieldPanel("audience"),
        FieldRowPanel(
            [FieldPanel("hours"), FieldPanel("is_sequential"), FieldPanel("cover")]
        ),
        FieldPanel("completion_text"),
    ]
    parent_page_types: ClassVar[list[Any]] = ["courses.CourseIndexPage"]
    subpage_types: ClassVar[list[Any]] = ["courses.ModulePage"]
    template = "courses/course_page.html"

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")

    def search_text(self) -> str:
        words = f"{self.title} {self.summary} {self.audience}"
        return plain(f"{words} {stream_text(self.objectives)}")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect("learning:course", self.slug)

    def lessons(self) -> models.QuerySet[LessonPage]:
        """Live lessons in course order."""
        lessons: models.QuerySet[LessonPage] = (
            LessonPage.objects.live().descendant_of(self).order_by("path")
        )
        return lessons


class ModulePage(VietnameseSlug, Page):
    summary = models.TextField(_("summary"), max_length=300, blank=True)

    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("summary")]
    parent_page_types: ClassVar[list[Any]] = ["courses.CoursePage"]
    subpage_types: ClassVar[list[Any]] = ["courses.LessonPage"]
    template = "courses/module_page.html"

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect("learning:course", self.get_parent().slug)


class LessonPage(SearchablePage):
    """One sitting of study. May carry a quiz; then passing it finishes the lesson."""

    lead = models.TextField(_("lead"), max_length=400, blank=True)
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), default=15, validators=[MinValueValidator(1)]
    )
    body = StreamField(LessonBody(), verbose_name=_("content"), blank=True)
    quiz = models.ForeignKey(
        Quiz,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="lessons",
        verbose_name=_("quiz"),
    )

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("minutes"),
        FieldPanel("body"),
        FieldPanel("quiz"),
    ]
    parent_page_types: ClassVar[list[Any]] = ["courses.ModulePage"]
    subpage_types: ClassVar[list[Any]] = []
    template = "courses/lesson_page.html"

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")

    def search_text(self) -> str:
        return plain(f"{self.title} {self.lead} {stream_text(self.body)}")

    def course(self) -> Page:
        return self.get_parent().get_parent()

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect("learning:lesson", self.course().slug, self.slug)

    def clean(self) -> None:
        """A lesson's address is /hoc/<course>/<lesson>/: unique in the whole course."""
        super().clean()
        if not self.path:
            return
        course_path = self.path[: -2 * Page.steplen]
        twins = LessonPage.objects.filter(path__startswith=course_path, slug=self.slug)
        if twins.exclude(pk=self.pk).exists():
            raise ValidationError(
                {"slug": _("Another lesson of this course already has this address.")}
            )
