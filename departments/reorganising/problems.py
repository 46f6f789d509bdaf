"""Problems of a plan in words."""

from __future__ import annotations

from departments.models import Membership
from departments.organisation import Unit
from departments.reorganising.plan import Plan, Problem

SHOWN = 5  # names in one sentence


def listed(name: str, items: list[str]) -> dict[str, object]:
    """The first few of a list and how many there are."""
    shown = ", ".join(items[:SHOWN]) + ("…" if len(items) > SHOWN else "")
    return {"n": len(items), name: shown}


def called(each: Membership | Unit) -> str:
    return each.name if isinstance(each, Unit) else str(each.user.full_name)


def day_of(plan: Plan) -> str:
    return f"{plan.day:%d/%m/%Y}"


def stop(plan: Plan, code: str, text: str) -> None:
    problem = Problem(code, text)
    if problem not in plan.problems:
        plan.problems.append(problem)


def note(plan: Plan, code: str, text: str) -> None:
    plan.problems.append(Problem(code, text, stops=False))
