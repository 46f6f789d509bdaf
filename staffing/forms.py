"""How a list is uploaded, understood and answered for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from departments.models import Department
from staffing.matching import describe
from staffing.models import StaffList
from staffing.plan import Plan, Status
from staffing.planning import NEW, SKIP, place_key
from staffing.reading import MAX_BYTES, OldText
from staffing.reading.headings import Key
from staffing.units import UnitFinder

ANY_UNIT = _("Several units, or the list says")


def indented(unit: Department) -> str:
    return "– " * (unit.depth - 1) + unit.name


class RulesForm(forms.ModelForm):  # type: ignore[type-arg]
    """What holds for the whole list."""

    class Meta:
        model = StaffList
        fields = ["department", "is_complete", "effective_on", "names_heads"]
        widgets = {"effective_on": AdminDateInput}
        help_texts = {
            "is_complete": _(
                "Whoever holds a post there and is not on the list leaves it. Records and certificates stay."
            ),
            "effective_on": _(
                "The day new posts begin; posts that end, end the day before."
            ),
            "names_heads": _(
                "Chủ tịch, Giám đốc, Trưởng phòng … and their deputies see the reports of their unit."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units: Any = self.fields["department"]
        units.queryset = Department.objects.existing()
        units.empty_label = ANY_UNIT
        units.label_from_instance = indented
        self.fields["effective_on"].initial = timezone.localdate

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("is_complete") and not data.get("department"):
            reason = _("Say which unit the list is complete for.")
            self.add_error("department", reason)
        return data


class UploadForm(RulesForm):
    file = forms.FileField(
        label=_("List (.xlsx or .csv)"),
        help_text=_(
            "As the office has it: letterhead, units between the people and signatures may stay. Nothing is written before you have seen every row."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )
    old_text = forms.ChoiceField(
        label=_("Old fonts"),
        choices=OldText.choices,
        initial=OldText.RECOGNISE,
        help_text=_(".VnTime, VNI-Times and the like are turned into Unicode."),
    )

    field_order = ["file", "department", "is_complete", "effective_on"]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            reason = _("The file is larger than %(size)s MB. Split it.")
            values = {"size": MAX_BYTES // 1024**2}
            raise forms.ValidationError(reason, params=values)
        return file


class ColumnsForm(RulesForm):
    """The rules again, and what every column is taken for."""

    class Meta(RulesForm.Meta):
        fields = [*RulesForm.Meta.fields, "swaps_days"]

    def __init__(self, *args: Any, names: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["swaps_days"].help_text = _(
            "Tick this where 03/04 came out as 4 March; see the days of birth below."
        )
        self.names = names
        kept = self.instance.columns
        for place, name in enumerate(names):
            self.fields[f"column{place}"] = forms.ChoiceField(
                label=name or _("Column %s") % (place + 1),
                choices=[("", _("– not read –")), *Key.choices],
                required=False,
                initial=kept[place] if place < len(kept) else "",
            )

    @property
    def column_fields(self) -> list[forms.BoundField]:
        return [self[f"column{place}"] for place in range(len(self.names))]

    @property
    def rule_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.Meta.fields]

    @property
    def columns(self) -> list[str]:
        places = range(len(self.names))
        return [str(self.cleaned_data.get(f"column{place}", "")) for place in places]

    @property
    def rules(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        chosen = [data.get(f"column{place}") for place in range(len(self.names))]
        for key in Key:
            if chosen.count(key) > 1:
                reason = _("Two columns are taken for “%(key)s”.")
                self.add_error(None, reason % {"key": key.label})
        if Key.NAME not in chosen and Key.GIVEN not in chosen:
            self.add_error(None, _("Say which column holds the names."))
        return data


class AnswersForm(forms.Form):
    """One question for each unknown unit, and for each row that might be somebody.

    Units are chosen by their label from one shared list, so that hundreds of rows do
    not each carry all units.
    """

    def __init__(
        self, *args: Any, plan: Plan, finder: UnitFinder, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.finder = finder
        self.labels = {finder.label(unit): unit.pk for unit in finder.units}
        self.units: dict[str, str] = {}
        self.rows: dict[str, int] = {}
        for finding in plan.findings:
            entry = finding.entry
            if finding.status is Status.UNIT and entry:
                self._ask_for_unit(place_key(entry), finding.units)
            if finding.status is Status.PERSON:
                self._ask_for_person(finding)

    def _ask_for_unit(self, words: str, likely: Sequence[Department]) -> None:
        if words in self.units.values():
            return
        name = f"unit{len(self.units)}"
        self.units[name] = words
        choices = [(str(unit.pk), self.finder.label(unit)) for unit in likely]
        self.fields[name] = forms.ChoiceField(
            label=words or _("(no unit given)"),
            choices=[("", _("decide later")), *choices, (SKIP, _("leave out"))],
            required=False,
        )
        self.fields[f"{name}_other"] = forms.CharField(
            label=_("another unit"),
            required=False,
            widget=forms.TextInput(attrs={"list": "all-units", "autocomplete": "off"}),
        )

    def _ask_for_person(self, finding: Any) -> None:
        name = f"person{finding.row}"
        self.rows[name] = finding.row
        known = [(str(each.user.pk), describe(each)) for each in finding.people]
        self.fields[name] = forms.ChoiceField(
            label=finding.name,
            choices=[("", _("decide later")), *known, (NEW, _("somebody new"))],
            required=False,
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in self.units:
            typed = data.get(f"{name}_other")
            if typed and typed not in self.labels:
                reason = _("There is no such unit; choose one from the list.")
                self.add_error(f"{name}_other", reason)
        return data

    @property
    def unit_questions(self) -> Iterator[tuple[forms.BoundField, forms.BoundField]]:
        return ((self[name], self[f"{name}_other"]) for name in self.units)

    @property
    def person_questions(self) -> Iterator[tuple[int, forms.BoundField]]:
        return ((row, self[name]) for name, row in self.rows.items())

    @property
    def unit_answers(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, words in self.units.items():
            typed = self.cleaned_data.get(f"{name}_other")
            chosen = self.cleaned_data.get(name)
            if typed:
                found[words] = self.labels[typed]
            elif chosen:
                found[words] = chosen if chosen == SKIP else int(chosen)
        return found

    @property
    def person_answers(self) -> dict[str, Any]:
        return {
            str(row): chosen if chosen == NEW else int(chosen)
            for name, row in self.rows.items()
            if (chosen := self.cleaned_data.get(name))
        }
