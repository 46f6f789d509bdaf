from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup

from quizzes.admin_bank import QuestionViewSet
from quizzes.admin_bulk import ArchiveQuestions, MoveQuestions, TagQuestions
from quizzes.admin_categories import CategoryViewSet
from quizzes.admin_extensions import ExtensionViewSet
from quizzes.admin_quizzes import QuizViewSet
from quizzes.choosers import QuestionChooserViewSet, question_chooser
from quizzes.importing import urls as question_files


class QuizzesGroup(ViewSetGroup):
    menu_label = _("Quizzes")
    menu_icon = "help"
    menu_order = 210
    items = (
        QuestionViewSet("questions"),
        QuizViewSet("quizzes"),
        CategoryViewSet("question_categories"),
        ExtensionViewSet("quiz_extensions"),
    )


@hooks.register("register_admin_viewset")
def register_quizzes() -> QuizzesGroup:
    return QuizzesGroup()


for action in (MoveQuestions, TagQuestions, ArchiveQuestions):
    hooks.register("register_bulk_action", action)


@hooks.register("register_admin_viewset")
def register_question_chooser() -> QuestionChooserViewSet:
    return question_chooser


@hooks.register("register_admin_urls")
def register_question_files() -> list[URLPattern | URLResolver]:
    return [path("question-files/", include(question_files))]
