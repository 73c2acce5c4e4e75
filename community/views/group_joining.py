"""Joining a group and the own place: leaving, coming back, muting (CO29, CO32)."""

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cms.links import LinkError, open_link
from cms.models import StateChange
from cms.transitions import TransitionError, WrongStateError
from cms.views.limits import limited
from community.models import Group, GroupMembership, Member
from community.operations.group_members import (
    AskedAlreadyError,
    NotAdmittedError,
    come_back,
    join_group,
    leave_group,
    mute_group,
    note_welcome,
)
from community.operations.group_places import InChargeError, LastOwnerError
from community.operations.groups import LINK_PURPOSE
from community.views.account import own_member
from community.views.groups import IN_CHARGE, LAST_OWNER, find_group

UNDO_SALT, UNDO_SECONDS = "community.groups.undo", 60 * 60


@own_member
@require_POST
@limited("group")
def group_join(request: HttpRequest, member: Member, slug: str) -> HttpResponse:
    group = find_group(request, slug)
    _join(request, group, member, is_by_link=False)
    return redirect(group)


@own_member
@limited("group")
@require_http_methods(["GET", "HEAD", "POST"])
def group_join_by_link(
    request: HttpRequest, member: Member, token: str
) -> HttpResponse:
    """Show to which group the link leads; only the button joins it."""
    group = find_linked_group(token)
    if group is None:
        messages.warning(
            request, _("This link does not work any more. Ask for a new one.")
        )
        return redirect("community_groups:group_list")
    if request.method == "POST":
        is_in = _join(request, group, member, is_by_link=True)
        return redirect(group if is_in else "community_groups:group_list")
    return render(request, "community/group_join.html", {"group": group})


def find_linked_group(token: str) -> Group | None:
    """Return the group of a link that works now; used, ended and foreign ones are alike."""
    try:
        opened = open_link(token, timezone.now())
    except LinkError:
        return None
    is_ours = opened.purpose.name == LINK_PURPOSE and isinstance(opened.thing, Group)
    return opened.thing if is_ours else None


def _join(
    request: HttpRequest, group: Group, member: Member, *, is_by_link: bool
) -> bool:
    try:
        row = join_group(
            group=group, member=member, is_by_link=is_by_link, now=timezone.now()
        )
    except NotAdmittedError:
        messages.warning(
            request, _("This group admits by invitation only, and adults only.")
        )
        return False
    except AskedAlreadyError:
        messages.info(request, _("You have asked or belong to it already."))
        return True
    if GroupMembership.objects.active().contains(row):
        messages.success(request, _("You belong to the group now."))
    else:
        messages.success(request, _("Those who lead the group are asked."))
    return True


@own_member
@require_POST
def group_leave(request: HttpRequest, member: Member, slug: str) -> HttpResponse:
    """Leave, or take a request back."""
    group = find_group(request, slug)
    row = get_object_or_404(
        GroupMembership.objects.select_related("group"), group=group, member=member
    )
    is_request = GroupMembership.objects.asked().contains(row)
    try:
        change = leave_group(row=row, now=timezone.now())
    except LastOwnerError:
        messages.warning(request, str(LAST_OWNER))
    except InChargeError:
        messages.warning(request, str(IN_CHARGE))
    except TransitionError:
        messages.warning(request, _("Nothing was changed: see below how it stands."))
    else:
        if is_request:
            messages.success(request, _("Your request is taken back."))
            return redirect(group)
        undo = signing.dumps(change.pk, salt=UNDO_SALT)
        query = urlencode({"left": undo})
        return redirect(f"{reverse('community_groups:group_mine')}?{query}")
    return redirect(group)


@own_member
@require_POST
def group_rejoin(request: HttpRequest, member: Member) -> HttpResponse:
    """Undo leaving, within an hour."""
    try:
        key = signing.loads(
            request.POST.get("left", ""), salt=UNDO_SALT, max_age=UNDO_SECONDS
        )
        change = StateChange.objects.get(pk=key, actor=member.user)
        group = come_back(change=change, member=member, now=timezone.now())
    except (signing.BadSignature, StateChange.DoesNotExist, WrongStateError):
        messages.warning(request, _("This cannot be taken back any more."))
        return redirect("community_groups:group_mine")
    messages.success(request, _("You belong to the group again."))
    return redirect(group)


@own_member
@require_POST
def group_mute(request: HttpRequest, member: Member, slug: str) -> HttpResponse:
    """Hear nothing of the group, or again."""
    group = find_group(request, slug)
    row = get_object_or_404(
        GroupMembership.objects.active(), group=group, member=member
    )
    is_muted = "mute" in request.POST
    mute_group(row=row, is_muted=is_muted)
    if is_muted:
        messages.success(
            request,
            _("You hear nothing of this group any more, and still belong to it."),
        )
    else:
        messages.success(request, _("You hear of this group again."))
    return redirect(group)


@own_member
@require_POST
def group_welcome(request: HttpRequest, member: Member, slug: str) -> HttpResponse:
    """Take the welcome away: it has been read."""
    group = find_group(request, slug)
    row = get_object_or_404(
        GroupMembership.objects.active(), group=group, member=member
    )
    note_welcome(row=row)
    return redirect(group)
