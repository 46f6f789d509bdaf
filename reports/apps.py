from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = _("Reports")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from reports.summary import triggers  # noqa: PLC0415 - needs loaded models

        pre_migrate.connect(
            triggers.remove_triggers, sender=self, dispatch_uid="reports.triggers"
        )
        post_migrate.connect(
            triggers.make_triggers, sender=self, dispatch_uid="reports.triggers"
        )
