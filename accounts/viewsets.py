from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.users.views import users

from accounts.admin_forms import PersonCreationForm, PersonEditForm, RevokeTokenForm
from accounts.columns import DayColumn
from accounts.editing import EditorMixin, NoHands
from accounts.models import ApiToken, User


class NoTouchingAdministrators:
    """Only administrators change administrators."""

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)  # type: ignore[misc]
        person = self.get_object()  # type: ignore[attr-defined]
        if person.is_superuser and not request.user.is_superuser:
            raise PermissionDenied


class PeopleIndexView(users.IndexView):
    page_title = _("People")
    add_item_label = _("Add a person")
    default_ordering = "sort_key"

    @property
    def columns(self) -> list[Column]:
        boxes, name, username, _level, active, last_login = super().columns
        name.sort_key = "sort_key"
        return [boxes, name, username, active, last_login]

    def search_queryset(self, queryset: Any) -> Any:
        """By name with or without diacritics, by sign-in name, e-mail or staff code."""
        if not self.search_query:
            return queryset
        exact = Q(username__icontains=self.search_query)
        exact |= Q(email__icontains=self.search_query)
        exact |= Q(staff_code__icontains=self.search_query)
        named = User.objects.get_queryset().named(self.search_query)
        return queryset.filter(exact | Q(pk__in=named.values("pk")))


class PeopleViewSet(users.UserViewSet):
    menu_label = _("People")
    ordering = "sort_key"
    template_prefix = "accounts/people/"
    index_view_class = PeopleIndexView

    class add_view_class(EditorMixin, users.CreateView):
        page_title = _("Add a person")

    class edit_view_class(EditorMixin, NoTouchingAdministrators, users.EditView):
        pass

    def get_form_class(self, for_update: bool = False) -> Any:
        return PersonEditForm if for_update else PersonCreationForm


class RevokeTokenView(generic.EditView):
    page_title = _("Revoke the access key")
    success_message = _("The access key is revoked.")


class TokenViewSet(ModelViewSet):
    """The keys of everybody: who reads figures by program, and the end of it."""

    model = ApiToken
    icon = "key"
    menu_label = _("Access keys")
    menu_order = 710
    add_to_settings_menu = True
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = ["name", "owner", "start", "created_at", "expires_on"]
    inspect_view_fields += ["last_used_at", "revoked_at"]
    edit_view_class = RevokeTokenView
    list_display = [
        "name",
        Column("owner", label=_("Whose key")),
        Column("start", label=_("Begins with")),
        DayColumn("created_at", label=_("Made on")),
        DayColumn("expires_on", label=_("Last day")),
        DayColumn("last_used_at", label=_("Last used")),
        DayColumn("revoked_at", label=_("Revoked")),
    ]
    search_fields = ["name", "owner__full_name", "start"]
    list_filter = ["expires_on"]

    @property
    def permission_policy(self) -> ModelPermissionPolicy:
        return NoHands(self.model)

    def get_form_class(self, for_update: bool = False) -> type[RevokeTokenForm]:
        return RevokeTokenForm
