"""How the training office writes people down in the admin."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm

from accounts.models import User

FIELDS = ["username", "email", "full_name", "given_name", "language", "groups"]


class NameMixin(forms.ModelForm):  # type: ignore[type-arg]
    """One full name; the given name follows unless it was typed.

    `is_superuser` is offered to administrators only: who manages people must not
    be able to make themselves an administrator.
    """

    first_name = None  # Wagtail's own forms declare these two
    last_name = None
    email = forms.EmailField(label=_("E-mail"), required=False)

    def __init__(self, *args: Any, editor: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not editor.is_superuser:
            self.fields.pop("is_superuser", None)

    def save(self, commit: bool = True) -> Any:
        given = self.cleaned_data.get("given_name", "")
        if "full_name" in self.changed_data and "given_name" not in self.changed_data:
            given = ""  # a new name brings its own given name
        self.instance.set_name(self.cleaned_data["full_name"], given=given)
        return super().save(commit)


class PersonCreationForm(NameMixin, UserCreationForm):
    class Meta(UserCreationForm.Meta):
        model = User
        fields = [*FIELDS, "is_superuser"]


class PersonEditForm(NameMixin, UserEditForm):
    class Meta(UserEditForm.Meta):
        model = User
        fields = [*FIELDS, "is_superuser", "is_active"]
