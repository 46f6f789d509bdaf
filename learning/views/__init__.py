from learning.views.certificates import certificates
from learning.views.courses import catalogue, course
from learning.views.home import home
from learning.views.lesson import lesson
from learning.views.search import search

__all__ = ["catalogue", "certificates", "course", "home", "lesson", "search"]
