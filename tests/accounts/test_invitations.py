from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from accounts import invitations, patience
from accounts.models import Invitation, User
from notifications.services import send_waiting, tell
from tests.factories import TrainingOfficerFactory, UserFactory

pytestmark = pytest.mark.django_db
FIRST_TIME = reverse("accounts:first_time")
FIRST_PASSWORD = reverse("accounts:first_password")
PASSWORD = "mat-khau-rieng-2026"
CHOSEN = {"new_password1": PASSWORD, "new_password2": PASSWORD}


@pytest.fixture
def officer(db):
    return TrainingOfficerFactory()


@pytest.fixture
def newcomer(db):
    person = UserFactory(full_name="Nông Thị Hà", username="ha.nongthi")
    User.objects.filter(pk=person.pk).update(password=make_password(None))
    return User.objects.get(pk=person.pk)


def code_for(person, officer):
    (slip,) = invitations.write_codes(people=[person], by=officer)
    return slip.code


def link_for(person, officer):
    (invitation,) = invitations.write_links(people=[person], by=officer)
    return invitations.mailed_path(invitations.path_of(invitation))


def test_a_code_leads_to_a_password_of_ones_own(client, newcomer, officer):
    code = code_for(newcomer, officer)

    response = client.post(FIRST_TIME, {"code": code.lower().replace("-", " ")})
    assert response.url == FIRST_PASSWORD
    assert "ha.nongthi" in client.get(FIRST_PASSWORD).content.decode()
    response = client.post(FIRST_PASSWORD, CHOSEN)

    assert response.url == reverse("learning:home")
    assert client.get(reverse("learning:home")).wsgi_request.user == newcomer
    assert User.objects.get(pk=newcomer.pk).check_password(PASSWORD)


def test_a_link_opens_more_than_once_but_works_once(client, newcomer, officer):
    """Mail servers open links before people do."""
    path = link_for(newcomer, officer)

    for _time in range(2):
        assert client.get(path).url == FIRST_PASSWORD
    assert client.post(FIRST_PASSWORD, CHOSEN).url == reverse("learning:home")
    client.logout()
    client.get(path)
    page = client.get(FIRST_PASSWORD)

    assert [t.name for t in page.templates][0] == "accounts/invitation_over.html"


def test_neither_code_nor_link_can_be_read_from_the_database(newcomer, officer):
    code = code_for(newcomer, officer)
    (invitation,) = invitations.write_links(people=[newcomer], by=officer)
    tell(
        recipient=newcomer,
        key="k",
        subject="Mời",
        url=invitations.path_of(invitation),
        mail=True,
    )
    kept = str(list(Invitation.objects.values())) + str(
        list(newcomer.messages.values())
    )

    send_waiting()

    link = re.search(r"/tai-khoan/moi/(\S+)/", mail.outbox[0].body)[1]
    assert invitations.by_token(link) == invitation
    assert link not in kept
    assert code not in kept


def test_a_link_without_its_signature_opens_nothing(client, newcomer, officer):
    (invitation,) = invitations.write_links(people=[newcomer], by=officer)

    client.get(invitations.path_of(invitation))

    page = client.get(FIRST_PASSWORD)
    assert "accounts/invitation_over.html" in [t.name for t in page.templates]


def test_printing_again_ends_the_codes_printed_before(newcomer, officer):
    first = code_for(newcomer, officer)
    second = code_for(newcomer, officer)

    assert invitations.by_code(first) is None
    assert invitations.by_code(second).user == newcomer


@pytest.mark.parametrize(
    "change",
    [
        {"password": make_password("da-co-mat-khau-2026")},
        {"is_active": False},
    ],
)
def test_who_has_a_password_or_is_switched_off_needs_no_invitation(
    newcomer, officer, change
):
    code = code_for(newcomer, officer)
    User.objects.filter(pk=newcomer.pk).update(**change)

    assert invitations.by_code(code) is None


def test_invitations_end(newcomer, officer):
    code = code_for(newcomer, officer)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    assert invitations.by_code(code) is None


def test_of_two_invitations_only_one_sets_the_password(newcomer, officer):
    first = invitations.by_code(code_for(newcomer, officer))
    (second,) = invitations.write_links(people=[newcomer], by=officer)
    invitations.accept(invitation=first, password=PASSWORD)

    with pytest.raises(invitations.InvitationOver):
        invitations.accept(invitation=second, password="mat-khau-khac-2026")

    assert User.objects.get(pk=newcomer.pk).check_password(PASSWORD)


def test_a_weak_password_is_refused_and_the_invitation_kept(client, newcomer, officer):
    client.post(FIRST_TIME, {"code": code_for(newcomer, officer)})

    page = client.post(FIRST_PASSWORD, {"new_password1": "123", "new_password2": "123"})

    assert page.status_code == 200
    assert client.post(FIRST_PASSWORD, CHOSEN).status_code == 302


def test_wrong_codes_are_counted_and_right_ones_are_not(client, newcomer, officer):
    for _try in range(patience.MOST):
        page = client.post(FIRST_TIME, {"code": "AAAA-BBBB-CCCC"})
        assert page.status_code == 200

    refused = client.post(FIRST_TIME, {"code": code_for(newcomer, officer)})
    elsewhere = client.post(
        FIRST_TIME, {"code": code_for(newcomer, officer)}, REMOTE_ADDR="10.0.0.9"
    )

    assert refused.status_code == 429
    assert "Hãy thử lại sau 10 phút." in refused.content.decode()
    assert elsewhere.url == FIRST_PASSWORD


def test_the_sign_in_page_shows_the_way_for_the_first_time(client):
    assert FIRST_TIME in client.get(reverse("account_login")).content.decode()


def test_a_person_signs_in_by_staff_code(client):
    person = UserFactory(staff_code="CB00124")

    response = client.post(
        reverse("account_login"),
        {"login": "cb 00124", "password": "mat-khau-thu-2026"},
    )

    assert response.url == reverse("learning:home")
    assert client.get(reverse("learning:home")).wsgi_request.user == person


def test_a_sign_in_name_goes_before_a_staff_code_that_reads_the_same():
    owner = UserFactory(username="CB1")
    UserFactory(username="khac", staff_code="CB1")

    assert User.objects.username_of("CB1") == owner.username


def test_the_office_writes_a_birth_date_and_a_staff_code(client, officer, newcomer):
    client.force_login(officer)
    address = reverse("wagtailusers_users:edit", args=[newcomer.pk])
    values = {
        "username": newcomer.username,
        "email": newcomer.email,
        "full_name": newcomer.full_name,
        "given_name": newcomer.given_name,
        "language": "vi",
        "staff_code": "cb 00124",
        "birth": "12/3/1985",
        "is_active": "on",
    }

    client.post(address, values)
    newcomer.refresh_from_db()
    page = client.get(address).content.decode()
    refused = client.post(address, {**values, "birth": "31/02/1985"})

    assert (newcomer.staff_code, newcomer.birth) == ("CB00124", "1985-03-12")
    assert 'value="12/03/1985"' in page
    assert "Ghi ngày như 25/12/1985" in refused.content.decode()
