"""What every kind's form has in common.

Adding a kind: one module with a `KindForm`, one line in `quizzes.authoring`, one
template that draws it. A form is made from a content and makes a content again;
`lines` tell that content to people, for comparing versions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar, NamedTuple

from django import forms

from quizzes.authoring.rows import RowForm, Rows, rows_of

Content = dict[str, Any]
PREFIX = "rows"


class Line(NamedTuple):
    """A part of a content in words. Of two versions, lines of one key are compared."""

    key: str
    label: str
    text: str


class KindForm(forms.Form):
    template: ClassVar[str]
    row: ClassVar[type[RowForm] | None] = None
    # Where a content keeps the rows, and how many are offered beyond those it has.
    rows_at: ClassVar[str] = ""
    least, spare, fixed = 4, 1, False
    # Whether what is not finished can be drawn as a trainee would see it.
    is_shown_unfinished: ClassVar[bool] = True
    use_required_attribute = False

    def __init__(
        self, data: Any = None, *, kind: str, content: Content | None = None
    ) -> None:
        self.kind = kind
        self.known = content or {}
        super().__init__(data, initial=self.initial_of(self.known))
        self.rows = self._rows(data)

    def _rows(self, data: Any) -> Rows | None:
        if self.row is None:
            return None
        initial = self.initial_rows(self.known)
        spare = max(self.least - len(initial), 0 if self.fixed else self.spare)
        rows = rows_of(self.row, spare=spare)
        return rows(data, initial=initial, prefix=PREFIX)

    @classmethod
    def initial_of(cls, content: Content) -> dict[str, Any]:
        return {name: content[name] for name in cls.base_fields if name in content}

    @classmethod
    def initial_rows(cls, content: Content) -> list[dict[str, Any]]:
        return list(content.get(cls.rows_at, []))

    def is_valid(self) -> bool:
        rows_are_valid = self.rows is None or self.rows.is_valid()
        return super().is_valid() and rows_are_valid

    def content(self) -> Content:
        """What is typed, as the kind has it. Not yet tidied, and faulty perhaps."""
        typed = getattr(self, "cleaned_data", {})
        # What the form does not speak of stays as it was, what was never said unsaid.
        said = {name: v for name, v in typed.items() if v or name in self.known}
        written = {**self.known, **said}
        if self.rows is not None:
            written[self.rows_at] = self.rows.parts()
        return written

    def place(self, faults: Sequence[str]) -> list[str]:
        """Put faults beside what they are about; returns those that are left."""
        return list(faults) if self.rows is None else self.rows.place(faults)

    def forgive(self) -> None:
        """Show what was typed without complaining: it was sent for another reason."""
        self._errors = forms.utils.ErrorDict()
        self.cleaned_data = {}
        for row in self.rows or []:
            row._errors = forms.utils.ErrorDict()

    @property
    def whole_media(self) -> forms.Media:
        return self.media if self.rows is None else self.media + self.rows.media

    @staticmethod
    def answer_shown(content: Content) -> list[str] | None:
        """The answer with which a preview shows the reasons; None for the right one."""
        return None

    @staticmethod
    def lines(content: Content) -> Iterator[Line]:
        raise NotImplementedError
