from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.generic import RedirectView
from django.views.i18n import JavaScriptCatalog
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.documents import urls as wagtaildocs_urls

from lms import views
from lms.media import media

urlpatterns = [
    path("", include("learning.urls")),
    path("bao-cao/", include("reports.urls")),
    path("api/v1/", include("reports.api.urls")),
    path("chung-nhan/", include("certificates.urls")),
    path("viec/", include("jobs.urls")),
    path("thong-bao/", include("notifications.urls")),
    path("tai-khoan/", include("accounts.urls")),
    path("accounts/", include("allauth.urls")),
    # One door: the admin's own sign-in would be a second one.
    path(
        "cms/login/",
        login_not_required(
            RedirectView.as_view(pattern_name="account_login", query_string=True)
        ),
    ),
    # Wagtail's own catalogue view knows no translations but Wagtail's.
    path(
        "cms/jsi18n/",
        require_admin_access(
            JavaScriptCatalog.as_view(packages=["wagtail.admin", "lms"])
        ),
        name="admin_javascript_catalog",
    ),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("media/<path:path>", media, name="media"),
    path("healthz", views.healthz, name="healthz"),
    path("styleguide/", views.styleguide, name="styleguide"),
    path("", include(wagtail_urls)),
]
