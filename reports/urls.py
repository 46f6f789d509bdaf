from django.urls import path

from reports import views

app_name = "reports"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("don-vi/<int:pk>/", views.unit, name="unit"),
    path("khoa/<slug:slug>/", views.course, name="course"),
    path("nguoi/", views.people, name="people"),
    path("nguoi/<int:pk>/", views.person, name="person"),
    path("nhac-nho/", views.remind, name="remind"),
    path("xuat/", views.export, name="export"),
]
