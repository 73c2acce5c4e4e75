"""The own account: how it stands, the guardian's yes, pause, end and a way back."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from cms.audiences import get_viewer
from cms.transitions import TransitionError
from cms.views.limits import limited
from community.conf import get_days
from community.consent import find_standing
from community.forms.guardians import AskGuardianForm
from community.forms.sign_up import AccountFields
from community.models import Member
from community.operations.accounts import (
    GraceOverError,
    close_account,
    pause_account,
    reopen_account,
    resume_account,
)
from community.operations.guardians import (
    AnsweredAlreadyError,
    AskedTooOftenError,
    OwnAddressError,
    ask_guardian,
)
from community.operations.notifications import mark_seen
from community.permissions.cockpit import can_open_cockpit
from community.queries.account import get_account
from community.queries.dashboard import get_dashboard

View = Callable[..., HttpResponseBase]

personal = cache_control(private=True, no_store=True)


def find_own_member(request: HttpRequest) -> Member | None:
    """Return the member behind the login; staff may have none."""
    return Member.objects.filter(user_id=request.user.pk or 0).first()


def own_member(view: View) -> View:
    """Give a view the own member; who has none is asked for what sign-up asks."""

    def find(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        member = find_own_member(request)
        if member is None:
            return redirect("community_me:start")
        return view(request, member, *args, **kwargs)

    return login_required(personal(find))


@own_member
@require_safe
def account(request: HttpRequest, member: Member) -> HttpResponse:
    now = timezone.now()
    found = get_account(member, now)
    mark_seen(member=member, things=[member, *found.memberships], now=now)
    context = {
        "account": found,
        "form": AskGuardianForm(),
    }
    if found.standing.takes_part:
        context["blocks"] = get_dashboard(
            member=member,
            viewer=get_viewer(request),
            has_cockpit=can_open_cockpit(request.user),
            now=now,
        )
    return render(request, "community/account.html", context)


@login_required
@personal
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Make the member of somebody who has a login but none, as staff do."""
    if find_own_member(request) is not None:
        return redirect("community_me:account")
    form = AccountFields(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        form.open_account(request.user, timezone.now())
        messages.success(request, _("Your account is complete."))
        return redirect("community_me:account")
    return render(request, "community/account_start.html", {"form": form})


@own_member
@require_POST
@limited("guardian")
def guardian_ask(request: HttpRequest, member: Member) -> HttpResponse:
    now = timezone.now()
    form = AskGuardianForm(request.POST)
    if form.is_valid() and find_standing(member, now).needs_guardian:
        try:
            ask_guardian(member=member, email=form.cleaned_data["email"], now=now)
        except OwnAddressError:
            form.add_error("email", _("This is your own address. Whose can we ask?"))
        except AnsweredAlreadyError:
            form.add_error(None, _("There is an answer already; please reload."))
        except AskedTooOftenError:
            form.add_error(
                None,
                _(
                    "We have sent three links. Please ask the coordination of your "
                    "region for help."
                ),
            )
        else:
            messages.success(
                request, _("The mail is on its way. The link in it works for 14 days.")
            )
            return redirect("community_me:account")
    context = {"account": get_account(member, now), "form": form}
    return render(request, "community/account.html", context)


@own_member
@require_POST
def account_pause(request: HttpRequest, member: Member) -> HttpResponse:
    return _change(
        request,
        lambda now: pause_account(member=member, now=now),
        _("Your account rests. Nobody sees you until you come back."),
    )


@own_member
@require_POST
def account_resume(request: HttpRequest, member: Member) -> HttpResponse:
    return _change(
        request,
        lambda now: resume_account(member=member, now=now),
        _("Welcome back."),
    )


@own_member
@require_http_methods(["GET", "HEAD", "POST"])
def account_close(request: HttpRequest, member: Member) -> HttpResponse:
    if request.method != "POST":
        context = {"days": get_days("ERASURE_GRACE_DAYS").days}
        return render(request, "community/account_close.html", context)
    return _change(
        request,
        lambda now: close_account(member=member, actor=request.user, now=now),
        _("Your account is closed. Until it is deleted you can take that back."),
    )


@own_member
@require_POST
def account_reopen(request: HttpRequest, member: Member) -> HttpResponse:
    return _change(
        request,
        lambda now: reopen_account(member=member, actor=request.user, now=now),
        _("Your account is open again."),
    )


def _change(
    request: HttpRequest, change: Callable[[dt.datetime], None], sentence: str
) -> HttpResponse:
    try:
        change(timezone.now())
    except (TransitionError, GraceOverError):
        messages.warning(request, _("Nothing was changed: see below how it stands."))
    else:
        messages.success(request, sentence)
    return redirect("community_me:account")
