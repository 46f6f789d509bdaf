"""A figure that leads to the rows it counts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString

from accounts.templatetags.ui import plain

register = template.Library()


@register.simple_tag
def leads(
    number: int,
    name: str,
    asked: Mapping[str, str] | None = None,
    *arguments: Any,
    words: str = "",
    **more: Any,
) -> SafeString:
    """The number, or `words` that stand for it, as a link to the list `name` of what
    is `asked` on this page and `more`; `data-counts` says how many rows that has.
    Of nothing there is no list."""
    if not number:
        return format_html('<span class="quiet">{}</span>', words or 0)
    # Put together by hand: a page of figures has hundreds.
    href = escape(_address(name, asked or {}, arguments, more))
    text = conditional_escape(words) if words else plain(number)
    return SafeString(
        f'<a class="count" data-counts="{number}" href="{href}">{text}</a>'
    )


@register.simple_tag
def address(
    name: str, asked: Mapping[str, str] | None = None, *arguments: Any, **more: Any
) -> str:
    """Where a list stands, for links that are drawn another way."""
    return _address(name, asked or {}, arguments, more)


def _address(
    name: str,
    asked: Mapping[str, str],
    arguments: tuple[Any, ...],
    more: Mapping[str, Any],
) -> str:
    # Not `**asked`: of a QueryDict that would be lists.
    keys = {**dict(asked.items()), **more}
    keys = {key: value for key, value in keys.items() if value}
    query = f"?{urlencode(keys)}" if keys else ""
    return _page(name, arguments) + query


@lru_cache(maxsize=256)
def _page(name: str, arguments: tuple[Any, ...]) -> str:
    """Kept, since a page of figures asks for the same few lists a hundred times."""
    return reverse(name, args=arguments)
