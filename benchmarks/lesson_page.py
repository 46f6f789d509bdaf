"""CPU of a signed-in view of a lesson, its text kept, against the same bytes ready-made.

See `pages` for how pages are asked for, and what the baseline is.
"""

from __future__ import annotations

from benchmarks import Result
from benchmarks.environment import province
from benchmarks.measuring import interleaved_cpu_ms, number_of_queries
from benchmarks.pages import bare_getter, getter

GOAL = 2000  # microseconds
MOST_QUERIES = 4
TRAINEE = "hocvien"


def run() -> Result:
    province(people=60)
    lesson = getter(lesson_of_the_longest_course(), username=TRAINEE)
    bare = bare_getter(lesson(), username=TRAINEE)
    queries = number_of_queries(lesson)
    if queries > MOST_QUERIES:
        raise RuntimeError(f"{queries} queries, at most {MOST_QUERIES} are allowed.")
    value, baseline = interleaved_cpu_ms(lesson, bare)
    return Result(
        value=value * 1000,
        unit=f"µs of CPU, with {queries} queries",
        goal=GOAL,
        baseline=baseline * 1000,
    )


def lesson_of_the_longest_course() -> str:
    """The address of its first lesson, with the demo trainee enrolled."""
    from accounts.models import User  # noqa: PLC0415 - Django is set up now
    from courses.models import CoursePage  # noqa: PLC0415
    from learning.services import enrol  # noqa: PLC0415

    course = max(CoursePage.objects.live(), key=lambda each: each.lessons().count())
    enrol(trainee=User.objects.get(username=TRAINEE), course=course)
    return f"/hoc/{course.slug}/{course.lessons()[0].slug}/"
