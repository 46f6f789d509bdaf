"""Questions and their categories in the admin."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from accounts.editing import EditorMixin
from quizzes.admin_forms import QuestionForm
from quizzes.models import Category, Question


class QuestionIndexView(generic.IndexView):
    is_searchable = True

    def get_base_queryset(self) -> QuerySet[Question]:
        return (
            Question.objects.usable()
            .select_related("current", "category")
            .annotate(quiz_count=Count("uses"))
        )

    def search_queryset(self, queryset: Any) -> Any:
        if not self.search_query:
            return queryset
        found = Question.objects.saying(self.search_query)
        return queryset.filter(pk__in=found.values("pk"))


class AddQuestion(EditorMixin, generic.CreateView):
    pass


class EditQuestion(EditorMixin, generic.EditView):
    pass


class ArchiveQuestion(generic.DeleteView):
    """A question that was ever asked is archived, never deleted."""

    page_title = _("Archive the question")
    success_message = _("Question archived; attempts that used it keep it.")

    def get_usage(self) -> None:
        """Being used in a quiz is no reason against archiving."""

    def delete_action(self) -> None:
        Question.objects.filter(pk=self.object.pk).update(archived_at=timezone.now())


class QuestionViewSet(ModelViewSet):
    model = Question
    icon = "help"
    menu_label = _("Questions")
    index_view_class = QuestionIndexView
    add_view_class = AddQuestion
    edit_view_class = EditQuestion
    delete_view_class = ArchiveQuestion
    copy_view_enabled = False
    template_prefix = "quizzes/admin/"
    list_display = [
        "__str__",
        Column("kind", label=_("Kind"), accessor="current.get_kind_display"),
        Column("category", label=_("Category")),
        Column("quiz_count", label=_("In quizzes")),
    ]
    list_filter = {"category": ["exact"], "current__kind": ["exact"]}

    def get_form_class(self, for_update: bool = False) -> type[QuestionForm]:
        return QuestionForm


class CategoryViewSet(ModelViewSet):
    model = Category
    icon = "folder-open-1"
    menu_label = _("Question categories")
    copy_view_enabled = False
    form_fields = ["name", "parent"]
    list_display = ["name", "parent"]
    search_fields = ["name"]
