from __future__ import annotations

import pytest
from django.conf import settings
from django.urls import reverse

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

LOGIN = reverse("account_login")
PASSWORD = "mat-khau-thu-2026"


def text(response) -> str:
    return response.content.decode()


def test_the_sign_in_page_speaks_vietnamese(client):
    page = text(client.get(LOGIN))
    assert '<html lang="vi">' in page
    assert "<h1>Đăng nhập</h1>" in page


@pytest.mark.parametrize("name", ["username", "email"])
def test_a_person_signs_in_by_name_or_by_mail(client, name):
    person = UserFactory()
    sent = {"login": getattr(person, name), "password": PASSWORD}
    response = client.post(LOGIN, sent)
    assert response.status_code == 302
    assert response.url == reverse(settings.LOGIN_REDIRECT_URL)


def test_the_page_asked_for_is_kept_through_a_wrong_try(client):
    wanted = reverse("accounts:profile")
    page = text(client.post(LOGIN, {"login": "a", "password": "b", "next": wanted}))
    assert f'<input type="hidden" name="next" value="{wanted}"' in page


def test_a_wrong_password_keeps_the_name_and_says_so_beside_the_field(client):
    page = text(client.post(LOGIN, {"login": "sen.ht", "password": "sai"}))
    assert 'value="sen.ht"' in page
    assert 'id="id_password_error" role="alert"' in page
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng." in page


def test_too_many_wrong_tries_say_how_long_to_wait(client):
    UserFactory(username="sen.ht")
    for _try in range(settings.AXES_FAILURE_LIMIT):
        response = client.post(LOGIN, {"login": "sen.ht", "password": "sai"})
    assert response.status_code == 429
    assert "accounts/locked_out.html" in [t.name for t in response.templates]
    assert "Thử lại sau 30 phút." in text(response)


def test_nobody_signs_up_alone(client):
    response = client.get(reverse("account_signup"))
    assert "account/signup_closed.html" in [t.name for t in response.templates]


@pytest.mark.parametrize("name", ["account_login", "account_reset_password"])
def test_pages_before_the_door_have_no_navigation(client, name):
    page = text(client.get(reverse(name)))
    assert 'class="signin"' in page
    assert "mainnav" not in page


@pytest.mark.parametrize(
    "name",
    ["account_change_password", "account_email", "account_logout"],
)
def test_account_pages_stand_in_our_frame(signed_in, name):
    response = signed_in.get(reverse(name))
    assert response.status_code == 200
    assert "base.html" in [t.name for t in response.templates]


def test_a_link_for_a_new_password_works_once(client, mailoutbox):
    person = UserFactory()
    done = client.post(
        reverse("account_reset_password"), {"email": person.email}, follow=True
    )
    assert "account/password_reset_done.html" in [t.name for t in done.templates]
    link = next(w for w in mailoutbox[0].body.split() if w.startswith("http"))
    form = client.get(link.split("testserver", 1)[-1], follow=True)
    new = {"password1": "mot-mat-khau-khac", "password2": "mot-mat-khau-khac"}
    client.post(form.request["PATH_INFO"], new, follow=True)
    again = client.get(link.split("testserver", 1)[-1], follow=True)
    assert "Liên kết không còn dùng được" in text(again)
