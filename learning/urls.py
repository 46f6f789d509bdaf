from django.urls import path

from learning import views

app_name = "learning"
urlpatterns = [
    path("", views.home, name="home"),
    path("khoa-hoc/", views.catalogue, name="catalogue"),
    path("khoa-hoc/<slug:course>/", views.course, name="course"),
    path("hoc/<slug:course>/<slug:lesson>/", views.lesson, name="lesson"),
    path("tim-kiem/", views.search, name="search"),
    path("chung-nhan-cua-toi/", views.certificates, name="certificates"),
]
