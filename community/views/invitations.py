"""What one is invited to: the own list, accepting, declining (CO47, CO48)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cms.transitions import WrongStateError
from cms.views.limits import limited
from community.models import Member
from community.operations.invitations import (
    NotForMinorsError,
    NotTakingPartError,
    RightEndedError,
    ThingRefusesError,
    accept_invitation,
    allow_invitations,
    decline_invitation,
)
from community.queries.invitations import (
    find_own_invitations,
    get_own_invitations,
    is_blocked,
)
from community.views.account import own_member


@own_member
@require_safe
def invitation_list(request: HttpRequest, member: Member) -> HttpResponse:
    context = {
        "invitations": get_own_invitations(request.user, timezone.now()),
        "email": member.user.email,
        "is_blocked": is_blocked(request.user),
    }
    return render(request, "community/invitations_list.html", context)


@own_member
@require_POST
@limited("invitation")
def invitation_accept(
    request: HttpRequest, member: Member, invitation_id: int
) -> HttpResponse:
    row = get_object_or_404(find_own_invitations(request.user), pk=invitation_id)
    try:
        accept_invitation(invitation=row, user=member.user, now=timezone.now())
    except WrongStateError:
        messages.warning(request, _("This invitation has been answered or has ended."))
    except NotTakingPartError:
        messages.warning(
            request,
            _("You can accept this once your account is open: see “My account”."),
        )
    except NotForMinorsError:
        messages.warning(request, _("This needs somebody of 18 or over."))
    except RightEndedError:
        messages.warning(
            request,
            _(
                "Whoever invited you may not do so any more. Please ask the network for "
                "a new invitation."
            ),
        )
    except ThingRefusesError:
        messages.warning(
            request,
            _("This cannot be accepted at the moment. Please ask whoever invited you."),
        )
    else:
        messages.success(request, _("Accepted. It counts from now on."))
    return redirect("community_me:invitation_list")


@own_member
@require_POST
@limited("invitation")
def invitation_decline(
    request: HttpRequest, member: Member, invitation_id: int
) -> HttpResponse:
    row = get_object_or_404(find_own_invitations(request.user), pk=invitation_id)
    try:
        decline_invitation(invitation=row, user=member.user, now=timezone.now())
    except WrongStateError:
        messages.warning(request, _("This invitation has been answered or has ended."))
    else:
        messages.success(request, _("Declined. Whoever invited you is told."))
    return redirect("community_me:invitation_list")


@own_member
@require_POST
def invitation_allow(request: HttpRequest, member: Member) -> HttpResponse:
    if allow_invitations(user=member.user):
        messages.success(request, _("You get invitations again."))
    return redirect("community_me:invitation_list")
