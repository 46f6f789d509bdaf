from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from quizzes.file_types import CONTENT_TYPES, kind_of, plain_name
from quizzes.models import AnswerFile, Response
from quizzes.services import mark_attempt, start_attempt
from quizzes.services.answer_files import LARGEST, keep_file, remove_file
from quizzes.services.refusals import (
    AttemptIsOver,
    FileIsEmpty,
    FileIsTooLarge,
    FileIsUnknown,
    NoFileAsked,
)
from tests.factories import QuizFactory, UserFactory
from tests.quizzes.essays import essay

PDF = b"%PDF-1.7\n%%EOF"


def archive(*parts: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, content in parts:
            made.writestr(name, content)
    return out.getvalue()


def picture(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (4, 4)).save(out, kind)
    return out.getvalue()


DOCX = archive(("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<x/>"))
ODT = archive(("mimetype", CONTENT_TYPES["odt"].encode()), ("content.xml", b"<x/>"))
MACROS = archive(
    ("[Content_Types].xml", b"<x/>"),
    ("word/document.xml", b"<x/>"),
    ("word/vbaProject.bin", b"x"),
)


# Not by its content: an archive holds the second in which it was made.
KINDS_TOLD = [
    "pdf",
    "docx",
    "odt",
    "jpeg",
    "png",
    "macros",
    "archive",
    "epub",
    "half a docx",
    "half a png",
    "gif",
    "svg",
    "program",
    "nothing",
]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, "pdf"),
        (DOCX, "docx"),
        (ODT, "odt"),
        (picture("JPEG"), "jpeg"),
        (picture("PNG"), "png"),
        (MACROS, None),
        (archive(("x.txt", b"x")), None),
        (archive(("mimetype", b"application/epub+zip")), None),
        (DOCX[:60], None),
        (picture("PNG")[:30], None),
        (picture("GIF"), None),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", None),
        (b"MZ\x90\x00", None),
        (b"", None),
    ],
    ids=KINDS_TOLD,
)
def test_a_file_is_what_stands_in_it(content, kind):
    assert kind_of(io.BytesIO(content)) == kind


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("Bài viết.docx", "Bài viết.docx"),
        ("C:\\Tài liệu\\bài.pdf", "bài.pdf"),
        ("../../etc/bài.pdf", "bài.pdf"),
        ("a\u202efdp.pdf", "afdp.pdf"),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
    ],
)
def test_only_the_name_of_a_file_is_kept(sent, kept):
    assert plain_name(sent) == kept


# --- keeping -----------------------------------------------------------------------

pytestmark = pytest.mark.django_db


@pytest.fixture
def response() -> Response:
    quiz = QuizFactory(questions=[essay(file="required")])
    attempt = start_attempt(quiz=quiz, trainee=UserFactory())
    return attempt.responses.select_related("version", "attempt").get()


def upload(content: bytes = PDF, name: str = "Bài.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_a_file_is_kept_where_its_name_says_nothing(response):
    kept = keep_file(response=response, upload=upload())

    assert (kept.name, kept.size) == ("Bài.pdf", len(PDF))
    assert "Bài" not in kept.file.name
    assert AnswerFile.objects.get().file.read() == PDF


def test_a_new_file_takes_the_place_of_the_old_one(
    response, django_capture_on_commit_callbacks
):
    old = keep_file(response=response, upload=upload())
    with django_capture_on_commit_callbacks(execute=True):
        new = keep_file(response=response, upload=upload(DOCX, "hai.docx"))

    assert AnswerFile.objects.get() == new
    assert not old.file.storage.exists(old.file.name)
    with django_capture_on_commit_callbacks(execute=True):
        remove_file(response=response)
    assert not AnswerFile.objects.exists()
    assert not new.file.storage.exists(new.file.name)


@pytest.mark.parametrize(
    ("sent", "refusal"),
    [
        (upload(b""), FileIsEmpty),
        (upload(b"MZ", "virus.pdf"), FileIsUnknown),
        (upload(PDF, "bài.docx"), FileIsUnknown),
        (upload(PDF, "bài.exe"), FileIsUnknown),
        (upload(PDF + b"x" * LARGEST), FileIsTooLarge),
    ],
)
def test_what_is_no_document_is_refused(response, sent, refusal):
    with pytest.raises(refusal):
        keep_file(response=response, upload=sent)

    assert not AnswerFile.objects.exists()


def test_after_hand_in_a_file_stays_and_none_comes(response):
    kept = keep_file(response=response, upload=upload())
    mark_attempt(attempt=response.attempt)
    folder = kept.file.name.rpartition("/")[0]
    stored = kept.file.storage.listdir(folder)

    for act in [
        lambda: keep_file(response=response, upload=upload(DOCX, "hai.docx")),
        lambda: remove_file(response=response),
    ]:
        with pytest.raises(AttemptIsOver):
            act()
    assert AnswerFile.objects.get() == kept
    assert kept.file.storage.listdir(folder) == stored


def test_a_question_without_files_takes_none():
    quiz = QuizFactory(questions=[essay()])
    attempt = start_attempt(quiz=quiz, trainee=UserFactory())

    with pytest.raises(NoFileAsked):
        keep_file(response=attempt.responses.get(), upload=upload())


def test_a_file_alone_waits_for_a_marker_too(response):
    keep_file(response=response, upload=upload())
    mark_attempt(attempt=response.attempt)

    response.refresh_from_db()
    assert response.mark is None
