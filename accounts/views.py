from django.http import HttpResponse


def profile(request, **kw):
    return HttpResponse("profile")
