from __future__ import annotations

import pytest

pytestmark = pytest.mark.django_db
BODY = bytes(range(256)) * 1000


@pytest.fixture
def film(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "media").mkdir()
    (tmp_path / "media/phim.mp4").write_bytes(BODY)
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents/mat.pdf").write_bytes(b"%PDF")
    (tmp_path.parent / "ngoai.txt").write_text("ngoài")
    return "/media/media/phim.mp4"


def test_a_file_comes_whole_when_nothing_else_is_asked(signed_in, film):
    response = signed_in.get(film)

    assert (response.status_code, response["Content-Type"]) == (200, "video/mp4")
    assert b"".join(response.streaming_content) == BODY


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-99", 0, 99),
        ("bytes=1000-", 1000, 255_999),
        ("bytes=-500", 255_500, 255_999),
        ("bytes=255000-999999", 255_000, 255_999),
    ],
)
def test_a_player_gets_the_bytes_it_asks_for(signed_in, film, asked, start, end):
    response = signed_in.get(film, headers={"Range": asked})

    assert response.status_code == 206
    assert response["Content-Range"] == f"bytes {start}-{end}/256000"
    assert b"".join(response.streaming_content) == BODY[start : end + 1]


def test_bytes_beyond_the_end_are_refused(signed_in, film):
    response = signed_in.get(film, headers={"Range": "bytes=256000-"})

    assert (response.status_code, response["Content-Range"]) == (416, "bytes */256000")


@pytest.mark.parametrize(
    "path",
    [
        "media/khong-co.mp4",
        "documents/mat.pdf",
        "media/../documents/mat.pdf",
        "media/../../ngoai.txt",
        "media/",
        "secret_key",
    ],
)
def test_nothing_outside_the_media_folders_is_handed_out(signed_in, film, path):
    assert signed_in.get(f"/media/{path}").status_code == 404


def test_strangers_are_sent_to_sign_in(client, film):
    assert client.get(film).url == f"/accounts/login/?next={film}"
