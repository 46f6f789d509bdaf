"""Fields in which a unit is chosen, or described so that it can be founded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from departments.models import Department, Kind, Reorganisation
from departments.reorganising.acts import Key, Target, from_content
from departments.reorganising.words import new_units

NONE_YET = "---------"


def indented(unit: Department) -> str:
    """Divisions with the body they are in: every one has an office."""
    name = "– " * (unit.depth - 1) + unit.name
    is_division = unit.kind == Kind.DIVISION and unit.parent
    return f"{name} ({unit.parent})" if is_division else name


def units() -> Any:
    return Department.objects.existing().select_related("parent").order_by("path")


class UnitField(forms.ModelChoiceField[Department]):
    def __init__(self, label: Any, **more: Any) -> None:
        super().__init__(units(), label=label, **more)

    def label_from_instance(self, obj: Department) -> str:
        return indented(obj)


class UnitsField(forms.ModelMultipleChoiceField[Department]):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Department) -> str:
        return indented(obj)


class PlaceField(forms.TypedChoiceField):
    """A unit there is, or one that the same decision founds."""

    def __init__(self, places: Sequence[tuple[str, str]], label: Any, **more: Any):
        choices = [("", NONE_YET), *places]
        super().__init__(
            choices=choices, coerce=_key, empty_value=None, label=label, **more
        )


def _key(text: str) -> Key:
    return int(text) if text.isdecimal() else text


def places_for(decision: Reorganisation, *, but: int | None) -> list[tuple[str, str]]:
    """Where a unit can be put: units there are, then those founded by other acts."""
    acts = [
        (row.pk, from_content(row.kind, row.content))
        for row in decision.acts.all()
        if row.pk != but
    ]
    new = [(key, f"+ {name}") for key, name in new_units(acts).items()]
    return [*((str(unit.pk), indented(unit)) for unit in units()), *new]


class TargetForm(forms.Form):
    """A unit that takes over: chosen, or described so that it can be founded."""

    def __init__(
        self, *args: Any, places: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = UnitField(_("A unit there is"), required=False)
        self.fields["name"] = forms.CharField(
            label=_("or a new unit, called"), max_length=200, required=False
        )
        self.fields["short_name"] = forms.CharField(
            label=_("short name"), max_length=60, required=False
        )
        self.fields["code"] = forms.CharField(
            label=_("code"), max_length=20, required=False
        )
        self.fields["kind"] = forms.ChoiceField(
            label=_("kind"), choices=[("", NONE_YET), *Kind.choices], required=False
        )
        self.fields["parent"] = PlaceField(places, _("belongs to"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("unit") and data.get("name"):
            text = _("Either choose a unit or name a new one, not both.")
            raise forms.ValidationError(text)
        return data

    @property
    def is_filled(self) -> bool:
        return bool(self.cleaned_data.get("unit") or self.cleaned_data.get("name"))

    def target(self, like: Department) -> Target:
        """What is left open is as in the unit it comes from."""
        data = self.cleaned_data
        if data["unit"]:
            return Target(unit=data["unit"].pk)
        return Target(
            name=data["name"],
            short_name=data["short_name"],
            code=data["code"],
            kind=data["kind"] or like.kind,
            parent=data["parent"] if data["parent"] is not None else like.parent_id,
        )
