"""The accounts a newcomer signs in with, one per kind of person."""

from django.utils.translation import gettext_lazy as _

PASSWORD = "caobang-2026"  # noqa: S105

ACCOUNTS = {
    "hocvien": _("Trainee"),
    "giangvien": _("Trainer"),
    "thutruong": _("Head of a department with units below it"),
    "phongdaotao": _("Training office"),
    "admin": _("Administrator"),
}
