"""What the daily review has made firm, drawn."""

from __future__ import annotations

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from learning.review_standing import ReviewStanding

register = template.Library()

WIDTH = 1000


@register.simple_tag
def memory_strip(standing: ReviewStanding) -> SafeString:
    """Firm, being learnt and not asked yet as shares of one bar."""
    label = _("%(firm)s firm, %(learning)s being learnt, %(waiting)s not asked yet")
    return format_html(
        '<svg class="strip strip--lg" viewBox="0 0 {} 20" preserveAspectRatio="none"'
        ' role="img" aria-label="{}">{}</svg>',
        WIDTH,
        label
        % {
            "firm": standing.firm,
            "learning": standing.learning,
            "waiting": standing.waiting,
        },
        _bars(standing),
    )


def _bars(standing: ReviewStanding) -> SafeString:
    shares = [
        ("done", standing.firm),
        ("doing", standing.learning),
        ("todo", standing.waiting),
    ]
    scale = WIDTH / max(1, standing.total)
    bars, start = [], 0.0
    for name, count in shares:
        if count:
            bars.append((name, f"{start:.1f}", f"{count * scale:.1f}"))
            start += count * scale
    return format_html_join(
        "", '<rect class="f-{}" x="{}" width="{}" height="20"/>', bars
    )
