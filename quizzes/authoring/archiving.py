"""Taking a question out of use."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import generic

from quizzes.models import Question
from quizzes.permissions import must_write
from quizzes.services import archive_questions


class ArchiveQuestion(generic.DeleteView):
    """A question that was ever asked is archived, never deleted."""

    page_title = _("Archive the question")
    confirmation_message = _(
        "No quiz will ask it any more. Attempts that did keep it, and it can be brought back."
    )
    success_message = _("Question archived; attempts that used it keep it.")

    def get_object(self, queryset: Any = None) -> Question:
        question: Question = super().get_object(queryset)
        must_write(self.request.user, question)
        return question

    def get_usage(self) -> None:
        """Being used in a quiz is no reason against archiving."""

    def delete_action(self) -> None:
        archive_questions(questions=Question.objects.filter(pk=self.object.pk))
