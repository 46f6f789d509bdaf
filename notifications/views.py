from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from notifications.models import Message
from notifications.services import mark_read

PER_PAGE = 20


@require_safe
def messages(request: SignedInRequest) -> HttpResponse:
    """What this person was told, newest first."""
    mine = Message.objects.filter(recipient=request.user)
    page = Paginator(mine, PER_PAGE).get_page(request.GET.get("trang"))
    return render(request, "notifications/messages.html", {"page": page})


@require_POST
def read_all(request: SignedInRequest) -> HttpResponse:
    mark_read(recipient=request.user)
    return redirect("notifications:messages")
