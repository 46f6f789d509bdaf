"""Doors from a question to pages of apps above this one, which register them."""

from __future__ import annotations

from collections.abc import Callable

from wagtail.admin.widgets.button import HeaderButton

from accounts.models import User
from quizzes.models import Question

Door = Callable[[User, Question], HeaderButton | None]
_doors: list[Door] = []


def question_door(door: Door) -> Door:
    """Show what this makes above the form of a question; None for who may not."""
    _doors.append(door)
    return door


def doors_of(user: User, question: Question) -> list[HeaderButton]:
    return [button for door in _doors for button in [door(user, question)] if button]
