from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from lms import views

urlpatterns = [
    path("", include("learning.urls")),
    path("bao-cao/", include("reports.urls")),
    path("chung-nhan/", include("certificates.urls")),
    path("viec/", include("jobs.urls")),
    path("thong-bao/", include("notifications.urls")),
    path("tai-khoan/", include("accounts.urls")),
    path("accounts/", include("allauth.urls")),
    # One door: the admin's own sign-in would be a second one.
    path(
        "cms/login/",
        RedirectView.as_view(pattern_name="account_login", query_string=True),
    ),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("healthz", views.healthz, name="healthz"),
    path("styleguide/", views.styleguide, name="styleguide"),
    path("", include(wagtail_urls)),
]
