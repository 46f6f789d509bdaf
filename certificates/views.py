from django.http import HttpResponse


def verify(request, **kw):
    return HttpResponse("verify")
