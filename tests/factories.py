"""One factory per model, made through the product's own services where one exists."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import factory
import wagtail_factories
from django.contrib.auth.models import Group
from django.utils import timezone
from factory.django import DjangoModelFactory

from accounts.models import User
from certificates.models import Certificate, Issuer
from certificates.services import issue_certificate
from courses.models import CourseIndexPage, CoursePage, LessonPage, ModulePage
from departments.models import Department, Membership, Reorganisation
from departments.permissions import TRAINERS, TRAINING_OFFICE
from departments.services import appoint, found_department
from handbooks.models import (
    ChapterPage,
    HandbookPage,
    MessageTemplatePage,
    ProcedurePage,
    RoleCardPage,
)
from jobs.models import Job
from learning.models import (
    ClassSession,
    Enrolment,
    OutsideTraining,
    ReviewCard,
    TrainingClass,
    TrainingPlan,
)
from legal.models import LegalReference
from notifications.models import Message
from quizzes.models import Category, Question, Quiz, QuizQuestion
from quizzes.services import revise_question, start_attempt

LONG_AGO = date(2020, 1, 1)


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    username = factory.Sequence(lambda n: f"user{n}")
    email = factory.Sequence(lambda n: f"user{n}@example.vn")
    full_name = factory.Sequence(lambda n: f"Nông Văn Tám {n}")
    password = factory.django.Password("mat-khau-thu-2026")

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
        user = model_class(**kwargs)
        user.set_name(user.full_name, given=user.given_name)
        user.save()
        return user


class TrainingOfficerFactory(UserFactory):
    class Meta:
        skip_postgeneration_save = True

    @factory.post_generation
    def office(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        self.groups.add(Group.objects.get_or_create(name=TRAINING_OFFICE)[0])


class TrainerFactory(UserFactory):
    class Meta:
        skip_postgeneration_save = True

    @factory.post_generation
    def trainers(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        self.groups.add(Group.objects.get_or_create(name=TRAINERS)[0])


class DepartmentFactory(DjangoModelFactory):
    class Meta:
        model = Department

    name = factory.Sequence(lambda n: f"Sở số {n}")
    kind = "department"
    parent = None
    on = LONG_AGO

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Department:
        return found_department(**kwargs)


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    department = factory.SubFactory(DepartmentFactory)
    post = "Chuyên viên"
    on = LONG_AGO

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Membership:
        return appoint(**kwargs)


class ReorganisationFactory(DjangoModelFactory):
    class Meta:
        model = Reorganisation

    number = factory.Sequence(lambda n: f"{n}/QĐ-UBND")
    decided_on = date(2025, 6, 16)
    effective_on = date(2025, 7, 1)
    title = "Sắp xếp đơn vị"


class LegalReferenceFactory(DjangoModelFactory):
    class Meta:
        model = LegalReference

    number = factory.Sequence(lambda n: f"{n}/2026/NĐ-CP")
    title = "Quy định thử"
    effective_from = date(2026, 7, 1)


class CategoryFactory(DjangoModelFactory):
    class Meta:
        model = Category

    name = factory.Sequence(lambda n: f"Nhóm {n}")


def options(*texts: str, right: str) -> dict[str, Any]:
    """Content of a choice question; `right` holds the letters of the right ones.

    Option ids are "a", "b", … so that tests can answer by letter.
    """
    letters = "abcdefgh"
    return {
        "options": [
            {"id": letter, "text": text, "correct": letter in right}
            for letter, text in zip(letters, texts, strict=False)
        ]
    }


class QuestionFactory(DjangoModelFactory):
    """A question with one version; option "a" is right unless told otherwise."""

    class Meta:
        model = Question

    category = factory.SubFactory(CategoryFactory)
    kind = "single"
    text = factory.Sequence(lambda n: f"Câu hỏi {n}?")
    content = factory.LazyFunction(lambda: options("Đúng", "Sai", "Khác", right="a"))
    explanation = "Vì quy định nói vậy."
    legal_reference = None

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Question:
        question = Question.objects.create(category=kwargs.pop("category"))
        revise_question(question=question, **kwargs)
        return question


class QuizFactory(DjangoModelFactory):
    """A quiz of two questions in fixed order, pass mark 70."""

    class Meta:
        model = Quiz
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Bài kiểm tra {n}")
    shuffle = False

    @factory.post_generation
    def questions(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        for order, question in enumerate(extracted or QuestionFactory.create_batch(2)):
            QuizQuestion.objects.create(quiz=self, question=question, sort_order=order)


class AttemptFactory(factory.Factory):
    class Meta:
        model = dict  # made by start_attempt

    quiz = factory.SubFactory(QuizFactory)
    trainee = factory.SubFactory(UserFactory)

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
        return start_attempt(**kwargs)


class CourseIndexPageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = CourseIndexPage

    title = "Khóa học"
    slug = "khoa-hoc"


class CoursePageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = CoursePage

    title = factory.Sequence(lambda n: f"Khóa học {n}")
    slug = factory.Sequence(lambda n: f"khoa-{n}")
    summary = "Một khóa học để thử."
    hours = 8


class ModulePageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = ModulePage

    title = factory.Sequence(lambda n: f"Phần {n}")
    slug = factory.Sequence(lambda n: f"phan-{n}")


class LessonPageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = LessonPage

    title = factory.Sequence(lambda n: f"Bài {n}")
    slug = factory.Sequence(lambda n: f"bai-so-{n}")
    lead = "Một bài để thử."
    body = factory.LazyFunction(lambda: [("text", "<p>Nội dung bài học.</p>")])


class HandbookPageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = HandbookPage

    title = "Cẩm nang"
    slug = "cam-nang"


class ChapterPageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = ChapterPage

    title = factory.Sequence(lambda n: f"Chương {n}")
    slug = factory.Sequence(lambda n: f"chuong-{n}")


class ProcedurePageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = ProcedurePage

    title = factory.Sequence(lambda n: f"Quy trình {n}")
    slug = factory.Sequence(lambda n: f"quy-trinh-{n}")


class RoleCardPageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = RoleCardPage

    title = factory.Sequence(lambda n: f"Vai {n}")
    slug = factory.Sequence(lambda n: f"vai-{n}")


class MessageTemplatePageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = MessageTemplatePage

    title = factory.Sequence(lambda n: f"Mẫu {n}")
    slug = factory.Sequence(lambda n: f"mau-{n}")


class IssuerFactory(DjangoModelFactory):
    class Meta:
        model = Issuer

    name = "Sở Văn hóa, Thể thao và Du lịch"
    superior_name = "Ủy ban nhân dân tỉnh Cao Bằng"
    signer_title = "Giám đốc"
    signer_name = "Bế Văn Lâm"
    number_pattern = "{number:03d}/{year}/GCN-SVHTTDL"
    is_default = True


class EnrolmentFactory(DjangoModelFactory):
    class Meta:
        model = Enrolment

    trainee = factory.SubFactory(UserFactory)


class ReviewCardFactory(DjangoModelFactory):
    """A card answered right today and due the day after tomorrow."""

    class Meta:
        model = ReviewCard

    trainee = factory.SubFactory(UserFactory)
    question = factory.SubFactory(QuestionFactory)
    version = factory.LazyAttribute(lambda card: card.question.current)
    option_order = factory.LazyFunction(lambda: ["a", "b", "c"])
    answer = factory.LazyFunction(lambda: ["a"])
    was_right = True
    reps = 1
    answered_on = factory.LazyFunction(timezone.localdate)
    interval = 2
    due_on = factory.LazyAttribute(
        lambda card: card.answered_on + timedelta(days=card.interval)
    )
    stability = 2.3
    difficulty = 2.1


class CertificateFactory(DjangoModelFactory):
    """Issued by the service; needs a default issuer (IssuerFactory) to exist."""

    class Meta:
        model = Certificate

    trainee = factory.SubFactory(UserFactory)
    post = None
    started_on = date(2026, 10, 1)
    completed_on = date(2026, 11, 20)
    on = date(2026, 11, 23)

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Certificate:
        return issue_certificate(**kwargs)


class JobFactory(DjangoModelFactory):
    class Meta:
        model = Job

    kind = "tests.nothing"
    key = factory.Sequence(lambda n: f"job-{n}")
    title = "Một việc"


class MessageFactory(DjangoModelFactory):
    class Meta:
        model = Message

    recipient = factory.SubFactory(UserFactory)
    key = factory.Sequence(lambda n: f"message-{n}")
    subject = factory.Sequence(lambda n: f"Tin {n}")


class OutsideTrainingFactory(DjangoModelFactory):
    class Meta:
        model = OutsideTraining

    trainee = factory.SubFactory(UserFactory)
    title = "Lớp bồi dưỡng người phát ngôn"
    provider = "Học viện Báo chí và Tuyên truyền"
    started_on = date(2026, 3, 2)
    ended_on = date(2026, 3, 4)
    hours = Decimal(24)
    evidence = factory.django.FileField(filename="x.pdf", data=b"%PDF-1.7")


class TrainingClassFactory(DjangoModelFactory):
    class Meta:
        model = TrainingClass

    title = factory.Sequence(lambda n: f"Lớp người phát ngôn số {n}")
    place = "Hội trường Trung tâm Chính trị"
    seats = 40
    register_until = factory.LazyFunction(
        lambda: timezone.localdate() + timedelta(days=7)
    )
    state = TrainingClass.State.OPEN


class ClassSessionFactory(DjangoModelFactory):
    class Meta:
        model = ClassSession

    training_class = factory.SubFactory(TrainingClassFactory)
    title = "Trả lời phỏng vấn"
    starts_at = factory.LazyFunction(timezone.now)
    ends_at = factory.LazyAttribute(lambda o: o.starts_at + timedelta(hours=4))
    hours = Decimal(4)


class TrainingPlanFactory(DjangoModelFactory):
    """In force for the year 2026."""

    class Meta:
        model = TrainingPlan

    title = factory.Sequence(lambda n: f"Kế hoạch số {n}")
    year = 2026
    starts_on = date(2026, 1, 5)
    due_on = date(2026, 12, 10)
    state = TrainingPlan.State.ACTIVE
