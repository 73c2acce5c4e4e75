"""Muting a person from the profile, and taking it back (CO53)."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cms.audiences import get_viewer
from community.models import Member, Mute
from community.operations.mutes import mute_member, unmute_member
from community.permissions.contacts import can_mute_member
from community.views.account import own_member
from community.views.people import find_seen


@own_member
@require_POST
def member_mute(request: HttpRequest, own: Member, slug: str) -> HttpResponse:
    member = find_seen(request, slug).member
    if not can_mute_member(get_viewer(request), member):
        raise Http404
    mute_member(member=own, muted=member, now=timezone.now())
    messages.success(
        request,
        _("You have muted %(name)s. Nobody is told, and you can take it back.")
        % {"name": member.display_name},
    )
    return redirect("community:member_detail", member.slug)


@own_member
@require_POST
def member_unmute(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    rows = Mute.objects.made_by(member.pk).select_related("muted")
    mute = rows.filter(pk=pk).first()
    if mute is None:
        raise Http404
    unmute_member(member=member, muted=mute.muted)
    messages.success(
        request,
        _("You read and hear of %(name)s again.") % {"name": mute.muted.display_name},
    )
    return redirect("community_me:contacts")
