"""Whom the office sends to a class, and whom it takes off the list."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.choosers import person_chooser
from accounts.models import User
from learning.models import Registration, TrainingClass

STATE = Registration.State


class SendForm(forms.Form):
    person = forms.ModelChoiceField(
        label=_("Person"),
        queryset=User.objects.active(),
        widget=person_chooser.widget_class,
    )


class RegistrationChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Registration) -> str:
        unit = obj.department or ""
        return f"{obj.trainee} – {unit} ({obj.get_state_display()})"


class DeclineForm(forms.Form):
    """Who does not go after all, and why."""

    registration = RegistrationChoice(
        label=_("Person"), queryset=Registration.objects.none()
    )
    reason = forms.CharField(label=_("Reason"), max_length=300)

    def __init__(
        self, *args: Any, training_class: TrainingClass, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        registrations = training_class.registrations.filter(
            state__in=[STATE.ASKED, STATE.WAITING, STATE.SEATED]
        )
        registration = cast(RegistrationChoice, self.fields["registration"])
        registration.queryset = registrations.select_related("trainee", "department")
