"""A session at work: its list, the sheet to sign, the code on the wall."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from accounts.http import SignedInRequest
from learning.classes.attendance import CODE_SECONDS, code_at, note_list
from learning.classes.qr import qr_svg
from learning.classes.views.of_class import OfClass


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
