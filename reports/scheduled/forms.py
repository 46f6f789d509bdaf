from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from departments.models import Membership, MembershipQuerySet
from reports.models import ScheduledReport
from reports.permissions import scope_or_none


class PostField(forms.ModelChoiceField[Membership]):
    def label_from_instance(self, post: Membership) -> str:
        place = [post.post, post.department.name]
        return f"{post.user.full_name} ({', '.join(filter(None, place))})"


class ScheduleForm(forms.Form):
    """To which post, how often and as what. What it is about stands in the address."""

    post = PostField(
        label=_("To whom"),
        queryset=Membership.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    every = forms.ChoiceField(
        label=_("How often"),
        choices=ScheduledReport.Every,
        initial=ScheduledReport.Every.QUARTER,
    )
    form = forms.ChoiceField(
        label=_("As what"),
        choices=ScheduledReport.Form,
        initial=ScheduledReport.Form.XLSX,
    )

    def __init__(
        self,
        *args: Any,
        posts: MembershipQuerySet,
        asked: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        field = cast(PostField, self.fields["post"])
        field.queryset = posts
        field.initial = posts.first()

    def clean_post(self) -> Membership:
        """The office sees more plans than whom it sends a report to."""
        post: Membership = self.cleaned_data["post"]
        if scope_or_none(post.user, self.asked) is None:
            raise forms.ValidationError(
                _("The plan has nobody whom this person answers for.")
            )
        return post
