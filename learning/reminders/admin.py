from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet

from accounts.columns import DayColumn
from learning.models import DayOff


class DayOffViewSet(ModelViewSet):
    """Days on which nobody is reminded of anything."""

    model = DayOff
    icon = "calendar-alt"
    menu_label = _("Days off")
    copy_view_enabled = False
    form_fields = ["day", "name"]
    list_display = [DayColumn("day", label=_("Day")), "name"]
