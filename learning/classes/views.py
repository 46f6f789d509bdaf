"""A class at work, in the admin: its people, its lists, the code on the wall."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from accounts.choosers import person_chooser
from accounts.http import SignedInRequest
from accounts.models import User
from learning.classes import services
from learning.classes.attendance import CODE_SECONDS, code_at, note_list
from learning.classes.finishing import finish_class
from learning.classes.qr import qr_svg
from learning.classes.seats import seats_of
from learning.models import ClassSession, Registration, TrainingClass
from quizzes.spreadsheets import Spreadsheet

PEOPLE = _("People and lists")
STATE = Registration.State


class OfClass(PermissionCheckedMixin):
    """What is done with one class, for who may change classes."""

    permission_required = "change"
    kwargs: dict[str, Any]

    @cached_property
    def training_class(self) -> TrainingClass:
        return get_object_or_404(TrainingClass, pk=self.kwargs["pk"])

    @cached_property
    def session(self) -> ClassSession:
        sessions = ClassSession.objects.select_related("training_class")
        return get_object_or_404(
            sessions, pk=self.kwargs["session"], training_class=self.kwargs["pk"]
        )

    def seated(self) -> QuerySet[Registration]:
        seated = Registration.objects.filter(
            training_class=self.kwargs["pk"], state=STATE.SEATED
        )
        return seated.select_related("trainee", "department").order_by(
            "trainee__sort_key"
        )

    def breadcrumbs(self, here: str) -> list[dict[str, Any]]:
        return [
            *WagtailAdminTemplateMixin.breadcrumbs_items,
            {"url": reverse("training_classes:index"), "label": _("Classes")},
            {
                "url": reverse("training_classes:people", args=[self.kwargs["pk"]]),
                "label": str(self.training_class),
            },
            {"url": "", "label": here},
        ]


class SendForm(forms.Form):
    person = forms.ModelChoiceField(
        label=_("Person"),
        queryset=User.objects.active(),
        widget=person_chooser.widget_class,
    )


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
        registration = get_object_or_404(
            Registration,
            pk=self.request.POST.get("registration", 0) or 0,
            training_class=self.training_class,
        )
        reason = self.request.POST.get("reason", "")[:300]
        try:
            services.decline(
                registration=registration, by=self.request.user, reason=reason
            )
        except services.ReasonMissing:
            messages.error(
                self.request, _now("Say why: the person is told your reason.")
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


class SessionList(OfClass, WagtailAdminTemplateMixin, TemplateView):
    """Who was there, ticked on one page."""

    page_title = _("Attendance list")
    header_icon = "tasks"
    template_name = "learning/classes/session_list.html"

    def get_page_subtitle(self) -> str:
        return str(self.session)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return self.breadcrumbs(str(self.page_title))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        known = {each.registration_id: each for each in self.session.attendances.all()}
        rows = [(each, known.get(each.pk)) for each in self.seated()]
        kwargs.update(session=self.session, rows=rows)
        return super().get_context_data(**kwargs)

    def post(self, request: SignedInRequest, pk: int, session: int) -> HttpResponse:
        ticked = request.POST.getlist("present")
        present = {int(each) for each in ticked if each.isdecimal()}
        note_list(session=self.session, present=present, by=request.user)
        messages.success(request, _now("The list is kept."))
        return redirect("training_classes:people", pk)


class SessionSheet(OfClass, TemplateView):
    """The list to be signed by hand, on A4."""

    template_name = "learning/classes/session_sheet.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.update(session=self.session, rows=self.seated())
        return super().get_context_data(**kwargs)


class SessionCode(OfClass, TemplateView):
    """What the projector shows. The page renews itself with the code."""

    template_name = "learning/classes/session_code.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = timezone.now()
        code = code_at(self.session, now)
        address = reverse("learning:check_in", args=[self.session.pk])
        url = self.request.build_absolute_uri(f"{address}?ma={code}")
        left = CODE_SECONDS - int(now.timestamp()) % CODE_SECONDS
        present = self.session.attendances.filter(is_present=True).count()
        kwargs.update(
            session=self.session,
            code=code,
            address=self.request.build_absolute_uri(address),
            qr=qr_svg(url, label=_now("QR code of the page to check in")),
            renew_after=left,
            until=now + timedelta(seconds=left),
            present=present,
            seated=self.seated().count(),
        )
        return super().get_context_data(**kwargs)
