"""What the training office decides: papers from elsewhere, exemptions, yearly targets."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import AdminDateInput
from wagtail.permission_policies import ModelPermissionPolicy

from accounts.choosers import person_chooser
from accounts.columns import DayColumn
from accounts.editing import EditorMixin, NoHands
from courses.models import CoursePage
from learning.hours.outside import (
    AlreadyDecided,
    approve_outside_training,
    grant_exemption,
    refuse_outside_training,
)
from learning.models import Exemption, HoursTarget, OutsideTraining


class DecideForm(forms.ModelForm):  # type: ignore[type-arg]
    """Approve or refuse, once; what was submitted stays as it is."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        widget=forms.RadioSelect,
        choices=[
            (OutsideTraining.State.APPROVED, _("approve: the hours are credited")),
            (OutsideTraining.State.REFUSED, _("do not approve")),
        ],
    )

    class Meta:
        model = OutsideTraining
        fields = ["decision_note"]
        help_texts = {"decision_note": _("Told to the person; needed for a refusal.")}

    def __init__(self, *args: Any, editor: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.editor = editor
        self.fields["decision"].help_text = self._what_was_submitted()

    def _what_was_submitted(self) -> SafeString:
        training: OutsideTraining = self.instance
        return format_html(
            '{} · {} · {} – {} · {} · <a href="{}">{}</a>',
            training.trainee,
            training.provider,
            f"{training.started_on:%d/%m/%Y}",
            f"{training.ended_on:%d/%m/%Y}",
            _now("%(hours)s periods") % {"hours": training.hours.normalize()},
            reverse("learning:evidence", args=[training.pk]),
            _now("The paper handed in"),
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.instance.state != OutsideTraining.State.SUBMITTED:
            raise forms.ValidationError(_now("This was decided already."))
        refused = data.get("decision") == OutsideTraining.State.REFUSED
        if refused and not data.get("decision_note"):
            self.add_error("decision_note", _now("Say why, so that they can mend it."))
        return data

    def save(self, commit: bool = True) -> OutsideTraining:
        training = OutsideTraining.objects.get(pk=self.instance.pk)
        data = self.cleaned_data
        try:
            if data["decision"] == OutsideTraining.State.APPROVED:
                approve_outside_training(training=training, by=self.editor)
            else:
                reason = data["decision_note"]
                refuse_outside_training(
                    training=training, by=self.editor, reason=reason
                )
        except AlreadyDecided:
            training.refresh_from_db()  # the first decision stands
        return training


class Decide(EditorMixin, generic.EditView):
    page_title = _("Decide")
    success_message = _("Decided; the person has been told.")


class OutsideTrainingViewSet(ModelViewSet):
    model = OutsideTraining
    icon = "doc-full"
    menu_label = _("Training elsewhere")
    copy_view_enabled = False
    edit_view_class = Decide
    list_display = [
        "title",
        Column("trainee", label=_("Person")),
        Column("provider", label=_("Held by")),
        Column("hours", label=_("Periods")),
        DayColumn("ended_on", label=_("until")),
        Column("state", label=_("State"), accessor="get_state_display"),
    ]
    list_filter = ["state"]
    search_fields = ["title", "provider", "trainee__folded_name", "trainee__full_name"]

    @property
    def permission_policy(self) -> ModelPermissionPolicy:
        return NoHands(self.model)

    def get_form_class(self, for_update: bool = False) -> type[DecideForm]:
        return DecideForm


class ExemptionForm(WagtailAdminModelForm):
    course = forms.ModelChoiceField(
        label=_("Course"), queryset=CoursePage.objects.live().order_by("title")
    )

    class Meta:
        model = Exemption
        fields = ["trainee", "course", "reason", "until"]
        widgets = {
            "trainee": person_chooser.widget_class,
            "until": AdminDateInput,
        }

    def __init__(self, *args: Any, editor: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.editor = editor

    def save(self, commit: bool = True) -> Exemption:
        exemption: Exemption = super().save(commit=False)
        exemption.granted_by = self.editor
        grant_exemption(exemption=exemption)
        return exemption


class GrantExemption(EditorMixin, generic.CreateView):
    pass


class ExemptionViewSet(ModelViewSet):
    model = Exemption
    icon = "minus-inverse"
    menu_label = _("Exemptions")
    copy_view_enabled = False
    edit_view_enabled = False
    add_view_class = GrantExemption
    list_display = [
        Column("trainee", label=_("Person")),
        Column("course", label=_("Course")),
        Column("reason", label=_("Reason")),
        DayColumn("until", label=_("until")),
        Column("granted_by", label=_("Granted by")),
    ]
    search_fields = ["trainee__folded_name", "trainee__full_name", "reason"]

    def get_form_class(self, for_update: bool = False) -> type[ExemptionForm]:
        return ExemptionForm


class HoursTargetViewSet(ModelViewSet):
    model = HoursTarget
    icon = "order"
    menu_label = _("Targets of hours")
    copy_view_enabled = False
    form_fields = ["year", "category", "hours"]
    list_display = [
        "year",
        Column("category", label=_("Staff category"), accessor="get_category_display"),
        Column("hours", label=_("Periods")),
    ]
    list_filter = ["year"]
