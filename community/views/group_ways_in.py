"""Inviting to a group by mail and by a quick link (CO29, CO47)."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cms.links import find_working_links, get_link_path
from cms.transitions import TransitionError
from cms.views.limits import limited
from community.forms.groups import InviteToGroupForm, QuickLinkForm
from community.models import Group, Invitation
from community.operations.groups import (
    LINK_PURPOSE,
    ArchivedError,
    NoQuickLinkError,
    make_quick_link,
    revoke_quick_link,
)
from community.operations.invitations import (
    AlreadyInvitedError,
    InvitesOneselfError,
    MayNotInviteError,
    invite_by_mail,
    withdraw_invitation,
)
from community.permissions.groups import can_invite_to_group
from community.views.account import personal
from community.views.groups import find_group, make_frame

INVITE_KIND = "group"


def find_led_group(request: HttpRequest, slug: str) -> Group:
    """Return an active group that the person leads.

    Raises:
        Http404: for everybody else.
    """
    group = find_group(request, slug)
    if not can_invite_to_group(request.user, group):
        raise Http404
    return group


def find_open_invitations(group: Group) -> Any:
    rows = Invitation.objects.open_at(timezone.now())
    return rows.filter(kind=INVITE_KIND, object_id=group.pk).order_by("-invited_at")


@login_required
@personal
@limited("invitation")
@require_http_methods(["GET", "HEAD", "POST"])
def group_invite(request: HttpRequest, slug: str) -> HttpResponse:
    """Invite by mail; show who has not answered, and the link of the group."""
    group = find_led_group(request, slug)
    form = InviteToGroupForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _invite(request, group, form):
        messages.success(request, _("The invitation is on its way."))
        return redirect("community_groups:group_invite", group.slug)
    return show_ways_in(request, group, form, QuickLinkForm())


def show_ways_in(
    request: HttpRequest, group: Group, form: Any, link_form: Any
) -> HttpResponse:
    now = timezone.now()
    links = find_working_links(purpose=LINK_PURPOSE, thing=group, now=now)
    link = links.first()
    context = make_frame(request, group) | {
        "tab": "members",
        "form": form,
        "link_form": None if group.admits_minors else link_form,
        "link": link,
        "link_url": request.build_absolute_uri(get_link_path(link)) if link else "",
        "invitations": find_open_invitations(group),
    }
    return render(request, "community/group_invite.html", context)


def _invite(request: HttpRequest, group: Group, form: InviteToGroupForm) -> bool:
    try:
        invite_by_mail(
            kind=INVITE_KIND,
            thing=group,
            option="",
            email=form.cleaned_data["email"],
            language=get_language() or "",
            actor=request.user,
            now=timezone.now(),
        )
    except AlreadyInvitedError:
        form.add_error("email", _("This address is invited and has not answered yet."))
    except InvitesOneselfError:
        form.add_error("email", _("Nobody invites themselves."))
    except MayNotInviteError as error:
        raise Http404 from error
    else:
        return True
    return False


@login_required
@personal
@require_POST
def group_invitation_withdraw(
    request: HttpRequest, slug: str, invitation_id: int
) -> HttpResponse:
    group = find_led_group(request, slug)
    row = get_object_or_404(find_open_invitations(group), pk=invitation_id)
    try:
        withdraw_invitation(invitation=row, actor=request.user, now=timezone.now())
    except TransitionError:
        messages.warning(request, _("There is an answer in the meantime."))
    else:
        messages.success(request, _("The invitation is taken back."))
    return redirect("community_groups:group_invite", group.slug)


@login_required
@personal
@require_POST
@limited("group")
def group_link(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a link by which adults join, or end it: the button says which."""
    group, now = find_led_group(request, slug), timezone.now()
    if "revoke" in request.POST:
        revoke_quick_link(group=group, now=now)
        messages.success(request, _("The link does not work any more."))
        return redirect("community_groups:group_invite", group.slug)
    form = QuickLinkForm(request.POST)
    if not form.is_valid():
        return show_ways_in(request, group, InviteToGroupForm(), form)
    try:
        make_quick_link(
            group=group, lifetime=form.get_lifetime(), actor=request.user, now=now
        )
    except (ArchivedError, NoQuickLinkError):
        messages.warning(request, _("This group has no link to join."))
    else:
        messages.success(
            request, _("The link works from now on; earlier ones have ended.")
        )
    return redirect(reverse("community_groups:group_invite", args=[group.slug]))
