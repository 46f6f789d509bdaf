"""Questions in the admin: found, narrowed, compared; and the ways to each."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import (
    BaseColumn,
    BulkActionsCheckboxColumn,
    Column,
    TitleColumn,
)
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button

from accounts.columns import DayColumn
from accounts.templatetags.ui import plain
from quizzes.admin_question_filters import QuestionFilters
from quizzes.authoring import views
from quizzes.authoring.about import QuestionUsage, QuestionVersions
from quizzes.authoring.archiving import ArchiveQuestion
from quizzes.authoring.pages import AddQuestion, CopyQuestion, EditQuestion
from quizzes.authoring.question import QuestionForm
from quizzes.importing.buttons import FileButtons, export_button
from quizzes.models import Question
from quizzes.permissions import categories_written_by
from quizzes.tree import BETWEEN, CategoryTree, category_tree
from quizzes.usage import Usage, usage_of


def _beginning(question: Question) -> str:
    text = question.current.text if question.current else ""
    return Truncator(" ".join(text.split())).chars(140, truncate="…")


class QuestionIndex(FileButtons, generic.IndexView):
    is_searchable = True
    template_name = "quizzes/admin/questions.html"
    filterset_class = QuestionFilters
    default_ordering = "-pk"
    usages: dict[int, Usage]

    def get_base_queryset(self) -> QuerySet[Question]:
        questions = Question.objects.usable()
        if self.request.GET.get("shelf") == "archived":
            questions = Question.objects.exclude(archived_at=None).exclude(current=None)
        return questions.select_related("current")

    def search_queryset(self, queryset: Any) -> Any:
        if not self.search_query:
            return queryset
        found = Question.objects.saying(self.search_query)
        return queryset.filter(pk__in=found.values("pk"))

    def order_queryset(self, queryset: Any) -> Any:
        return queryset.order_by(self.ordering, "-pk")

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        # The columns ask for them while the page is drawn.
        self.usages = usage_of(list(context["object_list"]))
        return context

    @cached_property
    def columns(self) -> list[BaseColumn]:
        title = self._get_title_column_class(TitleColumn)
        return [
            BulkActionsCheckboxColumn("bulk_actions", obj_type="question"),
            title(
                "question",
                label=_("Question"),
                accessor=_beginning,
                get_url=self.get_edit_url,
                get_title_id=lambda question: f"question_{question.pk}_title",
            ),
            Column("kind", _("Kind"), "current.get_kind_display"),
            Column("category", _("Category"), self._path, sort_key="category__name"),
            Column("quizzes", _("Quizzes with it"), self._quizzes),
            Column("answered", _("Answered"), self._answered),
            Column("facility", _("Facility"), self._facility),
            DayColumn("review_on", _("To be checked on"), sort_key="review_on"),
        ]

    @cached_property
    def _tree(self) -> CategoryTree:
        return category_tree()

    def _path(self, question: Question) -> SafeString:
        """The name; where it hangs is told to who points at it or listens."""
        branch = self._tree.branch(question.category_id)
        *above, own = branch.line
        return format_html(
            '<span title="{}"><span class="w-sr-only">{}</span>{}</span>',
            branch.path,
            "".join(f"{each.name}{BETWEEN}" for each in above),
            own.name,
        )

    def _quizzes(self, question: Question) -> str:
        return plain(self.usages[question.pk].quizzes)

    def _answered(self, question: Question) -> str:
        return plain(self.usages[question.pk].answered)

    def _facility(self, question: Question) -> str:
        percent = self.usages[question.pk].percent
        return "" if percent is None else f"{percent} %"

    @cached_property
    def _written(self) -> set[int]:
        categories = categories_written_by(self.request.user)
        return set(categories.values_list("pk", flat=True))

    def get_delete_url(self, instance: Question) -> str | None:
        """Archived questions are brought back on their own page."""
        if instance.archived_at or instance.category_id not in self._written:
            return None
        url: str | None = super().get_delete_url(instance)
        return url

    def get_list_more_buttons(self, instance: Question) -> list[Any]:
        buttons = super().get_list_more_buttons(instance)
        for button in buttons:
            if button.icon_name == "bin":
                button.label = _("Archive")
        return [*buttons, *self._doors(instance), export_button(instance)]

    def _doors(self, question: Question) -> list[Button]:
        doors = [
            ("history", _("Versions"), "history", 40),
            ("usage", _("Usage"), "doc-full-inverse", 50),
        ]
        return [
            Button(
                label,
                url=reverse(f"questions:{name}", args=[question.pk]),
                icon_name=icon,
                priority=priority,
            )
            for name, label, icon, priority in doors
        ]


class QuestionViewSet(ModelViewSet):
    model = Question
    icon = "help"
    menu_label = _("Questions")
    index_view_class = QuestionIndex
    add_view_class = AddQuestion
    copy_view_class = CopyQuestion
    edit_view_class = EditQuestion
    delete_view_class = ArchiveQuestion
    history_view_class = QuestionVersions
    usage_view_class = QuestionUsage

    def get_form_class(self, for_update: bool = False) -> type[QuestionForm]:
        return QuestionForm

    own_addresses: ClassVar[list[URLPattern]] = [
        path("preview/", views.preview, name="preview"),
        path("<int:pk>/versions/<int:number>/", views.shown, name="shown"),
        path("<int:pk>/versions/<int:number>/restore/", views.restore, name="restore"),
        path("<int:pk>/bring-back/", views.bring_back, name="bring_back"),
    ]

    def get_urlpatterns(self) -> list[URLPattern]:
        return [*super().get_urlpatterns(), *self.own_addresses]
