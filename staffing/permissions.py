"""Lists of staff and invitations are the training office's alone."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.models import User
from departments.permissions import is_training_office
from staffing.models import StaffList


def only_training_office(user: User) -> None:
    if not is_training_office(user):
        raise PermissionDenied


def list_or_404(user: User, pk: int) -> StaffList:
    only_training_office(user)
    staff_list = StaffList.objects.select_related("department").filter(pk=pk).first()
    if staff_list is None:
        raise Http404
    return staff_list
