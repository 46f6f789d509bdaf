from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from accounts.columns import DayColumn
from accounts.editing import EditorMixin, NoHands
from certificates.admin_forms import RevokeForm
from certificates.models import Certificate, Issuer


class RevokeView(EditorMixin, generic.EditView):
    page_title = _("Revoke the certificate")
    success_message = _("Certificate revoked; its public page says so.")


class CertificateViewSet(ModelViewSet):
    model = Certificate
    icon = "doc-full"
    menu_label = _("Register")
    copy_view_enabled = False
    inspect_view_enabled = True
    edit_view_class = RevokeView
    list_display = [
        "number",
        "holder_name",
        Column("course_title", label=_("Course")),
        DayColumn("issued_on", label=_("Issued on")),
        DayColumn("revoked_at", label=_("Revoked")),
    ]
    inspect_view_fields = [
        "number",
        "holder_name",
        "holder_post",
        "department_name",
        "course_title",
        "hours",
        "mark",
        "started_on",
        "completed_on",
        "issued_on",
        "issuer_name",
        "code",
        "revoked_at",
        "revoked_by",
        "revocation_reason",
    ]
    list_filter = ["issued_on"]
    search_fields = ["number", "holder_name", "course_title"]

    @property
    def permission_policy(self) -> ModelPermissionPolicy:
        return NoHands(self.model)

    def get_form_class(self, for_update: bool = False) -> type[RevokeForm]:
        return RevokeForm


class IssuerViewSet(ModelViewSet):
    model = Issuer
    icon = "site"
    menu_label = _("Issuers")
    copy_view_enabled = False
    list_display = ["name", "document", "number_pattern", "is_default"]
    exclude_form_fields: list[str] = []


class CertificatesGroup(ViewSetGroup):
    menu_label = _("Certificates")
    menu_icon = "doc-full"
    menu_order = 230
    items = (CertificateViewSet("certificates_register"), IssuerViewSet("issuers"))


@hooks.register("register_admin_viewset")
def register_certificates() -> CertificatesGroup:
    return CertificatesGroup()
