from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput

from departments.models import Department, Membership
from departments.services import (
    UnitWouldContainItself,
    appoint,
    change_department,
    found_department,
)


class DepartmentForm(WagtailAdminModelForm):
    """Writes through the services, so that what a unit was stays on record."""

    on = forms.DateField(
        label=_("from"),
        help_text=_("The day this becomes true; what was before stays on record."),
        widget=AdminDateInput,
        initial=timezone.localdate,
    )

    class Meta:
        model = Department
        fields = ["kind", "name", "short_name", "code", "parent"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Department.objects.existing()
        if self.instance.pk:
            units = units.exclude(path__startswith=self.instance.path)
        self.fields["parent"].queryset = units
        self.fields["parent"].label_from_instance = indented

    def clean(self) -> dict[str, Any]:
        """Today's tree shows neither the future nor what is over."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("on") and data["on"] > timezone.localdate():
            text = _("A change on a day to come is written as a reorganisation.")
            self.add_error("on", text)
        if self.instance.dissolved_on:
            raise forms.ValidationError(
                _("This unit is dissolved and stays as it was.")
            )
        return data

    def save(self, commit: bool = True) -> Department:
        data = self.cleaned_data
        if self.instance.pk is None:
            return found_department(
                **{name: data[name] for name in self.Meta.fields}, on=data["on"]
            )
        unit = Department.objects.get(pk=self.instance.pk)
        unit.kind = data["kind"]
        values = {name: data[name] for name in ["name", "short_name", "code", "parent"]}
        try:
            return change_department(unit=unit, on=data["on"], **values)
        except UnitWouldContainItself as error:  # pragma: no cover - not offered
            raise forms.ValidationError(_("A unit cannot be below itself.")) from error


def indented(unit: Department) -> str:
    return "– " * (unit.depth - 1) + unit.name


class MembershipForm(WagtailAdminModelForm):
    class Meta:
        model = Membership
        fields = [
            "user",
            "department",
            "post",
            "is_head",
            "is_primary",
            "started_on",
            "ended_on",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = self.fields["department"]
        units.label_from_instance = indented
        if self.instance.pk:
            here = Department.objects.filter(pk=self.instance.department_id)
            units.queryset = Department.objects.existing() | here
        else:
            units.queryset = Department.objects.existing()
            del self.fields["ended_on"]

    def save(self, commit: bool = True) -> Membership:
        data = self.cleaned_data
        if self.instance.pk:
            return super().save(commit)
        return appoint(
            user=data["user"],
            department=data["department"],
            on=data["started_on"],
            post=data["post"],
            is_head=data["is_head"],
            is_primary=data["is_primary"],
        )
