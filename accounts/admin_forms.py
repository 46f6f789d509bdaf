"""How the training office writes people down in the admin."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm

from accounts import tokens
from accounts.models import ApiToken, User, staff_code
from vietnamese.dates import NoSuchDate, partial_date

FIELDS = ["username", "email", "full_name", "given_name", "language", "groups"]
FIELDS += ["staff_code", "birth"]


class BirthField(forms.CharField):
    """A day or a year, typed and shown as in Vietnam, kept as 1985-03-12 or 1985."""

    def prepare_value(self, value: Any) -> Any:
        return "/".join(reversed(str(value or "").split("-")))

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        try:
            return partial_date(typed) if typed else ""
        except NoSuchDate as error:
            raise forms.ValidationError(
                _("Write a day such as 25/12/1985, or a year.")
            ) from error


class NameMixin(forms.ModelForm):  # type: ignore[type-arg]
    """One full name; the given name follows unless it was typed.

    `is_superuser` is offered to administrators only: who manages people must not
    be able to make themselves an administrator.
    """

    first_name = None  # Wagtail's own forms declare these two
    last_name = None
    email = forms.EmailField(label=_("E-mail"), required=False)
    birth = BirthField(
        label=_("Born"),
        required=False,
        help_text=_("A day or only a year; tells people of the same name apart."),
    )

    def __init__(self, *args: Any, editor: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not editor.is_superuser:
            self.fields.pop("is_superuser", None)

    def clean_staff_code(self) -> str:
        return staff_code(self.cleaned_data["staff_code"])

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


class RevokeTokenForm(forms.ModelForm):  # type: ignore[type-arg]
    """The only change the office makes to somebody's access key."""

    revoke = forms.BooleanField(
        label=_("Revoke this key"),
        help_text=_("Programs that use it are refused at once. This cannot be undone."),
    )

    class Meta:
        model = ApiToken
        fields: list[str] = []

    def clean(self) -> dict[str, Any] | None:
        if self.instance.revoked_at:
            raise forms.ValidationError(_("This key is revoked already."))
        return super().clean()

    def save(self, commit: bool = True) -> ApiToken:
        tokens.revoke(token=self.instance)
        return self.instance
