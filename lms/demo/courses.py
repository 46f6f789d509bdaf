"""The courses, from their files to pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.db import transaction
from wagtail.models import Page

from courses.models import CourseIndexPage, CoursePage, LessonPage, ModulePage
from lms.demo.bodies import Bodies
from lms.demo.folder import CONTENT, Table, read_toml
from lms.demo.handbook import procedures
from lms.demo.laws import Laws, laws
from lms.demo.pages import Desk, add_page, child
from lms.demo.questions import add_quiz
from lms.progress import Count
from quizzes.models import Category, Quiz

FOLDER = CONTENT / "courses"
INDEX = "khoa-hoc"
PRESS = "cung-cap-thong-tin-cho-bao-chi"
CRISIS = "ung-pho-khung-hoang-truyen-thong"
PRACTICE = "thuc-hanh-viet-thong-bao"  # one essay, marked by people


def load_courses(root: Page, *, desk: Desk, count: Count) -> int:
    """Add the courses that are missing; how many pages were added."""
    index = child(root, INDEX) or add_page(
        root,
        CourseIndexPage(title="Khóa học", slug=INDEX, show_in_menus=True),
        desk=desk,
    )
    missing = [slug for slug in [PRESS, CRISIS, PRACTICE] if not child(index, slug)]
    files = [CourseFiles(FOLDER / slug) for slug in missing]
    total = sum(each.size for each in files)
    done = 0
    for each in files:
        for _page in each.add_to(index, desk=desk):
            done += 1
            count(done, total)
    return done


class CourseFiles:
    """The folder of one course, read once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.course = read_toml(folder / "course.toml")
        self.modules = [read_toml(folder / name) for name in self.course["modules"]]
        self.quizzes: list[Table] = read_toml(folder / "quizzes.toml")["quizzes"]

    @property
    def size(self) -> int:
        """How many pages it makes."""
        return 1 + sum(1 + len(module["lessons"]) for module in self.modules)

    def add_to(self, index: Page, *, desk: Desk) -> Iterator[Page]:
        """Add the course, whole or not at all; each page as it is made."""
        known = laws()
        bodies = Bodies(
            self.folder,
            laws=known,
            procedures=procedures(index.get_parent()),
            owner=desk.author,
        )
        with transaction.atomic():
            quizzes = self._add_quizzes(known, desk)
            course = add_page(index, self._course_page(), desk=desk)
            yield course
            for module in self.modules:
                parent = add_page(course, module_page(module), desk=desk)
                yield parent
                for lesson in module["lessons"]:
                    page = lesson_page(lesson, bodies, quizzes)
                    yield add_page(parent, page, desk=desk)

    def _add_quizzes(self, laws: Laws, desk: Desk) -> dict[str, Quiz]:
        category = Category.objects.create(name=self.course["title"])
        return {
            each["key"]: add_quiz(each, category=category, laws=laws, desk=desk)
            for each in self.quizzes
        }

    def _course_page(self) -> CoursePage:
        copied = [
            "title",
            "slug",
            "summary",
            "audience",
            "hours",
            "cover",
            "is_sequential",
            "completion_text",
        ]
        return CoursePage(
            **{name: self.course[name] for name in copied},
            objectives=[("objective", text) for text in self.course["objectives"]],
        )


def module_page(module: Table) -> ModulePage:
    return ModulePage(
        title=module["title"], slug=module["slug"], summary=module.get("summary", "")
    )


def lesson_page(lesson: Table, bodies: Bodies, quizzes: dict[str, Quiz]) -> LessonPage:
    return LessonPage(
        title=lesson["title"],
        slug=lesson["slug"],
        lead=lesson["lead"],
        minutes=lesson["minutes"],
        body=bodies.body(lesson["body"]),
        quiz=quizzes[lesson["quiz"]] if "quiz" in lesson else None,
    )
