from django.urls import path

from learning import views

app_name = "learning"
urlpatterns = [
    path("", views.home, name="home"),
    path("khoa-hoc/", views.catalogue, name="catalogue"),
    path("khoa-hoc/<slug:course>/", views.course, name="course"),
    path("hoc/<slug:course>/<slug:lesson>/", views.lesson, name="lesson"),
    path(
        "hoc/<slug:course>/<slug:lesson>/bai-kiem-tra/",
        views.take_quiz,
        name="take_quiz",
    ),
    path(
        "hoc/<slug:course>/<slug:lesson>/bai-kiem-tra/cau/<int:n>/",
        views.answer,
        name="answer",
    ),
    path(
        "hoc/<slug:course>/<slug:lesson>/bai-kiem-tra/nop-bai/",
        views.hand_in,
        name="hand_in",
    ),
    path(
        "hoc/<slug:course>/<slug:lesson>/bai-kiem-tra/ket-qua/<int:number>/",
        views.quiz_result,
        name="quiz_result",
    ),
    path(
        "hoc/<slug:course>/<slug:lesson>/bai-kiem-tra/luot/<int:number>/cau/<int:n>/tep/",
        views.answer_file,
        name="answer_file",
    ),
    path("on-tap/", views.review, name="review"),
    path("on-tap/<int:card>/", views.review_card, name="review_card"),
    path("tim-kiem/", views.search, name="search"),
    path("lop-hoc/", views.classes, name="classes"),
    path("lop-hoc/<int:pk>/", views.training_class, name="class"),
    path("lop-hoc/<int:pk>/cu-nguoi/", views.send_people, name="send_people"),
    path(
        "lop-hoc/dang-ky/<int:pk>/",
        views.decide_on_registration,
        name="decide_on_registration",
    ),
    path("lop-hoc/diem-danh/<int:pk>/", views.check_in_here, name="check_in"),
    path("ke-hoach/", views.plans, name="plans"),
    path("ke-hoach/chon/<int:line>/", views.choose_course, name="choose_course"),
    path("so-tiet/", views.hours, name="hours"),
    path("so-tiet/khai-bao/", views.add_hours, name="add_hours"),
    path("so-tiet/minh-chung/<int:pk>/", views.evidence, name="evidence"),
    path("ai-xem-ho-so/", views.who_sees, name="who_sees"),
    path("chung-nhan-cua-toi/", views.certificates, name="certificates"),
]
