from __future__ import annotations

import pytest
from django.urls import reverse

from tests.factories import MessageFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(
    signed_in, trainee, count, django_assert_num_queries
):
    MessageFactory.create_batch(count, recipient=trainee)

    with django_assert_num_queries(7):
        response = signed_in.get(reverse("notifications:messages"))

    assert len(response.context["page"].object_list) == count


def test_only_ones_own_messages_are_shown(signed_in, trainee):
    mine = MessageFactory(recipient=trainee)
    MessageFactory()

    page = signed_in.get(reverse("notifications:messages")).context["page"]

    assert list(page) == [mine]


def test_reading_is_a_post(signed_in, trainee):
    message = MessageFactory(recipient=trainee)

    assert signed_in.get(reverse("notifications:read_all")).status_code == 405
    signed_in.post(reverse("notifications:read_all"))

    message.refresh_from_db()
    assert message.read_at is not None
