"""Choosing a person by name, with or without diacritics, in the admin."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import chooser as views
from wagtail.admin.viewsets.chooser import ChooserViewSet

from accounts.models import User


class WordsFilterForm(BaseFilterForm):
    """A search field; `narrow` says what the words are looked for in."""

    q = forms.CharField(
        label=_("Search"),
        required=False,
        widget=forms.TextInput(attrs={"data-chooser-modal-search-filter": True}),
    )

    def narrow(self, objects: Any, words: str) -> Any:
        raise NotImplementedError

    def filter(self, objects: Any) -> Any:
        words = self.cleaned_data.get("q")
        if words:
            objects = self.narrow(objects, words)
            self.is_searching, self.search_query = True, words
        return super().filter(objects)


class NameFilterForm(WordsFilterForm):
    def narrow(self, objects: Any, words: str) -> Any:
        return objects.named(words)


class _ChoosePerson:
    filter_form_class = NameFilterForm

    def get_object_list(self) -> Any:
        return User.objects.active().in_name_order()

    @property
    def columns(self) -> list[Column]:
        return [self.title_column, Column("username", label=_("Sign-in name"))]  # type: ignore[attr-defined]


class ChoosePerson(_ChoosePerson, views.ChooseView):
    pass


class ChoosePersonResults(_ChoosePerson, views.ChooseResultsView):
    pass


class PersonChooserViewSet(ChooserViewSet):
    model = User
    icon = "user"
    choose_one_text = _("Choose a person")
    choose_another_text = _("Choose another person")
    choose_view_class = ChoosePerson
    choose_results_view_class = ChoosePersonResults
    url_filter_parameters: list[str] = []
    per_page = 20


person_chooser = PersonChooserViewSet("person_chooser")
