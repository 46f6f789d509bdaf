from __future__ import annotations

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from quizzes.admin_analysis import QuizAnalysis
from quizzes.admin_attempts import QuizAttempts
from quizzes.admin_bank import CategoryViewSet, QuestionViewSet
from quizzes.admin_quiz import EditQuiz, QuizIndex
from quizzes.choosers import QuestionChooserViewSet, question_chooser
from quizzes.models import Quiz


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
