from learning.views.answer import answer
from learning.views.certificates import certificates
from learning.views.classes import (
    check_in_here,
    classes,
    decide_on_registration,
    send_people,
    training_class,
)
from learning.views.courses import catalogue, course
from learning.views.files import answer_file
from learning.views.home import home
from learning.views.hours import add_hours, evidence, hours
from learning.views.lesson import lesson
from learning.views.looks import who_sees
from learning.views.plans import choose_course, plans
from learning.views.quiz import hand_in, quiz_result, take_quiz
from learning.views.review import review, review_card
from learning.views.search import search

__all__ = [
    "add_hours",
    "answer",
    "answer_file",
    "catalogue",
    "certificates",
    "check_in_here",
    "choose_course",
    "classes",
    "course",
    "decide_on_registration",
    "evidence",
    "hand_in",
    "home",
    "hours",
    "lesson",
    "plans",
    "quiz_result",
    "review",
    "review_card",
    "search",
    "send_people",
    "take_quiz",
    "training_class",
    "who_sees",
]
