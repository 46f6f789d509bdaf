"""Choosing a question by its words, with or without diacritics, in the admin."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import chooser as views
from wagtail.admin.viewsets.chooser import ChooserViewSet

from accounts.choosers import WordsFilterForm
from quizzes.models import Question


class QuestionFilterForm(WordsFilterForm):
    def narrow(self, objects: Any, words: str) -> Any:
        return objects.saying(words)


class _ChooseQuestion:
    filter_form_class = QuestionFilterForm

    def get_object_list(self) -> Any:
        return Question.objects.usable().select_related("current", "category")

    @property
    def columns(self) -> list[Column]:
        return [self.title_column, Column("category", label=_("Category"))]  # type: ignore[attr-defined]


class ChooseQuestion(_ChooseQuestion, views.ChooseView):
    pass


class ChooseQuestionResults(_ChooseQuestion, views.ChooseResultsView):
    pass


class QuestionChooserViewSet(ChooserViewSet):
    model = Question
    icon = "help"
    choose_one_text = _("Choose a question")
    choose_another_text = _("Choose another question")
    choose_view_class = ChooseQuestion
    choose_results_view_class = ChooseQuestionResults
    per_page = 20


question_chooser = QuestionChooserViewSet("question_chooser")
