"""The categories of the bank in the admin, as the tree they are."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.ui.tables import BaseColumn, Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from accounts.editing import EditorMixin
from accounts.models import User
from departments.permissions import TRAINERS
from quizzes.authoring.fields import CategoryField
from quizzes.importing.buttons import export_button
from quizzes.models import Category
from quizzes.permissions import categories_written_by, may_name_editors
from quizzes.tree import BETWEEN, CategoryTree, category_tree
from vietnamese.text import fold


class CategoryForm(forms.ModelForm):  # type: ignore[type-arg]
    parent = CategoryField(
        label=_("Part of"), required=False, empty_label=_("nothing: at the top")
    )

    class Meta:
        model = Category
        fields = ["name", "parent"]

    def __init__(self, *args: Any, editor: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = categories_written_by(editor)
        if self.instance.pk:
            # Below itself a category would hang in the air.
            below = category_tree().below(self.instance.pk)
            mine = mine.exclude(pk__in=below) | _parent_of(self.instance)
        cast(CategoryField, self.fields["parent"]).offer(mine.distinct())
        if may_name_editors(editor):
            self._add_editors()

    def _add_editors(self) -> None:
        known = self.instance.editors.all() if self.instance.pk else []
        trainers = User.objects.active().filter(groups__name=TRAINERS)
        named = User.objects.filter(pk__in=[person.pk for person in known])
        offered = User.objects.filter(
            Q(pk__in=trainers.values("pk")) | Q(pk__in=named.values("pk"))
        )
        self.fields["editors"] = forms.ModelMultipleChoiceField(
            label=_("Trainers who write here"),
            queryset=offered.order_by("sort_key"),
            required=False,
            initial=known,
            widget=forms.CheckboxSelectMultiple,
            help_text=_(
                "Nobody named: as in the category above, at the top every trainer. Holds for the categories below too, unless they name others."
            ),
        )

    def save(self, commit: bool = True) -> Category:
        category: Category = super().save(commit)
        if "editors" in self.cleaned_data:
            category.editors.set(self.cleaned_data["editors"])
        return category


def _parent_of(category: Category) -> QuerySet[Category]:
    """What it hangs under may stay, whoever writes there."""
    return Category.objects.filter(children=category.pk)


class CategoryIndex(generic.IndexView):
    is_searchable = True

    def get_base_queryset(self) -> QuerySet[Category]:
        usable = Q(questions__archived_at=None, questions__current__isnull=False)
        own = Count("questions", filter=usable)
        return Category.objects.annotate(own=own).prefetch_related("editors")

    @cached_property
    def _tree(self) -> CategoryTree:
        return category_tree()

    def search_queryset(self, queryset: Any) -> Any:
        if not self.search_query:
            return queryset
        wanted = fold(self.search_query)
        found = [
            branch.category.pk
            for branch in self._tree.branches
            if wanted in fold(branch.category.name)
        ]
        return queryset.filter(pk__in=found)

    def get_queryset(self) -> Any:
        """In the order of the tree, which no database knows."""
        found = {category.pk: category for category in super().get_queryset()}
        order = [branch.category.pk for branch in self._tree.branches]
        return [found[pk] for pk in order if pk in found]

    @cached_property
    def columns(self) -> list[BaseColumn]:
        title = self._get_title_column_class(TitleColumn)
        return [
            title(
                "name",
                label=_("Category"),
                accessor=self._indented,
                get_url=self.get_edit_url,
            ),
            Column("questions", _("Questions"), "own"),
            Column("editors", _("Who writes here"), self._editors),
        ]

    def _indented(self, category: Category) -> SafeString:
        """Looked at, an indent; listened to, the way down."""
        *above, own = self._tree.branch(category.pk).line
        return format_html(
            '<span class="branch branch--{}"><span class="w-sr-only">{}</span>{}</span>',
            min(len(above), 6),
            "".join(f"{each.name}{BETWEEN}" for each in above),
            own.name,
        )

    def _editors(self, category: Category) -> str:
        people = ", ".join(each.full_name for each in category.editors.all())
        if people:
            return people
        return "" if category.parent_id else _now("every trainer")

    @cached_property
    def _written(self) -> set[int]:
        categories = categories_written_by(self.request.user)
        return set(categories.values_list("pk", flat=True))

    def get_edit_url(self, instance: Category) -> str | None:
        if instance.pk not in self._written:
            return None
        url: str | None = super().get_edit_url(instance)
        return url

    def get_delete_url(self, instance: Category) -> str | None:
        if instance.pk not in self._written:
            return None
        url: str | None = super().get_delete_url(instance)
        return url

    def get_list_more_buttons(self, instance: Category) -> list[Any]:
        return [*super().get_list_more_buttons(instance), export_button(instance)]


class _Written:
    """A category of those this person writes in."""

    request: Any

    def get_object(self, queryset: Any = None) -> Category:
        category: Category = super().get_object(queryset)  # type: ignore[misc]
        if not categories_written_by(self.request.user).filter(pk=category.pk).exists():
            raise PermissionDenied
        return category


class AddCategory(EditorMixin, generic.CreateView):
    form_class = CategoryForm


class EditCategory(EditorMixin, _Written, generic.EditView):
    form_class = CategoryForm


class DeleteCategory(_Written, generic.DeleteView):
    """Questions, categories and draws hold a category; it goes only when empty."""

    @property
    def is_held(self) -> bool:
        held_by = (self.object.questions, self.object.children, self.object.draws)
        return any(each.exists() for each in held_by)

    def form_valid(self, form: Any) -> Any:
        if not self.is_held:
            return super().form_valid(form)
        messages.error(
            self.request,
            _(
                "The category is not empty: move its questions and categories first; archived questions count too."
            ),
        )
        return self.render_to_response(self.get_context_data(form=form))


class CategoryViewSet(ModelViewSet):
    model = Category
    icon = "folder-open-1"
    menu_label = _("Question categories")
    index_view_class = CategoryIndex
    add_view_class = AddCategory
    edit_view_class = EditCategory
    delete_view_class = DeleteCategory
    copy_view_enabled = False
    list_per_page = 1_000

    def get_form_class(self, for_update: bool = False) -> type[CategoryForm]:
        return CategoryForm
