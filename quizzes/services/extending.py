"""More time for attempts under way: for one person, or when the rules change."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from quizzes.models import Attempt, Extension, Quiz
from quizzes.terms import Terms


@transaction.atomic
def grant_extension(*, extension: Extension, by: User | None) -> Extension:
    """Write down what one person is given, and give it to an attempt under way."""
    extension.granted_by = by
    extension.save()
    lengthen_attempts(quiz=extension.quiz)
    return extension


@transaction.atomic
def lengthen_attempts(*, quiz: Quiz) -> int:
    """Put off the deadlines of open attempts where the rules now say later.

    Never earlier: nobody loses time that the page promised. How many were put off.
    """
    own = {each.trainee_id: each for each in Extension.objects.filter(quiz=quiz)}
    attempts = Attempt.objects.open().filter(quiz=quiz).exclude(deadline_at=None)
    later = []
    for attempt in attempts:
        terms = Terms(quiz, own.get(attempt.trainee_id))
        deadline, known = terms.deadline(attempt.started_at), attempt.deadline_at
        if deadline is None or (known and deadline > known):
            attempt.deadline_at = deadline
            later.append(attempt)
    return Attempt.objects.bulk_update(later, ["deadline_at"]) if later else 0
