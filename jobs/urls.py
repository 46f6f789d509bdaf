from django.urls import path

from jobs import views

app_name = "jobs"
urlpatterns = [
    path("<int:pk>/", views.progress, name="progress"),
    path("<int:pk>/tep/", views.result, name="result"),
    path("<int:pk>/lam-lai/", views.try_again, name="try_again"),
]
