"""Doors to imports, exports and duplicates, for the lists of the admin."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets.button import Button

from quizzes.models import Category, Question, Quiz


def export_button(thing: Category | Question | Quiz) -> Button:
    """The questions of one thing, in a file."""
    name = {Category: "within", Question: "only", Quiz: "of_quiz"}[type(thing)]
    url = f"{reverse('question_files:export')}?{name}={thing.pk}"
    return Button(_("Export questions"), url=url, icon_name="download", priority=60)


class FileButtons:
    """For the list of questions: the export takes its search and filters along."""

    request: Any

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        buttons: list[Button] = super().header_more_buttons  # type: ignore[misc]
        export = reverse("question_files:export")
        asked = self.request.GET.copy()
        asked.pop("p", None)
        if asked:
            export = f"{export}?{asked.urlencode()}"
        doors = [
            (_("Import questions"), reverse("question_files:upload"), "upload"),
            (_("Export these questions"), export, "download"),
            (_("Questions that are alike"), reverse("question_files:alike"), "copy"),
        ]
        return [
            *buttons,
            *(
                Button(label, url=url, icon_name=icon, priority=70 + place)
                for place, (label, url, icon) in enumerate(doors)
                if label != doors[0][0] or self._may_add
            ),
        ]

    @property
    def _may_add(self) -> bool:
        return bool(self.request.user.has_perm("quizzes.add_question"))
