"""From one kind to another with all that was typed."""

from __future__ import annotations

from typing import Any

from quizzes.authoring import KIND_FORMS
from quizzes.authoring.base import PREFIX
from quizzes.authoring.choice import RIGHT, MultipleForm

TOTAL, INITIAL = f"{PREFIX}-TOTAL_FORMS", f"{PREFIX}-INITIAL_FORMS"


def carried_over(data: Any, kind: str) -> Any:
    """The posted form, with rows even if the kind before had none, and with the
    right option where this kind looks for it."""
    form = KIND_FORMS[kind]
    if form.row is None:
        return data
    data = data.copy()
    if TOTAL not in data:
        data[TOTAL], data[INITIAL] = str(form.least), "0"
    if issubclass(form, MultipleForm) and data.get(RIGHT, "").isdigit():
        data.setdefault(f"{PREFIX}-{data[RIGHT]}-correct", "on")
        del data[RIGHT]
    elif RIGHT not in data:
        ticked = [name for name in data if name.endswith("-correct")]
        if ticked:
            data[RIGHT] = min(ticked).split("-")[1]
    return data
