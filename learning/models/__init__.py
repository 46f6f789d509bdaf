"""Who studies what, how far they are, and what they have to do."""

from learning.models.classes import (
    Attendance,
    ClassQuota,
    ClassSession,
    Registration,
    TrainingClass,
)
from learning.models.enrolment import Enrolment, EnrolmentQuerySet, LessonCompletion
from learning.models.excuses import Exemption, OutsideTraining
from learning.models.hours import HoursEntry, HoursTarget
from learning.models.looks import RecordLook
from learning.models.plans import (
    Assignment,
    PlanCourse,
    PlanTarget,
    Prerequisite,
    TrainingPlan,
)
from learning.models.reminders import DayOff, ReminderRun
from learning.models.review import ReviewCard, ReviewCardQuerySet

__all__ = [
    "Assignment",
    "Attendance",
    "ClassQuota",
    "ClassSession",
    "DayOff",
    "Enrolment",
    "EnrolmentQuerySet",
    "Exemption",
    "HoursEntry",
    "HoursTarget",
    "LessonCompletion",
    "OutsideTraining",
    "PlanCourse",
    "PlanTarget",
    "Prerequisite",
    "RecordLook",
    "Registration",
    "ReminderRun",
    "ReviewCard",
    "ReviewCardQuerySet",
    "TrainingClass",
    "TrainingPlan",
]
