"""What the blocks of a page say, in the words a reader needs."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.blocks import StructValue

LEVELS = (4, 3, 2, 1)
CHECK_EVERY = timedelta(days=90)
HOUR = 60
DAY = 24 * HOUR


class StepValue(StructValue):
    @property
    def within(self) -> str:
        """The time limit in words; empty when the step has none."""
        when: str = self["when"]
        return when or (within(self["minutes"]) if self["minutes"] else "")

    @property
    def counted(self) -> str:
        """Where the clock starts, if it is not the detection."""
        starts = {
            "confirmation": _("from confirmation"),
            "activation": _("from activation"),
            "previous_step": _("after the step before"),
        }
        timed = self["minutes"] and not self["when"]
        return starts.get(self["counted_from"], "") if timed else ""

    @property
    def basis_kind(self) -> str:
        """The name the look has for it."""
        basis: str = self["basis"]
        return "own" if basis == "internal" else basis

    @property
    def only_levels(self) -> str:
        """The levels of a step that is not for all of them."""
        levels = sorted(self["levels"])
        return ", ".join(levels) if len(levels) < len(LEVELS) else ""

    def is_for(self, level: int | None) -> bool:
        """Whether the step is to be taken at the level; without one, always."""
        return level is None or str(level) in self["levels"]


class ContactValue(StructValue):
    @property
    def is_overdue(self) -> bool:
        """A number nobody has tried for a while is not to be relied on."""
        checked = self["verified_on"]
        return not checked or checked < timezone.localdate() - CHECK_EVERY

    @property
    def dial(self) -> str:
        """The number as a telephone wants it."""
        return "".join(c for c in self["phone"] if c.isdigit() or c == "+")


def within(minutes: int) -> str:
    """In 60 minutes, 24 hours, 5 days: the unit people say aloud."""
    if minutes >= 2 * DAY and minutes % DAY == 0:
        count = minutes // DAY
        words = ngettext("within %(count)d day", "within %(count)d days", count)
    elif minutes > 2 * HOUR and minutes % HOUR == 0:
        count = minutes // HOUR
        words = ngettext("within %(count)d hour", "within %(count)d hours", count)
    else:
        count = minutes
        words = ngettext("within %(count)d minute", "within %(count)d minutes", count)
    return words % {"count": count}
