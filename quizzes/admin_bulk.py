"""What is done to many questions of the list at once."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.forms.tags import TagField
from wagtail.admin.views.bulk_action import BulkAction

from accounts.models import User
from quizzes.authoring.fields import CategoryField
from quizzes.models import Question, QuestionQuerySet
from quizzes.permissions import categories_written_by
from quizzes.services import add_tags, archive_questions, move_questions


class QuestionBulkAction(BulkAction):
    """Touches only questions in categories this person writes in."""

    models: ClassVar[list[type[Question]]] = [Question]
    template_name = "quizzes/admin/bulk.html"
    explanation: Any = ""
    button: Any = ""

    @cached_property
    def _written(self) -> set[int]:
        categories = categories_written_by(self.request.user)
        return set(categories.values_list("pk", flat=True))

    @classmethod
    def get_queryset(cls, model: Any, object_ids: list[str]) -> Any:
        keys = [key for key in map(str, object_ids) if key.isdecimal()]
        questions = Question.objects.usable().select_related("current")
        return questions.filter(pk__in=keys)

    def get_all_objects_in_listing_query(self, parent_id: Any) -> Any:
        return Question.objects.usable().values_list("pk", flat=True)

    def check_perm(self, obj: Question) -> bool:
        return obj.category_id in self._written

    def get_execution_context(self) -> dict[str, Any]:
        return {"form": self.cleaned_form}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        own = {"explanation": self.explanation, "button": self.button}
        return {**context, **own, "title": self.aria_label}

    def get_success_message(self, done: int, _children: int) -> str:
        text = ngettext(
            "%(count)s question changed.", "%(count)s questions changed.", done
        )
        return text % {"count": done}


class MoveForm(forms.Form):
    category = CategoryField(label=_("Category"))

    def __init__(self, *args: Any, editor: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(CategoryField, self.fields["category"])
        field.offer(categories_written_by(editor))


class MoveQuestions(QuestionBulkAction):
    display_name = _("Move")
    action_type = "move"
    aria_label = _("Move the chosen questions to another category")
    button = _("Move")
    action_priority = 10
    form_class = MoveForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "editor": self.request.user}

    @classmethod
    def execute_action(cls, objects: list[Question], **kwargs: Any) -> tuple[int, int]:
        category = kwargs["form"].cleaned_data["category"]
        return move_questions(questions=_all(objects), category=category), 0


class TagForm(forms.Form):
    tags = TagField(label=_("Tags"))


class TagQuestions(QuestionBulkAction):
    display_name = _("Tag")
    action_type = "tag"
    aria_label = _("Add tags to the chosen questions")
    button = _("Add the tags")
    action_priority = 20
    form_class = TagForm

    @classmethod
    def execute_action(cls, objects: list[Question], **kwargs: Any) -> tuple[int, int]:
        add_tags(questions=objects, tags=kwargs["form"].cleaned_data["tags"])
        return len(objects), 0


class ArchiveQuestions(QuestionBulkAction):
    display_name = _("Archive")
    action_type = "archive"
    aria_label = _("Archive the chosen questions")
    explanation = _(
        "No quiz will ask it any more. Attempts that did keep it, and it can be brought back."
    )
    button = _("Archive")
    action_priority = 30
    classes: ClassVar[set[str]] = {"serious"}

    @classmethod
    def execute_action(cls, objects: list[Question], **kwargs: Any) -> tuple[int, int]:
        return archive_questions(questions=_all(objects)), 0


def _all(questions: list[Question]) -> QuestionQuerySet:
    return Question.objects.filter(pk__in=[question.pk for question in questions])
