"""The crisis handbook: chapters with procedures, role cards and message templates."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from handbooks.blocks import TEXT, Contacts, Levels, Lines, Slots, Steps
from handbooks.entries import HandbookEntry
from handbooks.reading import (
    by_phase,
    chapters_of,
    chosen_level,
    cited_laws,
    ladder,
    numbered,
    uses,
    worst_first,
)
from handbooks.searchable import SearchablePage, plain, stream_text


class HandbookPage(SearchablePage):
    """The front of the handbook: what is going on, how bad, whom to call."""

    intro = RichTextField(_("introduction"), features=TEXT, blank=True)
    note = models.CharField(
        _("standing"),
        max_length=300,
        blank=True,
        help_text=_("Who approved it and when, or that it is a draft."),
    )
    levels = StreamField(Levels(), verbose_name=_("severity levels"), blank=True)
    contacts = StreamField(Contacts(), verbose_name=_("contacts"), blank=True)

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("intro"),
        FieldPanel("note"),
        FieldPanel("levels"),
        FieldPanel("contacts"),
    ]
    parent_page_types: ClassVar[list[Any]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[Any]] = ["handbooks.ChapterPage"]
    template = "handbooks/handbook_page.html"

    class Meta:
        verbose_name = _("handbook")
        verbose_name_plural = _("handbooks")

    def search_text(self) -> str:
        words = f"{stream_text(self.levels)} {stream_text(self.contacts)}"
        return plain(f"{self.title} {self.intro} {words}")

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        chapters = chapters_of(self)
        entries = [entry for chapter in chapters for entry in chapter.entries]
        procedures = [entry for entry in entries if entry.kind == "procedure"]
        return {
            **super().get_context(request, *args, **kwargs),
            "chapters": chapters,
            "rungs": ladder(self.levels, procedures),
            "level": chosen_level(request.GET.get("muc", "")),
        }


class ChapterPage(HandbookEntry):
    levels_below_handbook = 1
    kind = "chapter"

    intro = RichTextField(_("introduction"), features=TEXT, blank=True)

    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("intro")]
    parent_page_types: ClassVar[list[Any]] = ["handbooks.HandbookPage"]
    subpage_types: ClassVar[list[Any]] = [
        "handbooks.ProcedurePage",
        "handbooks.RoleCardPage",
        "handbooks.MessageTemplatePage",
    ]
    template = "handbooks/chapter_page.html"

    class Meta:
        verbose_name = _("chapter")
        verbose_name_plural = _("chapters")

    def search_text(self) -> str:
        return plain(f"{self.title} {self.intro}")

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context(request, *args, **kwargs),
            "entries": self.get_children().live().specific(),
        }


class ProcedurePage(HandbookEntry):
    """Ordered steps, each a verb with a role and a time."""

    kind = "procedure"

    code = models.CharField(_("code"), max_length=20, blank=True)
    purpose = models.TextField(_("purpose"), blank=True)
    scope = models.TextField(_("scope"), blank=True)
    keeper = models.CharField(_("kept by"), max_length=150, blank=True)
    clock_note = models.CharField(
        _("when the clock starts"), max_length=300, blank=True
    )
    effective_from = models.DateField(_("in use from"), null=True, blank=True)
    review_on = models.DateField(_("next review on"), null=True, blank=True)
    steps = StreamField(Steps(), verbose_name=_("steps"))

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldRowPanel([FieldPanel("code"), FieldPanel("keeper")]),
        FieldPanel("purpose"),
        FieldPanel("scope"),
        FieldPanel("clock_note"),
        FieldRowPanel([FieldPanel("effective_from"), FieldPanel("review_on")]),
        FieldPanel("steps"),
    ]
    parent_page_types: ClassVar[list[Any]] = ["handbooks.ChapterPage"]
    subpage_types: ClassVar[list[Any]] = []
    template = "handbooks/procedure_page.html"

    class Meta:
        verbose_name = _("procedure")
        verbose_name_plural = _("procedures")

    def search_text(self) -> str:
        head = f"{self.title} {self.code} {self.purpose} {self.scope}"
        return plain(f"{head} {stream_text(self.steps)}")

    @property
    def is_review_overdue(self) -> bool:
        return bool(self.review_on and self.review_on < timezone.localdate())

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        level = chosen_level(request.GET.get("muc", ""))
        steps = numbered(self.steps)
        shown = [step for step in steps if step.value.is_for(level)]
        laws = cited_laws(steps)
        vary = any(step.value.only_levels for step in steps)
        context = super().get_context(request, *args, **kwargs)
        return {
            **context,
            "level": level,
            "levels": worst_first(context["handbook"].levels) if vary else [],
            "steps": steps,
            "shown": shown,
            "phases": by_phase(shown),
            "laws": laws,
            "ended_laws": [law for law in laws if law.has_ended()],
        }


class RoleCardPage(HandbookEntry):
    """What one role does first, may decide and must not do. One printed A5."""

    kind = "role"

    holder = models.CharField(_("held by (post)"), max_length=200, blank=True)
    deputy = models.CharField(_("deputy (post)"), max_length=200, blank=True)
    first_actions = StreamField(Lines(), verbose_name=_("first actions"))
    authority = StreamField(Lines(), verbose_name=_("may decide"), blank=True)
    must_not = StreamField(Lines(), verbose_name=_("must not"), blank=True)
    hand_over = StreamField(Lines(), verbose_name=_("hands over"), blank=True)

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("holder"),
        FieldPanel("deputy"),
        FieldPanel("first_actions"),
        FieldPanel("authority"),
        FieldPanel("must_not"),
        FieldPanel("hand_over"),
    ]
    parent_page_types: ClassVar[list[Any]] = ["handbooks.ChapterPage"]
    subpage_types: ClassVar[list[Any]] = []
    template = "handbooks/role_card_page.html"

    class Meta:
        verbose_name = _("role card")
        verbose_name_plural = _("role cards")

    def search_text(self) -> str:
        lists = [self.first_actions, self.authority, self.must_not, self.hand_over]
        words = " ".join(stream_text(each) for each in lists)
        return plain(f"{self.title} {self.holder} {self.deputy} {words}")

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        procedures = ProcedurePage.objects.live().descendant_of(context["handbook"])
        mine = uses(procedures, lambda step: step["role"] == self.pk)
        return {**context, "uses": mine}


class MessageTemplatePage(HandbookEntry):
    """A statement to fill in, part by part, with a filled example."""

    kind = "template"

    class TemplateKind(models.TextChoices):
        HOLDING = "holding", _("first statement")
        CORRECTION = "correction", _("correction")
        PRESS_RELEASE = "press_release", _("press release")
        QA = "qa", _("questions and answers")
        REPLY = "reply", _("reply to a journalist")
        NO_NEWS_YET = "no_news_yet", _("no news yet")
        APOLOGY = "apology", _("apology")
        STAND_DOWN = "stand_down", _("end of the incident")
        REPORT = "report", _("report to superiors")

    template_kind = models.CharField(
        _("kind"), max_length=20, choices=TemplateKind, default=TemplateKind.HOLDING
    )
    when_to_use = models.TextField(_("when to use it"), blank=True)
    approval = models.CharField(_("approved by"), max_length=200, blank=True)
    slots = StreamField(Slots(), verbose_name=_("parts"))
    example = RichTextField(_("filled example"), features=TEXT, blank=True)

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("template_kind"),
        FieldPanel("when_to_use"),
        FieldPanel("approval"),
        FieldPanel("slots"),
        FieldPanel("example"),
    ]
    parent_page_types: ClassVar[list[Any]] = ["handbooks.ChapterPage"]
    subpage_types: ClassVar[list[Any]] = []
    template = "handbooks/message_template_page.html"

    class Meta:
        verbose_name = _("message template")
        verbose_name_plural = _("message templates")

    def search_text(self) -> str:
        words = f"{self.title} {self.when_to_use} {self.example}"
        return plain(f"{words} {stream_text(self.slots)}")

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        procedures = ProcedurePage.objects.live().descendant_of(context["handbook"])
        return {**context, "uses": uses(procedures, self._is_cited_in)}

    def _is_cited_in(self, step: dict[str, Any]) -> bool:
        return any(item["value"] == self.pk for item in step["templates"])
