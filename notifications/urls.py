from django.urls import path

from notifications import views

app_name = "notifications"
urlpatterns = [
    path("", views.messages, name="messages"),
    path("da-doc/", views.read_all, name="read_all"),
]
