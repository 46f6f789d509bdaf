"""Files handed in with an essay: one for an answer, replaced until hand-in."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from jobs.models import private_storage
from quizzes.file_types import ending_fits, kind_of, plain_name
from quizzes.models import AnswerFile, Attempt, Response
from quizzes.services.refusals import (
    AttemptIsOver,
    FileIsEmpty,
    FileIsTooLarge,
    FileIsUnknown,
    NoFileAsked,
)

LARGEST: Final = 10 * 1024 * 1024  # bytes


def takes_file(response: Response) -> bool:
    return response.version.content.get("file") in ("allowed", "required")


def needs_file(response: Response) -> bool:
    return response.version.content.get("file") == "required"


def keep_file(*, response: Response, upload: UploadedFile[Any]) -> AnswerFile:
    """Keep a file with an answer in the place of the one before.

    Raises NoFileAsked, FileIsTooLarge, FileIsEmpty, FileIsUnknown and, after
    hand-in or when time is over, AttemptIsOver.
    """
    if not takes_file(response):
        raise NoFileAsked
    _refuse_wrong(upload)
    name = plain_name(upload.name or "")
    kept = AnswerFile(response=response, name=name, size=upload.size or 0)
    kept.file.save(name, upload, save=False)
    try:
        _put(response, kept)
    except BaseException:
        # Nobody refers to what was stored a moment ago.
        private_storage().delete(str(kept.file.name))
        raise
    return kept


@transaction.atomic
def remove_file(*, response: Response) -> None:
    """Take the file back. Raises AttemptIsOver."""
    _hold(response)
    _forget(response)


@transaction.atomic
def _put(response: Response, kept: AnswerFile) -> None:
    _hold(response)
    _forget(response)
    kept.uploaded_at = timezone.now()
    kept.save()
    Response.objects.filter(pk=response.pk).update(saved_at=kept.uploaded_at)


def _hold(response: Response) -> None:
    """Nobody hands the attempt in, or sends another file, before this is written."""
    taking = Attempt.objects.taking_answers().select_for_update(no_key=True)
    if not taking.filter(pk=response.attempt_id).values_list("pk").first():
        raise AttemptIsOver


def _forget(response: Response) -> None:
    """Remove the row; the file itself once nobody can go back to it."""
    for old in AnswerFile.objects.filter(response=response):
        stored = str(old.file.name)
        old.delete()
        transaction.on_commit(partial(private_storage().delete, stored))


def _refuse_wrong(upload: UploadedFile[Any]) -> None:
    if not upload.size:
        raise FileIsEmpty
    if upload.size > LARGEST:
        raise FileIsTooLarge
    kind = kind_of(upload)  # type: ignore[arg-type]
    if kind is None or not ending_fits(upload.name or "", kind):
        raise FileIsUnknown
