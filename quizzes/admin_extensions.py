"""More time or tries for one person, in the admin. Always with the reason."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from accounts.editing import EditorMixin
from accounts.models import User
from quizzes.models import Extension
from quizzes.services.extending import grant_extension


def granted(extension: Extension) -> str:
    """What was given, in words."""
    minutes, attempts = extension.extra_minutes, extension.extra_attempts
    parts = []
    if minutes:
        text = ngettext("%(n)s minute more", "%(n)s minutes more", minutes)
        parts.append(text % {"n": minutes})
    if attempts:
        text = ngettext("%(n)s attempt more", "%(n)s attempts more", attempts)
        parts.append(text % {"n": attempts})
    if extension.closes_at:
        at = timezone.localtime(extension.closes_at)
        shown = date_format(at, "SHORT_DATETIME_FORMAT")
        parts.append(_now("may be handed in until %(at)s") % {"at": shown})
    return ", ".join(parts)


class ExtensionForm(WagtailAdminModelForm):
    def __init__(self, *args: Any, editor: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.editor = editor

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        quiz, closes = data.get("quiz"), data.get("closes_at")
        if quiz and closes and (not quiz.closes_at or closes <= quiz.closes_at):
            text = _now("This is no later than the quiz closes for everybody.")
            self.add_error("closes_at", text)
        if quiz and data.get("extra_minutes") and not quiz.time_limit:
            self.add_error("extra_minutes", _now("The quiz has no time limit."))
        if quiz and data.get("extra_attempts") and not quiz.max_attempts:
            self.add_error("extra_attempts", _now("The quiz has no limit of attempts."))
        given = [data.get(name) for name in ("extra_minutes", "extra_attempts")]
        if not any([*given, closes, self.errors]):
            self.add_error(None, _now("Grant minutes, attempts or a later closing."))
        return data

    def save(self, commit: bool = True) -> Extension:
        extension: Extension = super().save(commit=False)
        return grant_extension(extension=extension, by=self.editor)


class AddExtension(EditorMixin, generic.CreateView):
    def get_initial(self) -> dict[str, Any]:
        """Links name the quiz and the person."""
        named = {name: self.request.GET.get(name) for name in ("quiz", "trainee")}
        return {name: value for name, value in named.items() if value}


class EditExtension(EditorMixin, generic.EditView):
    pass


class ListOfExtensions(generic.IndexView):
    is_searchable = True
    search_fields = None
    default_ordering = "-granted_at"

    def get_base_queryset(self) -> Any:
        related = ("quiz", "trainee", "granted_by")
        return Extension.objects.select_related(*related)

    def search_queryset(self, queryset: Any) -> Any:
        if not self.search_query:
            return queryset
        named = User.objects.get_queryset().named(self.search_query)
        return queryset.filter(trainee__in=named.order_by().values("pk"))


class ExtensionViewSet(ModelViewSet):
    model = Extension
    icon = "time"
    menu_label = _("Extensions")
    copy_view_enabled = False
    inspect_view_enabled = False
    index_view_class = ListOfExtensions
    add_view_class = AddExtension
    edit_view_class = EditExtension
    list_display = [
        "trainee",
        Column("quiz", label=_("Quiz")),
        Column("granted", label=_("Granted"), accessor=granted),
        "reason",
        Column("granted_by", label=_("Granted by")),
    ]
    list_filter = ["quiz"]
    edit_handler = ObjectList(
        [
            FieldPanel("quiz", heading=_("Quiz")),
            FieldPanel("trainee"),
            FieldRowPanel([FieldPanel("extra_minutes"), FieldPanel("extra_attempts")]),
            FieldPanel("closes_at"),
            FieldPanel("reason"),
        ],
        base_form_class=ExtensionForm,
    )
