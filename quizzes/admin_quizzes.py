"""Quizzes in the admin: the list, and the form in four tabs."""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet

from quizzes.admin_analysis import QuizAnalysis
from quizzes.admin_attempts import QuizAttempts
from quizzes.admin_quiz import EditQuiz, QuizIndex
from quizzes.admin_trial import QuizTrial
from quizzes.health import faulty_quizzes
from quizzes.models import Quiz
from quizzes.quiz_form import QuizForm, shortage_text
from quizzes.services.refusals import DrawCannotBeFilled, QuizHasNoQuestions

QUESTIONS = [
    FieldPanel("title"),
    FieldPanel("intro"),
    FieldRowPanel([FieldPanel("mode"), FieldPanel("is_draft")]),
    InlinePanel(
        "quiz_questions",
        heading=_("Questions named one by one"),
        label=_("Question"),
        panels=[
            FieldPanel("question"),
            FieldRowPanel([FieldPanel("points"), FieldPanel("section")]),
        ],
    ),
    FieldRowPanel([FieldPanel("draw"), FieldPanel("shuffle")]),
]
DRAWS = [
    InlinePanel(
        "sections",
        heading=_("Parts, numbered in this order"),
        label=_("Part"),
        panels=[FieldRowPanel([FieldPanel("title"), FieldPanel("pass_mark")])],
        help_text=_(
            "Only if the quiz has parts. With a pass mark of its own a part has to be"
            " passed by itself; nothing is averaged between parts."
        ),
    ),
    InlinePanel(
        "draws",
        heading=_("Random draws from the bank"),
        label=_("Random draw"),
        panels=[
            FieldRowPanel([FieldPanel("count"), FieldPanel("category")]),
            FieldRowPanel([FieldPanel("tag"), FieldPanel("difficulty")]),
            FieldRowPanel([FieldPanel("points"), FieldPanel("section")]),
        ],
        help_text=_(
            "Anew for each attempt, besides the questions named one by one. No"
            " question comes twice."
        ),
    ),
]
TIME = [
    MultiFieldPanel(
        [
            FieldPanel("time_limit"),
            FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]),
        ],
        heading=_("Time allowed"),
        help_text=_(
            "Only the server’s clock counts. What is under way when time is over or the"
            " quiz closes is handed in with what was saved."
        ),
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("max_attempts"), FieldPanel("wait_minutes")]),
            FieldPanel("counted"),
        ],
        heading=_("Attempts"),
    ),
]
FEEDBACK = [
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("pass_mark"), FieldPanel("layout")]),
            FieldPanel("explanations"),
            FieldPanel("asks_confidence"),
        ],
        heading=_("Marks and reasons"),
    ),
    MultiFieldPanel(
        [FieldPanel("passed_text"), FieldPanel("failed_text")],
        heading=_("Words on the result page"),
    ),
    MultiFieldPanel(
        [FieldPanel("is_blind"), FieldPanel("needs_second_marker")],
        heading=_("Essays"),
    ),
]


class ListOfQuizzes(QuizIndex):
    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        quizzes = list(context["object_list"])
        faults = faulty_quizzes(quizzes)
        for quiz in quizzes:
            quiz.state = state_of(quiz, faults.get(quiz.pk))
        return context

    @cached_property
    def columns(self) -> list[Column]:
        return [*super().columns, Column("state", label=_("State"), accessor="state")]


def state_of(quiz: Quiz, fault: QuizHasNoQuestions | None) -> str:
    """In words: whether trainees can begin it now, and if not, why."""
    now = timezone.now()
    if quiz.is_draft:
        return pgettext("quiz", "draft")
    if isinstance(fault, DrawCannotBeFilled):
        text = _now("cannot be started: %(why)s")
        return text % {"why": shortage_text(fault.shortage)}
    if fault:
        return _now("cannot be started: no questions")
    if quiz.closes_at and quiz.closes_at <= now:
        return pgettext("quiz", "closed")
    if quiz.opens_at and quiz.opens_at > now:
        at = date_format(timezone.localtime(quiz.opens_at), "SHORT_DATETIME_FORMAT")
        return _now("opens %(at)s") % {"at": at}
    return pgettext("quiz", "open")


class QuizViewSet(ModelViewSet):
    model = Quiz
    icon = "form"
    menu_label = _("Quizzes")
    copy_view_enabled = False
    index_view_class = ListOfQuizzes
    edit_view_class = EditQuiz
    list_display = ["title", Column("mode", _("Mode"), "get_mode_display"), "pass_mark"]
    search_fields = ["title"]
    edit_handler = TabbedInterface(
        [
            ObjectList(QUESTIONS, heading=_("Quiz and questions")),
            ObjectList(DRAWS, heading=_("Parts and draws")),
            ObjectList(TIME, heading=_("Time and attempts")),
            ObjectList(FEEDBACK, heading=_("Marks and feedback")),
        ],
        base_form_class=QuizForm,
    )

    def get_urlpatterns(self) -> list[URLPattern]:
        may = {"permission_policy": self.permission_policy}
        attempts = QuizAttempts.as_view(**may)
        results = QuizAttempts.as_view(**may, results_only=True)
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/analysis/", QuizAnalysis.as_view(**may), name="analysis"),
            path("<int:pk>/try/", QuizTrial.as_view(**may), name="try"),
            path("<int:pk>/attempts/", attempts, name="attempts"),
            path("<int:pk>/attempts/results/", results, name="attempts_results"),
        ]
