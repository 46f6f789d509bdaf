"""What travels compressed, and what must not."""

from __future__ import annotations

import gzip

import pytest
from django.http import FileResponse, HttpResponse

from lms.middleware import CompressedPages
from lms.static_files import CompressedForTrainees

BROWSER = {"accept-encoding": "gzip, deflate, br"}
PAGE = "<p>Người phát ngôn</p>" * 100


def answer(rf, response, headers=BROWSER):
    return CompressedPages(lambda request: response)(rf.get("/", headers=headers))


def test_a_page_is_compressed_for_a_browser_that_can_read_it(rf):
    response = answer(rf, HttpResponse(PAGE))

    assert response["Content-Encoding"] == "gzip"
    assert response["Vary"] == "Accept-Encoding"
    assert gzip.decompress(response.content).decode() == PAGE


def test_the_length_of_a_compressed_page_varies_so_that_it_tells_nothing(rf):
    lengths = {len(answer(rf, HttpResponse(PAGE)).content) for _ in range(20)}

    assert len(lengths) > 1


def test_a_browser_that_cannot_read_it_gets_the_page_as_it_is(rf):
    assert answer(rf, HttpResponse(PAGE), {}).content.decode() == PAGE


def test_a_file_keeps_its_length_and_its_ranges(rf, tmp_path):
    film = tmp_path / "phim.mp4"
    film.write_bytes(b"0" * 5000)

    response = answer(rf, FileResponse(film.open("rb")))

    assert response["Content-Length"] == "5000"
    assert "Content-Encoding" not in response


@pytest.mark.django_db
def test_a_signed_in_page_is_compressed(signed_in):
    response = signed_in.get("/", headers=BROWSER)

    assert response["Content-Encoding"] == "gzip"


def test_files_of_trainees_are_compressed_and_those_of_the_admin_are_not(tmp_path):
    storage = CompressedForTrainees(location=tmp_path)
    for name in ["css/a.css", "wagtailadmin/css/a.css"]:
        file = tmp_path / name
        file.parent.mkdir(parents=True)
        file.write_text("p { color: red }\n" * 100)

    made = [
        made
        for _, made in storage.compress_files(["css/a.css", "wagtailadmin/css/a.css"])
    ]

    assert sorted(made) == ["css/a.css.br", "css/a.css.gz"]
