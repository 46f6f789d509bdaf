from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Accounts")
    default_auto_field = "django.db.models.BigAutoField"
    default = True


class PeopleAdminConfig(WagtailUsersAppConfig):
    """Wagtail's user screens, with one name instead of two."""

    user_viewset = "accounts.viewsets.PeopleViewSet"
    default = False
