"""Certificates: frozen at issue, numbered in a register, checked by anyone."""

from __future__ import annotations

import secrets
from string import Formatter

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from courses.models import CoursePage
from departments.models import Department
from jobs.models import private_storage


def new_code() -> str:
    """128 random bits: nobody guesses another person's page."""
    return secrets.token_urlsafe(16)


def check_pattern(pattern: str) -> None:
    """A register number is made of {number}, {year} and plain text."""
    try:
        names = {name for _t, name, _s, _c in Formatter().parse(pattern) if name}
        pattern.format(number=1, year=2026)
    except (ValueError, KeyError, IndexError) as error:
        raise ValidationError(_("Use {number} and {year} only.")) from error
    if not {"number", "year"} <= names:
        raise ValidationError(_("Both {number} and {year} are needed."))


class Issuer(models.Model):
    """Who issues, and how its certificates are headed, numbered and signed."""

    class Document(models.TextChoices):
        ATTESTATION = "giay_chung_nhan", "Giấy chứng nhận"
        CERTIFICATE = "chung_chi", "Chứng chỉ"

    name = models.CharField(_("name"), max_length=200)
    superior_name = models.CharField(_("superior body"), max_length=200, blank=True)
    place = models.CharField(_("place"), max_length=80, default="Cao Bằng")
    signer_title = models.CharField(_("signer's post"), max_length=120)
    signer_name = models.CharField(_("signer's name"), max_length=150, blank=True)
    document = models.CharField(
        _("kind of document"),
        max_length=20,
        choices=Document,
        default=Document.ATTESTATION,
        help_text=_("Only a training institution issues a chứng chỉ."),
    )
    is_training_institution = models.BooleanField(
        _("is a training institution"), default=False
    )
    number_pattern = models.CharField(
        _("register number"),
        max_length=60,
        default="{number:03d}/{year}/GCN",
        validators=[check_pattern],
    )
    is_default = models.BooleanField(_("issues by default"), default=False)

    panels = [
        FieldPanel("name"),
        FieldPanel("superior_name"),
        FieldRowPanel([FieldPanel("place"), FieldPanel("number_pattern")]),
        FieldRowPanel([FieldPanel("signer_title"), FieldPanel("signer_name")]),
        FieldRowPanel([FieldPanel("document"), FieldPanel("is_training_institution")]),
        FieldPanel("is_default"),
    ]

    class Meta:
        ordering = ["name"]
        verbose_name = _("issuer")
        verbose_name_plural = _("issuers")
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"],
                condition=Q(is_default=True),
                name="one_default_issuer",
            ),
            models.CheckConstraint(
                condition=Q(document="giay_chung_nhan")
                | Q(is_training_institution=True),
                name="only_training_institutions_issue_chung_chi",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Register(models.Model):
    """The last number given out by an issuer for a kind of document in a year."""

    issuer = models.ForeignKey(Issuer, models.PROTECT, related_name="registers")
    document = models.CharField(max_length=20, choices=Issuer.Document)
    year = models.PositiveSmallIntegerField()
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "document", "year"], name="one_register_per_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.issuer} {self.year}"


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def valid(self) -> CertificateQuerySet:
        return self.filter(revoked_at=None)


class Certificate(models.Model):
    """One certificate. Everything printed is copied here at issue and never changes."""

    code = models.CharField(max_length=32, unique=True, default=new_code)
    trainee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="certificates"
    )
    course = models.ForeignKey(
        CoursePage,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="certificates",
    )
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+"
    )
    register = models.ForeignKey(Register, models.PROTECT, related_name="certificates")
    register_number = models.PositiveIntegerField()
    number = models.CharField(_("number"), max_length=80)

    holder_name = models.CharField(_("holder"), max_length=150)
    holder_post = models.CharField(_("post"), max_length=120, blank=True)
    department_name = models.CharField(_("unit"), max_length=420, blank=True)
    course_title = models.CharField(_("course"), max_length=255)
    hours = models.DecimalField(_("hours"), max_digits=4, decimal_places=1)
    mark = models.DecimalField(
        _("mark"), max_digits=3, decimal_places=1, null=True, blank=True
    )
    started_on = models.DateField(_("from"))
    completed_on = models.DateField(_("completed on"))
    issued_on = models.DateField(_("issued on"))
    issuer_name = models.CharField(max_length=200)
    issuer_superior = models.CharField(max_length=200, blank=True)
    issuer_place = models.CharField(max_length=80)
    signer_title = models.CharField(max_length=120)
    signer_name = models.CharField(max_length=150, blank=True)
    document = models.CharField(max_length=20, choices=Issuer.Document)

    pdf = models.FileField(
        storage=private_storage, upload_to="certificates/%Y", blank=True
    )
    pdf_sha256 = models.CharField(max_length=64, blank=True)

    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    revocation_reason = models.CharField(_("reason"), max_length=300, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_on", "-pk"]
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        constraints = [
            models.UniqueConstraint(
                fields=["trainee", "course", "completed_on"],
                condition=Q(revoked_at=None),
                name="one_valid_certificate_per_completion",
            ),
            models.UniqueConstraint(
                fields=["register", "register_number"], name="register_number_used_once"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None) | ~Q(revocation_reason=""),
                name="revocation_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} – {self.holder_name}"

    @property
    def is_revoked(self) -> bool:
        return self.revoked_at is not None
