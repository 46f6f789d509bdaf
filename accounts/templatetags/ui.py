"""How facts are drawn: icons, shares, dates. Formatting only; loaded everywhere."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from math import ceil

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

register = template.Library()

Number = int | float | Decimal

STRIP_WIDTH = 1000
SOON_DAYS = 7


@register.simple_tag
@lru_cache(maxsize=512)
def icon(name: str, label: str = "", size: str = "") -> SafeString:
    """One symbol of the sprite; silent unless it has a label of its own.

    Kept, since a page draws dozens and each asks for the sprite's address.
    """
    return format_html(
        '<svg class="icon{}" {}><use href="{}#i-{}"/></svg>',
        f" icon--{size}" if size else "",
        format_html('role="img" aria-label="{}"', label)
        if label
        else SafeString('aria-hidden="true"'),
        static("img/icons.svg"),
        name,
    )


@register.simple_tag
def strip(
    done: int = 0, doing: int = 0, todo: int = 0, late: int = 0, size: str = ""
) -> SafeString:
    """Shares of a whole as one stacked bar, told in words to who cannot see it."""
    parts = [
        ("done", done, _("%s done")),
        ("doing", doing, _("%s in progress")),
        ("todo", todo, _("%s not begun")),
        ("late", late, _("%s overdue")),
    ]
    present = [part for part in parts if part[1]]
    label = ", ".join(words % plain(count) for _name, count, words in present)
    bars = _bars([(name, count) for name, count, _words in present] or [("todo", 1)])
    # Put together by hand: a page of figures draws dozens, all of numbers but the label.
    return SafeString(
        f'<svg class="strip{f" strip--{size}" if size else ""}"'
        f' viewBox="0 0 {STRIP_WIDTH} 20" preserveAspectRatio="none"'
        f' role="img" aria-label="{escape(label or _("nobody yet"))}">{bars}</svg>'
    )


def _bars(shares: list[tuple[str, int]]) -> str:
    scale = STRIP_WIDTH / sum(count for _name, count in shares)
    bars, start = "", 0.0
    for name, count in shares:
        width = count * scale
        bars += (
            f'<rect class="f-{name}" x="{start:.1f}" width="{width:.1f}" height="20"/>'
        )
        start += width
    return bars


@register.simple_tag
def ring(value: Number, total: Number, unit: str = "") -> SafeString:
    """A value against its goal as a ring; more than the goal is a full ring."""
    share = min(max(float(value) / float(total), 0), 1) * 100 if total else 0
    words = {"value": plain(value), "total": plain(total), "unit": unit}
    # A round cap would draw a dot for nothing at all.
    arc = format_html(
        '<circle class="ring__fg" cx="50" cy="50" r="43" pathLength="100"'
        ' stroke-dasharray="{} 100" transform="rotate(-90 50 50)"/>',
        f"{share:.0f}",
    )
    return format_html(
        '<svg class="ring" viewBox="0 0 100 100" role="img" aria-label="{}">'
        '<circle class="ring__bg" cx="50" cy="50" r="43"/>{}'
        '<text class="ring__num" x="50" y="55">{}</text>'
        '<text class="ring__of" x="50" y="71">/ {}</text></svg>',
        (_("%(value)s of %(total)s %(unit)s") % words).strip(),
        arc if share >= 1 else "",
        words["value"],
        f"{words['total']} {unit}".strip(),
    )


@register.filter
def plain(value: Number) -> str:
    """1.234 and 8,5: grouped, and without a decimal that says nothing."""
    places = 0 if value == int(value) else 1
    return number_format(value, decimal_pos=places, force_grouping=True)


@register.filter
def vi_date(value: date | None) -> str:
    """25/12/2026, for a day or for a moment in local time."""
    day = _day(value)
    return date_format(day, "SHORT_DATE_FORMAT") if day else ""


@register.simple_tag
def due_badge(due: date | None, today: date | None = None) -> SafeString:
    """How a due date stands: overdue, near, or simply its date."""
    day = _day(due)
    if day is None:
        return SafeString("")
    left = (day - (today or timezone.localdate())).days
    kind, words = _due_words(day, left)
    return format_html(
        '<span class="badge{}">{}{}</span>',
        f" badge--{kind}" if kind else "",
        icon("clock"),
        words,
    )


def _due_words(day: date, left: int) -> tuple[str, str]:
    if left < 0:
        late = ngettext("%(days)s day overdue", "%(days)s days overdue", -left)
        return "late", late % {"days": -left}
    if left == 0:
        return "due", _("Due today")
    if left <= SOON_DAYS:
        near = ngettext("%(days)s day left", "%(days)s days left", left)
        return "due", near % {"days": left}
    return "", _("Due %(day)s") % {"day": vi_date(day)}


def _day(value: date | None) -> date | None:
    if isinstance(value, datetime):
        return timezone.localtime(value).date()
    return value


@register.filter
def initials(full_name: str) -> str:
    """First and last letter of a name: "Hoàng Thị Sen" gives HS."""
    words = str(full_name).split()
    return "".join(word[0] for word in words[:1] + words[1:][-1:]).upper()


@register.filter
def minutes(span: timedelta) -> int:
    """Whole minutes to wait, never one too few."""
    return ceil(span.total_seconds() / 60)


@register.filter
def lasting(span: timedelta) -> str:
    """45 s, or 2 min 5 s."""
    minutes, seconds = divmod(round(span.total_seconds()), 60)
    if not minutes:
        return _("%(s)s s") % {"s": seconds}
    return _("%(m)s min %(s)s s") % {"m": minutes, "s": seconds}
