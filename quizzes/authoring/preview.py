"""A question as a trainee sees it, saved or not."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from wagtail.models import Page

from quizzes.asked import Asked
from quizzes.authoring import KIND_FORMS
from quizzes.authoring.question import OF_VERSION, QuestionForm
from quizzes.kinds import KINDS
from quizzes.models import QuestionVersion, Response
from quizzes.services import faults_of


@dataclass(frozen=True)
class Preview:
    """`refused` are faults of the form itself, so that nothing can be shown."""

    version: QuestionVersion
    is_answered: bool = False
    handbook_page: Page | None = None
    refused: list[str] = field(default_factory=list)

    @cached_property
    def faults(self) -> list[str]:
        version = self.version
        return self.refused or faults_of(version.kind, version.text, version.content)

    @property
    def is_shown(self) -> bool:
        """Options can be looked at before they are right; a gap without filling not."""
        if self.refused:
            return False
        return not self.faults or KIND_FORMS[self.version.kind].is_shown_unfinished

    @cached_property
    def asked(self) -> Asked:
        version, kind = self.version, KINDS[self.version.kind]
        return Asked(
            Response(
                position=1,
                version=version,
                option_order=kind.option_order(version.content, shuffle=False),
                answer=self._answer() if self.is_answered else None,
            )
        )

    def _answer(self) -> list[str] | None:
        """One that brings out the reasons; without faults the right one."""
        version = self.version
        shown = KIND_FORMS[version.kind].answer_shown(version.content)
        if shown or self.faults:
            return shown
        return KINDS[version.kind].right_answer(version.content) or None


def preview_of(form: QuestionForm, *, is_answered: bool) -> Preview:
    """What an unsaved form says so far. Nothing is saved, and nothing refused."""
    form.is_valid()
    data = getattr(form, "cleaned_data", {})
    said: dict[str, Any] = {name: data.get(name) for name in OF_VERSION}
    said |= {name: said[name] or "" for name in ("text", "explanation", "image_alt")}
    version = QuestionVersion(
        **{**said, "difficulty": said["difficulty"] or 2},
        kind=form.kind,
        content=form.content,
    )
    return Preview(
        version,
        is_answered=is_answered,
        handbook_page=data.get("handbook_page"),
        refused=_refusals(form),
    )


def _refusals(form: QuestionForm) -> list[str]:
    """What could not even be read: a bracket without its partner, no number."""
    forms = [form.parts, *(form.parts.rows or [])]
    known = {fault for row in form.parts.rows or [] for fault in row.non_field_errors()}
    found = [
        str(error)
        for each in forms
        for errors in each.errors.values()
        for error in errors
    ]
    return list(dict.fromkeys(each for each in found if each not in known))
