"""Fields of the question's form that need more than a line."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.tags import TagField
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminPageChooser
from wagtail.images import get_image_model
from wagtail.images.widgets import AdminImageChooser
from wagtail.models import Page
from wagtailmedia.models import get_media_model
from wagtailmedia.widgets import AdminMediaChooser

from quizzes.models import Category
from quizzes.tree import category_tree

# By name, since the handbook is on one line with this app: neither knows the other.
HANDBOOK_PAGES = ["handbooks.ProcedurePage", "handbooks.RoleCardPage"]
HANDBOOK_PAGES += ["handbooks.MessageTemplatePage", "handbooks.ChapterPage"]
DIFFICULTIES = [(1, _("easy")), (2, _("medium")), (3, _("hard"))]


class CategoryField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Categories as the tree they are; one query."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"queryset": Category.objects.all(), **kwargs})

    def offer(self, allowed: Any, *, path: bool = False) -> None:
        """Let these be chosen. The ways down to them are shown by indent."""
        self.queryset = allowed
        keys = set(allowed.values_list("pk", flat=True))
        branches = [b for b in category_tree().branches if b.category.pk in keys]
        # Where not the whole tree may be chosen, indents would mislead.
        named = (
            "path" if path or any(_orphan(b, keys) for b in branches) else "indented"
        )
        self.choices = [
            ("", self.empty_label or ""),
            *((branch.category.pk, getattr(branch, named)) for branch in branches),
        ]


def _orphan(branch: Any, keys: set[int]) -> bool:
    return branch.depth > 0 and branch.line[-2].pk not in keys


def long_text(label: Any, *, rows: int = 3, **kwargs: Any) -> forms.CharField:
    attrs = {"rows": rows, **kwargs.pop("attrs", {})}
    widget = AdminAutoHeightTextInput(attrs=attrs)
    return forms.CharField(label=label, widget=widget, **kwargs)


def handbook_field() -> forms.ModelChoiceField[Any]:
    return forms.ModelChoiceField(
        label=_("Page of the handbook"),
        queryset=Page.objects.all(),
        required=False,
        widget=AdminPageChooser(target_models=HANDBOOK_PAGES),
        help_text=_("What the question tests, and where to read it again."),
    )


def image_field() -> forms.ModelChoiceField[Any]:
    return forms.ModelChoiceField(
        label=_("Picture"),
        queryset=get_image_model().objects.all(),
        required=False,
        widget=AdminImageChooser(),
    )


def media_field() -> forms.ModelChoiceField[Any]:
    return forms.ModelChoiceField(
        label=_("Sound or film"),
        queryset=get_media_model().objects.all(),
        required=False,
        widget=AdminMediaChooser(),
    )


def tag_field() -> TagField:
    return TagField(label=_("Tags"), required=False)
