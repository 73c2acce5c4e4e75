"""Who belongs to a group: joining, leaving, deciding, inviting, roles (CO29 to CO32)."""

import functools
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import (
    require_POST,
    require_safe,
)

from cms.audiences import get_viewer
from cms.transitions import TransitionError
from cms.views.limits import limited
from community.enums import GroupRole, MemberExportFormat
from community.exports.members import write_members
from community.models import Group, GroupMembership
from community.operations.group_leading import (
    NotGrownUpError,
    ban_groupmate,
    decide_requests,
    lift_group_ban,
    remove_groupmates,
    set_group_role,
)
from community.operations.group_places import InChargeError, LastOwnerError
from community.operations.notifications import mark_seen
from community.permissions.groups import (
    can_decide_on_groupmate,
    can_lead_group,
    can_own_group,
    can_set_group_role,
)
from community.queries.groups import (
    iterate_member_cells,
    list_group_requests,
    list_groupmates,
    list_shut_out,
)
from community.views.account import personal
from community.views.groups import IN_CHARGE, LAST_OWNER, find_group, make_frame
from community.views.member_exports import CONTENT_TYPES


def lead_to_members(group: Group) -> HttpResponse:
    return redirect("community_groups:group_members", group.slug)


def read_rows(request: HttpRequest) -> list[int]:
    """Return the keys of the chosen rows; what is no key is left out."""
    return [int(key) for key in request.POST.getlist("row") if key.isdecimal()][:500]


@login_required
@personal
@require_safe
def group_members(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who belongs to it; to who leads, who asks and who is shut out besides."""
    now, viewer = timezone.now(), get_viewer(request)
    group = find_group(request, slug)
    frame = make_frame(request, group)
    if not frame["sees_members"]:
        raise Http404
    mates = list_groupmates(
        group, viewer, page=request.GET.get("page"), path=request.path, now=now
    )
    context = frame | {"tab": "members", "mates": mates}
    if frame["leads"]:
        requests = list_group_requests(group, viewer, timezone.localdate(now))
        context |= {"requests": requests, "shut_out": list_shut_out(group, viewer)}
        if frame["place"]:
            mark_seen(member=frame["place"].member, things=requests, now=now)
    return render(request, "community/group_members.html", context)


@login_required
@personal
@require_POST
def group_requests(request: HttpRequest, slug: str) -> HttpResponse:
    """Let in or decline those who are ticked."""
    now, group = timezone.now(), find_group(request, slug)
    if not group.is_active or not can_lead_group(request.user, group, now):
        raise Http404
    accepts = "accept" in request.POST
    number = decide_requests(
        group=group,
        row_ids=read_rows(request),
        accepts=accepts,
        actor=request.user,
        now=now,
    )
    if not number:
        messages.warning(request, _("Nobody was chosen who still asks."))
    elif accepts:
        messages.success(
            request,
            ngettext(
                "%(number)d person belongs to the group now.",
                "%(number)d people belong to the group now.",
                number,
            )
            % {"number": number},
        )
    else:
        messages.success(
            request,
            ngettext(
                "%(number)d person was declined.",
                "%(number)d people were declined.",
                number,
            )
            % {"number": number},
        )
    return lead_to_members(group)


@login_required
@personal
@require_POST
def group_remove(request: HttpRequest, slug: str) -> HttpResponse:
    """Remove those who are ticked; nobody removes oneself so, or who leads."""
    now, group = timezone.now(), find_group(request, slug)
    if not group.is_active or not can_lead_group(request.user, group, now):
        raise Http404
    number = remove_groupmates(
        group=group, row_ids=read_rows(request), actor=request.user, now=now
    )
    if number:
        messages.success(
            request,
            ngettext(
                "%(number)d person does not belong to the group any more.",
                "%(number)d people do not belong to the group any more.",
                number,
            )
            % {"number": number},
        )
    else:
        messages.warning(request, _("Nobody was chosen who can be removed."))
    return lead_to_members(group)


@login_required
@personal
@require_POST
def groupmate_decide(request: HttpRequest, slug: str, mate_id: int) -> HttpResponse:
    """Give a role, shut out or lift that; the button says which."""
    now, group, user = timezone.now(), find_group(request, slug), request.user
    rows = GroupMembership.objects.select_related("member__user", "group__network")
    row = get_object_or_404(rows, pk=mate_id, group=group)
    if not group.is_active:
        raise Http404
    deeds: dict[str, tuple[bool, Callable[[], Any]]] = {
        "ban": (
            can_decide_on_groupmate(user, row, now),
            lambda: ban_groupmate(row=row, actor=user, now=now),
        ),
        "lift": (
            can_decide_on_groupmate(user, row, now),
            lambda: lift_group_ban(row=row, actor=user, now=now),
        ),
    }
    may_set = can_set_group_role(user, row, now)
    for role in GroupRole:
        set_role = functools.partial(set_group_role, row=row, role=role, now=now)
        deeds[role.value] = (may_set, set_role)
    named = [deed for name, deed in deeds.items() if name in request.POST]
    if not named or not named[0][0]:
        raise Http404
    try:
        named[0][1]()
    except LastOwnerError:
        messages.warning(request, str(LAST_OWNER))
    except InChargeError:
        messages.warning(request, str(IN_CHARGE))
    except NotGrownUpError:
        messages.warning(request, _("Only an adult who takes part leads a group."))
    except TransitionError:
        messages.warning(request, _("Nothing was changed: see below how it stands."))
    else:
        messages.success(request, _("Saved."))
    return lead_to_members(group)


@login_required
@personal
@require_safe
@limited("export")
def group_export(request: HttpRequest, slug: str) -> HttpResponse:
    """Give who is in charge the member list as a workbook or a table, adults only."""
    now, group = timezone.now(), find_group(request, slug)
    if not can_own_group(request.user, group, now):
        raise Http404
    day = timezone.localdate(now)
    is_workbook = request.GET.get("format") == MemberExportFormat.XLSX
    kind = MemberExportFormat.XLSX if is_workbook else MemberExportFormat.CSV
    lines = iterate_member_cells(group, get_viewer(request), day)
    answer = HttpResponse(write_members(lines, kind), content_type=CONTENT_TYPES[kind])
    name = f"{group.slug}-{day}.{kind.value}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
