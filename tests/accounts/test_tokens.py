"""Keys of programs: made once, found by their digest, ended at once."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from accounts import tokens
from accounts.forms import TokenForm
from accounts.models import ApiToken
from tests.factories import UserFactory
from vietnamese.dates import add_months

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return UserFactory()


def make(owner, name="Bảng điều hành", **more):
    more = {"expires_on": tokens.usual_end(), **more}
    return tokens.make_token(owner=owner, name=name, **more)


def test_a_key_is_long_random_and_says_what_it_is(owner):
    _token, first = make(owner)
    _token, second = make(owner, "Khác")

    assert re.fullmatch(r"lms_[0-9a-f]{64}", first)
    assert first != second


def test_no_column_holds_the_key(owner):
    token, key = make(owner)

    row = ApiToken.objects.filter(pk=token.pk).values().get()
    assert [name for name, value in row.items() if key in str(value)] == []
    assert (row["start"], row["digest"]) == (key[:10], tokens.digest(key))


def test_a_key_opens_for_its_owner(owner, django_assert_num_queries):
    token, key = make(owner)

    with django_assert_num_queries(1):
        found = tokens.by_key(key)
        assert (found, found.owner) == (token, owner)


@pytest.mark.parametrize("wrong", ["", "lms_", "Bảng", "lms_" + "0" * 64, "ÿ" * 500])
def test_another_key_opens_nothing(owner, wrong):
    make(owner)

    assert tokens.by_key(wrong) is None


def test_the_digest_is_no_key(owner):
    token, _key = make(owner)

    assert tokens.by_key(token.digest) is None


def test_a_key_opens_on_its_last_day_and_not_after(owner):
    today = timezone.localdate()
    last, last_key = make(owner, expires_on=today)
    _over, over_key = make(owner, "Cũ", expires_on=today - timedelta(days=1))

    assert tokens.by_key(last_key) == last
    assert tokens.by_key(over_key) is None


def test_a_revoked_key_opens_nothing_and_is_revoked_once(owner):
    token, key = make(owner)

    assert [tokens.revoke(token=token) for _time in range(2)] == [True, False]
    assert tokens.by_key(key) is None


def test_a_key_of_somebody_switched_off_opens_nothing(owner):
    _token, key = make(owner)
    owner.is_active = False
    owner.save()

    assert tokens.by_key(key) is None


def test_use_is_noted_once_an_hour(owner, django_assert_num_queries):
    token, key = make(owner)

    tokens.note_use(token=tokens.by_key(key))
    token.refresh_from_db()
    first = token.last_used_at
    assert first is not None
    known = tokens.by_key(key)
    with django_assert_num_queries(0):
        tokens.note_use(token=known)
    ApiToken.objects.update(last_used_at=first - timedelta(hours=1))
    tokens.note_use(token=tokens.by_key(key))

    token.refresh_from_db()
    assert token.last_used_at >= first


def test_two_open_keys_of_a_person_have_two_names(owner):
    token, _key = make(owner)

    with pytest.raises(tokens.NameTaken):
        make(owner)
    make(UserFactory())  # somebody else's name is no matter
    tokens.revoke(token=token)
    make(owner)

    assert owner.api_tokens.count() == 2


def test_there_are_ten_open_keys_at_most(owner):
    for number in range(10):
        make(owner, f"Mã {number}")

    with pytest.raises(tokens.TooManyTokens):
        make(owner, "Mã thừa")
    tokens.revoke(token=owner.api_tokens.first())
    make(owner, "Mã mới")


def test_a_key_cannot_be_revoked_before_it_was_made(owner):
    token, _key = make(owner)

    with pytest.raises(IntegrityError):
        ApiToken.objects.filter(pk=token.pk).update(
            revoked_at=token.created_at - timedelta(seconds=1)
        )


# --- the form ------------------------------------------------------------------------


def test_a_key_is_offered_for_a_year(owner):
    form = TokenForm(owner=owner)

    year = add_months(timezone.localdate(), 12)
    assert form["expires_on"].value() == year


@pytest.mark.parametrize(("months", "fits"), [(0, True), (24, True), (25, False)])
def test_a_key_holds_for_two_years_at_most(owner, months, fits):
    day = add_months(timezone.localdate(), months)

    form = TokenForm({"name": "x", "expires_on": f"{day:%d/%m/%Y}"}, owner=owner)

    assert form.is_valid() == fits


def test_a_key_of_yesterday_is_not_made(owner):
    day = timezone.localdate() - timedelta(days=1)

    form = TokenForm({"name": "x", "expires_on": day.isoformat()}, owner=owner)

    assert list(form.errors) == ["expires_on"]


def test_the_form_refuses_a_name_in_use(owner):
    make(owner, "Bảng")

    data = {"name": "Bảng", "expires_on": timezone.localdate().isoformat()}
    form = TokenForm(data, owner=owner)

    assert form.non_field_errors() == [
        "Đã có một mã mang tên này. Chọn tên khác, hoặc thu hồi mã đó trước."
    ]
