from __future__ import annotations

from datetime import date

import pytest

from lms.admin_home import cares
from tests.factories import (
    JobFactory,
    LegalReferenceFactory,
    LessonPageFactory,
    MembershipFactory,
    TrainerFactory,
    TrainingOfficerFactory,
)

pytestmark = pytest.mark.django_db


def texts(person):
    return [care.text for care in cares(person)]


def test_the_training_office_is_told_of_everything_that_needs_care(course):
    law = LegalReferenceFactory(effective_from=None, effective_to=date(2026, 1, 1))
    module = course.get_children().get()
    LessonPageFactory(parent=module, body=[("legal", {"reference": law, "note": ""})])
    JobFactory(state="failed")

    assert texts(TrainingOfficerFactory()) == [
        "1 trang dẫn văn bản đã hết hiệu lực.",
        "1 người đang hoạt động chưa có đơn vị, không có trong báo cáo nào.",
        "1 việc nền bị lỗi.",
    ]


def test_a_trainer_is_told_of_their_own_pages_only(course):
    law = LegalReferenceFactory(effective_from=None, effective_to=date(2026, 1, 1))
    module = course.get_children().get()
    body = [("legal", {"reference": law, "note": ""})]
    trainer = TrainerFactory()
    LessonPageFactory(parent=module, body=body)
    own = LessonPageFactory(parent=module, body=body, owner=trainer)

    assert texts(trainer) == ["1 trang dẫn văn bản đã hết hiệu lực."]
    assert own.owner == trainer


def test_when_all_is_well_nothing_is_shown(client, course):
    officer = TrainingOfficerFactory()
    MembershipFactory(user=officer)
    client.force_login(officer)

    assert texts(officer) == []
    assert "Cần xử lý" not in client.get("/cms/").content.decode()
