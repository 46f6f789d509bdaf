from django.http import HttpResponse


def home(request, **kw):
    return HttpResponse("home")


def catalogue(request, **kw):
    return HttpResponse("catalogue")


def course(request, **kw):
    return HttpResponse("course")


def lesson(request, **kw):
    return HttpResponse("lesson")


def search(request, **kw):
    return HttpResponse("search")


def certificates(request, **kw):
    return HttpResponse("certificates")
