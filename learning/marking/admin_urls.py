from django.urls import path

from learning.marking import views

app_name = "marking"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("<int:quiz>/", views.answers, name="answers"),
    path("<int:quiz>/next/", views.next_answer, name="next"),
    path("answers/<int:pk>/", views.answer, name="answer"),
    path("answers/<int:pk>/file/", views.file, name="file"),
]
