from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("", views.profile, name="profile"),
    path("lan-dau/", views.first_time, name="first_time"),
    path("lan-dau/mat-khau/", views.first_password, name="first_password"),
    path("moi/<str:token>/", views.invitation, name="invitation"),
]
