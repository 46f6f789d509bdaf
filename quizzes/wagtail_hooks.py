from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from accounts.editing import EditorMixin
from quizzes.admin_analysis import QuizAnalysis
from quizzes.admin_attempts import QuizAttempts
from quizzes.admin_forms import QuestionForm
from quizzes.admin_quiz import EditQuiz, QuizIndex
from quizzes.choosers import QuestionChooserViewSet, question_chooser
from quizzes.models import Category, Question, Quiz


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


class QuizViewSet(ModelViewSet):
    model = Quiz
    icon = "form"
    menu_label = _("Quizzes")
    copy_view_enabled = False
    index_view_class = QuizIndex
    edit_view_class = EditQuiz
    list_display = ["title", "pass_mark", "max_attempts", "draw"]
    search_fields = ["title"]
    panels = [
        FieldPanel("title"),
        FieldPanel("intro"),
        FieldRowPanel([FieldPanel("pass_mark"), FieldPanel("max_attempts")]),
        FieldRowPanel([FieldPanel("draw"), FieldPanel("shuffle")]),
        FieldPanel("explanations"),
        InlinePanel(
            "quiz_questions",
            heading=_("Questions"),
            label=_("Question"),
            panels=[FieldPanel("question")],
        ),
    ]

    def get_urlpatterns(self) -> list[URLPattern]:
        may = {"permission_policy": self.permission_policy}
        attempts = QuizAttempts.as_view(**may)
        results = QuizAttempts.as_view(**may, results_only=True)
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/analysis/", QuizAnalysis.as_view(**may), name="analysis"),
            path("<int:pk>/attempts/", attempts, name="attempts"),
            path("<int:pk>/attempts/results/", results, name="attempts_results"),
        ]


class CategoryViewSet(ModelViewSet):
    model = Category
    icon = "folder-open-1"
    menu_label = _("Question categories")
    copy_view_enabled = False
    form_fields = ["name", "parent"]
    list_display = ["name", "parent"]
    search_fields = ["name"]


class QuizzesGroup(ViewSetGroup):
    menu_label = _("Quizzes")
    menu_icon = "help"
    menu_order = 210
    items = (
        QuestionViewSet("questions"),
        QuizViewSet("quizzes"),
        CategoryViewSet("question_categories"),
    )


@hooks.register("register_admin_viewset")
def register_quizzes() -> QuizzesGroup:
    return QuizzesGroup()


@hooks.register("register_admin_viewset")
def register_question_chooser() -> QuestionChooserViewSet:
    return question_chooser
