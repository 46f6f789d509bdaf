"""Time to read and preview a file of 5,000 questions in a bank of 5,000, against reading it alone.

Half of the file is in the bank already, a fifth of that with another text; the rest is
new. Uploading, the plan, and the first page with what its new questions look like. CPU
time, in which the database's work is contained because SQLite works in process; the
best of three. The file is then imported and previewed again: everything must be the same.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import Any

from benchmarks import Result
from benchmarks.measuring import number_of_queries
from benchmarks.small_site import small_site

QUESTIONS = 5_000
GOAL = 3  # seconds
MOST_QUERIES = 25
ROUNDS = 3
WORDS = [
    "tin",
    "giả",
    "người",
    "phát",
    "ngôn",
    "xã",
    "họp",
    "báo",
    "phóng",
    "viên",
    "mạng",
    "xã",
    "hội",
    "kiểm",
    "chứng",
    "nguồn",
    "thông",
    "báo",
    "sự",
    "cố",
    "đập",
    "nước",
    "cầu",
    "treo",
    "trường",
    "học",
    "bà",
    "con",
    "lãnh",
    "đạo",
    "phân",
    "công",
    "trả",
    "lời",
    "cảnh",
    "báo",
    "hình",
    "ảnh",
    "ghi",
    "âm",
    "lời",
    "dẫn",
    "câu",
    "hỏi",
    "giờ",
    "cập",
    "nhật",
    "trách",
    "nhiệm",
    "nguyên",
    "nhân",
    "hậu",
    "quả",
]


def run() -> Result:
    with small_site():
        return measure()


def measure() -> Result:
    from accounts.models import User  # noqa: PLC0415 - Django is set up now
    from quizzes.formats import read  # noqa: PLC0415

    office = User.objects.create_superuser(username="office", full_name="Văn phòng")
    chance = random.Random(1)
    there = [row(chance, place) for place in range(QUESTIONS)]
    into_the_bank(table(there), by=office)
    changed = [with_other_text(each) for each in there[:500]]
    new = [row(chance, place) for place in range(QUESTIONS, QUESTIONS * 3 // 2)]
    data = table([*changed, *there[500 : QUESTIONS // 2], *new])
    spent = best(lambda: preview(data, by=office))
    baseline = best(lambda: read(name="c.csv", data=data))
    queries = number_of_queries(lambda: preview(data, by=office))
    applied = seconds(lambda: into_the_bank(data, by=office))
    if preview(data, by=office) != {"added": 0, "changed": 0, "same": QUESTIONS}:
        raise RuntimeError("Importing twice is not importing once.")
    if queries > MOST_QUERIES:
        raise RuntimeError(f"{queries} queries, at most {MOST_QUERIES} are allowed.")
    return Result(
        value=spent,
        unit=f"s for {QUESTIONS} questions, with {queries} queries; imported in {applied:.2g} s",
        goal=GOAL,
        baseline=baseline,
    )


def preview(data: bytes, *, by: Any) -> dict[str, int]:
    from quizzes.importing.drafts import keep_draft  # noqa: PLC0415
    from quizzes.importing.plan import plan_of  # noqa: PLC0415
    from quizzes.importing.rows import rows  # noqa: PLC0415

    draft = keep_draft(name="c.csv", data=data, category=None, keeps_tree=True, by=by)
    draft.refresh_from_db()
    plan = plan_of(draft, by)
    rows(plan.in_state("added")[:50])
    return {state: count for state, count in plan.counts.items() if state != "refused"}


def into_the_bank(data: bytes, *, by: Any) -> None:
    from quizzes.importing.applying import apply_import  # noqa: PLC0415
    from quizzes.importing.drafts import keep_draft  # noqa: PLC0415

    draft = keep_draft(name="c.csv", data=data, category=None, keeps_tree=True, by=by)
    apply_import(draft=draft, by=by)


def row(chance: random.Random, place: int) -> dict[str, str]:
    def words(count: int) -> str:
        return " ".join(chance.choices(WORDS, k=count)).capitalize()

    options = {letter: words(7) for letter in "ABCD"}
    return {
        "Mã": f"M{place}",
        "Nhóm": f"Nhóm {place % 20}/Phần {place % 5}",
        "Câu hỏi": f"{words(18)} {place}?",
        **options,
        "Đáp án": chance.choice("ABCD"),
        "Giải thích": words(15),
        "Thẻ": chance.choice(WORDS),
    }


def with_other_text(row: dict[str, str]) -> dict[str, str]:
    return {**row, "Câu hỏi": f"Xin cho biết: {row['Câu hỏi']}"}


def table(rows: list[dict[str, str]]) -> bytes:
    lines = [list(rows[0]), *(list(row.values()) for row in rows)]
    return "\n".join(",".join(line) for line in lines).encode()


def best(act: Callable[[], object]) -> float:
    return min(seconds(act) for _round in range(ROUNDS))


def seconds(act: Callable[[], object]) -> float:
    began = time.process_time()
    act()
    return time.process_time() - began
