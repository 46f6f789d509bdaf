"""Files in, files out, as the tests of imports need them."""

from __future__ import annotations

from typing import Any

from quizzes.formats import WRITERS, ParsedQuestion
from quizzes.importing.applying import apply_import
from quizzes.importing.drafts import keep_draft
from quizzes.importing.plan import Plan, plan_of
from quizzes.models import QuestionImport
from tests.factories import TrainerFactory

GIFT = """
// [id:SC-01]
Câu nào nên đăng trước?{
~Tin đồn là bịa đặt.
=Xã đang kiểm tra, sẽ báo lúc 10 giờ.#Có giờ hẹn.
~Chưa có gì để nói.
####Nói điều đã biết.}

Khi chưa đủ thông tin thì im lặng.{F}
"""
TABLE = "Mã,Câu hỏi,A,B,Đáp án,Giải thích,Độ khó,Văn bản,Thẻ,Nhóm\n"


def table(*rows: str) -> bytes:
    return (TABLE + "\n".join(rows)).encode()


def draft(
    data: str | bytes = GIFT,
    *,
    name: str = "cau-hoi.gift",
    by: Any = None,
    category: Any = None,
    keeps_tree: bool = True,
) -> QuestionImport:
    return keep_draft(
        name=name,
        data=data.encode() if isinstance(data, str) else data,
        category=category,
        keeps_tree=keeps_tree,
        by=by or TrainerFactory(),
    )


def plan(given: QuestionImport) -> Plan:
    assert given.created_by
    return plan_of(given, given.created_by)


def states(given: QuestionImport) -> list[str]:
    return [item.state for item in plan(given).items]


def counts(given: QuestionImport) -> tuple[int, int, int, int]:
    """Added, changed, same, refused."""
    found = plan(given).counts
    return found["added"], found["changed"], found["same"], found["refused"]


def done(given: QuestionImport) -> tuple[int, int, int, int]:
    """The same of an import that was confirmed."""
    apply_import(draft=given, by=given.created_by)
    given.refresh_from_db()
    return given.added, given.changed, given.same, given.refused


def as_file(questions: list[ParsedQuestion], format_: str) -> tuple[str, bytes]:
    write, ending = WRITERS[format_]
    return f"tep.{ending}", write(questions).data
