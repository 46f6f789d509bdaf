"""Face-to-face classes for those who go, and for heads who send people."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from accounts.http import SignedInRequest
from departments.permissions import headed_units
from learning.classes import services
from learning.classes.attendance import (
    CodeIsWrong,
    NoSeat,
    SessionIsNotOpen,
    TooManyWrongCodes,
    check_in,
)
from learning.classes.permissions import (
    class_or_404,
    decidable_or_404,
    own_registration_or_404,
)
from learning.classes.queries import can_be_sent, class_rows, their_registrations
from learning.classes.services import (
    NotYoursToDecide,
    ReasonMissing,
    RegistrationIsOver,
)
from learning.models import ClassSession, Registration, TrainingClass


@require_safe
def classes(request: SignedInRequest) -> HttpResponse:
    """Announced classes: what is to come, then what was."""
    now = timezone.now()
    rows = class_rows(request.user)
    coming = [row for row in rows if row.ends is None or row.ends >= now]
    past = [row for row in reversed(rows) if row not in coming and row.mine]
    return render(
        request, "learning/classes/classes.html", {"coming": coming, "past": past}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def training_class(request: SignedInRequest, pk: int) -> HttpResponse:
    """One class. POST asks for a seat, or gives it back."""
    found = class_or_404(pk)
    if request.method == "POST":
        return _register(request, found)
    mine = Registration.objects.filter(trainee=request.user, training_class=found)
    is_head = headed_units(request.user).exists()
    theirs = their_registrations(request.user, found) if is_head else []
    today = timezone.localdate()
    is_open = found.takes_registrations(today)
    return render(
        request,
        "learning/classes/class.html",
        {
            "training_class": found,
            "sessions": found.sessions.all(),
            "mine": mine.first(),
            "is_open": is_open,
            "is_head": is_head,
            "theirs": theirs,
            "people": can_be_sent(request.user, found) if is_head and is_open else [],
            "seated": found.registrations.filter(
                state=Registration.State.SEATED
            ).count(),
        },
    )


def _register(request: SignedInRequest, found: TrainingClass) -> HttpResponse:
    if request.POST.get("do") == "withdraw":
        services.withdraw(registration=own_registration_or_404(request.user, found))
        messages.success(request, _("Withdrawn. The seat goes to who waits for it."))
        return redirect("learning:class", found.pk)
    try:
        services.ask_for_seat(training_class=found, trainee=request.user)
    except RegistrationIsOver:
        messages.error(request, _("Registration for this class is over."))
    else:
        messages.success(
            request, _("Asked. Your head decides; a message will tell you.")
        )
    return redirect("learning:class", found.pk)


@require_POST
def send_people(request: SignedInRequest, pk: int) -> HttpResponse:
    """A head sends people to a class."""
    found = class_or_404(pk)
    chosen = {int(each) for each in request.POST.getlist("person") if each.isdecimal()}
    people = can_be_sent(request.user, found).filter(pk__in=chosen)
    if not headed_units(request.user).exists():
        raise Http404
    try:
        sent = services.nominate(
            training_class=found, people=list(people), by=request.user
        )
    except RegistrationIsOver:
        messages.error(request, _("Registration for this class is over."))
    except NotYoursToDecide:
        raise Http404 from None
    else:
        seated = sum(each.state == Registration.State.SEATED for each in sent)
        messages.success(
            request,
            _("Sent: %(count)s. With a seat: %(seated)s; the others wait for one.")
            % {"count": len(sent), "seated": seated},
        )
    return redirect("learning:class", found.pk)


@require_POST
def decide_on_registration(request: SignedInRequest, pk: int) -> HttpResponse:
    """A head agrees or declines, with a reason."""
    registration = decidable_or_404(request.user, pk)
    try:
        if request.POST.get("do") == "approve":
            services.approve(registration=registration, by=request.user)
        else:
            services.decline(
                registration=registration,
                by=request.user,
                reason=request.POST.get("reason", "")[:300],
            )
    except ReasonMissing:
        messages.error(request, _("Say why: the person is told your reason."))
    except RegistrationIsOver:
        messages.error(request, _("Registration for this class is over."))
    except NotYoursToDecide:
        raise Http404 from None
    return redirect("learning:class", registration.training_class_id)


@require_http_methods(["GET", "HEAD", "POST"])
def check_in_here(request: SignedInRequest, pk: int) -> HttpResponse:
    """ "I am here": the code of the wall, scanned or typed."""
    session = (
        ClassSession.objects.select_related("training_class").filter(pk=pk).first()
    )
    if session is None:
        raise Http404
    class_or_404(session.training_class_id)
    context: dict[str, object] = {"session": session, "code": request.GET.get("ma", "")}
    if request.method != "POST":
        return render(request, "learning/classes/check_in.html", context)
    code = request.POST.get("code", "")
    try:
        context["attendance"] = check_in(
            session=session, trainee=request.user, code=code
        )
    except CodeIsWrong:
        context["error"] = _(
            "This is not the code shown now. It changes each half minute: type the new one."
        )
    except TooManyWrongCodes:
        context["error"] = _(
            "Too many wrong codes. Ask who keeps the list to note that you are here."
        )
    except SessionIsNotOpen:
        context["error"] = _(
            "Codes count from half an hour before the session until half an hour after."
        )
    except NoSeat:
        context["error"] = _(
            "You have no seat in this class. Speak to who keeps the list."
        )
    status = 400 if "error" in context else 200
    return render(request, "learning/classes/check_in.html", context, status=status)
