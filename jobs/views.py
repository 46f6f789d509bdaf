from django.http import HttpResponse


def progress(request, **kw):
    return HttpResponse("progress")
