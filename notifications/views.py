from django.http import HttpResponse


def messages(request, **kw):
    return HttpResponse("messages")
