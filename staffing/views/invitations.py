"""People who have not chosen a password yet, and the ways to invite them."""

from __future__ import annotations

from itertools import groupby
from typing import Any, ClassVar
from urllib.parse import urljoin

import django_filters
from django import forms
from django.conf import settings
from django.contrib import messages
from django.db.models import Max, OuterRef, Prefetch, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column
from wagtail.admin.views.generic import IndexView

from accounts.http import SignedInRequest
from accounts.invitations import Slip, write_codes
from accounts.models import Invitation, User
from departments.models import Department, Membership
from staffing.forms import indented
from staffing.inviting import invite_by_mail
from staffing.models import StaffList
from staffing.permissions import only_training_office

MOST_AT_ONCE = 1_000


class WaitingFilters(WagtailFilterSet):
    unit = django_filters.ModelChoiceFilter(
        label=_("Unit"),
        queryset=Department.objects.existing(),
        method="filter_unit",
    )
    staff_list = django_filters.ModelChoiceFilter(
        label=_("List"),
        field_name="staff_lists",
        queryset=StaffList.objects.applied().defer("table", "outcome"),
    )
    mail = django_filters.ChoiceFilter(
        label=_("E-mail"),
        method="filter_mail",
        empty_label=_("All"),
        choices=[("yes", _("with an address")), ("no", _("without an address"))],
        widget=forms.RadioSelect,
    )

    class Meta:
        model = User
        fields: ClassVar[list[str]] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["unit"].field.label_from_instance = indented

    def filter_unit(self, people: Any, name: str, unit: Department) -> Any:
        inside = Membership.objects.current().filter(
            department__path__range=unit.path_range
        )
        return people.filter(pk__in=inside.values("user"))

    def filter_mail(self, people: Any, name: str, value: str) -> Any:
        return people.exclude(email="") if value == "yes" else people.filter(email="")


class WaitingPeople(IndexView):
    model = User
    page_title = _("First sign-in")
    header_icon = "key"
    index_url_name = "first_sign_in"
    index_results_url_name = "first_sign_in_results"
    template_name = "staffing/admin/waiting.html"
    results_template_name = "staffing/admin/waiting_results.html"
    is_searchable = True
    filterset_class = WaitingFilters
    default_ordering = "sort_key"
    paginate_by = 50
    verbose_name_plural = _("people without a password")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        only_training_office(request.user)  # type: ignore[arg-type]
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self) -> QuerySet[User]:
        sent = Invitation.objects.filter(user=OuterRef("pk")).order_by()
        latest = sent.values("user").annotate(latest=Max("expires_at"))
        posts = Membership.objects.current().select_related("department__parent")
        waiting = User.objects.get_queryset().waiting()
        return waiting.annotate(
            invited_until=Subquery(latest.values("latest"))
        ).prefetch_related(Prefetch("memberships", posts, "current_posts"))

    def search_queryset(self, queryset: Any) -> Any:
        if not self.search_query:
            return queryset
        named = User.objects.get_queryset().named(self.search_query)
        return queryset.filter(pk__in=named.values("pk"))

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            Column("name", _("Full name"), "full_name", sort_key="sort_key"),
            Column("username", _("Sign-in name"), sort_key="username"),
            Column("unit", _("Unit"), unit_of),
            Column("email", _("E-mail"), sort_key="email"),
            Column("until", _("Invited until"), until),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        everyone = self.get_queryset()
        mailed = everyone.exclude(email="").count()
        query = self.request.GET.copy()
        query.pop("p", None)
        return {
            **context,
            "with_mail": mailed,
            "without_mail": everyone.count() - mailed,
            "query": query.urlencode(),
        }

    def get_edit_url(self, instance: User) -> str | None:
        return None


def unit_of(user: Any) -> str:
    units = [post.department for post in user.current_posts]
    return "; ".join(
        f"{unit} · {unit.parent}" if unit.parent else str(unit) for unit in units
    )


def until(user: Any) -> str:
    if user.invited_until is None:
        return ""
    day = date_format(timezone.localtime(user.invited_until), "SHORT_DATE_FORMAT")
    if user.invited_until < timezone.now():
        return gettext("ended %s") % day
    return day


def _chosen(request: SignedInRequest) -> list[User]:
    """The people the page shows, whatever page of it."""
    only_training_office(request.user)
    view = WaitingPeople()
    view.setup(request)
    return list(view.get_queryset()[:MOST_AT_ONCE])


@require_POST
def send_links(request: SignedInRequest) -> HttpResponse:
    people = [user for user in _chosen(request) if user.email]
    count = invite_by_mail(people=people, by=request.user)
    text = ngettext(
        "%(count)s invitation is on its way.",
        "%(count)s invitations are on their way.",
        count,
    )
    messages.success(request, text % {"count": count})
    return redirect(f"{reverse('first_sign_in')}?{request.GET.urlencode()}")


@never_cache
@require_POST
def print_codes(request: SignedInRequest) -> HttpResponse:
    """Sheets to hand out. The codes are shown this once; printing again makes new ones."""
    people = [user for user in _chosen(request) if not user.email]
    slips = write_codes(people=people, by=request.user)
    by_unit = groupby(sorted(slips, key=_place), key=lambda slip: unit_of(slip.user))
    context = {
        "units": [(unit, list(group)) for unit, group in by_unit],
        "address": urljoin(
            settings.WAGTAILADMIN_BASE_URL, reverse("accounts:first_time")
        ),
    }
    return render(request, "staffing/codes.html", context)


def _place(slip: Slip) -> tuple[str, str, str]:
    posts = slip.user.current_posts  # type: ignore[attr-defined]
    path = posts[0].department.path if posts else ""
    return path, unit_of(slip.user), slip.user.sort_key
