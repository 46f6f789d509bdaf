from learning.classes.views.people import PEOPLE, ClassPeople
from learning.classes.views.sessions import SessionCode, SessionList, SessionSheet

__all__ = ["PEOPLE", "ClassPeople", "SessionCode", "SessionList", "SessionSheet"]
