from django.urls import path

from quizzes.importing.views import alike, incoming, leaving

app_name = "question_files"
urlpatterns = [
    path("", incoming.upload, name="upload"),
    path("template.<slug:ending>", incoming.template, name="template"),
    path("<int:pk>/", incoming.preview, name="preview"),
    path("<int:pk>/confirm/", incoming.confirm, name="confirm"),
    path("<int:pk>/discard/", incoming.forget, name="discard"),
    path("export/", leaving.export_page, name="export"),
    path("export/file/", leaving.export_file, name="export_file"),
    path("alike/", alike.alike, name="alike"),
    path("alike/settle/", alike.settle, name="settle"),
]
