"""A trainer takes a quiz without leaving a trace, in the trainees' own look."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from quizzes.admin_quiz import AboutOneQuiz
from quizzes.models import Quiz
from quizzes.services.refusals import QuizHasNoQuestions
from quizzes.trial import as_token, begin_trial, finish_trial


class QuizTrial(AboutOneQuiz, PermissionCheckedMixin, TemplateView):
    model = Quiz
    page_title = _("Try the quiz")
    template_name = "quizzes/trial.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        posted = self.request.POST
        context = {"quiz": self.object, **kwargs}
        done = finish_trial(self.object, posted.get("drawn", ""), posted)
        if done:
            return {**context, "sheet": done, "done": True}
        try:
            sheet = begin_trial(self.object)
        except QuizHasNoQuestions as refusal:
            return {**context, "refusal": refusal}
        return {**context, "sheet": sheet, "drawn": as_token(sheet)}

    def post(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Marked and shown; written nowhere."""
        return self.get(request, *args, **kwargs)
