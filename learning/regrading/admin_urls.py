from django.urls import path

from learning.regrading import views

app_name = "regrading"
urlpatterns = [
    path("", views.regrades, name="regrades"),
    path("<int:pk>/", views.regrade, name="regrade"),
    path("question/<int:question>/", views.correct, name="correct"),
]
