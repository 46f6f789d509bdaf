"""People. What they did lives in the apps above; here is only who they are."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin, UserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from vietnamese.names import given_name, name_sort_key
from vietnamese.text import fold, nfc


class StaffCategory(models.TextChoices):
    """How the law on public staff divides them; training reports count by it."""

    CADRE = "cadre", _("elected or appointed official")
    CIVIL_SERVANT = "civil_servant", _("civil servant")
    PUBLIC_EMPLOYEE = "public_employee", _("public employee")
    OTHER = "other", _("other staff")


def staff_code(typed: str) -> str:
    """As codes are kept and compared: without spaces, in capitals."""
    return "".join(nfc(typed).split()).upper()


class UserQuerySet(models.QuerySet["User"]):
    def active(self) -> UserQuerySet:
        return self.filter(is_active=True)

    def waiting(self) -> UserQuerySet:
        """Active people who have not yet chosen a password."""
        return self.active().filter(password__startswith=UNUSABLE_PASSWORD_PREFIX)

    def in_name_order(self) -> UserQuerySet:
        """By tên, then đệm, then họ, as every Vietnamese list is."""
        return self.order_by("sort_key", "pk")

    def named(self, words: str) -> UserQuerySet:
        """People whose name holds these words, with or without diacritics."""
        people = self
        for word in fold(words).split():
            people = people.filter(folded_name__contains=word)
        return people


class Users(UserManager["User"]):
    """Django's manager, with names filled in the Vietnamese way."""

    def get_queryset(self) -> UserQuerySet:
        return UserQuerySet(self.model, using=self._db)

    def active(self) -> UserQuerySet:
        return self.get_queryset().active()

    def in_name_order(self) -> UserQuerySet:
        return self.get_queryset().in_name_order()

    def username_of(self, typed: str) -> str:
        """The sign-in name of who has this staff code; else what was typed."""
        code = staff_code(typed)
        people = self.get_queryset().exclude(staff_code="").filter(staff_code=code)
        if self.get_queryset().filter(username=typed).exists():
            return typed
        return people.values_list("username", flat=True).first() or typed

    def _create_user_object(
        self, username: str, email: str | None, password: str | None, **extra: Any
    ) -> User:
        user: User = super()._create_user_object(  # type: ignore[misc]
            username, email, password, **extra
        )
        user.set_name(user.full_name, given=user.given_name)
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account. One name as typed; never "first" and "last".

    `given_name` (tên) is derived but correctable; `sort_key` and `folded_name` (for
    search without diacritics) follow: change names through `set_name`.
    """

    username = models.CharField(
        _("sign-in name"),
        max_length=150,
        unique=True,
        validators=[UnicodeUsernameValidator()],
    )
    email = models.EmailField(_("e-mail"), blank=True)
    full_name = models.CharField(_("full name"), max_length=150)
    given_name = models.CharField(
        _("given name"),
        max_length=60,
        blank=True,
        help_text=_("Used for sorting and greeting; derived from the full name."),
    )
    staff_code = models.CharField(
        _("staff code"),
        max_length=30,
        blank=True,
        help_text=_("As the office numbers its staff. Never the citizen number."),
    )
    birth = models.CharField(
        _("born"),
        max_length=10,
        blank=True,
        validators=[RegexValidator(r"^\d{4}(-\d{2}-\d{2})?$")],
        help_text=_("A day or only a year; tells people of the same name apart."),
    )
    sort_key = models.CharField(max_length=400, editable=False, db_index=True)
    folded_name = models.CharField(max_length=150, editable=False)
    staff_category = models.CharField(
        _("staff category"), max_length=20, choices=StaffCategory, blank=True
    )
    language = models.CharField(
        _("language"),
        max_length=5,
        choices=[("vi", "Tiếng Việt"), ("en", "English")],
        default="vi",
    )
    is_staff = models.BooleanField(default=False, editable=False)
    is_active = models.BooleanField(
        _("active"),
        default=True,
        help_text=_("Switch off instead of deleting: records and certificates stay."),
    )
    date_joined = models.DateTimeField(default=timezone.now, editable=False)

    objects = Users()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(
                fields=["email"], condition=~Q(email=""), name="one_account_per_email"
            ),
            models.UniqueConstraint(
                fields=["staff_code"],
                condition=~Q(staff_code=""),
                name="one_account_per_staff_code",
            ),
        ]
        indexes = [
            # Most reports ask whether anybody has a category, and some, who.
            models.Index(
                fields=["staff_category"],
                condition=Q(staff_category__gt=""),
                name="people_by_staff_category",
            )
        ]

    def __str__(self) -> str:
        return self.full_name or self.username

    @cached_property
    def group_names(self) -> frozenset[str]:
        """Names of the person's groups; asked for once a request."""
        return frozenset(self.groups.values_list("name", flat=True))

    def set_name(self, full_name: str, *, given: str = "") -> None:
        """Set the name as typed and everything that follows from it."""
        self.full_name = " ".join(nfc(full_name).split())
        self.given_name = nfc(given).strip() or given_name(self.full_name)
        self.sort_key = name_sort_key(self.full_name, self.given_name)[:400]
        self.folded_name = fold(self.full_name)

    @property
    def birth_words(self) -> str:
        """25/12/1985, or 1985 where only the year is known."""
        return "/".join(reversed(self.birth.split("-")))

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.given_name or self.username
