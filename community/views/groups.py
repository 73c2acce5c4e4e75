"""Groups: the list, the own ones, one of them, making, editing, archiving (CO29, CO30)."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from cms.audiences import get_viewer
from cms.transitions import TransitionError
from cms.views.limits import limited
from community.consent import find_standing_of_user
from community.forms.groups import GroupForm
from community.models import Group, GroupMembership, Member
from community.operations.groups import (
    ArchivedError,
    archive_group,
    create_group,
    edit_group,
    open_group_again,
)
from community.operations.notifications import mark_seen
from community.permissions.groups import (
    can_lead_group,
    can_own_group,
    find_own_group_place,
    get_open_networks,
)
from community.queries.groups import (
    find_groupmates,
    find_way_in,
    list_groups,
    list_own_groups,
)
from community.queries.slugs import find_moved
from community.views.account import own_member, personal
from community.views.organisations import personal_for_members

LAST_OWNER = gettext_lazy(
    "A group needs an adult in charge. Make somebody else in charge first."
)
IN_CHARGE = gettext_lazy(
    "You are the adult in charge of this group. Ask the coordination to name somebody "
    "else first."
)


def find_group(request: HttpRequest, slug: str) -> Group:
    """Return a group that the viewer may know of.

    Raises:
        Http404: there is none, or not for this viewer.
    """
    rows = Group.objects.visible_to(get_viewer(request))
    found = rows.select_related("network", "in_charge").filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def make_frame(request: HttpRequest, group: Group) -> dict[str, Any]:
    """Return what the head of each page of a group needs: own place, rights, tabs."""
    now, viewer = timezone.now(), get_viewer(request)
    place = find_own_group_place(request.user, group, now)
    leads = can_lead_group(request.user, group, now)
    reads = Group.objects.read_by(viewer).filter(pk=group.pk).exists()
    return {
        "group": group,
        "place": place,
        "leads": leads,
        "owns": can_own_group(request.user, group, now),
        "reads": reads,
        "sees_members": place is not None or leads,
        "has_files": reads and group.has_files,
        "has_events": reads and group.has_events,
    }


@personal_for_members
@limited("search")
@require_safe
def group_list(request: HttpRequest) -> HttpResponse:
    viewer = get_viewer(request)
    hidden = [
        {"name": name, "value": value}
        for name, values in request.GET.lists()
        for value in values
        if name not in ("q", "page") and "\0" not in value
    ]
    context = {
        "listing": list_groups(request=request, viewer=viewer),
        "words": request.GET.get("q", "").replace("\0", ""),
        "hidden": hidden,
        "is_member": viewer.holds("member"),
        "can_create": get_open_networks(request.user, timezone.now()).exists(),
    }
    return render(request, "community/group_list.html", context)


@own_member
@require_safe
def group_mine(request: HttpRequest, member: Member) -> HttpResponse:
    """Show the own groups; who has just left one can come back from here."""
    viewer = get_viewer(request)
    if not viewer.holds("member"):
        raise Http404
    context = {
        "own": list_own_groups(member, viewer),
        "undo": request.GET.get("left", "").replace("\0", ""),
        "can_create": get_open_networks(request.user, timezone.now()).exists(),
    }
    return render(request, "community/group_mine.html", context)


@personal_for_members
@require_safe
def group_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one; an address that it had until a year ago leads here."""
    now, viewer = timezone.now(), get_viewer(request)
    rows = Group.objects.visible_to(viewer)
    group = rows.select_related("network", "in_charge").filter(slug=slug).first()
    if group is None:
        moved = find_moved(rows=rows, slug=slug, now=now)
        if moved is None:
            raise Http404
        return redirect(moved, permanent=True)
    frame = make_frame(request, group)
    standing = find_standing_of_user(request.user, now)
    row = None
    if standing is not None:
        row = GroupMembership.objects.filter(
            group=group, member=standing.member
        ).first()
        mark_seen(member=standing.member, things=[group], now=now)
    context = frame | {
        "tab": "about",
        "way_in": "" if frame["place"] else find_way_in(group, row, standing),
        "is_known": request.user.is_authenticated,
        "number": find_groupmates(group, viewer, timezone.localdate(now)).count()
        if frame["sees_members"]
        else None,
    }
    return render(request, "community/group_detail.html", context)


@login_required
@personal
@limited("group")
@require_http_methods(["GET", "HEAD", "POST"])
def group_new(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    networks = get_open_networks(request.user, now).order_by("name")
    standing = find_standing_of_user(request.user, now)
    if standing is None or not networks.exists():
        raise Http404
    given = request.POST if request.method == "POST" else None
    form = GroupForm(given, networks=networks)
    if request.method == "POST" and form.is_valid():
        group = create_group(
            creator=standing.member,
            network=form.cleaned_data["network"],
            content=form.get_content(),
            now=now,
        )
        messages.success(request, _("Your group is there. Now invite people."))
        return redirect("community_groups:group_members", group.slug)
    return render(request, "community/group_form.html", {"form": form})


@login_required
@personal
@limited("group")
@require_http_methods(["GET", "HEAD", "POST"])
def group_edit(request: HttpRequest, slug: str) -> HttpResponse:
    now, group = timezone.now(), find_group(request, slug)
    if not group.is_active or not can_own_group(request.user, group, now):
        raise Http404
    given = request.POST if request.method == "POST" else None
    form = GroupForm(given, group=group)
    if request.method == "POST" and form.is_valid():
        try:
            saved = edit_group(group=group, content=form.get_content(), now=now)
        except ArchivedError:
            messages.warning(request, _("The group is archived: it can only be read."))
            return redirect(group)
        messages.success(request, _("Saved. It counts from now on."))
        return redirect(saved)
    context = {"form": form, "group": group}
    return render(request, "community/group_form.html", context)


@login_required
@personal
@require_POST
def group_archive(request: HttpRequest, slug: str) -> HttpResponse:
    """Archive a group, or open it again: the button says which."""
    now, group = timezone.now(), find_group(request, slug)
    if not can_own_group(request.user, group, now):
        raise Http404
    try:
        if "open" in request.POST:
            open_group_again(group=group, actor=request.user, now=now)
        else:
            archive_group(group=group, actor=request.user, now=now)
    except TransitionError:
        messages.warning(request, _("Nothing was changed: see below how it stands."))
    else:
        messages.success(request, _("Saved. You can take this back at any time."))
    return redirect(group)
