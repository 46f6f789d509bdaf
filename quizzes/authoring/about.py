"""Pages about one question: its versions, and where it is used."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import BaseObjectMixin, WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from accounts.http import SignedInRequest
from quizzes.authoring.differences import Change, changes, in_words
from quizzes.models import Question, QuestionVersion
from quizzes.permissions import may_write
from quizzes.usage import usage_of


class AboutQuestion(
    PermissionCheckedMixin, BaseObjectMixin, WagtailAdminTemplateMixin, TemplateView
):
    model = Question
    any_permission_required: ClassVar[list[str]] = ["add", "change", "delete", "view"]
    object: Question
    request: SignedInRequest

    def get_base_object_queryset(self) -> QuerySet[Question]:
        related = ("current", "category", "author")
        return Question.objects.select_related(*related).exclude(current=None)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "object": self.object}

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        edit = reverse("questions:edit", args=[self.object.pk])
        return [
            *WagtailAdminTemplateMixin.breadcrumbs_items,
            {"url": reverse("questions:index"), "label": _("Questions")},
            {"url": edit, "label": str(self.object)},
            {"url": "", "label": self.get_page_title()},
        ]


@dataclass(frozen=True)
class Step:
    """A version, and what it changed of the one before."""

    version: QuestionVersion
    before: QuestionVersion | None

    @cached_property
    def changes(self) -> list[Change]:
        return changes(self.before, self.version) if self.before else []

    @property
    def in_words(self) -> str:
        return in_words(self.changes)


class QuestionVersions(AboutQuestion):
    page_title = _("Versions")
    header_icon = "history"
    template_name = "quizzes/admin/versions.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        related = ("created_by", "legal_reference", "image", "media")
        versions = list(self.object.versions.select_related(*related))
        older = [*versions[1:], None]
        steps = [Step(new, old) for new, old in zip(versions, older, strict=True)]
        writes = may_write(self.request.user, self.object)
        return super().get_context_data(
            steps=steps,
            may_restore=writes and not self.object.archived_at,
            **kwargs,
        )


class QuestionUsage(AboutQuestion):
    page_title = _("Usage")
    header_icon = "doc-full-inverse"
    template_name = "quizzes/admin/usage.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        usage = usage_of([self.object])[self.object.pk]
        return super().get_context_data(usage=usage, **kwargs)
