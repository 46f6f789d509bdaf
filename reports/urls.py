from django.urls import path

from reports import views
from reports.api import keys
from reports.province import views as province
from reports.scheduled import views as scheduled

app_name = "reports"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("don-vi/<int:pk>/", views.unit, name="unit"),
    path("khoa/<slug:slug>/", views.course, name="course"),
    path("nguoi/", views.people, name="people"),
    path("luot/", views.enrolments, name="enrolments"),
    path("nguoi/<int:pk>/", views.person, name="person"),
    path("ma-truy-cap/", keys.keys, name="keys"),
    path("ma-truy-cap/<int:pk>/thu-hoi/", keys.revoke_key, name="revoke_key"),
    path("nhac-nho/", views.remind, name="remind"),
    path("dinh-ky/", scheduled.scheduled, name="scheduled"),
    path("dinh-ky/<int:pk>/dung/", scheduled.stop_scheduled, name="stop_scheduled"),
    path("tinh/", province.province, name="province"),
    path("tinh/du-lieu/<slug:gap>/", province.gap, name="gap"),
    path("tinh/ke-hoach/<int:pk>/<slug:which>/", province.of_plan, name="of_plan"),
    path(
        "tinh/gio/<slug:category>/<slug:which>/",
        province.of_category,
        name="of_category",
    ),
    path("xuat/", views.export, name="export"),
]
