from django.apps import AppConfig
from django.conf import settings
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from vietnamese.dates import close_figures_on


class LmsConfig(AppConfig):
    name = "lms"
    verbose_name = _("Learning management system")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from lms.roles import set_up_roles  # noqa: PLC0415 - needs loaded models

        close_figures_on(settings.FIGURES_CLOSE_ON)
        post_migrate.connect(set_up_roles, dispatch_uid="lms.roles")
