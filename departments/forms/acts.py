"""The acts of a decision as forms: from what is typed to what is ordered and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from departments.forms.units import (
    PlaceField,
    TargetForm,
    UnitField,
    UnitsField,
    places_for,
    units,
)
from departments.models import ActKind, Department, Reorganisation
from departments.reorganising.acts import (
    Dissolve,
    Merge,
    Move,
    Ordered,
    Rename,
    Split,
    Target,
    Transfer,
)

MOST_TARGETS = 5


class ActForm(forms.Form):
    """`targets` are forms within it; `act` is what it all says."""

    number_of_targets = 0

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        decision: Reorganisation,
        number: int | None = None,
        old: Any = None,
    ) -> None:
        self.old = old
        self.places = places_for(decision, but=number)
        super().__init__(data, initial=self.said(old) if old else None)
        self.targets = [
            TargetForm(data, prefix=f"t{n}", places=self.places, initial=initial)
            for n, initial in enumerate(self._targets_said())
        ]
        self.build()

    def build(self) -> None:
        """Fields that depend on the decision."""

    def said(self, old: Any) -> dict[str, Any]:
        """The initial values for an act there is."""
        return {name: getattr(old, name) for name in self.base_fields}

    def _targets_said(self) -> list[dict[str, Any]]:
        into = getattr(self.old, "into", ()) if self.old else ()
        targets = list(into) if isinstance(into, tuple) else [into]
        targets = [target for target in targets if not self._is_source(target)]
        said = [vars(target) for target in targets]
        return [*said, *[{}] * self.number_of_targets][: self.number_of_targets]

    def _is_source(self, target: Target) -> bool:
        return isinstance(self.old, Split) and target.unit == self.old.source

    def is_valid(self) -> bool:
        valid = [super().is_valid(), *(form.is_valid() for form in self.targets)]
        if all(valid) and self.number_of_targets:
            filled = sum(form.is_filled for form in self.targets)
            if filled < self.least_targets():
                self.add_error(None, self.too_few)
        return all(valid) and not self.errors

    too_few = _("Say which unit takes over.")

    def least_targets(self) -> int:
        return 1

    def filled(self, like: Department) -> tuple[Target, ...]:
        return tuple(form.target(like) for form in self.targets if form.is_filled)

    @property
    def has_more(self) -> bool:
        """More targets are described than the two one sees first."""
        return any(form.initial or form.has_changed() for form in self.targets[2:])

    def act(self) -> Ordered:
        raise NotImplementedError


class MergeForm(ActForm):
    number_of_targets = 1
    sources = UnitsField(units(), label=_("Units that are merged"))
    joins_divisions = forms.BooleanField(
        label=_("Divisions of the same name become one"), initial=True, required=False
    )

    def act(self) -> Merge:
        data = self.cleaned_data
        sources = list(data["sources"])
        [into] = self.filled(sources[0])
        return Merge(
            tuple(unit.pk for unit in sources),
            into,
            joins_divisions=data["joins_divisions"],
            posts=self.old.posts if self.old else {},
        )


class SplitForm(ActForm):
    number_of_targets = MOST_TARGETS
    too_few = _("Say which units take over: at least two, or one if the unit goes on.")
    source = UnitField(_("Unit that is divided"))
    goes_on = forms.BooleanField(
        label=_("The unit goes on; only parts of it leave"), required=False
    )
    heir = forms.TypedChoiceField(
        label=_("Takes over the records of people who had left"),
        help_text=_("If the unit goes on, it keeps them."),
        choices=[(n, _("Unit %(n)s") % {"n": n + 1}) for n in range(MOST_TARGETS)],
        coerce=int,
        initial=0,
        required=False,
        empty_value=None,
    )

    def said(self, old: Split) -> dict[str, Any]:
        goes_on = any(target.unit == old.source for target in old.into)
        return {"source": old.source, "goes_on": goes_on, "heir": old.heir}

    def least_targets(self) -> int:
        return 1 if self.cleaned_data.get("goes_on") else 2

    def act(self) -> Split:
        source, goes_on = self.cleaned_data["source"], self.cleaned_data["goes_on"]
        into = self.filled(source)
        heir = min(self.cleaned_data["heir"] or 0, len(into) - 1)
        if goes_on:  # comes last, so that the numbers of the others stay
            into, heir = (*into, Target(unit=source.pk)), len(into)
        kept = self.old if self.old and len(self.old.into) == len(into) else None
        if kept:
            return replace(kept, source=source.pk, into=into, heir=heir)
        return Split(source.pk, into, heir)


class RenameForm(ActForm):
    unit = UnitField(_("Unit"))
    name = forms.CharField(label=_("new name"), max_length=200)
    short_name = forms.CharField(
        label=_("new short name"),
        help_text=_("Left empty, it stays as it is."),
        max_length=60,
        required=False,
    )
    code = forms.CharField(
        label=_("new code"),
        help_text=_("Left empty, it stays as it is."),
        max_length=20,
        required=False,
    )

    def act(self) -> Rename:
        data, unit = self.cleaned_data, self.cleaned_data["unit"]
        short_name, code = data["short_name"], data["code"]
        return Rename(
            unit.pk, data["name"], short_name or unit.short_name, code or unit.code
        )


class MoveForm(ActForm):
    unit = UnitField(_("Unit"))

    def build(self) -> None:
        initial = self.old.parent if self.old else None
        self.fields["parent"] = PlaceField(
            self.places, _("belongs to, from now on"), initial=initial
        )

    def act(self) -> Move:
        return Move(self.cleaned_data["unit"].pk, self.cleaned_data["parent"])


class DissolveForm(ActForm):
    unit = UnitField(_("Unit"), help_text=_("Units below it end with it."))
    heir = UnitField(
        _("Its records count in"),
        help_text=_("Left empty: in the unit it belongs to."),
        required=False,
    )

    def act(self) -> Dissolve:
        heir = self.cleaned_data["heir"]
        return Dissolve(self.cleaned_data["unit"].pk, heir.pk if heir else None)


class TransferForm(ActForm):
    number_of_targets = 1
    source = UnitField(_("Unit that hands over"))
    functions = forms.CharField(
        label=_("Functions"), widget=forms.Textarea(attrs={"rows": 3})
    )

    def act(self) -> Transfer:
        source = self.cleaned_data["source"]
        [into] = self.filled(source)
        functions = self.cleaned_data["functions"]
        if self.old:
            return replace(self.old, source=source.pk, into=into, functions=functions)
        return Transfer(source.pk, into, functions)


FORMS: dict[str, Callable[..., ActForm]] = {
    ActKind.MERGE: MergeForm,
    ActKind.SPLIT: SplitForm,
    ActKind.RENAME: RenameForm,
    ActKind.MOVE: MoveForm,
    ActKind.DISSOLVE: DissolveForm,
    ActKind.TRANSFER: TransferForm,
}
# What each act is called where one is chosen.
LABELS = {
    ActKind.MERGE: _("Merge units"),
    ActKind.SPLIT: _("Split a unit"),
    ActKind.RENAME: _("Rename a unit"),
    ActKind.MOVE: _("Move a unit"),
    ActKind.DISSOLVE: _("Dissolve a unit"),
    ActKind.TRANSFER: _("Transfer functions"),
}
