"""The people of a class, in the admin: sent, declined, credited; as a file too."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import IndexView

from accounts.http import SignedInRequest
from learning.classes import services
from learning.classes.finishing import finish_class
from learning.classes.forms import DeclineForm, SendForm
from learning.classes.seats import seats_of
from learning.classes.views.of_class import OfClass
from learning.models import Registration
from quizzes.spreadsheets import Spreadsheet

PEOPLE = _("People and lists")


class ClassPeople(OfClass, Spreadsheet, IndexView):
    """Registrations in the order of units; sending, declining, ending, as a file too."""

    model = Registration
    page_title = PEOPLE
    header_icon = "group"
    template_name = "learning/classes/people.html"
    results_template_name = "wagtailadmin/generic/index_results.html"
    index_url_name = None
    add_url_name = None
    default_ordering = None
    paginate_by = 100
    columns: ClassVar[list[Any]] = [
        Column("trainee", label=_("Person"), accessor="trainee.full_name"),
        Column("department", label=_("Unit"), accessor="department"),
        Column("state", label=_("State"), accessor="get_state_display"),
        DateColumn("asked_at", label=_("Registered")),
        Column("came", label=_("Sessions attended"), accessor="came"),
    ]
    list_export: ClassVar[list[str]] = [
        "trainee.full_name",
        "department.name",
        "get_state_display",
        "came",
    ]
    export_headings: ClassVar[dict[str, Any]] = {
        "trainee.full_name": _("Full name"),
        "department.name": _("Unit"),
        "get_state_display": _("State"),
        "came": _("Sessions attended"),
    }

    def get_base_queryset(self) -> QuerySet[Registration]:
        came = Count("attendances", filter=Q(attendances__is_present=True))
        registrations = self.training_class.registrations.annotate(came=came)
        return registrations.select_related("trainee", "department").order_by(
            "state", "department__path", "trainee__sort_key"
        )

    def get_filename(self) -> str:
        return f"danh-sach-lop-{self.kwargs['pk']}"

    def get_index_url(self) -> str:
        return reverse("training_classes:people", args=[self.kwargs["pk"]])

    def get_index_results_url(self) -> str:
        return reverse("training_classes:people_results", args=[self.kwargs["pk"]])

    def get_page_subtitle(self) -> str:
        return str(self.training_class)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return self.breadcrumbs(str(PEOPLE))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = SendForm()
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context.update(
            training_class=self.training_class,
            sessions=self.training_class.sessions.all(),
            free=seats_of(self.training_class).free,
            send_form=form,
            decline_form=DeclineForm(training_class=self.training_class),
        )
        context["media"] = context["media"] + form.media
        return context

    def post(self, request: SignedInRequest, pk: int) -> HttpResponse:
        acts = {
            "send": self._send,
            "decline": self._decline,
            "finish": self._finish,
            "cancel": self._cancel,
        }
        act = acts.get(request.POST.get("do", ""))
        if act:
            act()
        return redirect("training_classes:people", pk)

    def _send(self) -> None:
        form = SendForm(self.request.POST)
        if not form.is_valid():
            messages.error(self.request, _now("Choose a person first."))
            return
        try:
            [sent] = services.nominate(
                training_class=self.training_class,
                people=[form.cleaned_data["person"]],
                by=self.request.user,
            )
        except services.RegistrationIsOver:
            messages.error(self.request, _now("Registration for this class is over."))
            return
        messages.success(
            self.request,
            f"{sent.trainee}: {sent.get_state_display()}",
        )

    def _decline(self) -> None:
        form = DeclineForm(self.request.POST, training_class=self.training_class)
        if not form.is_valid():
            messages.error(
                self.request, _now("Choose a person, and say why: they are told.")
            )
            return
        registration = form.cleaned_data["registration"]
        services.decline(
            registration=registration,
            by=self.request.user,
            reason=form.cleaned_data["reason"],
        )
        messages.success(
            self.request, f"{registration.trainee}: {registration.get_state_display()}"
        )

    def _finish(self) -> None:
        count = finish_class(training_class=self.training_class)
        messages.success(
            self.request,
            _now("Hours are credited to %(count)s people.") % {"count": count},
        )

    def _cancel(self) -> None:
        try:
            services.cancel(
                training_class=self.training_class,
                reason=self.request.POST.get("reason", "")[:300],
            )
        except services.ReasonMissing:
            messages.error(
                self.request, _now("Say why: the person is told your reason.")
            )
