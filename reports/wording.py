"""What a paper is about, in words: Vietnamese, whatever language its maker reads."""

from __future__ import annotations

from django.utils.translation import override

from reports.scope import Scope
from vietnamese.periods import name_of


def title(scope: Scope) -> str:
    name = name_of(scope.period)
    return f"Kết quả học tập, bồi dưỡng {name[0].lower()}{name[1:]}"


def about(scope: Scope) -> str:
    units = ", ".join(unit.name for unit in scope.units)
    course = scope.course.title if scope.course else "tất cả"
    below = "không gồm" if scope.alone else "gồm"
    words = f"Đơn vị: {units} ({below} các đơn vị trực thuộc). Khóa học: {course}."
    if scope.plan:
        words += f" Kế hoạch: {scope.plan.title}."
    if scope.category:
        with override("vi"):
            words += f" Đối tượng: {scope.category_words}."
    return words


def closing(scope: Scope) -> str:
    """The last sentence, with the mark that nothing follows."""
    name = title(scope)
    return f"Trên đây là báo cáo {name[0].lower()}{name[1:]}./."


def days_of(scope: Scope) -> str:
    start, end = scope.period
    return f"Kỳ báo cáo: {start:%d/%m/%Y} – {end:%d/%m/%Y}."
