"""Doors from a quiz to what came of it, in the admin."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import BaseObjectMixin, WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button, HeaderButton

from quizzes.importing.buttons import export_button
from quizzes.models import Quiz

ANALYSIS, ATTEMPTS = _("Question analysis"), _("Attempts")


def analysis_button(quiz: Quiz, kind: type[Button] = Button) -> Button:
    url = reverse("quizzes:analysis", args=[quiz.pk])
    return kind(ANALYSIS, url=url, icon_name="glasses", priority=15)


def attempts_button(quiz: Quiz, kind: type[Button] = Button) -> Button:
    url = reverse("quizzes:attempts", args=[quiz.pk])
    return kind(ATTEMPTS, url=url, icon_name="list-ul", priority=16)


def trial_button(quiz: Quiz, kind: type[Button] = Button) -> Button:
    url = reverse("quizzes:try", args=[quiz.pk])
    return kind(_("Try the quiz"), url=url, icon_name="view", priority=14)


def extension_button(quiz: Quiz) -> Button:
    """To give one person more time or tries at this quiz."""
    url = f"{reverse('quiz_extensions:add')}?quiz={quiz.pk}"
    return Button(_("Grant an extension"), url=url, icon_name="time", priority=17)


class QuizIndex(generic.IndexView):
    def get_list_more_buttons(self, instance: Quiz) -> list[Any]:
        doors = [trial_button(instance), analysis_button(instance)]
        doors.append(attempts_button(instance))
        doors.append(export_button(instance))
        return [*super().get_list_more_buttons(instance), *doors]


class EditQuiz(generic.EditView):
    @property
    def header_buttons(self) -> list[Any]:
        return [
            trial_button(self.object, HeaderButton),
            analysis_button(self.object, HeaderButton),
            attempts_button(self.object, HeaderButton),
        ]


class AboutOneQuiz(BaseObjectMixin):
    """The quiz of the address, for who may see or change quizzes."""

    any_permission_required: ClassVar[list[str]] = ["view", "change"]
    object: Quiz

    def get_base_object_queryset(self) -> QuerySet[Quiz]:
        return Quiz.objects.all()

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        edit = reverse("quizzes:edit", args=[self.object.pk])
        return [
            *WagtailAdminTemplateMixin.breadcrumbs_items,
            {"url": reverse("quizzes:index"), "label": _("Quizzes")},
            {"url": edit, "label": str(self.object)},
            {"url": "", "label": self.get_page_title()},
        ]
