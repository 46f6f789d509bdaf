from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from courses.models import LessonPage, ModulePage

pytestmark = pytest.mark.django_db


def test_a_vietnamese_title_gets_a_plain_address(course):
    module = course.add_child(instance=ModulePage(title="Xử lý Đặng khủng hoảng"))

    assert module.slug == "xu-ly-dang-khung-hoang"


def test_two_lessons_of_a_course_cannot_share_an_address(course):
    module = course.add_child(instance=ModulePage(title="Phần hai"))
    lesson = module.add_child(instance=LessonPage(title="Khác"))
    lesson.slug = "bai-1"

    with pytest.raises(ValidationError, match="đã có|already has"):
        lesson.full_clean()
