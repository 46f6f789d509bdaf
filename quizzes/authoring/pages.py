"""Adding, copying and revising a question in the admin."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.views import generic
from wagtail.admin.views.generic.models import CopyViewMixin
from wagtail.admin.widgets.button import HeaderButton

from quizzes.authoring import KIND_FORMS
from quizzes.authoring.question import QuestionForm
from quizzes.authoring.switching import carried_over
from quizzes.doors import doors_of
from quizzes.kinds import KINDS
from quizzes.models import Question, QuestionVersion
from quizzes.permissions import categories_written_by, may_write

OF_KIND = dict(QuestionVersion.Kind.choices)


def kinds_offered() -> list[tuple[str, Any]]:
    return [(kind, OF_KIND[kind]) for kind in KIND_FORMS if kind in KINDS]


class Authoring:
    """The kind comes first: each has a form of its own. Pressing another kind shows
    its form with all that was typed."""

    template_name = "quizzes/admin/question_form.html"
    form_class = QuestionForm
    submit_button_label = _("Save")
    request: Any
    form: QuestionForm
    object: Any

    def default_kind(self) -> str:
        raise NotImplementedError

    def starting_version(self) -> QuestionVersion | None:
        raise NotImplementedError

    @cached_property
    def kind(self) -> str:
        asked = [self.request.POST.get(name) for name in ("switch", "kind")]
        asked.append(self.request.GET.get("kind"))
        known = [kind for kind in asked if kind in KIND_FORMS and kind in KINDS]
        return known[0] if known else self.default_kind()

    @property
    def is_switching(self) -> bool:
        return "switch" in self.request.POST

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_form_kwargs()  # type: ignore[misc]
        kwargs |= {"editor": self.request.user, "kind": self.kind}
        kwargs["version"] = self.starting_version()
        if "data" in kwargs:
            kwargs["data"] = carried_over(kwargs["data"], self.kind)
        return kwargs

    def post(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if not self.is_switching:
            return super().post(request, *args, **kwargs)  # type: ignore[misc]
        self.form = self.get_form()  # type: ignore[attr-defined]
        self.form.forgive()
        return self.render_to_response(self.get_context_data())  # type: ignore[attr-defined]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return {
            **context,
            "kinds": kinds_offered(),
            "kind": self.kind,
            "history_url": None,
            "has_unsaved_changes": self.is_switching,
        }

    def get_success_url(self) -> str:
        if "action-another" not in self.request.POST:
            return super().get_success_url()  # type: ignore[misc]
        same = {"kind": self.kind, "category": self.object.category_id}
        return f"{reverse('questions:add')}?{urlencode(same)}"

    def get_side_panels(self) -> MediaContainer:
        """What they tell stands on pages of its own: versions, usage."""
        return MediaContainer([])


class AddQuestion(Authoring, generic.CreateView):
    """Kind and category are remembered: most questions come in rows."""

    object: Any = None

    def default_kind(self) -> str:
        remembered = self.request.session.get("question_kind")
        return remembered if remembered in KIND_FORMS else next(iter(KIND_FORMS))

    def starting_version(self) -> QuestionVersion | None:
        return None

    def get_initial(self) -> dict[str, Any]:
        session = self.request.session
        category = self.request.GET.get("category") or session.get("question_category")
        return {**super().get_initial(), "category": category}

    def save_instance(self) -> Question:
        question: Question = super().save_instance()
        self.request.session["question_kind"] = self.kind
        self.request.session["question_category"] = question.category_id
        return question


class CopyQuestion(CopyViewMixin, AddQuestion):
    """A new question that begins as another is. Posts to where new ones are added."""

    @cached_property
    def source(self) -> Question:
        source: Question = self.get_object()
        return source

    def get_initial_form_instance(self) -> None:
        """The new question is none of the old one's rows."""

    def default_kind(self) -> str:
        return self.starting_version().kind

    def starting_version(self) -> QuestionVersion:
        assert self.source.current is not None  # noqa: S101 - see `source`
        return self.source.current

    def get_initial(self) -> dict[str, Any]:
        mine = categories_written_by(self.request.user)
        source = self.source
        kept = {name: getattr(source, name) for name in ("handbook_page", "review_on")}
        kept["handbook_step"] = source.handbook_step
        if mine.filter(pk=source.category_id).exists():
            kept["category"] = source.category_id
        return {**super().get_initial(), **kept, "tags": source.tags.all()}


class EditQuestion(Authoring, generic.EditView):
    """Who may not write it, and everybody once it is archived, reads it instead."""

    def get_queryset(self) -> QuerySet[Question]:
        related = ("current", "category", "author")
        return Question.objects.select_related(*related).exclude(current=None)

    @cached_property
    def writes_here(self) -> bool:
        return may_write(self.request.user, self.object)

    @property
    def may_write(self) -> bool:
        return self.writes_here and self.object.archived_at is None

    def default_kind(self) -> str:
        return str(self.object.current.kind)

    def starting_version(self) -> QuestionVersion | None:
        current: QuestionVersion | None = self.object.current
        return current

    def post(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        self.object = self.get_object()
        if not self.may_write:
            raise PermissionDenied
        return super().post(request, *args, **kwargs)

    def get_template_names(self) -> list[str]:
        if not self.may_write:
            return ["quizzes/admin/question_read.html"]
        return super().get_template_names()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        archived = self.object.archived_at is not None
        return {**context, "may_bring_back": archived and self.writes_here}

    @property
    def can_delete(self) -> bool:
        return self.may_write

    delete_item_label = _("Archive")

    @cached_property
    def header_buttons(self) -> list[Any]:
        doors = [
            ("history", _("Versions"), "history"),
            ("usage", _("Usage"), "doc-full-inverse"),
        ]
        return [
            HeaderButton(
                label,
                url=reverse(f"questions:{name}", args=[self.object.pk]),
                icon_name=icon,
            )
            for name, label, icon in doors
        ] + doors_of(self.request.user, self.object)
