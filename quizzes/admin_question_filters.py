"""What narrows the list of questions."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag
from wagtail.admin.filters import WagtailFilterSet

from legal.models import LegalReference
from quizzes.authoring.fields import DIFFICULTIES
from quizzes.authoring.pages import kinds_offered
from quizzes.models import Question, QuestionQuerySet
from quizzes.permissions import categories_written_by
from quizzes.tree import category_tree
from quizzes.usage import used_questions


def categories() -> list[tuple[int, str]]:
    return [(each.category.pk, each.indented) for each in category_tree().branches]


def to_be_checked(questions: QuestionQuerySet) -> QuestionQuerySet:
    return questions.filter(review_on__lte=timezone.localdate())


def questions_to_check(user: Any) -> int:
    """How many questions in this person's care are due to be checked."""
    mine = Question.objects.usable().filter(category__in=categories_written_by(user))
    return to_be_checked(mine).count()


def of_ended_law(questions: QuestionQuerySet) -> QuestionQuerySet:
    ended = LegalReference.objects.ended(timezone.localdate())
    return questions.filter(current__legal_reference__in=ended.values("pk"))


class QuestionFilters(WagtailFilterSet):
    category = django_filters.ChoiceFilter(
        label=_("Category"),
        method="filter_category",
        empty_label=_("All"),
        choices=categories,
        help_text=_("With the categories below it."),
    )
    kind = django_filters.ChoiceFilter(
        label=_("Kind"),
        field_name="current__kind",
        empty_label=_("All"),
        choices=kinds_offered,
    )
    tag = django_filters.ModelChoiceFilter(
        label=_("Tag"),
        method="filter_tag",
        queryset=lambda _request: Tag.objects.filter(questions__gt=0).distinct(),
    )
    difficulty = django_filters.ChoiceFilter(
        label=_("Difficulty"),
        field_name="current__difficulty",
        empty_label=_("All"),
        choices=DIFFICULTIES,
        widget=forms.RadioSelect,
    )
    care = django_filters.ChoiceFilter(
        label=_("Needs care"),
        method="filter_care",
        empty_label=_("All"),
        choices=[
            ("due", _("to be checked by today")),
            ("law", _("cites a law that has ended")),
            ("unused", _("in no quiz")),
        ],
        widget=forms.RadioSelect,
    )
    shelf = django_filters.ChoiceFilter(
        label=_("Archive"),
        method="filter_shelf",
        empty_label=_("in use"),
        choices=[("archived", _("archived"))],
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Question
        fields: list[str] = []

    def filter_category(self, questions: Any, name: str, value: str) -> Any:
        return questions.filter(category__in=category_tree().below(int(value)))

    def filter_tag(self, questions: Any, name: str, value: Tag) -> Any:
        # Not by joining: a join and a count of the page do not go together.
        tagged = Question.objects.filter(tags=value)
        return questions.filter(pk__in=tagged.values("pk"))

    def filter_care(self, questions: Any, name: str, value: str) -> Any:
        if value == "due":
            return to_be_checked(questions)
        if value == "law":
            return of_ended_law(questions)
        return questions.exclude(used_questions())

    def filter_shelf(self, questions: Any, name: str, value: str) -> Any:
        """The list itself begins with the shelf asked for."""
        return questions
